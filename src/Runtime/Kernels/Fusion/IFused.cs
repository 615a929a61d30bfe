using System.ComponentModel;
using AutoDiff.Kernels;

namespace AutoDiff;

/// <summary>A function of values of tensors that is computed in one pass: an operand, or an operation on such functions.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFused
{
    /// <summary>Whether the adjoints are computed from the function's own value.</summary>
    internal static abstract bool NeedsValue { get; }

    internal static abstract TLanes Value<TLanes>(in FusedInputs<TLanes> x)
        where TLanes : struct, ILanes<TLanes, float>;

    /// <summary>Adds to the adjoints of the operands what a cotangent of the function is for them.</summary>
    /// <param name="x">The operands.</param>
    /// <param name="value">The function's value, if it is needed.</param>
    /// <param name="cotangent">The cotangent.</param>
    /// <param name="adjoints">What is added to.</param>
    internal static abstract void Adjoint<TLanes>(in FusedInputs<TLanes> x, TLanes value, TLanes cotangent, ref FusedInputs<TLanes> adjoints)
        where TLanes : struct, ILanes<TLanes, float>;
}
