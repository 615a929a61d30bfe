using System.Numerics;

namespace AutoDiff.Kernels;

internal readonly unsafe struct SumOf(float* x) : IReduction
{
    public double OfBlock(int start, int end) => Blas.Sum(new ReadOnlySpan<float>(x + start, end - start));

    public static double Join(double a, double b) => a + b;
}

// Of at least one value; NaN if one is.
internal readonly unsafe struct MaximumOf(float* x) : IReduction
{
    public double OfBlock(int start, int end) => Blas.Max(new ReadOnlySpan<float>(x + start, end - start));

    public static double Join(double a, double b) => Math.Max(a, b);
}

/// <summary>How many values are equal to one.</summary>
internal readonly unsafe struct CountOf(float* x, float value) : IReduction
{
    public double OfBlock(int start, int end)
    {
        int count = 0;
        for (int i = start; i < end; i++)
            count += x[i] == value ? 1 : 0;
        return count;
    }

    public static double Join(double a, double b) => a + b;
}

internal readonly unsafe struct SumOfSquares<T>(T* x) : IReduction
    where T : unmanaged, INumber<T>
{
    // Two sums in turns hide the latency of an addition.
    public double OfBlock(int start, int end)
    {
        double even = 0, odd = 0;
        int i = start;
        for (; i + 2 <= end; i += 2)
        {
            double a = double.CreateTruncating(x[i]), b = double.CreateTruncating(x[i + 1]);
            even += a * a;
            odd += b * b;
        }

        if (i < end)
        {
            double last = double.CreateTruncating(x[i]);
            even += last * last;
        }

        return even + odd;
    }

    public static double Join(double a, double b) => a + b;
}
