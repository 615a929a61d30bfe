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
        Blas.Add(cotangent.AsSpan(), adjoint.AsSpan());
    }
}
