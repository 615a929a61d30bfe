using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>Which values a dropout keeps: a hash of the seed and the index, the same in the forward and in the reverse sweep.</summary>
internal readonly struct DropoutMask
{
    // A hash costs about as much as twice the work of another value.
    private const int CostOfAValue = 2 * WorkerPool.CostOfAValue;

    private readonly ulong _seed;
    private readonly ulong _threshold;
    private readonly float _scale;

    internal DropoutMask(double probability, long seed)
    {
        if (!(probability >= 0 && probability < 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "The probability must be at least 0 and less than 1.");
        _seed = Mix((ulong)seed);
        _threshold = (ulong)(probability * (1UL << 32));
        _scale = (float)(1 / (1 - probability));
    }

    // The values that are kept, scaled up, and 0 for the others.
    internal unsafe void Run(ReadOnlySpan<float> x, Span<float> result, bool adds)
    {
        if (result.Length != x.Length)
            throw new ArgumentException($"The lengths {x.Length} and {result.Length} differ.", nameof(result));
        fixed (float* source = x, target = result)
            WorkerPool.Run(new Job(this, source, target, x.Length, adds), ValueRange.Parts(x.Length, CostOfAValue));
    }

    private bool Keeps(int index) => Mix(_seed + (ulong)index * 0x9E3779B97F4A7C15UL) >> 32 >= _threshold;

    // The finalizer of SplitMix64 (Steele, Lea and Flood, 2014).
    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return x ^ (x >> 31);
    }
    private readonly unsafe struct Job(DropoutMask mask, float* x, float* result, int length, bool adds) : IParallelJob
    {
        // Not compiled in tiers: a loop that runs once a step would wait long for its turn.
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run(int part, int parts)
        {
            (int start, int end) = ValueRange.Of(length, part, parts);
            for (int i = start; i < end; i++)
            {
                float value = mask.Keeps(i) ? x[i] * mask._scale : 0;
                result[i] = adds ? result[i] + value : value;
            }
        }
    }
}
