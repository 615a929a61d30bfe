using System.Runtime.CompilerServices;
using AutoDiff.Kernels;

namespace AutoDiff;

public readonly partial struct Tensor
{
    /// <summary>The quotient of two tensors, value by value, with broadcasting.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    /// <returns>Of the shape that both broadcast to.</returns>
    /// <exception cref="ArgumentException">The shapes don't broadcast.</exception>
    public static Tensor Divide(Tensor a, Tensor b) => Broadcasting.Run(default(DividePair), a, b);

    /// <inheritdoc cref="Divide(Tensor, Tensor)"/>
    public static Tensor operator /(Tensor a, Tensor b) => Divide(a, b);
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of <see cref="Tensor.Divide"/>: summed over the dimensions in which an operand was broadcast.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    /// <param name="dresult">The cotangent of the result.</param>
    /// <param name="da">The adjoint of a, added into.</param>
    /// <param name="db">The adjoint of b, added into.</param>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Divide))]
    [DerivativeOf(typeof(Tensor), "op_Division")]
    public static void DivideVjp(Tensor a, Tensor b, Tensor dresult, Tensor da, Tensor db) =>
        Broadcasting.AddAdjoints(default(DividePair), a, b, dresult, da, db);

    /// <summary>The tangent of <see cref="Tensor.Divide"/>.</summary>
    /// <param name="b">The right operand.</param>
    /// <param name="result">The result.</param>
    /// <param name="da">The tangent of a; absent where it doesn't move.</param>
    /// <param name="db">The tangent of b; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Divide))]
    [DerivativeOf(typeof(Tensor), "op_Division")]
    public static Tensor DivideJvp(Tensor b, Tensor result, Tensor da, Tensor db) =>
        Tensor.Divide(Tangents.Sum(da, db.IsAbsent ? default : Tensor.Negate(Tensor.Multiply(result, db))), b);
}

internal readonly struct DividePair : IPair
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Value<TLanes>(TLanes a, TLanes b)
        where TLanes : struct, ILanes<TLanes, float> => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes AdjointOfLeft<TLanes>(TLanes a, TLanes b, TLanes dresult)
        where TLanes : struct, ILanes<TLanes, float> => dresult / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes AdjointOfRight<TLanes>(TLanes a, TLanes b, TLanes dresult)
        where TLanes : struct, ILanes<TLanes, float> => -dresult * a / (b * b);
}
