using static System.Math;

namespace AutoDiff.Gradients.Tests;

/// <summary>The derivatives of a function by its active arguments, written independently of the rule table, and where to compare.</summary>
/// <param name="Domains">The range of each active argument.</param>
/// <param name="Derivatives">One for each active argument. A last integer argument is given too.</param>
internal sealed record ClosedForm((double Low, double High)[] Domains, Func<double[], double[]> Derivatives)
{
    /// <summary>Whether differences give the derivative: not for estimates and steps.</summary>
    public bool IsSmooth { get; init; } = true;

    /// <summary>The values of a last integer argument.</summary>
    public int[] Integers { get; init; } = [];

    public IEnumerable<double[]> Points(int count)
    {
        var random = new Random(99);
        for (int i = 0; i < count; i++)
        {
            double[] point = [.. Domains.Select(d => d.Low + ((d.High - d.Low) * random.NextDouble()))];
            yield return Integers.Length == 0 ? point : [.. point, Integers[i % Integers.Length]];
        }
    }
}

/// <summary>The closed forms by the name of the method in <see cref="Functions"/>.</summary>
internal static class ClosedForms
{
    private static readonly double s_log2 = Math.Log(2);
    private static readonly double s_log10 = Math.Log(10);

    public static IReadOnlyDictionary<string, ClosedForm> All { get; } = new Dictionary<string, ClosedForm>
    {
        ["Add"] = Two(-3, 3, -3, 3, (x, y) => [1, 1]),
        ["Subtract"] = Two(-3, 3, -3, 3, (x, y) => [1, -1]),
        ["Multiply"] = Two(-3, 3, -3, 3, (x, y) => [y, x]),
        ["Divide"] = Two(-3, 3, 0.5, 3, (x, y) => [1 / y, -x / (y * y)]),
        ["Remainder"] = Two(7.1, 7.9, 1.1, 1.3, (x, y) => [1, -Truncate(x / y)]) with { IsSmooth = false },
        ["Square"] = One(-3, 3, x => 2 * x),
        ["Negate"] = One(-3, 3, x => -1),
        ["Increment"] = One(-3, 3, x => 1),
        ["Decrement"] = One(-3, 3, x => 1),
        ["Reciprocal"] = One(0.3, 3, x => -1 / (x * x)),
        ["ReciprocalSqrt"] = One(0.3, 3, x => -0.5 / (x * Sqrt(x))),
        ["AddMultiply"] = Three((-3, 3), (-3, 3), (-3, 3), (x, y, z) => [z, z, x + y]),
        ["Sigmoid"] = One(-6, 6, x => 1 / ((1 + Exp(x)) * (1 + Exp(-x)))),

        ["Abs"] = One(-3, -0.5, x => -1),
        ["Acos"] = One(-0.8, 0.8, x => -1 / Sqrt(1 - (x * x))),
        ["Acosh"] = One(1.3, 5, x => 1 / Sqrt((x * x) - 1)),
        ["Asin"] = One(-0.8, 0.8, x => 1 / Sqrt(1 - (x * x))),
        ["Asinh"] = One(-3, 3, x => 1 / Sqrt(1 + (x * x))),
        ["Atan"] = One(-3, 3, x => 1 / (1 + (x * x))),
        ["Atanh"] = One(-0.8, 0.8, x => 1 / (1 - (x * x))),
        ["BitDecrement"] = One(-3, 3, x => 1),
        ["BitIncrement"] = One(-3, 3, x => 1),
        ["Cbrt"] = One(0.5, 9, x => Pow(x, -2.0 / 3) / 3),
        ["Ceiling"] = Step(),
        ["Cos"] = One(-6, 6, x => -Sin(x)),
        ["Cosh"] = One(-3, 3, x => (Exp(x) - Exp(-x)) / 2),
        ["Exp"] = One(-3, 3, Exp),
        ["Floor"] = Step(),
        ["Log"] = One(0.3, 9, x => 1 / x),
        ["Log10"] = One(0.3, 9, x => 1 / (x * s_log10)),
        ["Log2"] = One(0.3, 9, x => 1 / (x * s_log2)),
        ["ReciprocalEstimate"] = One(0.3, 3, x => -1 / (x * x)) with { IsSmooth = false },
        ["ReciprocalSqrtEstimate"] = One(0.3, 3, x => -0.5 / (x * Sqrt(x))) with { IsSmooth = false },
        ["Round"] = Step(),
        ["Sin"] = One(-6, 6, Cos),
        ["Sinh"] = One(-3, 3, x => (Exp(x) + Exp(-x)) / 2),
        ["Sqrt"] = One(0.3, 9, x => 0.5 / Sqrt(x)),
        ["Tan"] = One(-1.2, 1.2, x => 1 / (Cos(x) * Cos(x))),
        ["Tanh"] = One(-4, 4, x => 1 / (Cosh(x) * Cosh(x))),
        ["Truncate"] = Step(),

        ["Atan2"] = Two(-3, 3, 0.5, 3, (y, x) => [x / ((x * x) + (y * y)), -y / ((x * x) + (y * y))]),
        ["CopySign"] = Two(0.5, 3, -3, -0.5, (x, y) => [-1, 0]),
        ["IEEERemainder"] = Two(7.1, 7.9, 1.1, 1.3, (x, y) => [1, -Math.Round(x / y)]) with { IsSmooth = false },
        ["Max"] = Two(1, 2, 2.5, 3, (x, y) => [0, 1]),
        ["MaxMagnitude"] = Two(-5, -4, 2.5, 3, (x, y) => [1, 0]),
        ["Min"] = Two(1, 2, 2.5, 3, (x, y) => [1, 0]),
        ["MinMagnitude"] = Two(-5, -4, 2.5, 3, (x, y) => [0, 1]),
        ["Pow"] = Two(0.3, 3, -2, 3, (x, y) => [y * Exp((y - 1) * Math.Log(x)), Exp(y * Math.Log(x)) * Math.Log(x)]),
        ["LogBase"] = Two(0.3, 3, 1.5, 4, (x, y) => [1 / (x * Math.Log(y)), -Math.Log(x) / (y * Math.Log(y) * Math.Log(y))]),
        ["Clamp"] = Three((-5, -2), (1, 2), (3, 4), (x, y, z) => [0, 1, 0]),
        ["FusedMultiplyAdd"] = Three((-3, 3), (-3, 3), (-3, 3), (x, y, z) => [y, x, 1]),
        ["ScaleB"] = One(-3, 3, x => 0) with { Derivatives = a => [Pow(2, a[1])], Integers = [-3, 0, 4] },
        ["RoundDigits"] = Step(),
        ["RoundMode"] = Step(),
        ["RoundDigitsMode"] = Step(),
        ["Sign"] = Step(),
        ["ILogB"] = Step(),
        ["SinOfPair"] = One(-6, 6, Cos),
        ["CosOfPair"] = One(-6, 6, x => -Sin(x)),
        ["Sqrt2"] = One(0.3, 9, x => 0.5 / Sqrt(x)),
        ["Cube"] = One(-3, 3, x => 3 * x * x),
        ["PowerOfOne"] = One(-3, 3, x => 1),
        ["PowerOfZero"] = One(-3, 3, x => 0),
        ["PowerOfTwo"] = One(-3, 3, x => s_log2 * Exp(x * s_log2)),
        ["PowerOfNothing"] = One(0.5, 3, x => 0),

        ["AcosPi"] = One(-0.8, 0.8, x => -1 / (PI * Sqrt(1 - (x * x)))),
        ["AsinPi"] = One(-0.8, 0.8, x => 1 / (PI * Sqrt(1 - (x * x)))),
        ["AtanPi"] = One(-3, 3, x => 1 / (PI * (1 + (x * x)))),
        ["CosPi"] = One(-2, 2, x => -PI * Sin(PI * x)),
        ["DegreesToRadians"] = One(-360, 360, x => PI / 180),
        ["Exp10"] = One(-2, 2, x => s_log10 * Exp(x * s_log10)),
        ["Exp10M1"] = One(-2, 2, x => s_log10 * Exp(x * s_log10)),
        ["Exp2"] = One(-3, 3, x => s_log2 * Exp(x * s_log2)),
        ["Exp2M1"] = One(-3, 3, x => s_log2 * Exp(x * s_log2)),
        ["ExpM1"] = One(-3, 3, Exp),
        ["Log10P1"] = One(-0.5, 5, x => 1 / ((1 + x) * s_log10)),
        ["Log2P1"] = One(-0.5, 5, x => 1 / ((1 + x) * s_log2)),
        ["LogP1"] = One(-0.5, 5, x => 1 / (1 + x)),
        ["RadiansToDegrees"] = One(-6, 6, x => 180 / PI),
        ["SinPi"] = One(-2, 2, x => PI * Cos(PI * x)),
        ["TanPi"] = One(-0.4, 0.4, x => PI / (Cos(PI * x) * Cos(PI * x))),
        ["SinPiOfPair"] = One(-2, 2, x => PI * Cos(PI * x)),
        ["CosPiOfPair"] = One(-2, 2, x => -PI * Sin(PI * x)),
        ["Atan2Pi"] = Two(-3, 3, 0.5, 3, (y, x) => [x / (PI * ((x * x) + (y * y))), -y / (PI * ((x * x) + (y * y)))]),
        ["Hypot"] = Two(-3, 3, 0.5, 3, (x, y) => [x / Sqrt((x * x) + (y * y)), y / Sqrt((x * x) + (y * y))]),
        ["MaxMagnitudeNumber"] = Two(-5, -4, 2.5, 3, (x, y) => [1, 0]),
        ["MaxNative"] = Two(1, 2, 2.5, 3, (x, y) => [0, 1]),
        ["MaxNumber"] = Two(1, 2, 2.5, 3, (x, y) => [0, 1]),
        ["MinMagnitudeNumber"] = Two(-5, -4, 2.5, 3, (x, y) => [0, 1]),
        ["MinNative"] = Two(1, 2, 2.5, 3, (x, y) => [1, 0]),
        ["MinNumber"] = Two(1, 2, 2.5, 3, (x, y) => [1, 0]),
        ["ClampNative"] = Three((5, 6), (1, 2), (3, 4), (x, y, z) => [0, 0, 1]),
        ["Lerp"] = Three((-3, 3), (-3, 3), (-1, 2), (x, y, z) => [1 - z, z, y - x]),
        ["MultiplyAddEstimate"] = Three((-3, 3), (-3, 3), (-3, 3), (x, y, z) => [y, x, 1]),
        ["RootN"] = One(0.5, 3, x => 0) with { Derivatives = a => [Pow(a[0], (1 / a[1]) - 1) / a[1]], Integers = [1, 2, 3, 4, 7, -1, -2, -3] },

        ["Digamma"] = One(0.5, 9, x => Enumerable.Range(0, 400).Sum(k => 1 / ((x + k) * (x + k))) + TrigammaOfLarge(x + 400)),
        ["Erf"] = One(-3, 3, x => 2 / Sqrt(PI) * Exp(-x * x)),
        ["LogGamma"] = One(0.5, 9, x => DigammaOfLarge(x + 400) - Enumerable.Range(0, 400).Sum(k => 1 / (x + k))),
        ["NormalCdf"] = One(-3, 3, x => Exp(-x * x / 2) / Sqrt(2 * PI)),
    };

    private static ClosedForm One(double low, double high, Func<double, double> slope) => new([(low, high)], a => [slope(a[0])]);

    private static ClosedForm Two(double xLow, double xHigh, double yLow, double yHigh, Func<double, double, double[]> slopes) =>
        new([(xLow, xHigh), (yLow, yHigh)], a => slopes(a[0], a[1]));

    private static ClosedForm Three((double, double) x, (double, double) y, (double, double) z, Func<double, double, double, double[]> slopes) =>
        new([x, y, z], a => slopes(a[0], a[1], a[2]));

    private static ClosedForm Step() => One(-3, 3, x => 0) with { IsSmooth = false };

    // Asymptotic series, exact to rounding for arguments of 400 and more.
    private static double DigammaOfLarge(double x) => Math.Log(x) - (0.5 / x) - (1 / (12 * x * x)) + (1 / (120 * x * x * x * x));

    private static double TrigammaOfLarge(double x) => (1 / x) + (0.5 / (x * x)) + (1 / (6 * x * x * x)) - (1 / (30 * x * x * x * x * x));
}
