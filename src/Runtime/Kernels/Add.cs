using System.Runtime.CompilerServices;
using AutoDiff.Kernels;

namespace AutoDiff;

public readonly partial struct Tensor
{
    /// <summary>The sum of two tensors, value by value, with broadcasting.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    /// <returns>Of the shape that both broadcast to.</returns>
    /// <exception cref="ArgumentException">The shapes don't broadcast.</exception>
    public static Tensor Add(Tensor a, Tensor b) => Broadcasting.Run(default(AddPair), a, b);

    /// <inheritdoc cref="Add(Tensor, Tensor)"/>
    public static Tensor operator +(Tensor a, Tensor b) => Add(a, b);
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of <see cref="Tensor.Add"/>: summed over the dimensions in which an operand was broadcast.</summary>
    /// <param name="dresult">The cotangent of the result.</param>
    /// <param name="da">The adjoint of a, added into.</param>
    /// <param name="db">The adjoint of b, added into.</param>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Add))]
    [DerivativeOf(typeof(Tensor), "op_Addition")]
    public static void AddVjp(Tensor dresult, Tensor da, Tensor db)
    {
        // The operands' values don't matter, and their shapes are those of their adjoints.
        if (!da.IsAbsent)
            Broadcasting.AddAdjoints(default(AddPair), da, dresult, dresult, da, default);
        if (!db.IsAbsent)
            Broadcasting.AddAdjoints(default(AddPair), dresult, db, dresult, default, db);
    }

    /// <summary>The tangent of <see cref="Tensor.Add"/>.</summary>
    /// <param name="result">The result.</param>
    /// <param name="da">The tangent of a; absent where it doesn't move.</param>
    /// <param name="db">The tangent of b; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Add))]
    [DerivativeOf(typeof(Tensor), "op_Addition")]
    public static Tensor AddJvp(Tensor result, Tensor da, Tensor db) => Tangents.InShapeOf(result, Tangents.Sum(da, db));
}

internal readonly struct AddPair : IPair
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Value<TLanes>(TLanes a, TLanes b)
        where TLanes : struct, ILanes<TLanes, float> => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes AdjointOfLeft<TLanes>(TLanes a, TLanes b, TLanes dresult)
        where TLanes : struct, ILanes<TLanes, float> => dresult;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes AdjointOfRight<TLanes>(TLanes a, TLanes b, TLanes dresult)
        where TLanes : struct, ILanes<TLanes, float> => dresult;
}
