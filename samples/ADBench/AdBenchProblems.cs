using AutoDiff;

namespace Samples.ADBench;

public sealed class MixtureProblem(MixtureInstance data) : Problem("GMM", $"d {data.Dimension}, K {data.Components}, n {data.Points.Length / data.Dimension:N0}")
{
    private readonly double[] _dalphas = new double[data.Alphas.Length], _dmeans = new double[data.Means.Length], _dfactors = new double[data.Factors.Length];
    private double _value;

    public override double Objective() => GaussianMixture.Objective(data.Alphas, data.Means, data.Factors, data.Points, data.Gamma, data.M);

    public override void Differentiate()
    {
        Array.Clear(_dalphas);
        Array.Clear(_dmeans);
        Array.Clear(_dfactors);
        _value = GaussianMixture.ObjectiveGradient(
            data.Alphas, data.Means, data.Factors, data.Points, data.Gamma, data.M, _dalphas, _dmeans, _dfactors);
    }

    public override Agreement Check(string? golden)
    {
        Differentiate();
        if (golden is not null)
        {
            return Golden.Compare(golden, [_value], [.. _dalphas, .. _dmeans, .. _dfactors]);
        }

        return Agreement.Of(GradientCheck.Verify(
            Objective, [("alphas", data.Alphas, _dalphas), ("means", data.Means, _dmeans), ("factors", data.Factors, _dfactors)], directions: 3));
    }
}

public sealed class MemoryProblem(MemoryInstance data) : Problem("LSTM", $"layers {data.Layers}, steps {data.Sequence.Length / data.Width:N0}")
{
    private readonly double[] _dmain = new double[data.Main.Length], _dextra = new double[data.Extra.Length];
    private double _value;

    public override double Objective() => LongShortTermMemory.Objective(data.Main, data.Extra, data.State, data.Sequence, data.Layers);

    public override void Differentiate()
    {
        Array.Clear(_dmain);
        Array.Clear(_dextra);
        _value = LongShortTermMemory.ObjectiveGradient(data.Main, data.Extra, data.State, data.Sequence, data.Layers, _dmain, _dextra);
    }

    public override Agreement Check(string? golden)
    {
        Differentiate();
        return golden is not null
            ? Golden.Compare(golden, [_value], [.. _dmain, .. _dextra])
            : Agreement.Of(GradientCheck.Verify(Objective, [("main", data.Main, _dmain), ("extra", data.Extra, _dextra)], directions: 3));
    }
}

public sealed class BundleProblem(BundleInstance data)
    : Problem("BA", $"cameras {data.Cameras.Length}, points {data.Points.Length:N0}, observations {data.Observations.Length:N0}")
{
    private readonly double[] _errors = new double[3 * data.Observations.Length];
    private readonly SparseRows _jacobian = data.EmptyJacobian();

    public override double Objective()
    {
        BundleAdjustment.Errors(data, _errors);
        return _errors[0];
    }

    public override void Differentiate() => BundleAdjustment.Differentiate(data, _errors, _jacobian);

    public override Agreement Check(string? golden)
    {
        Differentiate();
        return golden is not null ? Golden.CompareSparse(golden, _errors, _jacobian) : Differences();
    }

    /// <summary>Both rows of some of the observations against differences in their camera, point and weight.</summary>
    private Agreement Differences()
    {
        Agreement worst = default;
        int step = Math.Max(1, data.Observations.Length / 16);
        for (int i = 0; i < data.Observations.Length; i += step)
        {
            Observation o = data.Observations[i];
            // Each of its own scale.
            Memory<double> at = Flatten(data.Cameras[o.Camera], data.Points[o.Point], data.Weights[i]);
            for (int row = 2 * i; row <= 2 * i + 1; row++)
            {
                ReadOnlyMemory<double> values = _jacobian.Values[_jacobian.Starts[row].._jacobian.Starts[row + 1]].ToArray();
                worst = Agreement.Worse(Agreement.Of(GradientCheck.Verify(
                    () => Error(at.Span, o.Feature, row % 2),
                    [
                        ("rotation", at[..3], values[..3]), ("centre", at[3..6], values[3..6]), ("focal", at[6..7], values[6..7]),
                        ("principal", at[7..9], values[7..9]), ("radial", at[9..11], values[9..11]), ("point", at[11..14], values[11..14]),
                        ("weight", at[14..], values[14..]),
                    ])), worst);
            }
        }

        return worst;
    }

    private static double[] Flatten(in Camera c, Vector p, double weight) =>
    [
        c.Rotation.X, c.Rotation.Y, c.Rotation.Z, c.Centre.X, c.Centre.Y, c.Centre.Z, c.Focal, c.Principal.X, c.Principal.Y, c.Radial1, c.Radial2,
        p.X, p.Y, p.Z, weight,
    ];

    private static double Error(ReadOnlySpan<double> x, Pixel feature, int coordinate)
    {
        var camera = new Camera(new(x[0], x[1], x[2]), new(x[3], x[4], x[5]), x[6], new(x[7], x[8]), x[9], x[10]);
        Pixel error = BundleAdjustment.Reprojection(camera, new(x[11], x[12], x[13]), x[14], feature);
        return coordinate == 0 ? error.X : error.Y;
    }
}
