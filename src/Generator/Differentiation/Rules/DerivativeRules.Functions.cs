using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation.Rules;

internal static partial class DerivativeRules
{
    private const double Log2OfE = 1.4426950408889634;
    private const double Log10OfE = 0.4342944819032518;
    private const double LogOf2 = 0.6931471805599453;
    private const double LogOf10 = 2.302585092994046;
    private const double TwoOverSqrtPi = 1.1283791670955126;
    private const double OneOverSqrtTwoPi = 0.3989422804014327;

    /// <summary>Functions of scalars by the key of their <see cref="Intrinsic"/>.</summary>
    private static readonly Dictionary<string, ScalarRule> s_functions =
        new[] { Powers(), Trigonometry(), Selections(), Steps() }.SelectMany(table => table).ToDictionary(e => e.Key, e => e.Value, StringComparer.Ordinal);

    /// <summary>The keys of all functions of scalars with a rule.</summary>
    public static IEnumerable<string> FunctionKeys => s_functions.Keys;

    private static Dictionary<string, ScalarRule> Powers() => new()
    {
        ["Math.Exp"] = new(r => r.D * r.Result),
        ["Math.Exp2"] = new(r => r.D * (LogOf2 * r.Result)),
        ["Math.Exp10"] = new(r => r.D * (LogOf10 * r.Result)),

        // Not the result + 1, which cancels for negative arguments.
        ["Math.ExpM1"] = new(r => r.D * r.Math("Exp", r.X)),
        ["Math.Exp2M1"] = new(r => r.D * (LogOf2 * r.Float("Exp2", r.X))),
        ["Math.Exp10M1"] = new(r => r.D * (LogOf10 * r.Float("Exp10", r.X))),

        ["Math.Log"] = new(r => r.D / r.X) { IsSingular = true },
        ["Math.Log2"] = new(r => r.D * Log2OfE / r.X) { IsSingular = true },
        ["Math.Log10"] = new(r => r.D * Log10OfE / r.X) { IsSingular = true },
        ["Math.LogP1"] = new(r => r.D / (1 + r.X)) { IsSingular = true },
        ["Math.Log2P1"] = new(r => r.D * Log2OfE / (1 + r.X)) { IsSingular = true },
        ["Math.Log10P1"] = new(r => r.D * Log10OfE / (1 + r.X)) { IsSingular = true },

        // log_b x = ln x / ln b.
        ["Math.Log/2"] = new(
            r => r.D / (r.X * Logarithm(r, r.Y)),
            r => -(r.D * r.Result / (r.Y * Logarithm(r, r.Y))))
        { IsSingular = true },

        // Of the functions that they estimate, to full accuracy.
        ["Math.ReciprocalEstimate"] = new(r => -(r.D / (r.X * r.X))) { IsSingular = true },
        ["Math.ReciprocalSqrtEstimate"] = new(r => -(0.5 * r.D / (r.X * r.Math("Sqrt", r.X)))) { IsSingular = true },

        ["Math.Sqrt"] = new(r => r.D / (2 * r.Result)) { IsSingular = true },
        ["Math.Cbrt"] = new(r => r.D / (3 * (r.Result * r.Result))) { IsSingular = true },

        // With the result and not the quotient result / x, which has no value at 0.
        ["Math.RootN"] = new(
            r => r.D / (Converted(r.Y, r.D) * r.Math("Pow", r.Result, Converted(r.Y, r.D) - 1)),
            null)
        { IsSingular = true },

        ["Math.Pow"] = new(PowerByBase, PowerByExponent) { IsSingular = true },

        ["Math.Hypot"] = new(r => r.D * HypotSlope(r, r.X), r => r.D * HypotSlope(r, r.Y)),

        ["Math.FusedMultiplyAdd"] = new(r => r.D * r.Y, r => r.D * r.X, r => r.D),
        ["Math.MultiplyAddEstimate"] = new(r => r.D * r.Y, r => r.D * r.X, r => r.D),
        ["Math.Lerp"] = new(r => r.D * (1 - r.Z), r => r.D * r.Z, r => r.D * (r.Y - r.X)),
        ["Math.ScaleB"] = new(r => r.Math("ScaleB", r.D, r.Y), null) { IsLinear = true },
        ["Math.IEEERemainder"] = new(r => r.D, r => -(r.D * r.Math("Round", (r.X - r.Result) / r.Y))) { IsSingular = true },

        ["SpecialFunctions.Erf"] = new(r => r.D * (TwoOverSqrtPi * r.Math("Exp", -(r.X * r.X)))),
        ["SpecialFunctions.NormalCdf"] = new(r => r.D * (OneOverSqrtTwoPi * r.Math("Exp", -0.5 * (r.X * r.X)))),
        ["SpecialFunctions.LogGamma"] = new(r => r.D * r.Special("Digamma", r.X)) { IsSingular = true },
        ["SpecialFunctions.Digamma"] = new(r => r.D * r.Special("Trigamma", r.X)) { IsSingular = true },
    };

    // y x^(y - 1), and 0 for y = 0 whatever x is.
    private static Value PowerByBase(RuleScope r) => r.Y.Constant switch
    {
        0 => r.D.Like(0),
        1 => r.D,
        2 => r.D * (2 * r.X),
        3 => r.D * (3 * (r.X * r.X)),
        { } exponent when !double.IsInfinity(exponent) => r.D * (exponent * r.Math("Pow", r.X, r.X.Like(exponent - 1))),
        _ => PowerByBase(r, r.Math("Pow", r.X, r.Y - 1)),
    };

    // A power that is 0 is so also with an infinite exponent as its factor.
    private static Value PowerByBase(RuleScope r, Value power) =>
        (r.Y.Is(BinaryOperator.Equal, 0) | power.Is(BinaryOperator.Equal, 0)).Choose(r.D.Like(0), r.D * (r.Y * power));

    // x^y ln x, and its limit 0 at x = 0 for y >= 0 and at an infinite x for y < 0.
    private static Value PowerByExponent(RuleScope r) => r.X.Constant is > 0
        ? r.D * (r.Result * Logarithm(r, r.X))
        : ((r.X.Is(BinaryOperator.Equal, 0) & r.Y.Is(BinaryOperator.GreaterOrEqual, 0)) | (r.X.Is(BinaryOperator.Equal, double.PositiveInfinity) & r.Y.Is(BinaryOperator.Less, 0)))
            .Choose(r.D.Like(0), r.D * (r.Result * r.Math("Log", r.X)));

    // The ratio first: it is at most 1, and a square could overflow. At the origin 0; an infinite argument outweighs a finite one.
    private static Value HypotSlope(RuleScope r, Value argument)
    {
        Value ratio = argument / r.Result;
        return ratio.Unless(r.Result.Is(BinaryOperator.Equal, 0) | r.Result.Is(BinaryOperator.Equal, double.PositiveInfinity), block =>
        {
            Value inner = argument.In(block);
            return r.Math("Abs", inner).Is(BinaryOperator.Equal, double.PositiveInfinity).Choose(r.Math("CopySign", inner.Like(1), inner), inner.Like(0));
        });
    }

    private static Value Logarithm(RuleScope r, Value x) => x.Constant is > 0 and double value ? x.Like(Math.Log(value)) : r.Math("Log", x);

    private static Value Converted(Value value, Value like) => new(value.Builder, value.Builder.Convert(value.Operand, like.Operand.Type));
}
