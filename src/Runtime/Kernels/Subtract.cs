using System.Runtime.CompilerServices;
using AutoDiff.Kernels;

namespace AutoDiff;

public readonly partial struct Tensor
{
    /// <summary>The difference of two tensors, value by value, with broadcasting.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    /// <returns>Of the shape that both broadcast to.</returns>
    /// <exception cref="ArgumentException">The shapes don't broadcast.</exception>
    public static Tensor Subtract(Tensor a, Tensor b) => Broadcasting.Run(default(SubtractPair), a, b);

    /// <inheritdoc cref="Subtract(Tensor, Tensor)"/>
    public static Tensor operator -(Tensor a, Tensor b) => Subtract(a, b);
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of <see cref="Tensor.Subtract"/>: summed over the dimensions in which an operand was broadcast.</summary>
    /// <param name="dresult">The cotangent of the result.</param>
    /// <param name="da">The adjoint of a, added into.</param>
    /// <param name="db">The adjoint of b, added into.</param>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Subtract))]
    [DerivativeOf(typeof(Tensor), "op_Subtraction")]
    public static void SubtractVjp(Tensor dresult, Tensor da, Tensor db)
    {
        // The operands' values don't matter, and their shapes are those of their adjoints.
        if (!da.IsAbsent)
            Broadcasting.AddAdjoints(default(SubtractPair), da, dresult, dresult, da, default);
        if (!db.IsAbsent)
            Broadcasting.AddAdjoints(default(SubtractPair), dresult, db, dresult, default, db);
    }

    /// <summary>The tangent of <see cref="Tensor.Subtract"/>.</summary>
    /// <param name="result">The result.</param>
    /// <param name="da">The tangent of a; absent where it doesn't move.</param>
    /// <param name="db">The tangent of b; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Subtract))]
    [DerivativeOf(typeof(Tensor), "op_Subtraction")]
    public static Tensor SubtractJvp(Tensor result, Tensor da, Tensor db) =>
        Tangents.InShapeOf(result, db.IsAbsent ? da : Tangents.Sum(da, Tensor.Negate(db)));
}

internal readonly struct SubtractPair : IPair
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Value<TLanes>(TLanes a, TLanes b)
        where TLanes : struct, ILanes<TLanes, float> => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes AdjointOfLeft<TLanes>(TLanes a, TLanes b, TLanes dresult)
        where TLanes : struct, ILanes<TLanes, float> => dresult;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes AdjointOfRight<TLanes>(TLanes a, TLanes b, TLanes dresult)
        where TLanes : struct, ILanes<TLanes, float> => -dresult;
}
