using System.ComponentModel;
using System.Runtime.CompilerServices;
using AutoDiff.Kernels;

namespace AutoDiff;

public static partial class Fused
{
    /// <summary><see cref="Tensor.Add"/> of two functions.</summary>
    /// <typeparam name="TLeft">The left function.</typeparam>
    /// <typeparam name="TRight">The right function.</typeparam>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct Add<TLeft, TRight> : IFused
        where TLeft : struct, IFused
        where TRight : struct, IFused
    {
        static bool IFused.NeedsValue => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static TLanes IFused.Value<TLanes>(in FusedInputs<TLanes> x) => default(AddPair).Value(TLeft.Value(in x), TRight.Value(in x));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void IFused.Adjoint<TLanes>(in FusedInputs<TLanes> x, TLanes value, TLanes cotangent, ref FusedInputs<TLanes> adjoints)
        {
            TLeft.Adjoint(in x, TLeft.NeedsValue ? TLeft.Value(in x) : default, cotangent, ref adjoints);
            TRight.Adjoint(in x, TRight.NeedsValue ? TRight.Value(in x) : default, cotangent, ref adjoints);
        }
    }

    /// <summary><see cref="Tensor.Subtract"/> of two functions.</summary>
    /// <typeparam name="TLeft">The left function.</typeparam>
    /// <typeparam name="TRight">The right function.</typeparam>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct Subtract<TLeft, TRight> : IFused
        where TLeft : struct, IFused
        where TRight : struct, IFused
    {
        static bool IFused.NeedsValue => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static TLanes IFused.Value<TLanes>(in FusedInputs<TLanes> x) => default(SubtractPair).Value(TLeft.Value(in x), TRight.Value(in x));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void IFused.Adjoint<TLanes>(in FusedInputs<TLanes> x, TLanes value, TLanes cotangent, ref FusedInputs<TLanes> adjoints)
        {
            TLeft.Adjoint(in x, TLeft.NeedsValue ? TLeft.Value(in x) : default, cotangent, ref adjoints);
            TRight.Adjoint(in x, TRight.NeedsValue ? TRight.Value(in x) : default, -cotangent, ref adjoints);
        }
    }

    /// <summary><see cref="Tensor.Multiply"/> of two functions.</summary>
    /// <typeparam name="TLeft">The left function.</typeparam>
    /// <typeparam name="TRight">The right function.</typeparam>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct Multiply<TLeft, TRight> : IFused
        where TLeft : struct, IFused
        where TRight : struct, IFused
    {
        static bool IFused.NeedsValue => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static TLanes IFused.Value<TLanes>(in FusedInputs<TLanes> x) => default(MultiplyPair).Value(TLeft.Value(in x), TRight.Value(in x));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void IFused.Adjoint<TLanes>(in FusedInputs<TLanes> x, TLanes value, TLanes cotangent, ref FusedInputs<TLanes> adjoints)
        {
            TLanes left = TLeft.Value(in x), right = TRight.Value(in x);
            TLeft.Adjoint(in x, left, default(MultiplyPair).AdjointOfLeft(left, right, cotangent), ref adjoints);
            TRight.Adjoint(in x, right, default(MultiplyPair).AdjointOfRight(left, right, cotangent), ref adjoints);
        }
    }

    /// <summary><see cref="Tensor.Divide"/> of two functions.</summary>
    /// <typeparam name="TLeft">The left function.</typeparam>
    /// <typeparam name="TRight">The right function.</typeparam>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct Divide<TLeft, TRight> : IFused
        where TLeft : struct, IFused
        where TRight : struct, IFused
    {
        static bool IFused.NeedsValue => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static TLanes IFused.Value<TLanes>(in FusedInputs<TLanes> x) => default(DividePair).Value(TLeft.Value(in x), TRight.Value(in x));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void IFused.Adjoint<TLanes>(in FusedInputs<TLanes> x, TLanes value, TLanes cotangent, ref FusedInputs<TLanes> adjoints)
        {
            TLanes left = TLeft.Value(in x), right = TRight.Value(in x);
            TLeft.Adjoint(in x, left, default(DividePair).AdjointOfLeft(left, right, cotangent), ref adjoints);
            TRight.Adjoint(in x, right, default(DividePair).AdjointOfRight(left, right, cotangent), ref adjoints);
        }
    }
}
