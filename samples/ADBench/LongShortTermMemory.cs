using AutoDiff;

namespace Samples.ADBench;

/// <summary>ADBench's LSTM: layers of cells with diagonal weights that predict the next item of a sequence.</summary>
public static partial class LongShortTermMemory
{
    /// <param name="main">For each layer four weights (forget, input gate, output gate, change), then their four biases, each of the width of an item.</param>
    /// <param name="extra">The weights of the input, those of the output, and the output's bias.</param>
    /// <param name="state">The initial output and cell of each layer.</param>
    /// <param name="sequence">The items, one after the other.</param>
    /// <param name="layers">The number of layers.</param>
    [Differentiable(FastMath = true)]
    public static double Objective(
        ReadOnlySpan<double> main, ReadOnlySpan<double> extra, [NoGradient] ReadOnlySpan<double> state, [NoGradient] ReadOnlySpan<double> sequence, int layers)
    {
        int b = extra.Length / 3, count = sequence.Length / b;
        double[] s = state.ToArray();
        Span<double> x = stackalloc double[b];
        double total = 0;
        for (int t = 0; t + 1 < count; t++)
        {
            for (int i = 0; i < b; i++)
            {
                x[i] = sequence[t * b + i] * extra[i];
            }

            for (int layer = 0; layer < layers; layer++)
            {
                Step(main.Slice(layer * 8 * b, 8 * b), s.AsSpan(layer * 2 * b, b), s.AsSpan(layer * 2 * b + b, b), x);
            }

            double sum = 2;
            for (int i = 0; i < b; i++)
            {
                x[i] = x[i] * extra[b + i] + extra[2 * b + i];
                sum += Math.Exp(x[i]);
            }

            double normaliser = Math.Log(sum);
            for (int i = 0; i < b; i++)
            {
                total += sequence[(t + 1) * b + i] * (x[i] - normaliser);
            }
        }

        return -total / (b * (count - 1));
    }

    /// <summary>One layer: its output and cell move on, and its output is the next layer's input.</summary>
    [Differentiable]
    private static void Step(ReadOnlySpan<double> weights, Span<double> output, Span<double> cell, Span<double> x)
    {
        int b = x.Length;
        for (int i = 0; i < b; i++)
        {
            double forget = Sigmoid(x[i] * weights[i] + weights[4 * b + i]);
            double ingate = Sigmoid(output[i] * weights[b + i] + weights[5 * b + i]);
            double outgate = Sigmoid(x[i] * weights[2 * b + i] + weights[6 * b + i]);
            double change = Math.Tanh(output[i] * weights[3 * b + i] + weights[7 * b + i]);
            cell[i] = cell[i] * forget + ingate * change;
            output[i] = outgate * Math.Tanh(cell[i]);
            x[i] = output[i];
        }
    }

    [Differentiable]
    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
