namespace AutoDiff;

/// <summary>Compares the gradient of a function of buffers with differences, entry by entry or in random directions.</summary>
internal sealed class GradientComparison
{
    // The first, largest step relative to the size of what is perturbed.
    private const double FirstStep = 0.0625;

    // In single precision the rounding of the function's values drowns the differences of small steps, and a large model has a kink in any
    // long one: there the first step is what should change the value by this share of it, up to a limit.
    private const double FirstSingleChange = 0.03;
    private const double LongestSingleStep = 0.25;

    private readonly Func<double> _function;
    private readonly CheckedBuffer[] _buffers;
    private readonly double _precision;
    private readonly double _tolerance;
    private readonly bool _isSingle;
    private double _valueSize = double.NaN;

    internal GradientComparison(Func<double> function, CheckedBuffer[] buffers, double precision, double tolerance)
    {
        if (!(tolerance > 0))
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "The tolerance isn't positive.");
        _function = function;
        _buffers = buffers;
        _precision = precision;
        _tolerance = tolerance;
        _isSingle = precision > 1e-10;
    }

    internal GradientCheckResult Whole()
    {
        try
        {
            var entries = new List<Comparison>();
            foreach (CheckedBuffer buffer in _buffers)
            {
                for (int i = 0; i < buffer.Length; i++)
                    entries.Add(CompareEntry(buffer, i));
            }

            return Judge(entries);
        }
        finally
        {
            RestoreAll();
        }
    }

    /// <summary>Compares along random directions through all buffers, or through each buffer alone.</summary>
    internal GradientCheckResult InDirections(int count, int seed, bool separately = false)
    {
        try
        {
            var random = new Random(seed);
            var directions = new List<Comparison>();
            for (int i = 0; i < count; i++)
            {
                Entry[] whole = RandomDirection(random);
                foreach (Entry[] direction in separately ? ByBuffer(whole) : [whole])
                {
                    Comparison comparison = Compare(direction, separately ? direction[0].Buffer.Name : $"direction {i}");
                    directions.Add(comparison);
                    if (!IsWithinTolerance(comparison, comparison.Scale))
                        return Localize(direction, directions.Count);
                }
            }

            return Judge(directions);
        }
        finally
        {
            RestoreAll();
        }
    }

    private Entry[] RandomDirection(Random random)
    {
        var direction = new List<Entry>();
        foreach (CheckedBuffer buffer in _buffers)
        {
            // Each parameter moves in proportion to its size, so that one step suits them all.
            double size = buffer.TypicalSize > 0 ? buffer.TypicalSize : 1;
            double slope = AlongGradient(buffer);
            for (int i = 0; i < buffer.Length; i++)
            {
                double change = (random.Next(2) == 0 ? -1 : 1) * (0.5 + random.NextDouble());
                direction.Add(new Entry(buffer, i, size * (change + slope * buffer.Gradient[i])));
            }
        }

        return [.. direction];
    }

    // Of many random terms almost nothing would be left, less than what single precision's rounding makes of the function's values. So there
    // half of a direction lies along the gradient that is checked.
    private double AlongGradient(CheckedBuffer buffer)
    {
        if (!_isSingle)
            return 0;
        double sum = 0;
        foreach (double slope in buffer.Gradient)
            sum += slope * slope;
        return sum > 0 && double.IsFinite(sum) ? 1 / Math.Sqrt(sum / buffer.Length) : 0;
    }

    private static IEnumerable<Entry[]> ByBuffer(Entry[] direction) =>
        direction.GroupBy(entry => entry.Buffer).Select(group => group.ToArray());

    // Of a direction that is off, the buffer that is off most, and in it, halved towards the half that is off more, one entry.
    private GradientCheckResult Localize(Entry[] direction, int comparisons)
    {
        Entry[] buffer = direction;
        Comparison worst = default;
        foreach (Entry[] candidate in ByBuffer(direction))
        {
            Comparison comparison = Compare(candidate, candidate[0].Buffer.Name);
            if (worst.Deviation.Parameter is null || Badness(comparison, comparison.Scale) > Badness(worst, worst.Scale))
                (worst, buffer) = (comparison, candidate);
        }

        ReadOnlySpan<Entry> part = buffer;
        while (part.Length > 1)
        {
            ReadOnlySpan<Entry> left = part[..(part.Length / 2)], right = part[left.Length..];
            double leftDeviation = Compare(left.ToArray(), "").AbsoluteError;
            double rightDeviation = Compare(right.ToArray(), "").AbsoluteError;
            part = leftDeviation >= rightDeviation ? left : right;
        }

        // In single precision the deviation may be spread so thin that no entry shows it beyond rounding: then it is the buffer that is named.
        Comparison entry = CompareEntry(part[0].Buffer, part[0].Index);
        bool isShown = !IsWithinTolerance(entry, entry.Scale) || IsWithinTolerance(worst, worst.Scale);
        return new GradientCheckResult(false, comparisons, _tolerance, (isShown ? entry : worst).Deviation);
    }

    private Comparison CompareEntry(CheckedBuffer buffer, int index)
    {
        double size = Math.Max(Math.Abs(buffer.Values[index]), buffer.TypicalSize);
        Comparison comparison = Compare([new Entry(buffer, index, size > 0 ? size : 1)], buffer.Name);
        return comparison with { Deviation = comparison.Deviation with { Index = buffer.IsScalar ? null : index } };
    }

    // The derivative along a direction; for a single entry, with respect to it.
    private Comparison Compare(Entry[] direction, string name)
    {
        double unit = direction.Length == 1 ? direction[0].Change : 1;
        double actual = 0, scale = 0;
        foreach (Entry entry in direction)
        {
            double term = entry.Buffer.Gradient[entry.Index] * (entry.Change / unit);
            actual += term;
            scale += Math.Abs(term);
        }

        RichardsonDifference difference = RichardsonDifference.At(
            step => Difference(direction, step), FirstStepFor(actual * unit), _precision, 1e-3 * _tolerance);
        double size = Math.Abs(unit);
        var deviation = new GradientDeviation(name, null, difference.Value / unit, actual, difference.Error / size);
        return new Comparison(deviation, difference.Noise / size, Math.Max(scale, Math.Abs(deviation.Expected)));
    }

    private double FirstStepFor(double slope)
    {
        if (!_isSingle)
            return FirstStep;
        if (double.IsNaN(_valueSize))
            _valueSize = Math.Abs(ValueAt([], 0, out _));
        double step = FirstSingleChange * _valueSize / Math.Abs(slope);
        return step is > 0 and < LongestSingleStep ? step : LongestSingleStep;
    }

    private (double Quotient, double Magnitude) Difference(Entry[] direction, double step)
    {
        double above = ValueAt(direction, step, out double aboveAt);
        double below = ValueAt(direction, -step, out double belowAt);

        // For one entry, over the distance that its type's rounding has left.
        double distance = direction.Length == 1 ? (aboveAt - belowAt) / direction[0].Change : 2 * step;
        return ((above - below) / distance, Math.Max(Math.Abs(above), Math.Abs(below)));
    }

    private double ValueAt(Entry[] direction, double step, out double lastWritten)
    {
        // All of them: the function may write its buffers.
        RestoreAll();
        lastWritten = 0;
        foreach (Entry entry in direction)
            lastWritten = entry.Buffer.Write(entry.Index, entry.Buffer.Values[entry.Index] + step * entry.Change);
        return _function();
    }

    private void RestoreAll()
    {
        foreach (CheckedBuffer buffer in _buffers)
            buffer.Restore();
    }

    private GradientCheckResult Judge(List<Comparison> comparisons)
    {
        // What the difference itself doesn't know is forgiven, up to the tolerance of the largest derivative.
        double largest = comparisons.Max(c => double.IsFinite(c.Scale) ? c.Scale : 0);
        Comparison? worst = null;
        bool passed = true;
        foreach (Comparison comparison in comparisons)
        {
            bool within = IsWithinTolerance(comparison, largest);
            if (worst is null || (within == passed ? Badness(comparison, largest) > Badness(worst.Value, largest) : !within))
                worst = comparison;
            passed &= within;
        }

        return new GradientCheckResult(passed, comparisons.Count, _tolerance, worst!.Value.Deviation);
    }

    private double Badness(Comparison comparison, double largest) =>
        comparison.AbsoluteError == 0 ? 0 : comparison.AbsoluteError / Allowed(comparison, largest);

    private bool IsWithinTolerance(Comparison comparison, double largest) =>
        comparison.AbsoluteError <= Allowed(comparison, largest);

    private double Allowed(Comparison comparison, double largest)
    {
        GradientDeviation deviation = comparison.Deviation;
        double relative = _tolerance * Math.Max(Math.Abs(deviation.Expected), Math.Abs(deviation.Actual));
        double unknown = Math.Min(2 * deviation.DifferenceError, _tolerance * largest);
        double allowed = relative + comparison.Noise + unknown;
        return double.IsFinite(allowed) ? allowed : 0;
    }

    private readonly record struct Entry(CheckedBuffer Buffer, int Index, double Change);

    private readonly record struct Comparison(GradientDeviation Deviation, double Noise, double Scale)
    {
        internal double AbsoluteError
        {
            get
            {
                if (Deviation.Expected == Deviation.Actual)
                    return 0;
                double error = Math.Abs(Deviation.Expected - Deviation.Actual);
                return double.IsNaN(error) ? double.PositiveInfinity : error;
            }
        }
    }
}
