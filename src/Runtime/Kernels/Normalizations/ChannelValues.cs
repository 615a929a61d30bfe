using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>
/// The values of one channel, run by run. Where runs are single values, as in (batch, channels), they are gathered into one run and put back.
/// </summary>
internal unsafe struct ChannelValues
{
    private readonly AxisSplit _split;
    private readonly float* _gathered;
    private float* _start;

    internal ChannelValues(AxisSplit split, float* scratch, int part, int number)
    {
        _split = split;
        _gathered = IsStrided(split) ? scratch + ((nint)part * 3 + number) * split.Outer : null;
    }

    internal readonly int Runs => _gathered != null ? 1 : _split.Outer;

    internal readonly Span<float> this[int run] => _gathered != null
        ? new Span<float>(_gathered, _split.Outer)
        : new Span<float>(_start + (nint)run * _split.Length * _split.Inner, _split.Inner);

    internal static bool IsStrided(AxisSplit split) => split.Inner == 1;

    // From now on this is a channel of values, whose contents may not be there yet.
    internal void Begin(float* values, int channel) => _start = values + (nint)channel * _split.Inner;

    internal void Read(float* values, int channel)
    {
        Begin(values, channel);
        for (int i = 0; _gathered != null && i < _split.Outer; i++)
            _gathered[i] = _start[(nint)i * _split.Length];
    }

    internal void Write(float* values, int channel)
    {
        Begin(values, channel);
        for (int i = 0; _gathered != null && i < _split.Outer; i++)
            _start[(nint)i * _split.Length] = _gathered[i];
    }

    // Mean and variance, the latter over the count: the sums of runs in double, since there may be many.
    internal readonly (float Mean, float Variance) Moments(AxisSplit split)
    {
        double sum = 0, squares = 0, count = (double)split.Outer * split.Inner;
        for (int run = 0; run < Runs; run++)
            sum += Blas.Sum(this[run]);
        float mean = (float)(sum / count);
        for (int run = 0; run < Runs; run++)
            squares += Lines.SumOfSquaredDeviations(this[run], mean);
        return (mean, (float)(squares / count));
    }
}

/// <summary>A value of a channel, normalized, scaled and shifted.</summary>
internal readonly struct ChannelAffine(float mean, float scale, float bias) : ILine
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Value<TLanes>(TLanes a, TLanes b, TLanes c)
        where TLanes : struct, ILanes<TLanes, float> =>
        TLanes.MultiplyAdd(a - TLanes.Create(mean), TLanes.Create(scale), TLanes.Create(bias));
}

/// <summary>c plus factor times the cotangent a less its average, and less the deviation of b times a slope.</summary>
internal readonly struct ChannelAdjoint(float mean, float factor, float average, float slope) : ILine
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Value<TLanes>(TLanes a, TLanes b, TLanes c)
        where TLanes : struct, ILanes<TLanes, float>
    {
        TLanes left = a - TLanes.Create(average) - (b - TLanes.Create(mean)) * TLanes.Create(slope);
        return TLanes.MultiplyAdd(TLanes.Create(factor), left, c);
    }
}
