namespace AutoDiff.Kernels;

/// <summary>What the forward rules of the operations share. A tangent that is absent (<c>default</c>) is zero: its operand doesn't move.</summary>
internal static class Tangents
{
    /// <summary>The sum of two tangents of one shape, or of shapes that broadcast.</summary>
    internal static Tensor Sum(Tensor a, Tensor b) => a.IsAbsent ? b : b.IsAbsent ? a : Tensor.Add(a, b);

    /// <summary>A tangent in the shape of the result that its operand was broadcast to.</summary>
    internal static Tensor InShapeOf(Tensor result, Tensor tangent) =>
        !tangent.IsAbsent && tangent.Shape.SequenceEqual(result.Shape) ? tangent
        : tangent.IsAbsent ? Tensor.Zeros(result.Shape)
        : Tensor.Add(tangent, Tensor.Zeros(result.Shape));

    /// <summary>A tangent, or zeros for one that is absent.</summary>
    internal static Tensor OrZeros(Tensor tangent, Tensor primal) => tangent.IsAbsent ? Tensor.Zeros(primal.Shape) : tangent;

    /// <summary>An operation whose Jacobian is symmetric: its adjoint is its tangent.</summary>
    internal static Tensor OfMap<TMap>(TMap map, Tensor saved, Tensor dx)
        where TMap : unmanaged, IMap
    {
        Tensor tangent = Tensor.Zeros(saved.Shape);
        if (!dx.IsAbsent)
            Mapping.AddAdjoint(map, saved, dx, tangent);
        return tangent;
    }

    /// <summary>The product of a gradient with a tangent.</summary>
    internal static float Along(Tensor gradient, Tensor tangent)
    {
        if (tangent.IsAbsent)
            return 0;
        Shapes.RequireSame(tangent, gradient.Shape, nameof(tangent));
        return Blas.Dot(gradient.AsSpan(), tangent.AsSpan());
    }
}
