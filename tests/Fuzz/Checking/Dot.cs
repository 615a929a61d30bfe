namespace AutoDiff.Fuzz.Checking;

/// <summary>A sum of products that knows how large they were.</summary>
internal sealed class Dot
{
    private double _size;

    public double Sum { get; private set; }

    public void Add(IEnumerable<object> a, IEnumerable<object> b)
    {
        foreach ((double x, double y) in a.SelectMany(Data.Values).Zip(b.SelectMany(Data.Values)))
        {
            Sum += x * y;
            _size += Math.Abs(x * y);
        }
    }

    /// <summary>Whether the sums agree relative to their terms; one that isn't finite agrees with another such.</summary>
    public bool IsCloseTo(Dot other, double tolerance) =>
        !double.IsFinite(_size) || !double.IsFinite(other._size) ? !double.IsFinite(_size) && !double.IsFinite(other._size) : Math.Abs(Sum - other.Sum) <= tolerance * Math.Max(1, Math.Max(_size, other._size));
}
