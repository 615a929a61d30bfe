namespace AutoDiff.Gradients.Tests.Checks;

/// <summary>
/// Compares the generated derivatives of a method on a model with differences, for each parameter of the model that a visitor is shown. The model's adjoint starts with values
/// that aren't zero, and differences are taken of the result and these times the final parameters: so a model that the method changes is checked as well.
/// </summary>
internal static class ModelAssert
{
    public delegate (double Value, double Adjoint) Gradient<T>(T model, double x, T adjoint);

    public delegate (double Value, double Tangent) Jvp<T>(T model, double x, T tangent, double dx);

    public static void Agrees<T>(Func<T> make, double x, Func<T, double, double> function, Gradient<T> gradient, Jvp<T>? jvp = null)
        where T : class, IDifferentiable<T>
    {
        T primal = make(), model = make(), adjoint = model.ZerosLike();
        Move(adjoint, 0.25);
        List<double> weights = Parameters.Of(adjoint).Values;
        double expected = function(primal, x);
        (double value, double dx) = gradient(model, x, adjoint);
        GradientAssert.SameBits(expected, value, "The value");
        Assert.Equal(Parameters.Of(primal).Values, Parameters.Of(model).Values);

        List<double> start = Parameters.Of(make()).Values;
        double Weighed(int index, double moved, double at)
        {
            T other = make();
            if (index >= 0)
            {
                var setter = new Parameters.Setter(index, moved);
                other.Visit(ref setter);
            }

            double sum = function(other, at);
            List<double> final = Parameters.Of(other).Values;
            for (int i = 0; i < final.Count; i++)
            {
                sum += weights[i] * final[i];
            }

            return sum;
        }

        (List<string> names, List<double> adjoints) = Parameters.Of(adjoint);
        Assert.Equal(start.Count, adjoints.Count);
        for (int i = 0; i < start.Count; i++)
        {
            Close(Differences.Richardson(v => Weighed(i, v, x), start[i]), adjoints[i], names[i]);
        }

        Close(Differences.Richardson(v => Weighed(-1, 0, v), x), dx, "x");
        if (jvp is not null)
        {
            ForwardAgrees(make, x, expected, gradient, jvp);
        }
    }

    public static void AllocatesNothing(Action call)
    {
        call();
        call();
        long before = GC.GetAllocatedBytesForCurrentThread();
        call();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void ForwardAgrees<T>(Func<T> make, double x, double expected, Gradient<T> gradient, Jvp<T> jvp)
        where T : class, IDifferentiable<T>
    {
        T model = make(), adjoint = model.ZerosLike(), tangent = model.ZerosLike();
        Move(tangent, 0.5);
        List<double> direction = Parameters.Of(tangent).Values;
        (_, double dx) = gradient(model, x, adjoint);
        (double value, double slope) = jvp(make(), x, tangent, 0.7);
        GradientAssert.SameBits(expected, value, "The value in forward mode");
        double sum = 0.7 * dx;
        List<double> adjoints = Parameters.Of(adjoint).Values;
        for (int i = 0; i < adjoints.Count; i++)
        {
            sum += adjoints[i] * direction[i];
        }

        GradientAssert.Equal(sum, slope);
    }

    // Values that differ from each other.
    private static void Move<T>(T model, double by)
        where T : class, IDifferentiable<T>
    {
        int count = Parameters.Of(model).Values.Count;
        for (int i = 0; i < count; i++)
        {
            var setter = new Parameters.Setter(i, by + (0.1 * Math.Sin(i)));
            model.Visit(ref setter);
        }
    }

    private static void Close((double Slope, double Error) expected, double actual, string what)
    {
        double scale = Math.Max(1e-2, Math.Abs(expected.Slope));
        Assert.True(expected.Error <= 1e-7 * scale, $"{what}: differences aren't sharp here ({expected.Slope:R} +- {expected.Error:R}).");
        Assert.True(Math.Abs(expected.Slope - actual) <= (1e-8 * scale) + (2 * expected.Error), $"{what}: {actual:R}; differences give {expected.Slope:R} +- {expected.Error:R}.");
    }
}
