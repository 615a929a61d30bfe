using System.Runtime.CompilerServices;
using AutoDiff.Kernels;

namespace AutoDiff;

public readonly partial struct Tensor
{
    /// <summary>The natural logarithm of each value.</summary>
    /// <param name="x">Of any shape.</param>
    /// <returns>Of the same shape.</returns>
    public static Tensor Log(Tensor x) => Mapping.Run(default(LogMap), x);
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of <see cref="Tensor.Log"/>.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="dresult">The cotangent of the result.</param>
    /// <param name="dx">The adjoint of x, added into.</param>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Log))]
    public static void LogVjp(Tensor x, Tensor dresult, Tensor dx) => Mapping.AddAdjoint(default(LogMap), x, dresult, dx);

    /// <summary>The tangent of <see cref="Tensor.Log"/>.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="dx">The tangent of x; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Log))]
    public static Tensor LogJvp(Tensor x, Tensor dx) => Tangents.OfMap(default(LogMap), x, dx);
}

internal readonly struct LogMap : IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Value<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, float> => TLanes.Log(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Adjoint<TLanes>(TLanes saved, TLanes dresult)
        where TLanes : struct, ILanes<TLanes, float> => dresult / saved;
}
