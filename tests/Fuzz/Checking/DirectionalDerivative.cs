namespace AutoDiff.Fuzz.Checking;

/// <summary>
/// Compares adjoints with central differences along a random direction v: with the outputs' cotangents c, the sum of c J v must be that of the adjoints with v. The outputs are
/// the results and the final contents of all active buffers, whose cotangents are what their adjoints hold before the call.
/// </summary>
internal sealed class DirectionalDerivative
{
    private readonly Signature _signature;
    private readonly Subject _subject;
    private readonly object[] _origin;
    private readonly object[] _direction;
    private readonly List<double> _cotangents;
    private readonly bool _isSingle;
    private readonly ulong _trace;
    private readonly List<double[]> _constants;

    public DirectionalDerivative(Signature signature, Subject subject, object[] arguments, object[] adjoints, object[] cotangents, Random random)
    {
        _signature = signature;
        _subject = subject;
        _origin = Data.ToDouble(arguments);
        _direction = _origin.Select((a, i) => IsInput(i) ? Data.Map(a, _ => random.NextDouble() * 2 - 1) : a).ToArray();
        _cotangents = cotangents.SelectMany(Data.Values).Concat(adjoints.Where((_, i) => IsActiveBuffer(i)).SelectMany(Data.Values)).ToList();
        ControlTrace.Start();
        subject.Traced(Data.Copy(arguments));
        _trace = ControlTrace.Hash;
        object[] final = Data.Copy(arguments);
        _constants = ControlTrace.Record();
        object[] twin = subject.Twin(Data.Copy(_origin));
        ulong twinTrace = ControlTrace.Hash;
        object[] value = subject.Primal(final);
        _isSingle = twinTrace != _trace || !twin.Zip(value).All(p => Data.Same(p.First, p.Second)) || signature.HasFloat;
    }

    public bool WasCompared { get; private set; }

    public Failure? Compare(object[] byValue, object[] buffers)
    {
        double[] adjoints = Adjoints(byValue, buffers).ToArray();
        double[] direction = _direction.Where((_, i) => IsInput(i)).SelectMany(Data.Values).ToArray();
        List<double>? center = Outputs(0);
        if (center is null || !center.All(double.IsFinite))
        {
            return null;
        }

        double actual = adjoints.Zip(direction).Sum(p => p.First * p.Second);
        foreach (double h in new[] { 1e-3, 1e-4, 1e-5, 1e-6 })
        {
            if (Extrapolate(h) is not var (expected, error, scale))
            {
                continue;
            }

            double size = Math.Max(1e-2, scale + adjoints.Zip(direction).Sum(p => Math.Abs(p.First * p.Second)));
            if (!double.IsFinite(size) && adjoints.All(double.IsFinite))
            {
                continue;
            }

            // By their own size: what the adjoints say, if it is wrong, mustn't let differences pass that are worth nothing.
            if (error > 1e-6 * Math.Max(1e-2, scale) || scale > 1e9)
            {
                continue;
            }

            WasCompared = true;
            double tolerance = (_isSingle ? 2e-3 * (1 + scale) : 3e-6) * size + 10 * error;
            return Math.Abs(actual - expected) <= tolerance
                ? null
                : new Failure(FailureKind.Adjoint, $"adjoint . v = {actual:R}, cotangent . J v = {expected:R} (h = {h}, error {error:g2})\n  adjoints {string.Join(" ", adjoints)}\n  direction {string.Join(" ", direction)}");
        }

        return null;
    }

    // Two steps of Richardson extrapolation of central differences; null where a branch is decided otherwise.
    private (double Value, double Error, double Scale)? Extrapolate(double h)
    {
        var levels = new double[3];
        double scale = 0;
        for (int i = 0; i < 3; i++)
        {
            double step = h / (1 << i);
            if (Outputs(step) is not { } plus || Outputs(-step) is not { } minus)
            {
                return null;
            }

            levels[i] = 0;
            scale = 0;
            for (int k = 0; k < plus.Count; k++)
            {
                double term = _cotangents[k] * ((plus[k] - minus[k]) / (2 * step));
                levels[i] += term;
                scale += Math.Abs(term);
            }
        }

        double a = (4 * levels[1] - levels[0]) / 3;
        double b = (4 * levels[2] - levels[1]) / 3;
        double value = (16 * b - a) / 15;
        double rounding = 4e-16 * _cotangents.Sum(Math.Abs) * 10 / h;
        return double.IsFinite(value) ? (value, Math.Abs(value - b) + rounding * 0.1, scale) : null;
    }

    private List<double>? Outputs(double step)
    {
        object[] at = Data.Copy(_origin);
        for (int i = 0; i < at.Length; i++)
        {
            if (IsInput(i))
            {
                using IEnumerator<double> v = Data.Values(_direction[i]).GetEnumerator();
                at[i] = Data.Map(at[i], x =>
                {
                    v.MoveNext();
                    return x + step * v.Current;
                });
            }
        }

        ControlTrace.Start(_constants);
        object[] results = _subject.Twin(at);
        if (ControlTrace.Hash != _trace)
        {
            return null;
        }

        return results.SelectMany(Data.Values).Concat(at.Where((_, i) => IsActiveBuffer(i)).SelectMany(Data.Values)).ToList();
    }

    private IEnumerable<double> Adjoints(object[] byValue, object[] buffers)
    {
        int next = 0;
        for (int i = 0; i < _signature.Parameters.Count; i++)
        {
            if (IsInput(i))
            {
                foreach (double value in Data.Values(_signature.Parameters[i].IsBuffer ? buffers[i] : byValue[next++]))
                {
                    yield return value;
                }
            }
        }
    }

    private bool IsInput(int i) => _signature.Parameters[i] is { IsActive: true, Modifier: not "out" };

    private bool IsActiveBuffer(int i) => _signature.Parameters[i] is { IsActive: true, IsBuffer: true };
}
