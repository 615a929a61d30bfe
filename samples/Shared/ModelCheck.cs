using AutoDiff;

namespace Samples.Shared;

/// <summary>Compares the gradient of a whole model with differences, in random directions through all of its parameters.</summary>
/// <remarks>
/// Half of a direction is random and half lies along the gradient: purely random terms would cancel almost to nothing, and what is left
/// would drown in single precision's rounding. Each tensor has its share in proportion to its size.
/// </remarks>
internal static class ModelCheck
{
    /// <param name="model">The model; it has its parameters again afterwards.</param>
    /// <param name="gradient">The gradient of <paramref name="loss"/>.</param>
    /// <param name="loss">The loss with what the model's parameters are when it is called.</param>
    /// <param name="directions">The number of directions.</param>
    /// <param name="seed">Seeds the directions.</param>
    public static GradientCheckResult InDirections<T>(T model, T gradient, Func<float> loss, int directions, int seed = 0)
        where T : IDifferentiable<T>
    {
        List<float[]> values = Read(model), slopes = Read(gradient);
        var random = new Random(seed);
        float[][][] along = [.. Enumerable.Range(0, directions).Select(_ => Direction(values, slopes, random))];
        float[] derivatives = Array.ConvertAll(along, direction => (float)Product(slopes, direction));
        try
        {
            // A function of how far to go along each direction, at no distance.
            return GradientCheck.Verify(
                distances =>
                {
                    Write(model, Moved(values, along, distances));
                    return loss();
                },
                new float[directions], derivatives, name: "direction");
        }
        finally
        {
            Write(model, values);
        }
    }

    // Of a length at which the derivative along it is near 1.
    private static float[][] Direction(List<float[]> values, List<float[]> slopes, Random random)
    {
        float[][] direction = new float[values.Count][];
        for (int p = 0; p < direction.Length; p++)
        {
            double size = RootMeanSquare(values[p]), slope = RootMeanSquare(slopes[p]);
            if (size == 0) size = 1;
            direction[p] = Array.ConvertAll(
                slopes[p], g => (float)(size * (2 * random.Next(2) - 1 + (slope > 0 ? g / slope : 0))));
        }

        double derivative = Product(slopes, direction);
        if (derivative != 0)
        {
            foreach (float[] part in direction)
            {
                for (int i = 0; i < part.Length; i++) part[i] = (float)(part[i] / derivative);
            }
        }

        return direction;
    }

    private static List<float[]> Moved(List<float[]> values, float[][][] along, float[] distances)
    {
        List<float[]> moved = values.ConvertAll(part => part.ToArray());
        for (int d = 0; d < distances.Length; d++)
        {
            if (distances[d] == 0) continue;
            for (int p = 0; p < moved.Count; p++)
            {
                for (int i = 0; i < moved[p].Length; i++) moved[p][i] += distances[d] * along[d][p][i];
            }
        }

        return moved;
    }

    private static double Product(List<float[]> slopes, float[][] direction)
    {
        double sum = 0;
        for (int p = 0; p < direction.Length; p++)
        {
            for (int i = 0; i < direction[p].Length; i++) sum += (double)slopes[p][i] * direction[p][i];
        }

        return sum;
    }

    private static double RootMeanSquare(float[] values) =>
        values.Length == 0 ? 0 : Math.Sqrt(values.Sum(value => (double)value * value) / values.Length);

    private static List<float[]> Read<T>(T model)
        where T : IDifferentiable<T>
    {
        var reader = new Reader([]);
        model.Visit(ref reader);
        return reader.Parameters;
    }

    private static void Write<T>(T model, List<float[]> parameters)
        where T : IDifferentiable<T>
    {
        var writer = new Writer(parameters);
        model.Visit(ref writer);
    }

    private readonly struct Reader(List<float[]> parameters) : IParameterVisitor
    {
        public List<float[]> Parameters => parameters;

        public void Visit(string name, Span<float> values, ReadOnlySpan<int> shape) => parameters.Add(values.ToArray());

        public void Visit(string name, Span<double> values, ReadOnlySpan<int> shape) =>
            throw new NotSupportedException($"'{name}' is in double precision.");
    }

    private struct Writer(List<float[]> parameters) : IParameterVisitor
    {
        private int _next;

        public void Visit(string name, Span<float> values, ReadOnlySpan<int> shape) => parameters[_next++].CopyTo(values);

        public readonly void Visit(string name, Span<double> values, ReadOnlySpan<int> shape) =>
            throw new NotSupportedException($"'{name}' is in double precision.");
    }
}
