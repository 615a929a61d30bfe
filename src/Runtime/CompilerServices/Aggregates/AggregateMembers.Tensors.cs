using AutoDiff.Kernels;

namespace AutoDiff.CompilerServices;

public static partial class AggregateMembers
{
    /// <summary>Shows a tensor, unless it is absent or its memory has been shown.</summary>
    /// <inheritdoc cref="Visit{TVisitor}(ref TVisitor, VisitedMemory, string, ref double)"/>
    public static void Visit<TVisitor>(ref TVisitor visitor, VisitedMemory visited, string name, Tensor value)
        where TVisitor : IParameterVisitor, allows ref struct
    {
        if (visited.Add(value.Memory))
            visitor.Visit(name, value.AsSpan(), value.Shape);
    }

    /// <summary>Checks that a tensor in an adjoint has the shape of its primal, and other memory.</summary>
    /// <param name="primal">The primal.</param>
    /// <param name="adjoint">Its adjoint.</param>
    /// <param name="adjointName">The name of the parameter that it is in.</param>
    /// <exception cref="ArgumentException">It doesn't fit, or is the primal itself.</exception>
    public static void Check(Tensor primal, Tensor adjoint, string adjointName)
    {
        BufferChecks.SameShape(primal, adjoint, adjointName);
        Distinct(primal.Memory, adjoint.Memory, adjointName);
    }

    /// <inheritdoc cref="Add(double[], double[])"/>
    public static void Add(Tensor target, Tensor source)
    {
        if (!source.IsAbsent)
            Blas.Add(source.AsSpan(), target.AsSpan());
    }
}
