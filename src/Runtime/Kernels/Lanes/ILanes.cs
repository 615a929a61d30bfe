namespace AutoDiff.Kernels;

/// <summary>
/// A register of lanes of <typeparamref name="T"/>: 512, 256 or 128 bits, or a single lane. A kernel is written once over this, and
/// runs on the widest register of the machine, with the single lane for what is left over.
/// </summary>
/// <remarks>
/// What a comparison returns is a mask, good for <see cref="Select"/> alone. The functions give the same bits at every width.
/// </remarks>
internal interface ILanes<TSelf, T>
    where TSelf : struct, ILanes<TSelf, T>
    where T : unmanaged
{
    static abstract int Count { get; }

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a);

    static abstract TSelf operator *(TSelf a, TSelf b);

    static abstract TSelf operator /(TSelf a, TSelf b);

    static abstract TSelf Create(T value);

    static abstract TSelf Load(ref readonly T start, nuint offset);

    static abstract void Store(TSelf value, ref T start, nuint offset);

    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    static abstract TSelf Sqrt(TSelf x);

    static abstract TSelf Abs(TSelf x);

    static abstract TSelf Max(TSelf a, TSelf b);

    static abstract TSelf Min(TSelf a, TSelf b);

    /// <summary>The larger of both; x where it isn't a number.</summary>
    static abstract TSelf AtLeast(TSelf least, TSelf x);

    /// <summary>The smaller of both; x where it isn't a number.</summary>
    static abstract TSelf AtMost(TSelf most, TSelf x);

    static abstract TSelf Log(TSelf x);

    static abstract TSelf GreaterThan(TSelf a, TSelf b);

    static abstract TSelf EqualTo(TSelf a, TSelf b);

    static abstract TSelf Select(TSelf mask, TSelf whenTrue, TSelf whenFalse);

    static abstract T SumOf(TSelf x);

    /// <summary>The largest lane; NaN if one is.</summary>
    static abstract T MaxOf(TSelf x);

    /// <summary>x times 2 to the power of n, which is a whole number between -200 and 200, in double precision between -2000 and 2000.</summary>
    static abstract TSelf Scale(TSelf x, TSelf n);

    /// <summary>A normal x above 0 as m 2^n, with m from 1 to below 2. For double precision alone.</summary>
    static abstract (TSelf Mantissa, TSelf Exponent) Split(TSelf x);

    /// <summary>The lanes at even places of two registers, one after the other, and those at odd places. For single precision alone.</summary>
    static abstract (TSelf Even, TSelf Odd) Unzip(TSelf a, TSelf b);

    /// <summary>The lanes of two registers in turns, as two registers: what <see cref="Unzip"/> takes apart. For single precision alone.</summary>
    static abstract (TSelf Low, TSelf High) Zip(TSelf even, TSelf odd);
}
