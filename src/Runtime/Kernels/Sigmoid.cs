using System.Runtime.CompilerServices;
using AutoDiff.Kernels;

namespace AutoDiff;

public readonly partial struct Tensor
{
    /// <summary>The logistic function of each value, 1 / (1 + exp(-x)).</summary>
    /// <param name="x">Of any shape.</param>
    /// <returns>Of the same shape.</returns>
    public static Tensor Sigmoid(Tensor x) => Mapping.Run(default(SigmoidMap), x);
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of <see cref="Tensor.Sigmoid"/>.</summary>
    /// <param name="result">The result.</param>
    /// <param name="dresult">The cotangent of the result.</param>
    /// <param name="dx">The adjoint of x, added into.</param>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Sigmoid))]
    public static void SigmoidVjp(Tensor result, Tensor dresult, Tensor dx) => Mapping.AddAdjoint(default(SigmoidMap), result, dresult, dx);

    /// <summary>The tangent of <see cref="Tensor.Sigmoid"/>.</summary>
    /// <param name="result">The result.</param>
    /// <param name="dx">The tangent of x; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Sigmoid))]
    public static Tensor SigmoidJvp(Tensor result, Tensor dx) => Tangents.OfMap(default(SigmoidMap), result, dx);
}

internal readonly struct SigmoidMap : IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Value<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, float> => Activation.Sigmoid(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Adjoint<TLanes>(TLanes saved, TLanes dresult)
        where TLanes : struct, ILanes<TLanes, float> => dresult * saved * (TLanes.Create(1) - saved);
}
