using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation.Rules;

internal static partial class DerivativeRules
{
    private const double RadiansPerDegree = Math.PI / 180;
    private const double DegreesPerRadian = 180 / Math.PI;

    private static Dictionary<string, ScalarRule> Trigonometry() => new()
    {
        ["Math.Sin"] = new(r => r.D * r.Math("Cos", r.X)),
        ["Math.Cos"] = new(r => -(r.D * r.Math("Sin", r.X))),
        ["Math.Tan"] = new(r => r.D * (1 + (r.Result * r.Result))),
        ["Math.SinPi"] = new(r => r.D * (Math.PI * r.Float("CosPi", r.X))),
        ["Math.CosPi"] = new(r => -(r.D * (Math.PI * r.Float("SinPi", r.X)))),
        ["Math.TanPi"] = new(r => r.D * (Math.PI * (1 + (r.Result * r.Result)))) { IsSingular = true },

        // (1 - x)(1 + x) and not 1 - x^2, which cancels near 1.
        ["Math.Asin"] = new(r => r.D / OneMinusSquareRoot(r)) { IsSingular = true },
        ["Math.Acos"] = new(r => -(r.D / OneMinusSquareRoot(r))) { IsSingular = true },
        ["Math.Atan"] = new(r => r.D / (1 + (r.X * r.X))),
        ["Math.AsinPi"] = new(r => r.D / (Math.PI * OneMinusSquareRoot(r))) { IsSingular = true },
        ["Math.AcosPi"] = new(r => -(r.D / (Math.PI * OneMinusSquareRoot(r)))) { IsSingular = true },
        ["Math.AtanPi"] = new(r => r.D / (Math.PI * (1 + (r.X * r.X)))),
        ["Math.Atan2"] = new(r => AngleByY(r, 1), r => AngleByX(r, 1)),
        ["Math.Atan2Pi"] = new(r => AngleByY(r, 1 / Math.PI), r => AngleByX(r, 1 / Math.PI)),

        ["Math.Sinh"] = new(r => r.D * r.Math("Cosh", r.X)),
        ["Math.Cosh"] = new(r => r.D * r.Math("Sinh", r.X)),
        ["Math.Tanh"] = new(r => r.D * TanhSlope(r)),
        ["Math.Asinh"] = new(r => r.D / r.Float("Hypot", r.X, r.X.Like(1))),
        ["Math.Acosh"] = new(r => r.D / (r.Math("Sqrt", r.X - 1) * r.Math("Sqrt", r.X + 1))) { IsSingular = true },
        ["Math.Atanh"] = new(r => r.D / ((1 - r.X) * (1 + r.X))) { IsSingular = true },

        ["Math.DegreesToRadians"] = new(r => r.D * RadiansPerDegree) { IsLinear = true },
        ["Math.RadiansToDegrees"] = new(r => r.D * DegreesPerRadian) { IsLinear = true },
    };

    private static Value OneMinusSquareRoot(RuleScope r) => r.Math("Sqrt", (1 - r.X) * (1 + r.X));

    // Near saturation 1 - tanh^2 cancels: there 1 / cosh^2 by its exponential, which can't overflow.
    private static Value TanhSlope(RuleScope r)
    {
        Value x = r.X;
        Value slope = 1 - (r.Result * r.Result);
        return slope.Unless(slope.Is(BinaryOperator.Less, 0.1), block =>
        {
            Value e = r.Math("Exp", -2 * r.Math("Abs", x.In(block)));
            return 4 * e / ((1 + e) * (1 + e));
        });
    }

    // The angle of the point (x, y) is atan2(y, x): its derivative is (x, -y) / (x^2 + y^2), taken by ratios that neither overflow nor underflow.
    // The origin has no angle, and no derivative reaches it; far away the angle doesn't change.
    private static Value AngleByY(RuleScope r, double unit) => AngleBy(r, r.Y, unit);

    private static Value AngleByX(RuleScope r, double unit) => -AngleBy(r, r.X, unit);

    private static Value AngleBy(RuleScope r, Value other, double unit)
    {
        Value radius = r.Float("Hypot", r.X, r.Y);
        return (radius.Is(BinaryOperator.Equal, 0) | radius.Is(BinaryOperator.Equal, double.PositiveInfinity)).Choose(r.D.Like(0), r.D * unit * (other / radius) / radius);
    }
}
