namespace AutoDiff.Kernels;

/// <summary>Which values a dropout keeps: a hash of the seed and the index, the same in the forward and in the reverse sweep.</summary>
internal readonly struct DropoutMask
{
    private readonly ulong _seed;
    private readonly ulong _threshold;

    internal DropoutMask(double probability, long seed)
    {
        if (!(probability >= 0 && probability < 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "The probability must be at least 0 and less than 1.");
        _seed = Mix((ulong)seed);
        _threshold = (ulong)(probability * (1UL << 32));
        Scale = (float)(1 / (1 - probability));
    }

    internal float Scale { get; }

    internal bool Keeps(int index) => Mix(_seed + (ulong)index * 0x9E3779B97F4A7C15UL) >> 32 >= _threshold;

    // The finalizer of SplitMix64 (Steele, Lea and Flood, 2014).
    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return x ^ (x >> 31);
    }
}
