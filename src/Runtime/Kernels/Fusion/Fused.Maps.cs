using System.ComponentModel;
using System.Runtime.CompilerServices;
using AutoDiff.Kernels;

namespace AutoDiff;

public static partial class Fused
{
    /// <summary><see cref="Tensor.Relu"/> of a function.</summary>
    /// <typeparam name="T">The function.</typeparam>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct Relu<T> : IFused
        where T : struct, IFused
    {
        static bool IFused.NeedsValue => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static TLanes IFused.Value<TLanes>(in FusedInputs<TLanes> x) => default(ReluMap).Value(T.Value(in x));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void IFused.Adjoint<TLanes>(in FusedInputs<TLanes> x, TLanes value, TLanes cotangent, ref FusedInputs<TLanes> adjoints) =>
            T.Adjoint(in x, T.NeedsValue ? T.Value(in x) : default, default(ReluMap).Adjoint(value, cotangent), ref adjoints);
    }

    /// <summary><see cref="Tensor.Sigmoid"/> of a function.</summary>
    /// <typeparam name="T">The function.</typeparam>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct Sigmoid<T> : IFused
        where T : struct, IFused
    {
        static bool IFused.NeedsValue => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static TLanes IFused.Value<TLanes>(in FusedInputs<TLanes> x) => default(SigmoidMap).Value(T.Value(in x));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void IFused.Adjoint<TLanes>(in FusedInputs<TLanes> x, TLanes value, TLanes cotangent, ref FusedInputs<TLanes> adjoints) =>
            T.Adjoint(in x, T.NeedsValue ? T.Value(in x) : default, default(SigmoidMap).Adjoint(value, cotangent), ref adjoints);
    }

    /// <summary><see cref="Tensor.Tanh"/> of a function.</summary>
    /// <typeparam name="T">The function.</typeparam>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct Tanh<T> : IFused
        where T : struct, IFused
    {
        static bool IFused.NeedsValue => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static TLanes IFused.Value<TLanes>(in FusedInputs<TLanes> x) => default(TanhMap).Value(T.Value(in x));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void IFused.Adjoint<TLanes>(in FusedInputs<TLanes> x, TLanes value, TLanes cotangent, ref FusedInputs<TLanes> adjoints) =>
            T.Adjoint(in x, T.NeedsValue ? T.Value(in x) : default, default(TanhMap).Adjoint(value, cotangent), ref adjoints);
    }

    /// <summary><see cref="Tensor.Exp"/> of a function.</summary>
    /// <typeparam name="T">The function.</typeparam>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct Exp<T> : IFused
        where T : struct, IFused
    {
        static bool IFused.NeedsValue => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static TLanes IFused.Value<TLanes>(in FusedInputs<TLanes> x) => default(ExpMap).Value(T.Value(in x));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void IFused.Adjoint<TLanes>(in FusedInputs<TLanes> x, TLanes value, TLanes cotangent, ref FusedInputs<TLanes> adjoints) =>
            T.Adjoint(in x, T.NeedsValue ? T.Value(in x) : default, default(ExpMap).Adjoint(value, cotangent), ref adjoints);
    }

    /// <summary><see cref="Tensor.Sqrt"/> of a function.</summary>
    /// <typeparam name="T">The function.</typeparam>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct Sqrt<T> : IFused
        where T : struct, IFused
    {
        static bool IFused.NeedsValue => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static TLanes IFused.Value<TLanes>(in FusedInputs<TLanes> x) => default(SqrtMap).Value(T.Value(in x));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void IFused.Adjoint<TLanes>(in FusedInputs<TLanes> x, TLanes value, TLanes cotangent, ref FusedInputs<TLanes> adjoints) =>
            T.Adjoint(in x, T.NeedsValue ? T.Value(in x) : default, default(SqrtMap).Adjoint(value, cotangent), ref adjoints);
    }

    /// <summary><see cref="Tensor.Gelu"/> of a function.</summary>
    /// <typeparam name="T">The function.</typeparam>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct Gelu<T> : IFused
        where T : struct, IFused
    {
        static bool IFused.NeedsValue => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static TLanes IFused.Value<TLanes>(in FusedInputs<TLanes> x) => default(GeluMap).Value(T.Value(in x));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void IFused.Adjoint<TLanes>(in FusedInputs<TLanes> x, TLanes value, TLanes cotangent, ref FusedInputs<TLanes> adjoints)
        {
            TLanes argument = T.Value(in x);
            T.Adjoint(in x, argument, default(GeluMap).Adjoint(argument, cotangent), ref adjoints);
        }
    }

    /// <summary><see cref="Tensor.Silu"/> of a function.</summary>
    /// <typeparam name="T">The function.</typeparam>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct Silu<T> : IFused
        where T : struct, IFused
    {
        static bool IFused.NeedsValue => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static TLanes IFused.Value<TLanes>(in FusedInputs<TLanes> x) => default(SiluMap).Value(T.Value(in x));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void IFused.Adjoint<TLanes>(in FusedInputs<TLanes> x, TLanes value, TLanes cotangent, ref FusedInputs<TLanes> adjoints)
        {
            TLanes argument = T.Value(in x);
            T.Adjoint(in x, argument, default(SiluMap).Adjoint(argument, cotangent), ref adjoints);
        }
    }

    /// <summary><see cref="Tensor.Log"/> of a function.</summary>
    /// <typeparam name="T">The function.</typeparam>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct Log<T> : IFused
        where T : struct, IFused
    {
        static bool IFused.NeedsValue => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static TLanes IFused.Value<TLanes>(in FusedInputs<TLanes> x) => default(LogMap).Value(T.Value(in x));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void IFused.Adjoint<TLanes>(in FusedInputs<TLanes> x, TLanes value, TLanes cotangent, ref FusedInputs<TLanes> adjoints)
        {
            TLanes argument = T.Value(in x);
            T.Adjoint(in x, argument, default(LogMap).Adjoint(argument, cotangent), ref adjoints);
        }
    }

    /// <summary><see cref="Tensor.Negate"/> of a function.</summary>
    /// <typeparam name="T">The function.</typeparam>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly struct Negate<T> : IFused
        where T : struct, IFused
    {
        static bool IFused.NeedsValue => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static TLanes IFused.Value<TLanes>(in FusedInputs<TLanes> x) => default(NegateMap).Value(T.Value(in x));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void IFused.Adjoint<TLanes>(in FusedInputs<TLanes> x, TLanes value, TLanes cotangent, ref FusedInputs<TLanes> adjoints) =>
            T.Adjoint(in x, T.NeedsValue ? T.Value(in x) : default, -cotangent, ref adjoints);
    }
}
