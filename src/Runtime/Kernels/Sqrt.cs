using System.Runtime.CompilerServices;
using AutoDiff.Kernels;

namespace AutoDiff;

public readonly partial struct Tensor
{
    /// <summary>The square root of each value.</summary>
    /// <param name="x">Of any shape; its derivative at 0 is infinite.</param>
    /// <returns>Of the same shape.</returns>
    public static Tensor Sqrt(Tensor x) => Mapping.Run(default(SqrtMap), x);
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of <see cref="Tensor.Sqrt"/>.</summary>
    /// <param name="result">The result.</param>
    /// <param name="dresult">The cotangent of the result.</param>
    /// <param name="dx">The adjoint of x, added into.</param>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Sqrt))]
    public static void SqrtVjp(Tensor result, Tensor dresult, Tensor dx) => Mapping.AddAdjoint(default(SqrtMap), result, dresult, dx);

    /// <summary>The tangent of <see cref="Tensor.Sqrt"/>.</summary>
    /// <param name="result">The result.</param>
    /// <param name="dx">The tangent of x; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Sqrt))]
    public static Tensor SqrtJvp(Tensor result, Tensor dx) => Tangents.OfMap(default(SqrtMap), result, dx);
}

internal readonly struct SqrtMap : IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Value<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, float> => TLanes.Sqrt(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Adjoint<TLanes>(TLanes saved, TLanes dresult)
        where TLanes : struct, ILanes<TLanes, float> => dresult / (saved + saved);
}
