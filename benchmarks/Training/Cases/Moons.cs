using AutoDiff.CompilerServices;
using Samples.Micrograd;

namespace AutoDiff.Benchmarks.Training;

/// <summary>Case e: micrograd's demo, all points of two moons at once, on tensors.</summary>
[Differentiable]
internal sealed partial class MoonsNet(Random random)
{
    internal Linear First { get; } = new(2, 16, random);

    internal Linear Second { get; } = new(16, 16, random);

    internal Linear Output { get; } = new(16, 1, random);

    [Differentiable]
    internal float Loss([NoGradient] Tensor points, [NoGradient] Tensor labels) =>
        Losses.Hinge(Output.Forward(Tensor.Relu(Second.Forward(Tensor.Relu(First.Forward(points))))), labels);
}

/// <summary>Case e in double precision, as one method over spans.</summary>
internal sealed class ScalarMoons : ICase
{
    private readonly double[] _parameters = new double[Network.Parameters];
    private readonly double[] _gradient = new double[Network.Parameters];
    private readonly double[] _points;
    private readonly int[] _labels;

    internal ScalarMoons(Random random, float[] points, float[] labels)
    {
        for (int i = 0; i < _parameters.Length; i++)
            _parameters[i] = random.NextDouble() - 0.5;
        _points = Array.ConvertAll(points, value => (double)value);
        _labels = Array.ConvertAll(labels, value => (int)value);
    }

    public string Name => "e double";

    public double Step()
    {
        Zeros.Clear(_gradient);
        double loss = Network.LossGradient(_parameters, _points, _labels, _gradient);
        for (int i = 0; i < _parameters.Length; i++)
            _parameters[i] -= 0.01 * _gradient[i];
        return loss;
    }
}
