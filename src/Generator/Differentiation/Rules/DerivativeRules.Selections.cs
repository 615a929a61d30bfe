using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation.Rules;

internal static partial class DerivativeRules
{
    /// <summary>
    /// Functions whose result is one of the arguments, or its negation. Where both arguments are equal (so also +0 and -0) each gets half of D, and where
    /// one is a NaN each gets D: a comparison with a NaN is false, and the comparisons are written so that false means D.
    /// </summary>
    private static Dictionary<string, ScalarRule> Selections() => new()
    {
        ["Math.Max"] = Maximum(),
        ["Math.MaxNative"] = Maximum(),
        ["Math.Min"] = Minimum(),
        ["Math.MinNative"] = Minimum(),
        ["Math.MaxMagnitude"] = Magnitude(BinaryOperator.Less),
        ["Math.MinMagnitude"] = Magnitude(BinaryOperator.Greater),
        ["Math.MaxNumber"] = Number(),
        ["Math.MinNumber"] = Number(),
        ["Math.MaxMagnitudeNumber"] = Number(),
        ["Math.MinMagnitudeNumber"] = Number(),
        ["Math.Clamp"] = Clamping(),
        ["Math.ClampNative"] = Clamping(),
        ["Math.Abs"] = Selection(r => r.X.Is(BinaryOperator.Less, 0).Choose(-r.D, r.X.Is(BinaryOperator.Equal, 0).Choose(r.D.Like(0), r.D))),
        ["Math.CopySign"] = Selection(
            r => r.X.Is(BinaryOperator.Equal, 0).Choose(r.D.Like(0), r.Result.Is(BinaryOperator.Equal, -r.X).Choose(-r.D, r.D)),
            null),
    };

    private static ScalarRule Maximum() => Selection(
        r => Chosen(r, r.X.Is(BinaryOperator.Less, r.Y)),
        r => Chosen(r, r.X.Is(BinaryOperator.Greater, r.Y)));

    private static ScalarRule Minimum() => Selection(
        r => Chosen(r, r.X.Is(BinaryOperator.Greater, r.Y)),
        r => Chosen(r, r.X.Is(BinaryOperator.Less, r.Y)));

    private static Value Chosen(RuleScope r, Value isPassedOver) =>
        isPassedOver.Choose(r.D.Like(0), r.X.Is(BinaryOperator.Equal, r.Y).Choose(0.5 * r.D, r.D));

    // Of two opposite numbers the result is one.
    private static ScalarRule Magnitude(BinaryOperator passesOver)
    {
        return Selection(r => Contribution(r, r.X, r.Y), r => Contribution(r, r.Y, r.X));

        Value Contribution(RuleScope r, Value mine, Value other)
        {
            Value magnitude = r.Math("Abs", mine);
            Value otherMagnitude = r.Math("Abs", other);
            Value ofEqualMagnitude = mine.Is(BinaryOperator.Equal, other)
                .Choose(0.5 * r.D, mine.Is(BinaryOperator.Equal, r.Result).Choose(r.D, r.D.Like(0)));
            return magnitude.Is(passesOver, otherMagnitude).Choose(
                r.D.Like(0),
                magnitude.Is(BinaryOperator.Equal, otherMagnitude).Choose(ofEqualMagnitude, r.D));
        }
    }

    // These pass over a NaN: the number that is the result gets the derivative; the result is a NaN only when both are.
    private static ScalarRule Number()
    {
        return Selection(r => Contribution(r, r.X, r.Y), r => Contribution(r, r.Y, r.X));

        static Value Contribution(RuleScope r, Value mine, Value other)
        {
            Value ofUnequal = r.Result.Is(BinaryOperator.Equal, mine)
                .Choose(r.D, r.Result.Is(BinaryOperator.Equal, r.Result).Choose(r.D.Like(0), r.D));
            return mine.Is(BinaryOperator.Equal, other).Choose(0.5 * r.D, ofUnequal);
        }
    }

    // At its bounds the value passes; outside, the bound does.
    private static ScalarRule Clamping() => Selection(
        r => r.X.Is(BinaryOperator.Less, r.Y).Choose(r.D.Like(0), r.X.Is(BinaryOperator.Greater, r.Z).Choose(r.D.Like(0), r.D)),
        r => r.X.Is(BinaryOperator.Less, r.Y).Choose(r.D, r.D.Like(0)),
        r => r.X.Is(BinaryOperator.Greater, r.Z).Choose(r.D, r.D.Like(0)));

    // Over spans the bounds may be the wrong way round: the upper one then counts.
    private static ScalarRule ClampedElements() => Selection(
        r => r.X.Is(BinaryOperator.Less, r.Y).Choose(r.D.Like(0), r.X.Is(BinaryOperator.Greater, r.Z).Choose(r.D.Like(0), r.D)),
        r => (r.X.Is(BinaryOperator.Less, r.Y) & r.Y.Is(BinaryOperator.LessOrEqual, r.Z)).Choose(r.D, r.D.Like(0)),
        r => r.X.Is(BinaryOperator.Greater, r.Z).Choose(r.D, r.Y.Is(BinaryOperator.Greater, r.Z).Choose(r.D, r.D.Like(0))));

    private static ScalarRule Selection(params Func<RuleScope, Value>?[] contributions) => new(contributions) { IsLinear = true, Selects = true };
}
