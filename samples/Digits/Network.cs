using AutoDiff;

namespace Samples.Digits;

/// <summary>A 64-32-10 network as plain loops: the loss below is all that the gradient needs.</summary>
public static partial class Network
{
    public const int Pixels = 64;
    public const int Hidden = 32;
    public const int Classes = 10;

    /// <summary>The mean cross-entropy of a mini-batch, whose images lie one after another.</summary>
    [Differentiable]
    public static double Loss(
        ReadOnlySpan<double> w1,
        ReadOnlySpan<double> b1,
        ReadOnlySpan<double> w2,
        ReadOnlySpan<double> b2,
        [NoGradient] ReadOnlySpan<double> images,
        ReadOnlySpan<int> labels)
    {
        Span<double> logits = stackalloc double[Classes];
        double sum = 0;
        for (int n = 0; n < labels.Length; n++)
        {
            Logits(w1, b1, w2, b2, images.Slice(n * Pixels, Pixels), logits);
            sum += LogSumExp(logits) - logits[labels[n]];
        }

        return sum / labels.Length;
    }

    /// <summary>Scores one image: the largest logit is the predicted digit.</summary>
    [Differentiable]
    public static void Logits(
        ReadOnlySpan<double> w1,
        ReadOnlySpan<double> b1,
        ReadOnlySpan<double> w2,
        ReadOnlySpan<double> b2,
        [NoGradient] ReadOnlySpan<double> image,
        Span<double> logits)
    {
        Span<double> hidden = stackalloc double[Hidden];
        for (int h = 0; h < Hidden; h++)
        {
            double sum = b1[h];
            for (int p = 0; p < Pixels; p++)
            {
                sum += w1[h * Pixels + p] * image[p];
            }

            hidden[h] = Math.Tanh(sum);
        }

        for (int c = 0; c < Classes; c++)
        {
            double sum = b2[c];
            for (int h = 0; h < Hidden; h++)
            {
                sum += w2[c * Hidden + h] * hidden[h];
            }

            logits[c] = sum;
        }
    }

    [Differentiable]
    public static double LogSumExp(ReadOnlySpan<double> x)
    {
        double max = double.NegativeInfinity, sum = 0;
        foreach (double value in x) max = Math.Max(max, value);
        foreach (double value in x) sum += Math.Exp(value - max);
        return max + Math.Log(sum);
    }
}
