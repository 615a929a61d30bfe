namespace AutoDiff.Gradients.Tests;

/// <summary>One point of a function where its derivative is a matter of convention or of limits.</summary>
internal sealed record Edge(string Function, double[] Arguments, double[] Derivatives)
{
    /// <summary>Whether floats can hold the point.</summary>
    public bool IsForFloats { get; init; } = true;

    /// <summary>Whether the function of vectors has the same value here: <c>TensorPrimitives.Remainder</c> rounds the quotient before it truncates it.</summary>
    public bool IsForVectors { get; init; } = true;
}

/// <summary>Derivatives at zeros of either sign, infinities, NaN, ties and the borders of domains, by the name of the method in <see cref="Functions"/>.</summary>
internal static class Subgradients
{
    private const double Inf = double.PositiveInfinity;
    private const double NaN = double.NaN;

    public static IReadOnlyList<Edge> All { get; } =
    [
        .. Powers(), .. Angles(), .. Selections(), .. Operators(), .. Steps(), .. Special(),
    ];

    private static IEnumerable<Edge> Powers() =>
    [
        // The right derivative is infinite; of -0 it is 1 / (2 sqrt(-0)), as in the frameworks.
        One("Sqrt", 0.0, Inf), One("Sqrt", -0.0, -Inf), One("Sqrt", Inf, 0), One("Sqrt", -1, NaN), One("Sqrt", NaN, NaN), One("Sqrt", double.Epsilon, 0.5 / Math.Sqrt(double.Epsilon)),
        One("Cbrt", 0.0, Inf), One("Cbrt", -0.0, Inf), One("Cbrt", -8, 1.0 / 12), One("Cbrt", Inf, 0), One("Cbrt", -Inf, 0), One("Cbrt", NaN, NaN),
        One("Exp", -Inf, 0), One("Exp", Inf, Inf), One("Exp", NaN, NaN), One("Exp", 0.0, 1), One("Exp", -0.0, 1), One("Exp", 1000, Inf), One("Exp", -1000, 0),
        One("Exp2", -Inf, 0), One("Exp2", Inf, Inf), One("Exp2", 0.0, Math.Log(2)), One("Exp10", -Inf, 0), One("Exp10", Inf, Inf), One("Exp10", 0.0, Math.Log(10)),
        One("ExpM1", 0.0, 1), One("ExpM1", -0.0, 1), One("ExpM1", -Inf, 0), One("ExpM1", Inf, Inf), One("ExpM1", -40, Math.Exp(-40)), One("ExpM1", NaN, NaN),
        One("Exp2M1", 0.0, Math.Log(2)), One("Exp2M1", -Inf, 0), One("Exp2M1", -70, Math.Log(2) * Math.Pow(2, -70)), One("Exp10M1", -Inf, 0), One("Exp10M1", 0.0, Math.Log(10)),
        One("Log", 0.0, Inf), One("Log", -0.0, -Inf), One("Log", Inf, 0), One("Log", NaN, NaN), One("Log2", 0.0, Inf), One("Log2", Inf, 0), One("Log10", 0.0, Inf), One("Log10", Inf, 0),
        One("LogP1", -1, Inf), One("LogP1", 0.0, 1), One("LogP1", -0.0, 1), One("LogP1", Inf, 0), One("LogP1", NaN, NaN), One("LogP1", 1e-30, 1),
        One("Log2P1", -1, Inf), One("Log2P1", 0.0, 1 / Math.Log(2)), One("Log10P1", -1, Inf), One("Log10P1", 0.0, 1 / Math.Log(10)),
        Two("LogBase", 8, 2, 1 / (8 * Math.Log(2)), -3 / (2 * Math.Log(2))), Two("LogBase", 0.0, 2, Inf, Inf), Two("LogBase", 0.0, 0.5, -Inf, Inf), Two("LogBase", 1, 2, 1 / Math.Log(2), 0), Two("LogBase", 2, 1, Inf, NaN),
        One("Reciprocal", 0.0, -Inf), One("Reciprocal", -0.0, -Inf), One("Reciprocal", Inf, 0), One("Reciprocal", -Inf, 0), One("Reciprocal", NaN, NaN),
        One("ReciprocalSqrt", 0.0, -Inf), One("ReciprocalSqrt", Inf, 0), One("ReciprocalSqrt", -1, NaN), One("ReciprocalSqrt", NaN, NaN),
        One("ReciprocalEstimate", 0.0, -Inf), One("ReciprocalEstimate", -0.0, -Inf), One("ReciprocalEstimate", Inf, 0), One("ReciprocalEstimate", NaN, NaN), One("ReciprocalEstimate", -4, -1.0 / 16),
        One("ReciprocalSqrtEstimate", 0.0, -Inf), One("ReciprocalSqrtEstimate", Inf, 0), One("ReciprocalSqrtEstimate", -1, NaN), One("ReciprocalSqrtEstimate", 4, -1.0 / 16),

        // The power rule: 0 by the base at exponent 0 whatever the base is, 0 by the exponent at base 0 and exponents that aren't negative.
        Two("Pow", 0.0, 0.0, 0, 0), Two("Pow", -0.0, 0.0, 0, 0), Two("Pow", 0.0, -0.0, 0, 0), Two("Pow", 3, 0.0, 0, Math.Log(3)), Two("Pow", -3, 0.0, 0, NaN), Two("Pow", NaN, 0.0, 0, NaN), Two("Pow", Inf, 0.0, 0, Inf),
        Two("Pow", 0.0, 1, 1, 0), Two("Pow", 0.0, 2, 0, 0), Two("Pow", -0.0, 3, 0, 0), Two("Pow", 0.0, 0.5, Inf, 0), Two("Pow", -0.0, 0.5, Inf, 0), Two("Pow", 0.0, -1, -Inf, -Inf), Two("Pow", 0.0, Inf, 0, 0), Two("Pow", 0.5, Inf, 0, 0), Two("Pow", Inf, -1, 0, 0), Two("Pow", Inf, -0.5, 0, 0), Two("Pow", Inf, 0.5, 0, Inf), Two("Pow", Inf, -Inf, 0, 0),
        Two("Pow", -2, 3, 12, NaN), Two("Pow", -2, 0.5, NaN, NaN), Two("Pow", 1, NaN, NaN, 0), Two("Pow", 1, 5, 5, 0), Two("Pow", Inf, 2, Inf, Inf), Two("Pow", 2, -Inf, 0, 0), Two("Pow", 2, NaN, NaN, NaN), Two("Pow", NaN, 2, NaN, NaN),
        One("Sqrt2", 0.0, Inf), One("Sqrt2", Inf, 0), One("Cube", 0.0, 0), One("Cube", -0.0, 0), One("Cube", -Inf, Inf), One("Cube", NaN, NaN),
        One("PowerOfOne", 0.0, 1), One("PowerOfOne", NaN, 1), One("PowerOfZero", 0.0, 0), One("PowerOfZero", NaN, 0), One("PowerOfZero", Inf, 0),
        One("PowerOfTwo", 0.0, Math.Log(2)), One("PowerOfTwo", -Inf, 0), One("PowerOfNothing", 0.0, 0), One("PowerOfNothing", 2, 0), One("PowerOfNothing", -1, -Inf),
        WithInteger("RootN", 0.0, 2, Inf), WithInteger("RootN", -0.0, 2, Inf), WithInteger("RootN", 0.0, 1, 1), WithInteger("RootN", 0.0, 3, Inf), WithInteger("RootN", -0.0, 3, Inf), WithInteger("RootN", -8, 3, 1.0 / 12),
        WithInteger("RootN", 0.0, -2, -Inf), WithInteger("RootN", 4, -2, -0.0625), WithInteger("RootN", Inf, 2, 0), WithInteger("RootN", Inf, -2, 0), WithInteger("RootN", -1, 2, NaN), WithInteger("RootN", NaN, 3, NaN),
        WithInteger("ScaleB", 0.0, 3, 8), WithInteger("ScaleB", -0.0, -3, 0.125), WithInteger("ScaleB", Inf, 3, 8), WithInteger("ScaleB", NaN, 3, 8), WithInteger("ScaleB", 1, 5000, Inf), WithInteger("ScaleB", 1, -5000, 0),
        Two("Hypot", 0.0, 0.0, 0, 0), Two("Hypot", -0.0, 0.0, 0, 0), Two("Hypot", 3, -0.0, 1, 0), Two("Hypot", 3, -4, 0.6, -0.8), Two("Hypot", NaN, 1, NaN, NaN),
        Two("Hypot", Inf, 2, 1, 0), Two("Hypot", -Inf, 0.0, -1, 0), Two("Hypot", 3, -Inf, 0, -1), Two("Hypot", 0.0, Inf, 0, 1), Two("Hypot", Inf, -Inf, 1, -1),
        Two("Hypot", 3e200, 4e200, 0.6, 0.8) with { IsForFloats = false }, Two("Hypot", 3e-200, -4e-200, 0.6, -0.8) with { IsForFloats = false },
    ];

    private static IEnumerable<Edge> Angles() =>
    [
        One("Sin", 0.0, 1), One("Sin", -0.0, 1), One("Sin", Inf, NaN), One("Sin", NaN, NaN), One("Cos", 0.0, 0), One("Cos", Inf, NaN), One("Tan", 0.0, 1), One("Tan", -Inf, NaN),
        One("SinPi", 0.5, 0), One("SinPi", 1, -Math.PI), One("SinPi", 0.0, Math.PI), One("SinPi", Inf, NaN), One("CosPi", 0.5, -Math.PI), One("CosPi", 1, 0), One("CosPi", 0.0, 0),
        One("TanPi", 0.5, Inf), One("TanPi", -0.5, Inf), One("TanPi", 0.0, Math.PI), One("TanPi", 1, Math.PI),
        One("SinOfPair", 0.0, 1), One("CosOfPair", 0.0, 0), One("SinPiOfPair", 1, -Math.PI), One("CosPiOfPair", 1, 0), One("SinOfPair", NaN, NaN),
        One("Asin", 0.0, 1), One("Asin", 1, Inf), One("Asin", -1, Inf), One("Asin", 2, NaN), One("Asin", NaN, NaN), One("Acos", 0.0, -1), One("Acos", 1, -Inf), One("Acos", -1, -Inf), One("Acos", -2, NaN),
        One("AsinPi", 1, Inf), One("AsinPi", 0.0, 1 / Math.PI), One("AcosPi", -1, -Inf), One("AcosPi", 0.0, -1 / Math.PI),
        One("Atan", 0.0, 1), One("Atan", Inf, 0), One("Atan", -Inf, 0), One("Atan", NaN, NaN), One("AtanPi", 0.0, 1 / Math.PI), One("AtanPi", Inf, 0),
        One("Sinh", 0.0, 1), One("Sinh", Inf, Inf), One("Sinh", -Inf, Inf), One("Cosh", 0.0, 0), One("Cosh", -Inf, -Inf), One("Cosh", Inf, Inf), One("Cosh", NaN, NaN),
        One("Tanh", 0.0, 1), One("Tanh", -0.0, 1), One("Tanh", Inf, 0), One("Tanh", -Inf, 0), One("Tanh", NaN, NaN), One("Tanh", 10, 1 / Math.Pow(Math.Cosh(10), 2)), One("Tanh", -20, 1 / Math.Pow(Math.Cosh(20), 2)),
        One("Asinh", 0.0, 1), One("Asinh", Inf, 0), One("Asinh", -Inf, 0), One("Asinh", NaN, NaN), One("Acosh", 1, Inf), One("Acosh", Inf, 0), One("Acosh", 0.5, NaN), One("Acosh", NaN, NaN),
        One("Atanh", 0.0, 1), One("Atanh", 1, Inf), One("Atanh", -1, Inf), One("Atanh", NaN, NaN),
        One("DegreesToRadians", 0.0, Math.PI / 180), One("DegreesToRadians", Inf, Math.PI / 180), One("RadiansToDegrees", -0.0, 180 / Math.PI), One("RadiansToDegrees", NaN, 180 / Math.PI),
        One("Asinh", 1e200, 1e-200) with { IsForFloats = false }, One("Acosh", 1e200, 1e-200) with { IsForFloats = false }, One("Asin", 0.999999999999, 707114.60252564535) with { IsForFloats = false },

        // The origin has no angle, and no derivative reaches it.
        Two("Atan2", 0.0, 0.0, 0, 0), Two("Atan2", -0.0, 0.0, 0, 0), Two("Atan2", 0.0, -0.0, 0, 0), Two("Atan2", -0.0, -0.0, 0, 0), Two("Atan2", 0.0, -2, -0.5, 0), Two("Atan2", -0.0, -2, -0.5, 0), Two("Atan2", 2, 0.0, 0, -0.5),
        Two("Atan2", NaN, 1, NaN, NaN), Two("Atan2", 2, Inf, 0, 0), Two("Atan2", -2, -Inf, 0, 0), Two("Atan2", Inf, 3, 0, 0), Two("Atan2", 0.0, Inf, 0, 0), Two("Atan2", Inf, -Inf, 0, 0),
        Two("Atan2", 3e200, 4e200, 1.6e-201, -1.2e-201) with { IsForFloats = false }, Two("Atan2", 3e-200, 4e-200, 1.6e199, -1.2e199) with { IsForFloats = false },
        Two("Atan2Pi", 0.0, 0.0, 0, 0), Two("Atan2Pi", -0.0, -0.0, 0, 0), Two("Atan2Pi", 0.0, -2, -0.5 / Math.PI, 0), Two("Atan2Pi", 2, Inf, 0, 0), Two("Atan2Pi", -Inf, 2, 0, 0),
    ];

    private static IEnumerable<Edge> Selections()
    {
        foreach (string max in new[] { "Max", "MaxNative" })
        {
            yield return Two(max, 1, 2, 0, 1);
            yield return Two(max, 2, 1, 1, 0);
            yield return Two(max, 2, 2, 0.5, 0.5);
            yield return Two(max, 0.0, -0.0, 0.5, 0.5);
            yield return Two(max, -0.0, 0.0, 0.5, 0.5);
            yield return Two(max, 0.0, 0.0, 0.5, 0.5);
            yield return Two(max, Inf, Inf, 0.5, 0.5);
            yield return Two(max, -Inf, 3, 0, 1);
            yield return Two(max, NaN, 1, 1, 1);
            yield return Two(max, 1, NaN, 1, 1);
            yield return Two(max, NaN, NaN, 1, 1);
        }

        foreach (string min in new[] { "Min", "MinNative" })
        {
            yield return Two(min, 1, 2, 1, 0);
            yield return Two(min, 2, 1, 0, 1);
            yield return Two(min, 2, 2, 0.5, 0.5);
            yield return Two(min, 0.0, -0.0, 0.5, 0.5);
            yield return Two(min, -0.0, 0.0, 0.5, 0.5);
            yield return Two(min, -Inf, -Inf, 0.5, 0.5);
            yield return Two(min, Inf, 3, 0, 1);
            yield return Two(min, NaN, 1, 1, 1);
            yield return Two(min, 1, NaN, 1, 1);
        }

        // These pass over a NaN: only where both are has each the full cotangent.
        foreach (string number in new[] { "MaxNumber", "MinNumber", "MaxMagnitudeNumber", "MinMagnitudeNumber" })
        {
            yield return Two(number, NaN, 1, 0, 1);
            yield return Two(number, 1, NaN, 1, 0);
            yield return Two(number, NaN, NaN, 1, 1);
            yield return Two(number, 2, 2, 0.5, 0.5);
            yield return Two(number, 0.0, -0.0, 0.5, 0.5);
            yield return Two(number, -Inf, -Inf, 0.5, 0.5);
        }

        // Of two opposite numbers of one magnitude the result is one, and it gets the derivative.
        foreach (string magnitude in new[] { "MaxMagnitude", "MaxMagnitudeNumber" })
        {
            yield return Two(magnitude, -3, 2, 1, 0);
            yield return Two(magnitude, -3, 3, 0, 1);
            yield return Two(magnitude, 3, -3, 1, 0);
            yield return Two(magnitude, -3, -3, 0.5, 0.5);
            yield return Two(magnitude, -Inf, 3, 1, 0);
        }

        foreach (string magnitude in new[] { "MinMagnitude", "MinMagnitudeNumber" })
        {
            yield return Two(magnitude, -3, 2, 0, 1);
            yield return Two(magnitude, -3, 3, 1, 0);
            yield return Two(magnitude, 3, -3, 0, 1);
            yield return Two(magnitude, -3, -3, 0.5, 0.5);
            yield return Two(magnitude, -0.0, 0.0, 0.5, 0.5);
        }

        yield return Two("MaxMagnitude", NaN, 3, 1, 1);
        yield return Two("MinMagnitude", 2, NaN, 1, 1);

        foreach (string clamp in new[] { "Clamp", "ClampNative" })
        {
            yield return Three(clamp, 0.5, 0, 1, 1, 0, 0);
            yield return Three(clamp, 0.0, 0.0, 1, 1, 0, 0);
            yield return Three(clamp, -0.0, 0.0, 1, 1, 0, 0);
            yield return Three(clamp, 1, 0, 1, 1, 0, 0);
            yield return Three(clamp, 1, 1, 1, 1, 0, 0);
            yield return Three(clamp, -1, 0, 1, 0, 1, 0);
            yield return Three(clamp, 2, 0, 1, 0, 0, 1);
            yield return Three(clamp, 2, 1, 1, 0, 0, 1);
            yield return Three(clamp, -Inf, -1, 1, 0, 1, 0);
            yield return Three(clamp, Inf, -1, 1, 0, 0, 1);
            yield return Three(clamp, Inf, -1, Inf, 1, 0, 0);
            yield return Three(clamp, NaN, 0, 1, 1, 0, 0);
        }

        yield return One("Abs", 0.0, 0);
        yield return One("Abs", -0.0, 0);
        yield return One("Abs", Inf, 1);
        yield return One("Abs", -Inf, -1);
        yield return One("Abs", NaN, 1);
        yield return Two("CopySign", 3, -1, -1, 0);
        yield return Two("CopySign", -3, -1, 1, 0);
        yield return Two("CopySign", -3, 0.0, -1, 0);
        yield return Two("CopySign", 3, -0.0, -1, 0);
        yield return Two("CopySign", 0.0, -1, 0, 0);
        yield return Two("CopySign", -0.0, 1, 0, 0);
        yield return Two("CopySign", -Inf, 1, -1, 0);
    }

    private static IEnumerable<Edge> Operators() =>
    [
        Two("Add", Inf, -Inf, 1, 1), Two("Add", NaN, 1, 1, 1), Two("Subtract", Inf, Inf, 1, -1), Two("Multiply", 0.0, Inf, Inf, 0), Two("Multiply", 0.0, -0.0, 0, 0), Two("Multiply", NaN, 2, 2, NaN),
        One("Square", 0.0, 0), One("Square", -Inf, -Inf), One("Square", NaN, NaN), One("Negate", NaN, -1), One("Negate", Inf, -1), One("Increment", Inf, 1), One("Decrement", NaN, 1),
        Two("Divide", 1, 0.0, Inf, -Inf), Two("Divide", 1, -0.0, -Inf, -Inf), Two("Divide", -1, 0.0, Inf, Inf), Two("Divide", 0.0, 0.0, Inf, NaN), Two("Divide", 1, Inf, 0, 0), Two("Divide", 0.0, 2, 0.5, 0), Two("Divide", Inf, 2, 0.5, -Inf),
        Two("Divide", 1e-300, 1e-200, 1e200, -1e100) with { IsForFloats = false },
        Two("Remainder", 7.5, 2, 1, -3), Two("Remainder", -7.5, 2, 1, 3), Two("Remainder", 7.5, -2, 1, 3), Two("Remainder", 0.0, 2, 1, 0), Two("Remainder", 6, 2, 1, -3), Two("Remainder", 5, Inf, 1, 0) with { IsForVectors = false }, Two("Remainder", 5, 0.0, 1, NaN),
        Two("Remainder", 1, 0.1, 1, -9) with { IsForFloats = false, IsForVectors = false },
        Two("IEEERemainder", 7.5, 2, 1, -4), Two("IEEERemainder", -7.5, 2, 1, 4), Two("IEEERemainder", 5, 2, 1, -2), Two("IEEERemainder", 0.0, 2, 1, 0), Two("IEEERemainder", 5, Inf, 1, 0), Two("IEEERemainder", 5, 0.0, 1, NaN),
        Two("IEEERemainder", 1, 0.1, 1, -10) with { IsForFloats = false },
        Three("FusedMultiplyAdd", 0.0, Inf, 1, Inf, 0, 1), Three("FusedMultiplyAdd", 2, 3, NaN, 3, 2, 1), Three("MultiplyAddEstimate", 2, 0.0, -0.0, 0, 2, 1),
        Three("Lerp", 2, 5, 0.0, 1, 0, 3), Three("Lerp", 2, 5, 1, 0, 1, 3), Three("Lerp", 2, 5, -1, 2, -1, 3), Three("Lerp", 2, 2, 0.5, 0.5, 0.5, 0), Three("Lerp", 2, 5, NaN, NaN, NaN, 3),
        Three("AddMultiply", Inf, 1, 0.0, 0, 0, Inf), Three("AddMultiply", 2, 3, NaN, NaN, NaN, 5),
        One("Sigmoid", 0.0, 0.25), One("BitIncrement", 0.0, 1), One("BitIncrement", -Inf, 1), One("BitIncrement", NaN, 1), One("BitDecrement", -0.0, 1), One("BitDecrement", Inf, 1),
    ];

    // Zero also where they jump.
    private static IEnumerable<Edge> Steps() =>
        from function in new[] { "Floor", "Ceiling", "Truncate", "Round", "RoundDigits", "RoundMode", "RoundDigitsMode", "ILogB" }
        from x in new[] { 0.0, -0.0, 0.5, 1, -2.5, Inf, -Inf, NaN }
        select One(function, x, 0);

    private static IEnumerable<Edge> Special() =>
    [
        One("Sign", 0.0, 0), One("Sign", -0.0, 0), One("Sign", -Inf, 0), One("Sign", 2, 0),
        One("Erf", 0.0, 2 / Math.Sqrt(Math.PI)), One("Erf", -0.0, 2 / Math.Sqrt(Math.PI)), One("Erf", Inf, 0), One("Erf", -Inf, 0), One("Erf", NaN, NaN), One("Erf", 40, 0),
        One("NormalCdf", 0.0, 1 / Math.Sqrt(2 * Math.PI)), One("NormalCdf", Inf, 0), One("NormalCdf", -Inf, 0), One("NormalCdf", NaN, NaN),
        One("LogGamma", 0.0, -Inf), One("LogGamma", -0.0, Inf), One("LogGamma", 1, -0.5772156649015329), One("LogGamma", Inf, Inf), One("LogGamma", -1, NaN), One("LogGamma", NaN, NaN),
        One("Digamma", 0.0, Inf), One("Digamma", 1, Math.PI * Math.PI / 6), One("Digamma", Inf, 0), One("Digamma", NaN, NaN),
    ];

    private static Edge One(string function, double x, double dx) => new(function, [x], [dx]);

    private static Edge Two(string function, double x, double y, double dx, double dy) => new(function, [x, y], [dx, dy]);

    private static Edge Three(string function, double x, double y, double z, double dx, double dy, double dz) => new(function, [x, y, z], [dx, dy, dz]);

    private static Edge WithInteger(string function, double x, int n, double dx) => new(function, [x, n], [dx]);
}
