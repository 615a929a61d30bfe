using AutoDiff.Benchmarks.Scoreboard.HandWritten;
using AutoDiff.CompilerServices;
using Samples.ADBench;
using Samples.Micrograd;

namespace AutoDiff.Benchmarks.Scoreboard;

/// <summary>The cases of each part.</summary>
internal static unsafe class Contests
{
    private const int Seed = 1;

    // A field: what constants go into, the just-in-time compiler computes once.
    private static (double X, double Y, double Z) s_point = (0.3, 0.7, -0.4);

    /// <summary>The parts by name.</summary>
    public static IReadOnlyDictionary<string, Func<IEnumerable<Contest>>> Parts { get; } = new Dictionary<string, Func<IEnumerable<Contest>>>
    {
        ["scalar"] = () => [ScalarMethod()],
        ["micrograd"] = () => [Demo()],
        ["gmm"] = () => new[] { (2, 5), (10, 10), (10, 25), (20, 25), (32, 50), (64, 25) }.Select(size => Mixture(size.Item1, size.Item2, 1_000)),
        ["lstm"] = () => [Memory(2, 1_024), Memory(4, 1_024), Memory(2, 4_096)],
        ["ba"] = () => [Bundle(49, 7_776, 31_843)],
    };

    private static Contest ScalarMethod()
    {
        (double Value, double dx, double dy, double dz) ours = default;
        (double Value, double Dx, double Dy, double Dz) byHand = default;
        double value = 0;
        var rivals = new List<Contender> { new(Contender.CSharp, () => byHand = Scalar.Gradient(s_point.X, s_point.Y, s_point.Z), () => [byHand.Value, byHand.Dx, byHand.Dy, byHand.Dz]) };
        foreach (Native native in Native.With("scalar_gradient"))
        {
            var function = (delegate* unmanaged<double, double, double, double*, double*, double*, double>)native.Function("scalar_gradient");
            var d = new double[4];
            rivals.Add(new(native.Flags, () =>
            {
                fixed (double* p = d) p[0] = function(s_point.X, s_point.Y, s_point.Z, p + 1, p + 2, p + 3);
            }, () => d, native.IsOther));
        }

        return new("scalar", "30 operations", new("generated", () => ours = Scalar.ValueGradient(s_point.X, s_point.Y, s_point.Z), () => [ours.Value, ours.dx, ours.dy, ours.dz]), () => value += Scalar.Value(s_point.X, s_point.Y, s_point.Z), rivals)
        {
            WorkspaceBytes = () => 0,
        };
    }

    private static Contest Demo()
    {
        var demo = Samples.Micrograd.Demo.Load();
        double[] parameters = demo.Parameters, points = demo.Points;
        int[] labels = demo.Labels;
        var workspace = new Workspace();
        double value = 0;
        Contender Side(string name, Func<double[], double> gradient)
        {
            var results = new double[parameters.Length + 1];
            var slopes = new double[parameters.Length];
            return new(name, () =>
            {
                Zeros.Clear(slopes);
                results[0] = gradient(slopes);
            }, () => [results[0], .. slopes]);
        }

        var rivals = new List<Contender> { Side(Contender.CSharp, slopes => HandWritten.Step.Gradient(parameters, points, labels, slopes)) };
        foreach (Native native in Native.With("network_gradient"))
        {
            var function = (delegate* unmanaged<double*, double*, int*, int, double*, double>)native.Function("network_gradient");
            rivals.Add(Side(native.Flags, slopes =>
            {
                fixed (double* p = parameters, x = points, dp = slopes)
                fixed (int* l = labels) return function(p, x, l, labels.Length, dp);
            }) with
            { IsOther = native.IsOther });
        }

        return new(
            "micrograd", $"{labels.Length} moons", Side("generated", slopes => Network.LossGradient(parameters, points, labels, slopes, workspace)),
            () => value += Network.Loss(parameters, points, labels), rivals)
        {
            WorkspaceBytes = () => workspace.ReservedBytes,
            LeastBytes = 8L * 32 * labels.Length,
        };
    }

    private static Contest Mixture(int d, int k, int n)
    {
        var data = MixtureInstance.Generate(d, k, n, Seed);
        var workspace = new Workspace();
        double value = 0;
        Contender Side(string name, Func<double[], double[], double[], double> gradient)
        {
            double[] dalphas = new double[k], dmeans = new double[k * d], dfactors = new double[data.Factors.Length];
            double result = 0;
            return new(name, () =>
            {
                Zeros.Clear(dalphas);
                Zeros.Clear(dmeans);
                Zeros.Clear(dfactors);
                result = gradient(dalphas, dmeans, dfactors);
            }, () => [result, .. dalphas, .. dmeans, .. dfactors]);
        }

        var byHand = new Mixture(d, k);
        var rivals = new List<Contender>
        {
            Side(Contender.CSharp, (da, dm, df) => byHand.Gradient(data.Alphas, data.Means, data.Factors, data.Points, data.Gamma, data.M, da, dm, df)),
        };
        foreach (Native native in Native.With("mixture_gradient"))
        {
            var function = (delegate* unmanaged<int, int, int, double*, double*, double*, double*, double, int, double*, double*, double*, double>)native.Function("mixture_gradient");
            rivals.Add(Side(native.Flags, (dalphas, dmeans, dfactors) =>
            {
                fixed (double* a = data.Alphas, mu = data.Means, f = data.Factors, x = data.Points, da = dalphas, dm = dmeans, df = dfactors)
                    return function(d, k, n, a, mu, f, x, data.Gamma, data.M, da, dm, df);
            }) with
            { IsOther = native.IsOther });
        }

        return new(
            "gmm", $"d {d}, K {k}, n {n:N0}",
            Side("generated", (da, dm, df) => GaussianMixture.ObjectiveGradient(
                data.Alphas, data.Means, data.Factors, data.Points, data.Gamma, data.M, da, dm, df, workspace)),
            () => value += GaussianMixture.Objective(data.Alphas, data.Means, data.Factors, data.Points, data.Gamma, data.M), rivals)
        {
            WorkspaceBytes = () => workspace.ReservedBytes,
            LeastBytes = 8L * n * k * (d + 1),
        };
    }

    private static Contest Memory(int layers, int count)
    {
        const int B = 14;
        var data = MemoryInstance.Generate(layers, count, B, Seed);
        var workspace = new Workspace();
        double value = 0;
        Contender Side(string name, Func<double[], double[], double> gradient)
        {
            double[] dmain = new double[data.Main.Length], dextra = new double[data.Extra.Length];
            double result = 0;
            return new(name, () =>
            {
                Zeros.Clear(dmain);
                Zeros.Clear(dextra);
                result = gradient(dmain, dextra);
            }, () => [result, .. dmain, .. dextra]);
        }

        var byHand = new Memory(layers, count, B);
        var rivals = new List<Contender> { Side(Contender.CSharp, (dm, de) => byHand.Gradient(data.Main, data.Extra, data.State, data.Sequence, dm, de)) };
        foreach (Native native in Native.With("memory_gradient"))
        {
            var function = (delegate* unmanaged<int, int, int, double*, double*, double*, double*, double*, double*, double>)native.Function("memory_gradient");
            rivals.Add(Side(native.Flags, (dmain, dextra) =>
            {
                fixed (double* m = data.Main, e = data.Extra, s = data.State, x = data.Sequence, dm = dmain, de = dextra)
                    return function(layers, count, B, m, e, s, x, dm, de);
            }) with
            { IsOther = native.IsOther });
        }

        return new(
            "lstm", $"layers {layers}, steps {count:N0}",
            Side("generated", (dm, de) => LongShortTermMemory.ObjectiveGradient(data.Main, data.Extra, data.State, data.Sequence, data.Layers, dm, de, workspace)),
            () => value += LongShortTermMemory.Objective(data.Main, data.Extra, data.State, data.Sequence, data.Layers), rivals)
        {
            WorkspaceBytes = () => workspace.ReservedBytes,
            // Of a cell: four gates, what it held, its squashed value; of a step: the outputs' exponentials and their sum.
            LeastBytes = 8L * (count - 1) * ((6 * layers * B) + B + 1),
        };
    }

    private static Contest Bundle(int cameras, int points, int observations)
    {
        var data = BundleInstance.Generate(cameras, points, observations, Seed);
        var errors = new double[3 * observations];
        SparseRows jacobian = data.EmptyJacobian();
        double[] flatCameras = [.. data.Cameras.SelectMany(c => new[]
        {
            c.Rotation.X, c.Rotation.Y, c.Rotation.Z, c.Centre.X, c.Centre.Y, c.Centre.Z, c.Focal, c.Principal.X, c.Principal.Y, c.Radial1, c.Radial2,
        })];
        double[] flatPoints = [.. data.Points.SelectMany(p => new[] { p.X, p.Y, p.Z })], features = [.. data.Observations.SelectMany(o => new[] { o.Feature.X, o.Feature.Y })];
        int[] seen = [.. data.Observations.SelectMany(o => new[] { o.Camera, o.Point })];
        var byHand = new double[3 * observations];
        SparseRows rows = data.EmptyJacobian();
        var rivals = new List<Contender> { new(Contender.CSharp, () => HandWritten.Bundle.Jacobian(data, byHand, rows), () => [.. byHand, .. rows.Values]) };
        foreach (Native native in Native.With("bundle_jacobian"))
        {
            var function = (delegate* unmanaged<int, int, int, double*, double*, double*, int*, double*, double*, int*, int*, double*, void>)native.Function("bundle_jacobian");
            double[] results = new double[3 * observations], values = new double[31 * observations];
            int[] starts = new int[(3 * observations) + 1], columns = new int[31 * observations];
            rivals.Add(new(native.Flags, () =>
            {
                fixed (double* c = flatCameras, p = flatPoints, w = data.Weights, f = features, e = results, v = values)
                fixed (int* s = seen, r = starts, o = columns) function(cameras, points, observations, c, p, w, s, f, e, r, o, v);
            }, () => [.. results, .. values], native.IsOther));
        }

        return new(
            "ba", $"{observations:N0} observations",
            new("generated", () => BundleAdjustment.Differentiate(data, errors, jacobian), () => [.. errors, .. jacobian.Values]),
            () => BundleAdjustment.Errors(data, errors), rivals)
        {
            WorkspaceBytes = () => 0,
        };
    }
}
