using System.Runtime.CompilerServices;
using AutoDiff.Kernels;

namespace AutoDiff;

public readonly partial struct Tensor
{
    /// <summary>The exponential of each value.</summary>
    /// <param name="x">Of any shape.</param>
    /// <returns>Of the same shape.</returns>
    public static Tensor Exp(Tensor x) => Mapping.Run(default(ExpMap), x);
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of <see cref="Tensor.Exp"/>.</summary>
    /// <param name="result">The result.</param>
    /// <param name="dresult">The cotangent of the result.</param>
    /// <param name="dx">The adjoint of x, added into.</param>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Exp))]
    public static void ExpVjp(Tensor result, Tensor dresult, Tensor dx) => Mapping.AddAdjoint(default(ExpMap), result, dresult, dx);

    /// <summary>The tangent of <see cref="Tensor.Exp"/>.</summary>
    /// <param name="result">The result.</param>
    /// <param name="dx">The tangent of x; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Exp))]
    public static Tensor ExpJvp(Tensor result, Tensor dx) => Tangents.OfMap(default(ExpMap), result, dx);
}

internal readonly struct ExpMap : IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Value<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, float> => Activation.Exp(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Adjoint<TLanes>(TLanes saved, TLanes dresult)
        where TLanes : struct, ILanes<TLanes, float> => dresult * saved;
}
