namespace AutoDiff;

/// <summary>A copy of one block of parameters: of one precision, the other's array is empty.</summary>
internal sealed record ParameterBlock(string Name, float[] Floats, double[] Doubles, int[] Shape);

/// <summary>A copy of what a model's parameters are, or all of its state, to be written back.</summary>
internal sealed class ParameterCopy<T>
    where T : IDifferentiable<T>
{
    private readonly bool _withState;

    /// <param name="model">The model.</param>
    /// <param name="withState">Whether running statistics and the like are copied, too.</param>
    internal ParameterCopy(ref T model, bool withState = false)
    {
        _withState = withState;
        Visit(ref model, new Reading(Blocks));
    }

    internal List<ParameterBlock> Blocks { get; } = [];

    internal void WriteTo(ref T model) => Visit(ref model, new Writing(Blocks));

    private void Visit<TVisitor>(ref T model, TVisitor visitor)
        where TVisitor : struct, IParameterVisitor
    {
        var whole = new WithState<TVisitor>(visitor);
        if (_withState)
            model.Visit(ref whole);
        else
            model.Visit(ref visitor);
    }

    private readonly struct Reading(List<ParameterBlock> blocks) : IParameterVisitor
    {
        public void Visit(string name, Span<float> values, ReadOnlySpan<int> shape) =>
            blocks.Add(new ParameterBlock(name, values.ToArray(), [], shape.ToArray()));

        public void Visit(string name, Span<double> values, ReadOnlySpan<int> shape) =>
            blocks.Add(new ParameterBlock(name, [], values.ToArray(), shape.ToArray()));
    }

    private struct Writing(List<ParameterBlock> blocks) : IParameterVisitor
    {
        private int _next;

        public void Visit(string name, Span<float> values, ReadOnlySpan<int> shape) => blocks[_next++].Floats.CopyTo(values);

        public void Visit(string name, Span<double> values, ReadOnlySpan<int> shape) => blocks[_next++].Doubles.CopyTo(values);
    }
}
