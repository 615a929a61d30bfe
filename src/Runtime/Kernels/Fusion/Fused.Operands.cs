using System.ComponentModel;
using System.Runtime.CompilerServices;
using AutoDiff.Kernels;

namespace AutoDiff;

public static partial class Fused
{
    /// <summary>The first operand.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct A : IFused
    {
        static bool IFused.NeedsValue => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static TLanes IFused.Value<TLanes>(in FusedInputs<TLanes> x) => x.A;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void IFused.Adjoint<TLanes>(in FusedInputs<TLanes> x, TLanes value, TLanes cotangent, ref FusedInputs<TLanes> adjoints) =>
            adjoints.A = adjoints.A + cotangent;
    }

    /// <summary>The second operand.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct B : IFused
    {
        static bool IFused.NeedsValue => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static TLanes IFused.Value<TLanes>(in FusedInputs<TLanes> x) => x.B;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void IFused.Adjoint<TLanes>(in FusedInputs<TLanes> x, TLanes value, TLanes cotangent, ref FusedInputs<TLanes> adjoints) =>
            adjoints.B = adjoints.B + cotangent;
    }

    /// <summary>The third operand.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct C : IFused
    {
        static bool IFused.NeedsValue => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static TLanes IFused.Value<TLanes>(in FusedInputs<TLanes> x) => x.C;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void IFused.Adjoint<TLanes>(in FusedInputs<TLanes> x, TLanes value, TLanes cotangent, ref FusedInputs<TLanes> adjoints) =>
            adjoints.C = adjoints.C + cotangent;
    }

    /// <summary>The fourth operand.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct D : IFused
    {
        static bool IFused.NeedsValue => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static TLanes IFused.Value<TLanes>(in FusedInputs<TLanes> x) => x.D;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void IFused.Adjoint<TLanes>(in FusedInputs<TLanes> x, TLanes value, TLanes cotangent, ref FusedInputs<TLanes> adjoints) =>
            adjoints.D = adjoints.D + cotangent;
    }
}
