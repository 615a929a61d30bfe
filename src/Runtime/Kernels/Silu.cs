using System.Runtime.CompilerServices;
using AutoDiff.Kernels;

namespace AutoDiff;

public readonly partial struct Tensor
{
    /// <summary>Each value times its logistic function.</summary>
    /// <param name="x">Of any shape.</param>
    /// <returns>Of the same shape.</returns>
    public static Tensor Silu(Tensor x) => Mapping.Run(default(SiluMap), x);
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of <see cref="Tensor.Silu"/>.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="dresult">The cotangent of the result.</param>
    /// <param name="dx">The adjoint of x, added into.</param>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Silu))]
    public static void SiluVjp(Tensor x, Tensor dresult, Tensor dx) => Mapping.AddAdjoint(default(SiluMap), x, dresult, dx);

    /// <summary>The tangent of <see cref="Tensor.Silu"/>.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="dx">The tangent of x; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Silu))]
    public static Tensor SiluJvp(Tensor x, Tensor dx) => Tangents.OfMap(default(SiluMap), x, dx);
}

internal readonly struct SiluMap : IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Value<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, float> => x * Activation.Sigmoid(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Adjoint<TLanes>(TLanes saved, TLanes dresult)
        where TLanes : struct, ILanes<TLanes, float> => dresult * Activation.SiluSlope(saved);
}
