using System.Runtime.CompilerServices;
using AutoDiff.Kernels;

namespace AutoDiff;

public readonly partial struct Tensor
{
    /// <summary>The hyperbolic tangent of each value.</summary>
    /// <param name="x">Of any shape.</param>
    /// <returns>Of the same shape.</returns>
    public static Tensor Tanh(Tensor x) => Mapping.Run(default(TanhMap), x);
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of <see cref="Tensor.Tanh"/>.</summary>
    /// <param name="result">The result.</param>
    /// <param name="dresult">The cotangent of the result.</param>
    /// <param name="dx">The adjoint of x, added into.</param>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Tanh))]
    public static void TanhVjp(Tensor result, Tensor dresult, Tensor dx) => Mapping.AddAdjoint(default(TanhMap), result, dresult, dx);

    /// <summary>The tangent of <see cref="Tensor.Tanh"/>.</summary>
    /// <param name="result">The result.</param>
    /// <param name="dx">The tangent of x; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Tanh))]
    public static Tensor TanhJvp(Tensor result, Tensor dx) => Tangents.OfMap(default(TanhMap), result, dx);
}

internal readonly struct TanhMap : IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Value<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, float> => Activation.Tanh(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Adjoint<TLanes>(TLanes saved, TLanes dresult)
        where TLanes : struct, ILanes<TLanes, float> => dresult * (TLanes.Create(1) - saved * saved);
}
