namespace AutoDiff.Gradients.Tests.Checks;

/// <summary>The parameters of a model, one after the other.</summary>
internal struct Parameters() : IParameterVisitor
{
    private readonly List<string> _names = [];
    private readonly List<double> _values = [];

    public static (List<string> Names, List<double> Values) Of<T>(T model)
        where T : IDifferentiable<T>
    {
        var parameters = new Parameters();
        model.Visit(ref parameters);
        return (parameters._names, parameters._values);
    }

    public readonly void Visit(string name, Span<double> values, ReadOnlySpan<int> shape)
    {
        foreach (double value in values)
        {
            _names.Add(name);
            _values.Add(value);
        }
    }

    public readonly void Visit(string name, Span<float> values, ReadOnlySpan<int> shape) => throw new NotSupportedException(name);

    /// <summary>Gives one parameter a value.</summary>
    public struct Setter(int index, double value) : IParameterVisitor
    {
        private int _next;

        public void Visit(string name, Span<double> values, ReadOnlySpan<int> shape)
        {
            if (index >= _next && index < _next + values.Length)
            {
                values[index - _next] = value;
            }

            _next += values.Length;
        }

        public readonly void Visit(string name, Span<float> values, ReadOnlySpan<int> shape) => throw new NotSupportedException(name);
    }
}
