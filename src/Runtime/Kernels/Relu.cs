using System.Runtime.CompilerServices;
using AutoDiff.Kernels;

namespace AutoDiff;

public readonly partial struct Tensor
{
    /// <summary>The larger of each value and 0.</summary>
    /// <param name="x">Of any shape; its derivative at 0 is 0.</param>
    /// <returns>Of the same shape.</returns>
    public static Tensor Relu(Tensor x) => Mapping.Run(default(ReluMap), x);
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of <see cref="Tensor.Relu"/>.</summary>
    /// <param name="result">The result.</param>
    /// <param name="dresult">The cotangent of the result.</param>
    /// <param name="dx">The adjoint of x, added into.</param>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Relu))]
    public static void ReluVjp(Tensor result, Tensor dresult, Tensor dx) => Mapping.AddAdjoint(default(ReluMap), result, dresult, dx);

    /// <summary>The tangent of <see cref="Tensor.Relu"/>.</summary>
    /// <param name="result">The result.</param>
    /// <param name="dx">The tangent of x; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Relu))]
    public static Tensor ReluJvp(Tensor result, Tensor dx) => Tangents.OfMap(default(ReluMap), result, dx);
}

internal readonly struct ReluMap : IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Value<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes, float> => TLanes.Max(x, TLanes.Create(0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Adjoint<TLanes>(TLanes saved, TLanes dresult)
        where TLanes : struct, ILanes<TLanes, float> => TLanes.Select(TLanes.EqualTo(saved, TLanes.Create(0)), TLanes.Create(0), dresult);
}
