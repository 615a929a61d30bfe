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

    static abstract TSelf Exp(TSelf x);

    static abstract TSelf Log(TSelf x);

    static abstract TSelf GreaterThan(TSelf a, TSelf b);

    static abstract TSelf EqualTo(TSelf a, TSelf b);

    static abstract TSelf Select(TSelf mask, TSelf whenTrue, TSelf whenFalse);

    static abstract T SumOf(TSelf x);
}
