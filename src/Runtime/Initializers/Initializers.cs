namespace AutoDiff;

/// <summary>
/// First values of parameters. A weight's shape is (out, in), or (out, in, kernel height, kernel width): fan-in and fan-out follow from it.
/// Equal seeds give equal values.
/// </summary>
public static class Initializers
{
    /// <summary>Zeros.</summary>
    /// <param name="shape">The shape.</param>
    /// <returns>The tensor.</returns>
    public static Tensor Zeros(params ReadOnlySpan<int> shape) => Cleared(shape);

    /// <summary>Normally distributed values.</summary>
    /// <param name="random">The source of randomness.</param>
    /// <param name="deviation">The standard deviation.</param>
    /// <param name="shape">The shape.</param>
    /// <returns>The tensor.</returns>
    public static Tensor Normal(Random random, double deviation, params ReadOnlySpan<int> shape)
    {
        ArgumentNullException.ThrowIfNull(random);
        Tensor tensor = Cleared(shape);
        foreach (ref float value in tensor.AsSpan())
            value = (float)(deviation * NextNormal(random));
        return tensor;
    }

    /// <summary>Values uniformly distributed between -<paramref name="bound"/> and <paramref name="bound"/>.</summary>
    /// <param name="random">The source of randomness.</param>
    /// <param name="bound">The largest magnitude.</param>
    /// <param name="shape">The shape.</param>
    /// <returns>The tensor.</returns>
    public static Tensor Uniform(Random random, double bound, params ReadOnlySpan<int> shape)
    {
        ArgumentNullException.ThrowIfNull(random);
        Tensor tensor = Cleared(shape);
        foreach (ref float value in tensor.AsSpan())
            value = (float)(bound * (2 * random.NextDouble() - 1));
        return tensor;
    }

    /// <summary>He's initialization (2015), normal: deviation sqrt(2 / fan-in), for layers followed by a ReLU.</summary>
    /// <param name="random">The source of randomness.</param>
    /// <param name="shape">The shape, (out, in, ...).</param>
    /// <returns>The tensor.</returns>
    public static Tensor KaimingNormal(Random random, params ReadOnlySpan<int> shape) =>
        Normal(random, Math.Sqrt(2.0 / Fans(shape).In), shape);

    /// <summary>He's initialization (2015), uniform: bound sqrt(6 / fan-in), for layers followed by a ReLU.</summary>
    /// <param name="random">The source of randomness.</param>
    /// <param name="shape">The shape, (out, in, ...).</param>
    /// <returns>The tensor.</returns>
    public static Tensor KaimingUniform(Random random, params ReadOnlySpan<int> shape) =>
        Uniform(random, Math.Sqrt(6.0 / Fans(shape).In), shape);

    /// <summary>Glorot's initialization (2010), normal: deviation sqrt(2 / (fan-in + fan-out)).</summary>
    /// <param name="random">The source of randomness.</param>
    /// <param name="shape">The shape, (out, in, ...).</param>
    /// <returns>The tensor.</returns>
    public static Tensor XavierNormal(Random random, params ReadOnlySpan<int> shape) =>
        Normal(random, Math.Sqrt(2.0 / (Fans(shape).In + Fans(shape).Out)), shape);

    /// <summary>Glorot's initialization (2010), uniform: bound sqrt(6 / (fan-in + fan-out)).</summary>
    /// <param name="random">The source of randomness.</param>
    /// <param name="shape">The shape, (out, in, ...).</param>
    /// <returns>The tensor.</returns>
    public static Tensor XavierUniform(Random random, params ReadOnlySpan<int> shape) =>
        Uniform(random, Math.Sqrt(6.0 / (Fans(shape).In + Fans(shape).Out)), shape);

    private static (double In, double Out) Fans(ReadOnlySpan<int> shape)
    {
        if (shape.Length < 2)
            throw new ArgumentException($"Fan-in and fan-out need at least 2 dimensions; the shape is {Shapes.Print(shape)}.", nameof(shape));
        int receptive = Shapes.Product(shape[2..]);
        return ((double)shape[1] * receptive, (double)shape[0] * receptive);
    }

    // A parameter outlives every workspace scope.
    private static Tensor Cleared(ReadOnlySpan<int> shape)
    {
        Tensor tensor = Tensor.Fresh(shape);
        tensor.AsSpan().Clear();
        return tensor;
    }

    // Box and Muller's transform; its second value is dropped, so that a value takes two draws whatever came before.
    private static double NextNormal(Random random)
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
        return radius * Math.Cos(2 * Math.PI * random.NextDouble());
    }
}
