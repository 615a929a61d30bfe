namespace AutoDiff;

/// <summary>Shows a visitor all of a model's state: parameters, and what isn't trained.</summary>
internal struct WithState<TVisitor>(TVisitor visitor) : IParameterVisitor
    where TVisitor : struct, IParameterVisitor
{
    private TVisitor _visitor = visitor;

    static bool IParameterVisitor.VisitsState => true;

    public void Visit(string name, Span<float> values, ReadOnlySpan<int> shape) => _visitor.Visit(name, values, shape);

    public void Visit(string name, Span<double> values, ReadOnlySpan<int> shape) => _visitor.Visit(name, values, shape);
}
