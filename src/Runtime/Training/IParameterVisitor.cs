namespace AutoDiff;

/// <summary>What <see cref="IDifferentiable{TSelf}.Visit{TVisitor}"/> calls for each block of parameters.</summary>
public interface IParameterVisitor
{
    /// <summary>
    /// Whether it is also shown what belongs to a model's state without being trained: tensors, and layers in classes, that are marked
    /// <see cref="NoGradientAttribute"/>, such as running statistics. By default it isn't.
    /// </summary>
    static virtual bool VisitsState => false;

    /// <summary>Visits a block of single-precision parameters.</summary>
    /// <param name="name">The path of the member, such as <c>Hidden.Weight</c> or <c>Blocks.2.Bias</c>.</param>
    /// <param name="values">The values, row-major.</param>
    /// <param name="shape">The lengths of the dimensions; empty for a scalar.</param>
    void Visit(string name, Span<float> values, ReadOnlySpan<int> shape);

    /// <summary>Visits a block of double-precision parameters.</summary>
    /// <param name="name">The path of the member, such as <c>Hidden.Weight</c> or <c>Blocks.2.Bias</c>.</param>
    /// <param name="values">The values, row-major.</param>
    /// <param name="shape">The lengths of the dimensions; empty for a scalar.</param>
    void Visit(string name, Span<double> values, ReadOnlySpan<int> shape);
}
