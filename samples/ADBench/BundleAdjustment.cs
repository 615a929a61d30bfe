using AutoDiff;

namespace Samples.ADBench;

/// <summary>ADBench's bundle adjustment: what cameras saw of points, against where they should have seen it.</summary>
public static partial class BundleAdjustment
{
    /// <summary>How far off one observation is, by its weight.</summary>
    [Differentiable]
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
        jacobian.Clear();
        for (int i = 0; i < count; i++)
        {
            Observation o = data.Observations[i];
            Camera camera = data.Cameras[o.Camera];
            Vector point = data.Points[o.Point];
            var x = ReprojectionVjp(camera, point, data.Weights[i], o.Feature, new Pixel(1, 0));
            var y = ReprojectionVjp(camera, point, data.Weights[i], o.Feature, new Pixel(0, 1));
            errors[2 * i] = x.Value.X;
            errors[2 * i + 1] = x.Value.Y;
            Add(jacobian, data, i, x.dcamera, x.dpoint, x.dweight);
            Add(jacobian, data, i, y.dcamera, y.dpoint, y.dweight);
        }

        for (int i = 0; i < count; i++)
        {
            (errors[2 * count + i], double dweight) = WeightErrorGradient(data.Weights[i]);
            jacobian.Add(data.WeightColumn(i), dweight);
            jacobian.EndRow();
        }
    }

    private static void Add(SparseRows jacobian, BundleInstance data, int observation, in Camera dcamera, Vector dpoint, double dweight)
    {
        int column = BundleInstance.CameraColumn(data.Observations[observation].Camera);
        ReadOnlySpan<double> ofCamera =
        [
            dcamera.Rotation.X, dcamera.Rotation.Y, dcamera.Rotation.Z, dcamera.Centre.X, dcamera.Centre.Y, dcamera.Centre.Z,
            dcamera.Focal, dcamera.Principal.X, dcamera.Principal.Y, dcamera.Radial1, dcamera.Radial2,
        ];
        foreach (double value in ofCamera) jacobian.Add(column++, value);
        column = data.PointColumn(data.Observations[observation].Point);
        jacobian.Add(column, dpoint.X);
        jacobian.Add(column + 1, dpoint.Y);
        jacobian.Add(column + 2, dpoint.Z);
        jacobian.Add(data.WeightColumn(observation), dweight);
        jacobian.EndRow();
    }
}
