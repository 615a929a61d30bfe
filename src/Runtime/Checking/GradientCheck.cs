namespace AutoDiff;

/// <summary>
/// Checks derivatives against central differences with Richardson extrapolation, the whole gradient or its product with random
/// directions. The check evaluates the function many times; it is for tests, and for the first step of a program.
/// </summary>
/// <remarks>
/// A derivative passes when its relative error is within the tolerance, beyond what the rounding of the function's values makes of the
/// difference. Differences are no good at a kink: there, choose another point.
/// <para>
/// In single precision a function's value is known to about seven digits. Steps are larger there, tolerances looser, and of random
/// directions half lies along the gradient: so a derivative that is off in all of a parameter is seen, and one that is off in a single
/// entry of a large model may be too small to be told from rounding.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// double value = Model.LossGradient(w, b, dw, db);
/// GradientCheck.Verify(() => Model.Loss(w, b), [("w", w, dw), ("b", b, db)]).ThrowIfFailed();
/// </code>
/// </example>
#pragma warning disable RS0026 // Optional parameters on several overloads: what is required tells them apart.
public static partial class GradientCheck
{
    /// <summary>The relative tolerance for functions in double precision.</summary>
    public const double DefaultTolerance = 1e-8;

    /// <summary>The relative tolerance for functions in single precision.</summary>
    public const double DefaultSingleTolerance = 1e-3;

    private const double DoublePrecision = 2.220446049250313e-16;
    private const double SinglePrecision = 1.1920929e-7;

    /// <summary>Checks the derivative of a function of one number.</summary>
    /// <param name="function">The function.</param>
    /// <param name="x">Where the derivative was taken.</param>
    /// <param name="derivative">The derivative.</param>
    /// <param name="tolerance">The relative tolerance.</param>
    /// <param name="name">The name of the parameter in the report.</param>
    /// <returns>What was found.</returns>
    public static GradientCheckResult Scalar(
        Func<double, double> function, double x, double derivative, double tolerance = DefaultTolerance, string name = "x")
    {
        ArgumentNullException.ThrowIfNull(function);
        double[] at = [x];
        var buffer = new CheckedBuffer<double>(name, at, [derivative], isScalar: true);
        return new GradientComparison(() => function(at[0]), [buffer], DoublePrecision, tolerance).Whole();
    }

    /// <inheritdoc cref="Scalar(Func{double, double}, double, double, double, string)"/>
    public static GradientCheckResult Scalar(
        Func<float, float> function, float x, float derivative, double tolerance = DefaultSingleTolerance, string name = "x")
    {
        ArgumentNullException.ThrowIfNull(function);
        float[] at = [x];
        var buffer = new CheckedBuffer<float>(name, at, [derivative], isScalar: true);
        return new GradientComparison(() => function(at[0]), [buffer], SinglePrecision, tolerance).Whole();
    }

    /// <summary>Checks the gradient of a function of one buffer.</summary>
    /// <param name="function">The function; it is given a buffer of its own, with the values at which to evaluate.</param>
    /// <param name="at">Where the gradient was taken.</param>
    /// <param name="gradient">The gradient.</param>
    /// <param name="directions">In how many random directions to check; 0 checks each entry.</param>
    /// <param name="tolerance">The relative tolerance.</param>
    /// <param name="seed">The seed of the directions.</param>
    /// <param name="name">The name of the parameter in the report.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or there is nothing to check.</exception>
    public static GradientCheckResult Verify(
        Func<double[], double> function, ReadOnlySpan<double> at, ReadOnlySpan<double> gradient, int directions = 0,
        double tolerance = DefaultTolerance, int seed = 0, string name = "x")
    {
        ArgumentNullException.ThrowIfNull(function);
        double[] values = at.ToArray();
        var buffer = new CheckedBuffer<double>(name, values, gradient);
        return Run(() => function(values), [buffer], nameof(at), directions, DoublePrecision, tolerance, seed);
    }

    /// <inheritdoc cref="Verify(Func{double[], double}, ReadOnlySpan{double}, ReadOnlySpan{double}, int, double, int, string)"/>
    public static GradientCheckResult Verify(
        Func<float[], float> function, ReadOnlySpan<float> at, ReadOnlySpan<float> gradient, int directions = 0,
        double tolerance = DefaultSingleTolerance, int seed = 0, string name = "x")
    {
        ArgumentNullException.ThrowIfNull(function);
        float[] values = at.ToArray();
        var buffer = new CheckedBuffer<float>(name, values, gradient);
        return Run(() => function(values), [buffer], nameof(at), directions, SinglePrecision, tolerance, seed);
    }

    /// <summary>Checks the gradient of a function of several buffers.</summary>
    /// <param name="function">
    /// The function of what <paramref name="parameters"/> hold: they are perturbed in place, and hold their values again afterwards.
    /// </param>
    /// <param name="parameters">For each buffer its name, its values and the gradient with respect to it.</param>
    /// <param name="directions">In how many random directions to check, each through all buffers; 0 checks each entry.</param>
    /// <param name="tolerance">The relative tolerance.</param>
    /// <param name="seed">The seed of the directions.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or there is nothing to check.</exception>
    public static GradientCheckResult Verify(
        Func<double> function, ReadOnlySpan<(string Name, Memory<double> Values, ReadOnlyMemory<double> Gradient)> parameters,
        int directions = 0, double tolerance = DefaultTolerance, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var buffers = new CheckedBuffer[parameters.Length];
        for (int i = 0; i < buffers.Length; i++)
            buffers[i] = new CheckedBuffer<double>(parameters[i].Name, parameters[i].Values, parameters[i].Gradient.Span);
        return Run(function, buffers, nameof(parameters), directions, DoublePrecision, tolerance, seed);
    }

    /// <inheritdoc cref="Verify(Func{double}, ReadOnlySpan{ValueTuple{string, Memory{double}, ReadOnlyMemory{double}}}, int, double, int)"/>
    public static GradientCheckResult Verify(
        Func<float> function, ReadOnlySpan<(string Name, Memory<float> Values, ReadOnlyMemory<float> Gradient)> parameters,
        int directions = 0, double tolerance = DefaultSingleTolerance, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        var buffers = new CheckedBuffer[parameters.Length];
        for (int i = 0; i < buffers.Length; i++)
            buffers[i] = new CheckedBuffer<float>(parameters[i].Name, parameters[i].Values, parameters[i].Gradient.Span);
        return Run(() => function(), buffers, nameof(parameters), directions, SinglePrecision, tolerance, seed);
    }

    private static GradientCheckResult Run(
        Func<double> function, CheckedBuffer[] buffers, string paramName, int directions, double precision, double tolerance, int seed)
    {
        ThrowIfNothingToCheck(buffers, paramName);
        ArgumentOutOfRangeException.ThrowIfNegative(directions);
        var comparison = new GradientComparison(function, buffers, precision, tolerance);
        return directions == 0 ? comparison.Whole() : comparison.InDirections(directions, seed);
    }

    private static void ThrowIfNothingToCheck(CheckedBuffer[] buffers, string paramName)
    {
        if (buffers.Sum(b => b.Length) == 0)
            throw new ArgumentException("There is no parameter to check.", paramName);
    }
}
