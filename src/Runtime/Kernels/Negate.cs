using System.Runtime.CompilerServices;
using AutoDiff.Kernels;

namespace AutoDiff;

public readonly partial struct Tensor
{
    /// <summary>The negated values.</summary>
    /// <param name="x">Of any shape.</param>
    /// <returns>Of the same shape.</returns>
    public static Tensor Negate(Tensor x) => Mapping.Run(default(NegateMap), x);

    /// <inheritdoc cref="Negate(Tensor)"/>
    public static Tensor operator -(Tensor x) => Negate(x);
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of <see cref="Tensor.Negate"/>.</summary>
    /// <param name="dresult">The cotangent of the result.</param>
    /// <param name="dx">The adjoint of x, added into.</param>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Negate))]
    [DerivativeOf(typeof(Tensor), "op_UnaryNegation")]
    public static void NegateVjp(Tensor dresult, Tensor dx) => Mapping.AddAdjoint(default(NegateMap), dresult, dresult, dx);

    /// <summary>The tangent of <see cref="Tensor.Negate"/>.</summary>
    /// <param name="dx">The tangent of x; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Negate))]
    [DerivativeOf(typeof(Tensor), "op_UnaryNegation")]
    public static Tensor NegateJvp(Tensor dx) => Tensor.Negate(dx);
}

internal readonly struct NegateMap : IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Value<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, float> => -x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Adjoint<TLanes>(TLanes saved, TLanes dresult)
        where TLanes : struct, ILanes<TLanes, float> => -dresult;
}
