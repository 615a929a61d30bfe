using AutoDiff;

namespace Samples.ADBench;

/// <summary>ADBench's bundle adjustment: what cameras saw of points, against where they should have seen it.</summary>
public static partial class BundleAdjustment
{
    private const int RowLength = BundleInstance.CameraParameters + 3 + 1;

    /// <summary>How far off one observation is, by its weight.</summary>
    [Differentiable(Modes = DerivativeModes.Jacobian)]
    public static Pixel Reprojection(Camera camera, Vector point, double weight, [NoGradient] Pixel feature) =>
        weight * (camera.Project(point) - feature);

    /// <summary>The error of a weight.</summary>
    [Differentiable]
    public static double WeightError(double weight) => 1 - weight * weight;

    /// <summary>All errors: two for each observation, then one for each weight.</summary>
    public static void Errors(BundleInstance data, Span<double> errors)
    {
        int count = data.Observations.Length;
        for (int i = 0; i < count; i++)
        {
            Observation o = data.Observations[i];
            Pixel error = Reprojection(data.Cameras[o.Camera], data.Points[o.Point], data.Weights[i], o.Feature);
            errors[2 * i] = error.X;
            errors[2 * i + 1] = error.Y;
            errors[2 * count + i] = WeightError(data.Weights[i]);
        }
    }

    /// <summary>The errors and their Jacobian.</summary>
    public static void Differentiate(BundleInstance data, Span<double> errors, SparseRows jacobian)
    {
        int count = data.Observations.Length;
        Span<double> rows = stackalloc double[2 * RowLength];
        jacobian.Clear();
        for (int i = 0; i < count; i++)
        {
            Observation o = data.Observations[i];
            Pixel error = ReprojectionJacobian(data.Cameras[o.Camera], data.Points[o.Point], data.Weights[i], o.Feature, rows);
            errors[2 * i] = error.X;
            errors[2 * i + 1] = error.Y;
            Add(jacobian, data, i, rows[..RowLength]);
            Add(jacobian, data, i, rows[RowLength..]);
        }

        for (int i = 0; i < count; i++)
        {
            (errors[2 * count + i], double dweight) = WeightErrorGradient(data.Weights[i]);
            jacobian.Add(data.WeightColumn(i), dweight);
            jacobian.EndRow();
        }
    }

    // A row: by the camera, by the point, by the weight.
    private static void Add(SparseRows jacobian, BundleInstance data, int observation, ReadOnlySpan<double> row)
    {
        Observation o = data.Observations[observation];
        jacobian.Add(BundleInstance.CameraColumn(o.Camera), row[..BundleInstance.CameraParameters]);
        jacobian.Add(data.PointColumn(o.Point), row[BundleInstance.CameraParameters..^1]);
        jacobian.Add(data.WeightColumn(observation), row[^1]);
        jacobian.EndRow();
    }
}
