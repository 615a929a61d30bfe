using System.Runtime.CompilerServices;
using AutoDiff.Kernels;

namespace AutoDiff;

public readonly partial struct Tensor
{
    /// <summary>Each value times the normal distribution function of it (Hendrycks and Gimpel, 2016): the exact form.</summary>
    /// <param name="x">Of any shape.</param>
    /// <returns>Of the same shape.</returns>
    public static Tensor Gelu(Tensor x) => Mapping.Run(default(GeluMap), x);
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of <see cref="Tensor.Gelu"/>.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="dresult">The cotangent of the result.</param>
    /// <param name="dx">The adjoint of x, added into.</param>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Gelu))]
    public static void GeluVjp(Tensor x, Tensor dresult, Tensor dx) => Mapping.AddAdjoint(default(GeluMap), x, dresult, dx);

    /// <summary>The tangent of <see cref="Tensor.Gelu"/>.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="dx">The tangent of x; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Gelu))]
    public static Tensor GeluJvp(Tensor x, Tensor dx) => Tangents.OfMap(default(GeluMap), x, dx);
}

internal readonly struct GeluMap : IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Value<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, float> => Activation.Gelu(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Adjoint<TLanes>(TLanes saved, TLanes dresult)
        where TLanes : struct, ILanes<TLanes, float> => dresult * Activation.GeluSlope(saved);
}
