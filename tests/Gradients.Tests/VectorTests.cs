using System.Numerics;
using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

/// <summary>The methods of <c>System.Numerics</c>' vectors: the value is the library's, the derivative is written by hand.</summary>
public static partial class Vectors
{
    public static readonly Matrix4x4 Matrix = new(0.3f, -1, 0.5f, 0.2f, 0.7f, 0.4f, -0.6f, 1.1f, -0.2f, 0.9f, 1.3f, 0.8f, 0.1f, 0.5f, -0.7f, 0.6f);

    [Differentiable]
    public static float Products(Vector3 a, Vector3 b) => Vector3.Dot(Vector3.Cross(a, b), a + (2 * b)) + (Vector3.Dot(a, b) * a.Length()) + b.LengthSquared();

    [Differentiable]
    public static float Distances(Vector3 a, Vector3 b) => Vector3.Distance(a, b) * Vector3.DistanceSquared(a, -b) + Vector3.Dot(Vector3.Normalize(a), b);

    [Differentiable]
    public static float Mixtures(Vector3 a, Vector3 b) =>
        Vector3.Dot(Vector3.Lerp(a, b, a.X), Vector3.Reflect(a, b)) + Vector3.Sum(Vector3.Max(a, b) * Vector3.Min(a, b)) + Vector3.Sum(Vector3.Abs(a) * Vector3.SquareRoot(Vector3.Abs(b)));

    [Differentiable]
    public static float Transforms(Vector3 a, Vector3 b) =>
        Vector3.Dot(Vector3.Transform(a, Matrix), Vector3.TransformNormal(b, Matrix))
        + Vector3.Transform(b, new Quaternion(0.1f, -0.3f, 0.5f, 0.9f)).Length()
        + Vector4.Dot(Vector4.Transform(a, Matrix), new Vector4(b.X, b.Y, b.Z, 1));

    [Differentiable]
    public static float InLoop(Vector3 a, int n)
    {
        Vector3 p = a;
        for (int i = 0; i < n; i++)
        {
            p = Vector3.Normalize(Vector3.Cross(p, a) + (0.3f * p)) + a;
        }

        return p.Length();
    }

    [Differentiable]
    public static float Planar(Vector2 a, Vector2 b) =>
        Vector2.Dot(Vector2.Transform(a, new Matrix3x2(0.3f, 0.7f, -0.2f, 1.1f, 0.5f, 0.6f)), b) + Vector2.Distance(a, b) + Vector2.Lerp(a, b, 0.3f).Length();
}

public class VectorTests
{
    private static readonly Vector3 s_a = new(0.7f, -0.4f, 0.9f), s_b = new(0.3f, 0.8f, -0.5f);

    private delegate (float Value, Vector3 da, Vector3 db) Gradient(Vector3 a, Vector3 b);

    // Single precision: differences with a large step, extrapolated, are good to about 1e-4.
    private static float Slope(Func<float, float> f)
    {
        const float H = 0.02f;
        double wide = ((double)f(2 * H) - f(-2 * H)) / (4 * H), narrow = ((double)f(H) - f(-H)) / (2 * H);
        return (float)((4 * narrow - wide) / 3);
    }

    private static void Agrees(Func<Vector3, Vector3, float> f, Gradient gradient)
    {
        (float value, Vector3 da, Vector3 db) = gradient(s_a, s_b);
        Assert.Equal(BitConverter.SingleToInt32Bits(f(s_a, s_b)), BitConverter.SingleToInt32Bits(value));
        for (int i = 0; i < 3; i++)
        {
            Vector3 unit = Vector3.Zero;
            unit[i] = 1;
            Assert.Equal(Slope(h => f(s_a + (h * unit), s_b)), da[i], 2e-3f * Math.Max(1, Math.Abs(da[i])));
            Assert.Equal(Slope(h => f(s_a, s_b + (h * unit))), db[i], 2e-3f * Math.Max(1, Math.Abs(db[i])));
        }
    }

    [Fact]
    public void Dot_cross_and_length() => Agrees(Vectors.Products, (a, b) => Vectors.ProductsGradient(a, b));

    [Fact]
    public void Distance_and_normalize() => Agrees(Vectors.Distances, (a, b) => Vectors.DistancesGradient(a, b));

    [Fact]
    public void Lerp_reflect_and_selections() => Agrees(Vectors.Mixtures, (a, b) => Vectors.MixturesGradient(a, b));

    [Fact]
    public void Transforms_by_inactive_matrices_and_quaternions() => Agrees(Vectors.Transforms, (a, b) => Vectors.TransformsGradient(a, b));

    [Fact]
    public void In_a_loop() => Agrees((a, _) => Vectors.InLoop(a, 3), (a, _) =>
    {
        (float value, Vector3 da) = Vectors.InLoopGradient(a, 3);
        return (value, da, default);
    });

    [Fact]
    public void Vectors_in_the_plane() => Agrees(
        (a, b) => Vectors.Planar(new(a.X, a.Y), new(b.X, b.Y)),
        (a, b) =>
        {
            (float value, Vector2 da, Vector2 db) = Vectors.PlanarGradient(new(a.X, a.Y), new(b.X, b.Y));
            return (value, new(da, 0), new(db, 0));
        });
}
