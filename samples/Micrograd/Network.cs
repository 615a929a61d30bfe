using AutoDiff;

namespace Samples.Micrograd;

/// <summary>The network of micrograd's demo, 2-16-16-1 with ReLU, one scalar operation at a time.</summary>
public static partial class Network
{
    public const int Parameters = FirstLayer + SecondLayer + Width + 1;
    private const int Width = 16;
    private const int FirstLayer = Width * (2 + 1);
    private const int SecondLayer = Width * (Width + 1);

    /// <summary>Max-margin loss over all points, with an L2 penalty. A label is -1 or 1.</summary>
    [Differentiable]
    public static double Loss(
        ReadOnlySpan<double> parameters,
        [NoGradient] ReadOnlySpan<double> points,
        ReadOnlySpan<int> labels)
    {
        double margins = 0;
        for (int n = 0; n < labels.Length; n++)
        {
            margins += Relu(1 - labels[n] * Score(parameters, points.Slice(2 * n, 2)));
        }

        double squares = 0;
        foreach (double p in parameters)
        {
            squares += p * p;
        }

        return margins / labels.Length + 1e-4 * squares;
    }

    /// <summary>Positive on one moon and negative on the other.</summary>
    [Differentiable]
    public static double Score(ReadOnlySpan<double> parameters, [NoGradient] ReadOnlySpan<double> point)
    {
        Span<double> first = stackalloc double[Width];
        Span<double> second = stackalloc double[Width];
        int next = 0;
        for (int neuron = 0; neuron < Width; neuron++)
        {
            double sum = 0;
            foreach (double x in point) sum += parameters[next++] * x;
            first[neuron] = Relu(sum + parameters[next++]);
        }

        for (int neuron = 0; neuron < Width; neuron++)
        {
            double sum = 0;
            foreach (double x in first) sum += parameters[next++] * x;
            second[neuron] = Relu(sum + parameters[next++]);
        }

        double score = 0;
        foreach (double x in second) score += parameters[next++] * x;
        return score + parameters[next];
    }

    // Not Math.Max(0, x), whose derivative is split evenly at the tie: here it is 0, as in micrograd.
    [Differentiable]
    public static double Relu(double x) => x > 0 ? x : 0;
}
