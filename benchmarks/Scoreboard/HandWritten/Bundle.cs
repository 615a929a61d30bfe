using Samples.ADBench;

namespace AutoDiff.Benchmarks.Scoreboard.HandWritten;

/// <summary>The Jacobian of ADBench's bundle adjustment, by hand, as in benchmarks/native/bundle.cpp.</summary>
internal static class Bundle
{
    public static void Jacobian(BundleInstance data, Span<double> errors, SparseRows jacobian)
    {
        int count = data.Observations.Length;
        Span<double> first = stackalloc double[15], second = stackalloc double[15];
        jacobian.Clear();
        for (int i = 0; i < count; i++)
        {
            Observation o = data.Observations[i];
            Pixel error = Project(data.Cameras[o.Camera], data.Points[o.Point], data.Weights[i], o.Feature, first, second);
            errors[2 * i] = error.X;
            errors[2 * i + 1] = error.Y;
            Add(jacobian, data, i, first);
            Add(jacobian, data, i, second);
        }

        for (int i = 0; i < count; i++)
        {
            errors[2 * count + i] = 1 - data.Weights[i] * data.Weights[i];
            jacobian.Add(data.WeightColumn(i), -2 * data.Weights[i]);
            jacobian.EndRow();
        }
    }

    private static void Add(SparseRows jacobian, BundleInstance data, int i, ReadOnlySpan<double> row)
    {
        int camera = BundleInstance.CameraColumn(data.Observations[i].Camera), point = data.PointColumn(data.Observations[i].Point);
        for (int j = 0; j < 11; j++) jacobian.Add(camera + j, row[j]);
        for (int j = 0; j < 3; j++) jacobian.Add(point + j, row[11 + j]);
        jacobian.Add(data.WeightColumn(i), row[14]);
        jacobian.EndRow();
    }

    private static Pixel Project(in Camera camera, Vector point, double weight, Pixel feature, Span<double> first, Span<double> second)
    {
        Vector rotation = camera.Rotation, seen = point - camera.Centre;
        double square = rotation.Dot(rotation), angle = Math.Sqrt(square);
        bool turns = square != 0;
        (double sine, double cosine) = Math.SinCos(angle);
        Vector axis = turns ? 1 / angle * rotation : default, normal = axis.Cross(seen);
        double along = axis.Dot(seen);
        Vector r = turns ? cosine * seen + sine * normal + (along * (1 - cosine)) * axis : seen + rotation.Cross(seen);
        double px = r.X / r.Z, py = r.Y / r.Z, s = px * px + py * py;
        double distortion = 1 + camera.Radial1 * s + camera.Radial2 * s * s, slope = 2 * (camera.Radial1 + 2 * camera.Radial2 * s);
        double ex = camera.Focal * distortion * px + camera.Principal.X - feature.X, ey = camera.Focal * distortion * py + camera.Principal.Y - feature.Y;
        double f = weight * camera.Focal, xy = f * slope * px * py;

        // What turns with each component of the rotation.
        Vector tx = Turned(new(1, 0, 0), axis.X), ty = Turned(new(0, 1, 0), axis.Y), tz = Turned(new(0, 0, 1), axis.Z);
        Row(first, f * (distortion + slope * px * px), xy, px, 0, ex);
        Row(second, xy, f * (distortion + slope * py * py), py, 1, ey);
        return new(weight * ex, weight * ey);

        Vector Turned(Vector unit, double a)
        {
            if (!turns) return unit.Cross(seen);
            Vector da = 1 / angle * (unit - a * axis);
            return a * ((-sine * seen) + cosine * normal + (sine * along) * axis) + sine * da.Cross(seen) + (1 - cosine) * (da.Dot(seen) * axis + along * da);
        }

        void Row(Span<double> row, double byX, double byY, double p, int coordinate, double error)
        {
            double gx = byX / r.Z, gy = byY / r.Z;
            Vector g = new(gx, gy, -(gx * px + gy * py));

            // The rotation's transpose turns the other way.
            Vector back = turns ? cosine * g - sine * axis.Cross(g) + (axis.Dot(g) * (1 - cosine)) * axis : g + g.Cross(rotation);
            row[0] = g.Dot(tx);
            row[1] = g.Dot(ty);
            row[2] = g.Dot(tz);
            row[3] = -back.X;
            row[4] = -back.Y;
            row[5] = -back.Z;
            row[6] = weight * distortion * p;
            row[7] = coordinate == 0 ? weight : 0;
            row[8] = coordinate == 0 ? 0 : weight;
            row[9] = f * s * p;
            row[10] = f * s * s * p;
            row[11] = back.X;
            row[12] = back.Y;
            row[13] = back.Z;
            row[14] = error;
        }
    }
}
