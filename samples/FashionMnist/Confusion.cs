using AutoDiff;

namespace Samples.FashionMnist;

/// <summary>For each class, how often its images were taken for each class.</summary>
public sealed class Confusion
{
    public const int Classes = 10;

    private readonly int[,] _counts = new int[Classes, Classes];

    public int this[int actual, int predicted] => _counts[actual, predicted];

    /// <summary>The share that was predicted right.</summary>
    public double Accuracy
    {
        get
        {
            int all = 0, right = 0;
            foreach (int count in _counts) all += count;
            for (int c = 0; c < Classes; c++) right += _counts[c, c];
            return (double)right / all;
        }
    }

    /// <summary>The share of a class's images that was taken for <paramref name="predicted"/>.</summary>
    public double Share(int actual, int predicted)
    {
        int all = 0;
        for (int c = 0; c < Classes; c++) all += _counts[actual, c];
        return all == 0 ? 0 : (double)_counts[actual, predicted] / all;
    }

    public void Add(Tensor logits, ReadOnlySpan<int> labels)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<float> scores = logits.AsSpan().Slice(i * Classes, Classes);
            int best = 0;
            for (int c = 1; c < Classes; c++)
            {
                if (scores[c] > scores[best]) best = c;
            }

            _counts[labels[i], best]++;
        }
    }
}
