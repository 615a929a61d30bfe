using System.ComponentModel;
using AutoDiff.Kernels;

namespace AutoDiff.CompilerServices;

/// <summary>What generated code does with adjoints that are tensors. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TensorAdjoints
{
    /// <summary>Adds a cotangent to an adjoint.</summary>
    /// <param name="adjoint">What is added to.</param>
    /// <param name="cotangent">Of the same shape.</param>
    /// <param name="cotangentName">The name of the cotangent's parameter.</param>
    /// <exception cref="ArgumentException">The shapes differ; nothing has been added then.</exception>
    public static void Add(Tensor adjoint, Tensor cotangent, string cotangentName)
    {
        if (adjoint.IsAbsent)
            return;
        Shapes.RequireSame(cotangent, adjoint.Shape, cotangentName);
        Blas.AddTo(adjoint, cotangent.AsSpan());
    }

    /// <summary>Another shape of an adjoint: a view.</summary>
    /// <param name="adjoint">The adjoint, or <c>default</c> for one that isn't wanted.</param>
    /// <param name="shape">As for <see cref="Tensor.Reshape"/>.</param>
    /// <returns>The view; <c>default</c> of <c>default</c>.</returns>
    public static Tensor Reshape(Tensor adjoint, ReadOnlySpan<int> shape) => adjoint.IsAbsent ? default : Tensor.Reshape(adjoint, shape);

    /// <summary>An adjoint whose elements are added to one by one.</summary>
    /// <param name="adjoint">The adjoint, or <c>default</c> for one that isn't wanted.</param>
    /// <param name="primal">What it is the adjoint of.</param>
    /// <returns>The adjoint; for one that isn't wanted, memory of its shape.</returns>
    public static Tensor Present(Tensor adjoint, Tensor primal) => adjoint.IsAbsent && !primal.IsAbsent ? Tensor.Zeros(primal.Shape) : adjoint;
}
