using System.Numerics;

namespace AutoDiff;

/// <summary>What was seen of one parameter: root-mean-square sizes, and for how long each of its rows has had no gradient.</summary>
internal sealed class ParameterFlow(string name, int units)
{
    private readonly int[] _stepsWithoutGradient = new int[units];

    internal string Name { get; } = name;

    internal int Units => _stepsWithoutGradient.Length;

    internal double ValueSize { get; set; }

    internal double GradientSize { get; set; }

    internal int DeadUnits(int window) => _stepsWithoutGradient.Count(steps => steps >= window);

    internal void ObserveRows<T>(ReadOnlySpan<T> gradients)
        where T : unmanaged, INumber<T>
    {
        int width = Units == 0 ? 0 : gradients.Length / Units;
        for (int unit = 0; unit < Units; unit++)
        {
            bool isZero = !gradients.Slice(unit * width, width).ContainsAnyExcept(T.Zero);
            _stepsWithoutGradient[unit] = isZero ? _stepsWithoutGradient[unit] + 1 : 0;
        }
    }
}

internal struct FlowVisitor(GradientFlow flow, List<ParameterFlow> parameters, bool isGradient) : IParameterVisitor
{
    private int _index;

    public void Visit(string name, Span<float> values, ReadOnlySpan<int> shape) => Visit<float>(name, values, shape);

    public void Visit(string name, Span<double> values, ReadOnlySpan<int> shape) => Visit<double>(name, values, shape);

    private void Visit<T>(string name, ReadOnlySpan<T> values, ReadOnlySpan<int> shape)
        where T : unmanaged, INumber<T>
    {
        // Units are the rows of a weight.
        if (_index == parameters.Count)
            parameters.Add(new ParameterFlow(name, shape.Length >= 2 ? shape[0] : 0));
        ParameterFlow parameter = parameters[_index++];
        double squares = 0;
        foreach (T value in values)
        {
            double number = double.CreateTruncating(value);
            squares += number * number;
        }

        double size = values.IsEmpty ? 0 : Math.Sqrt(squares / values.Length);
        if (!double.IsFinite(size))
            flow.NoteNotANumber(isGradient ? "gradient" : "value", name);
        if (!isGradient)
        {
            parameter.ValueSize = size;
            return;
        }

        parameter.GradientSize = size;
        parameter.ObserveRows(values);
    }
}
