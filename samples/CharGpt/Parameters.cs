using AutoDiff;

namespace Samples.CharGpt;

/// <summary>Copies of a model's parameters, or of their gradients.</summary>
internal readonly struct ParameterCopies() : IParameterVisitor
{
    public List<(string Name, float[] Values)> Copies { get; } = [];

    public void Visit(string name, Span<float> values, ReadOnlySpan<int> shape) => Copies.Add((name, values.ToArray()));

    public void Visit(string name, Span<double> values, ReadOnlySpan<int> shape) => throw new NotSupportedException($"{name} has double precision.");
}

/// <summary>Writes values over a model's parameters, in the order in which they were visited.</summary>
internal struct ParameterWriting(float[][] values) : IParameterVisitor
{
    private int _next;

    public void Visit(string name, Span<float> parameter, ReadOnlySpan<int> shape) => values[_next++].CopyTo(parameter);

    public void Visit(string name, Span<double> parameter, ReadOnlySpan<int> shape) => throw new NotSupportedException($"{name} has double precision.");
}
