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
        if (source.IsAbsent)
            return;

        // A part of a tensor that has been added has been added with it; several parts of one tensor are different parameters.
        bool isNew = target.OwnsMemory && source.OwnsMemory ? SumWalk.Enter(target.Memory, source.Memory) : !SumWalk.Contains(target.Memory, source.Memory);
        if (isNew)
            Runs.Move(source.AsSpan(), target.AsSpan(), adds: true);
    }

    /// <summary>Shows the tensors of an array, each under its number.</summary>
    /// <inheritdoc cref="Visit{TVisitor}(ref TVisitor, VisitedMemory, string, ref double)"/>
    public static void Visit<TVisitor>(ref TVisitor visitor, VisitedMemory visited, string name, Tensor[]? value)
        where TVisitor : IParameterVisitor, allows ref struct
    {
        for (int i = 0; i < (value?.Length ?? 0); i++)
            Visit(ref visitor, visited, visited.Indexed(name, i), value![i]);
    }

    /// <inheritdoc cref="Visit{TVisitor}(ref TVisitor, VisitedMemory, string, Tensor[])"/>
    public static void Visit<TVisitor>(ref TVisitor visitor, VisitedMemory visited, string name, List<Tensor>? value)
        where TVisitor : IParameterVisitor, allows ref struct
    {
        for (int i = 0; i < (value?.Count ?? 0); i++)
            Visit(ref visitor, visited, visited.Indexed(name, i), value![i]);
    }

    /// <inheritdoc cref="Check(Tensor, Tensor, string)"/>
    public static void Check(Tensor[]? primal, Tensor[]? adjoint, string adjointName)
    {
        BufferChecks.SameShape(primal, adjoint, adjointName);
        Distinct(primal, adjoint, adjointName);
        for (int i = 0; i < (primal?.Length ?? 0); i++)
            Distinct(primal![i].Memory, adjoint![i].Memory, adjointName);
    }

    /// <inheritdoc cref="Check(Tensor, Tensor, string)"/>
    public static void Check(List<Tensor>? primal, List<Tensor>? adjoint, string adjointName)
    {
        BufferChecks.SameShape(primal, adjoint, adjointName);
        Distinct(primal, adjoint, adjointName);
        for (int i = 0; i < (primal?.Count ?? 0); i++)
            Distinct(primal![i].Memory, adjoint![i].Memory, adjointName);
    }

    /// <inheritdoc cref="Add(double[], double[])"/>
    public static void Add(Tensor[]? target, Tensor[]? source)
    {
        for (int i = 0; i < (source?.Length ?? 0); i++)
            Add(target![i], source![i]);
    }

    /// <inheritdoc cref="Add(double[], double[])"/>
    public static void Add(List<Tensor>? target, List<Tensor>? source)
    {
        for (int i = 0; i < (source?.Count ?? 0); i++)
            Add(target![i], source![i]);
    }
}
