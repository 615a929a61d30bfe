using System.Numerics;

namespace AutoDiff.Gradients.Library;

/// <summary>A generic aggregate that the tests' own project uses with a type argument, and in generic methods.</summary>
/// <typeparam name="T">The number.</typeparam>
[Differentiable]
public sealed partial class LibraryPair<T>
    where T : IFloatingPointIeee754<T>
{
    private readonly T[] _hidden;

    public LibraryPair(T first, T second)
    {
        First = first;
        _hidden = [second, second];
    }

    public T First { get; }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public T Mixed(T x) => (T.Sin(x * First) * _hidden[0]) + _hidden[1];
}
