namespace AutoDiff;

/// <summary>A copy of one block of parameters: of one precision, the other's array is empty.</summary>
internal sealed record ParameterBlock(string Name, float[] Floats, double[] Doubles, int[] Shape);

/// <summary>A copy of what a model's parameters are, to be written back.</summary>
internal sealed class ParameterCopy<T>
    where T : IDifferentiable<T>
{
    internal ParameterCopy(ref T model)
    {
        var reading = new Reading(Blocks);
        model.Visit(ref reading);
    }

    internal List<ParameterBlock> Blocks { get; } = [];

    internal void WriteTo(ref T model)
    {
        var writing = new Writing(Blocks);
        model.Visit(ref writing);
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
