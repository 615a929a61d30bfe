namespace Samples.ADBench;

/// <summary>What a Gaussian mixture is fitted to.</summary>
public sealed record MixtureInstance(int Dimension, double[] Alphas, double[] Means, double[] Factors, double[] Points, double Gamma, int M)
{
    public int Components => Alphas.Length;

    public static MixtureInstance Read(string path)
    {
        var numbers = new NumberReader(path);
        int d = numbers.Integer(), k = numbers.Integer(), n = numbers.Integer();
        return new(d, numbers.Take(k), numbers.Take(k * d), numbers.Take(k * d * (d + 1) / 2), numbers.Take(n * d), numbers.Number(), numbers.Integer());
    }

    public static MixtureInstance Generate(int d, int k, int n, int seed)
    {
        var random = new Random(seed);
        return new(
            d, Draw.Normal(random, k, 1), Draw.Uniform(random, k * d, 0, 1), Draw.Normal(random, k * d * (d + 1) / 2, 1),
            Draw.Normal(random, n * d, 1), Gamma: 1, M: 0);
    }
}

/// <summary>An LSTM with the sequence that it learns.</summary>
public sealed record MemoryInstance(int Layers, double[] Main, double[] Extra, double[] State, double[] Sequence)
{
    public int Width => Extra.Length / 3;

    public static MemoryInstance Read(string path)
    {
        var numbers = new NumberReader(path);
        int l = numbers.Integer(), c = numbers.Integer(), b = numbers.Integer();
        return new(l, numbers.Take(8 * l * b), numbers.Take(3 * b), numbers.Take(2 * l * b), numbers.Take(c * b));
    }

    public static MemoryInstance Generate(int l, int c, int b, int seed)
    {
        var random = new Random(seed);
        double[] sequence = new double[c * b];
        for (int t = 0; t < c; t++) sequence[t * b + random.Next(b)] = 1;
        return new(l, Draw.Uniform(random, 8 * l * b, 0, 1), Draw.Uniform(random, 3 * b, 0, 1), Draw.Uniform(random, 2 * l * b, 0, 1), sequence);
    }
}

/// <summary>What camera saw what point where.</summary>
public readonly record struct Observation(int Camera, int Point, Pixel Feature);

/// <summary>Cameras, points, and who saw what.</summary>
public sealed record BundleInstance(Camera[] Cameras, Vector[] Points, double[] Weights, Observation[] Observations)
{
    public const int CameraParameters = 11;

    public static int CameraColumn(int camera) => CameraParameters * camera;

    public int PointColumn(int point) => CameraParameters * Cameras.Length + 3 * point;

    public int WeightColumn(int observation) => CameraParameters * Cameras.Length + 3 * Points.Length + observation;

    /// <summary>An instance's Jacobian with room for what it will have.</summary>
    public SparseRows EmptyJacobian() => new(3 * Observations.Length, ((2 * (CameraParameters + 4)) + 1) * Observations.Length);

    /// <summary>ADBench's files hold one camera, point, weight and feature, for all.</summary>
    public static BundleInstance Read(string path)
    {
        var numbers = new NumberReader(path);
        int n = numbers.Integer(), m = numbers.Integer(), p = numbers.Integer();
        Camera camera = numbers.Camera();
        Vector point = numbers.Vector();
        double weight = numbers.Number();
        var feature = new Pixel(numbers.Number(), numbers.Number());
        return Create(n, m, p, _ => camera, _ => point, _ => weight, _ => feature);
    }

    public static BundleInstance Generate(int n, int m, int p, int seed)
    {
        var random = new Random(seed);
        double Near(double value, double spread) => value + spread * (2 * random.NextDouble() - 1);
        Vector Space(double x, double y, double z, double spread) => new(Near(x, spread), Near(y, spread), Near(z, spread));
        return Create(
            n, m, p,
            _ => new(Space(0.4, -0.3, 0.2, 0.2), Space(0, 0, -20, 2), Near(500, 50), new(Near(0, 5), Near(0, 5)), Near(-0.1, 0.05), Near(0.05, 0.02)),
            _ => Space(0, 0, 0, 4), _ => Near(0.8, 0.2), _ => new(Near(0, 200), Near(0, 200)));
    }

    private static BundleInstance Create(
        int n, int m, int p, Func<int, Camera> camera, Func<int, Vector> point, Func<int, double> weight, Func<int, Pixel> feature) => new(
        [.. Enumerable.Range(0, n).Select(camera)],
        [.. Enumerable.Range(0, m).Select(point)],
        [.. Enumerable.Range(0, p).Select(weight)],
        [.. Enumerable.Range(0, p).Select(i => new Observation(i % n, i % m, feature(i)))]);
}
