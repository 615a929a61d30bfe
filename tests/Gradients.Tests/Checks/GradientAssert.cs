namespace AutoDiff.Gradients.Tests.Checks;

/// <summary>
/// Compares a generated gradient with differences of its method. The value must be the method's bit for bit, and so must the final contents of the buffers. The
/// adjoint buffers start with values w that aren't zero: what comes out is compared with the derivatives of <c>F(y) + w . y_final</c>, which is what a member
/// does by contract for buffers that it reads, writes, or both.
/// </summary>
internal static partial class GradientAssert
{
    private const double Tolerance = 1e-8;

    public delegate double Function(double[] scalars, double[][] buffers);

    public delegate (double Value, double[] Adjoints) Gradient(double[] scalars, double[][] buffers, double[][] adjoints);

    /// <summary>The general form: any number of scalars and buffers.</summary>
    public static void Agrees(double[] scalars, double[][] buffers, Function function, Gradient gradient)
    {
        var random = new Random(4711);
        double[][] weights = [.. buffers.Select(b => b.Select(_ => random.NextDouble() - 0.4).ToArray())];

        double[][] expectedBuffers = Copies(buffers);
        double expected = function([.. scalars], expectedBuffers);
        double[][] actualBuffers = Copies(buffers);
        double[][] adjoints = Copies(weights);
        (double value, double[] scalarAdjoints) = gradient([.. scalars], actualBuffers, adjoints);

        SameBits(expected, value, "The value");
        for (int b = 0; b < buffers.Length; b++)
        {
            for (int i = 0; i < buffers[b].Length; i++)
            {
                SameBits(expectedBuffers[b][i], actualBuffers[b][i], $"Element {i} of buffer {b}");
            }
        }

        double Weighed(double[] s, double[][] b)
        {
            double[][] final = Copies(b);
            double sum = function(s, final);
            for (int k = 0; k < final.Length; k++)
            {
                for (int i = 0; i < final[k].Length; i++)
                {
                    sum += weights[k][i] * final[k][i];
                }
            }

            return sum;
        }

        for (int s = 0; s < scalars.Length; s++)
        {
            (double slope, double error) = Differences.Richardson(x => Weighed(With(scalars, s, x), buffers), scalars[s]);
            Close(slope, error, scalarAdjoints[s], $"The derivative by scalar {s}");
        }

        for (int b = 0; b < buffers.Length; b++)
        {
            for (int i = 0; i < buffers[b].Length; i++)
            {
                (double slope, double error) = Differences.Richardson(
                    x =>
                    {
                        double[][] moved = Copies(buffers);
                        moved[b][i] = x;
                        return Weighed(scalars, moved);
                    },
                    buffers[b][i]);
                Close(slope, error, adjoints[b][i], $"The adjoint of element {i} of buffer {b}");
            }
        }
    }

    /// <summary>Compares with values known in closed form.</summary>
    public static void Equal(double expected, double actual, double tolerance = 1e-10)
    {
        bool equal = double.IsNaN(expected) ? double.IsNaN(actual) : expected == actual || Math.Abs(expected - actual) <= tolerance * Math.Max(1e-3, Math.Abs(expected));
        Assert.True(equal, $"{actual:R} instead of {expected:R}.");
    }

    public static void SameBits(double expected, double actual, string what) => Assert.True(
        BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(actual) || (double.IsNaN(expected) && double.IsNaN(actual)),
        $"{what} is {actual:R} instead of {expected:R}.");

    private static void Close(double expected, double error, double actual, string what)
    {
        double scale = Math.Max(1e-2, Math.Abs(expected));
        Assert.True(error <= 1e-7 * scale, $"{what}: differences aren't sharp here ({expected:R} +- {error:R}); choose another point.");
        Assert.True(Math.Abs(expected - actual) <= (Tolerance * scale) + (2 * error), $"{what} is {actual:R}; differences give {expected:R} +- {error:R}.");
    }

    private static double[] With(double[] values, int index, double value)
    {
        double[] moved = [.. values];
        moved[index] = value;
        return moved;
    }

    private static double[][] Copies(double[][] buffers) => [.. buffers.Select(b => (double[])b.Clone())];
}
