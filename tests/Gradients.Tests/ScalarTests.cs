using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

/// <summary>Operators, types and forms of parameters.</summary>
public static partial class Scalars
{
    [Differentiable]
    public static double Rosenbrock(double x, double y)
    {
        double a = 1 - x, b = y - (x * x);
        return (a * a) + (100 * b * b);
    }

    [Differentiable]
    public static double Identity(double x) => x;

    [Differentiable]
    public static double Constant(double x, double y) => y;

    [Differentiable]
    public static double Polynomial(double x) => (((((2 * x) - 3) * x) + 5) * x) - 7;

    [Differentiable]
    public static double Quotients(double x, double y) => (x / y) + (y / x) + (1 / (x + y)) - (x / 3);

    [Differentiable]
    public static double Remainder(double x, double y) => (x % y) * x;

    [Differentiable]
    public static double Negations(double x, double y) => -(-x) - -y + +(-x * -y);

    [Differentiable]
    public static double SamePoint(double x) => (x * x) + (x / x) + (x - x) + (x + x);

    [Differentiable]
    public static double Power4(double x)
    {
        double y = x * x;
        y *= y;
        return y;
    }

    [Differentiable]
    public static double WithInteger(double x, int n) => (n * x) + (x / n) + n;

    [Differentiable]
    public static double WithInactive(double x, [NoGradient] double k) => k * x * x;

    [Differentiable(WithRespectTo = [nameof(y)])]
    public static double OnlyY(double x, double y) => x * y * y;

    [Differentiable]
    public static double Comparison(double x, double y)
    {
        bool larger = x > y;
        bool close = !(x - y > 10) && (x - y > -10 || larger);
        return larger && close ? x * y : x - y;
    }

    [Differentiable]
    public static float Single(float x) => (x * x * 3f) - (2f / x) + MathF.Sin(x);

    [Differentiable]
    public static float SingleWithDouble(float x) => (float)(Math.Sin(x) * x) * 2f;

    [Differentiable]
    public static double DoubleWithSingle(double x)
    {
        float y = (float)x;
        return (y * y) + x;
    }

    [Differentiable]
    public static double Constants(double x)
    {
        const double k = 2.5;
        return (k * x) + (Pi * x * x) + (double.Pi * x) + s_scale;
    }

    private const double Pi = 3.25;

    private static readonly double s_scale = 1.5;

    [Differentiable]
    public static double Four(double a, double b, double c, double d) => (a * b) - (c * d) + (a * d) + (b / c);

    [Differentiable]
    public static double In(in double x, in double y) => x * Math.Exp(y);

    [Differentiable]
    public static double Parenthesised(double x, double y) => (x - (y - (x - y))) * ((x + y) * (x - y));

    [Differentiable]
    public static double LongExpression(double x) =>
        Math.Sin(Math.Cos(Math.Exp(Math.Sin(x * x) / (1 + (x * x))))) + Math.Log(1 + Math.Exp(-x)) + Math.Sqrt(1 + (x * x)) + Math.Atan(x / 2);

    [Differentiable]
    public static double MicrogradReadme(double a, double b)
    {
        double c = a + b;
        double d = (a * b) + Math.Pow(b, 3);
        c += c + 1;
        c += 1 + c + (-a);
        d += (d * 2) + Relu(b + a);
        d += (3 * d) + Relu(b - a);
        double e = c - d;
        double f = Math.Pow(e, 2);
        double g = f / 2.0;
        g += 10.0 / f;
        return g;
    }

    [Differentiable]
    public static double Relu(double x) => x > 0 ? x : 0;

    [Differentiable]
    public static double IntegerArithmetic(double x, int n, long m)
    {
        int k = ((n * 3) + 1) / 2;
        long l = ((m << 2) ^ (k & 5)) | (uint)(n % 3);
        uint u = (uint)n >> 1;
        return x * k * l * (u + 1) * ~n;
    }

    [Differentiable]
    public static double CharAndByte(double x, char c, byte b)
    {
        b += 3;
        c++;
        short s = (short)(b * c);
        return x * s * (c - 'a');
    }

    [Differentiable]
    public static double Unused(double x, double y)
    {
        double waste = Math.Log(y) * 3;
        _ = waste;
        return x * x;
    }
}

public class ScalarTests
{
    [Theory]
    [InlineData(1.2, 1.0)]
    [InlineData(-0.7, 3.0)]
    public void Rosenbrock(double x, double y)
    {
        GradientAssert.Agrees(x, y, Scalars.Rosenbrock, (x, y) => Scalars.RosenbrockGradient(x, y));
        (double value, double dx, double dy) = Scalars.RosenbrockGradient(x, y);
        GradientAssert.Equal((-2 * (1 - x)) - (400 * x * (y - (x * x))), dx);
        GradientAssert.Equal(200 * (y - (x * x)), dy);
        Assert.Equal(Scalars.Rosenbrock(x, y), value);
    }

    [Fact]
    public void Identity() => Assert.Equal((3.5, 1.0), Scalars.IdentityGradient(3.5));

    [Fact]
    public void A_parameter_that_is_not_used_has_derivative_zero() => Assert.Equal((2.0, 0.0, 1.0), Scalars.ConstantGradient(double.NaN, 2));

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.7)]
    [InlineData(-2.3)]
    public void Polynomial(double x)
    {
        GradientAssert.Agrees(x, Scalars.Polynomial, x => Scalars.PolynomialGradient(x));
        GradientAssert.Equal((6 * x * x) - (6 * x) + 5, Scalars.PolynomialGradient(x).dx);
    }

    [Fact]
    public void Quotients() => GradientAssert.Agrees(1.3, -0.4, Scalars.Quotients, (x, y) => Scalars.QuotientsGradient(x, y));

    [Theory]
    [InlineData(7.3, 2.1)]
    [InlineData(-7.3, 2.1)]
    [InlineData(7.3, -2.1)]
    public void Remainder(double x, double y) => GradientAssert.Agrees(x, y, Scalars.Remainder, (x, y) => Scalars.RemainderGradient(x, y));

    [Fact]
    public void Negations() => GradientAssert.Agrees(1.3, 2.4, Scalars.Negations, (x, y) => Scalars.NegationsGradient(x, y));

    [Fact]
    public void The_same_variable_twice() => GradientAssert.Agrees(1.3, Scalars.SamePoint, x => Scalars.SamePointGradient(x));

    [Fact]
    public void Power_of_a_reassigned_local() => GradientAssert.Agrees(-1.4, Scalars.Power4, x => Scalars.Power4Gradient(x));

    [Fact]
    public void An_integer_parameter_is_a_constant() =>
        GradientAssert.Agrees(1.4, x => Scalars.WithInteger(x, 3), x => Scalars.WithIntegerGradient(x, 3));

    [Fact]
    public void NoGradient_makes_a_constant() =>
        GradientAssert.Agrees(1.4, x => Scalars.WithInactive(x, 0.3), x => Scalars.WithInactiveGradient(x, 0.3));

    [Fact]
    public void WithRespectTo_names_what_is_active() =>
        GradientAssert.Agrees(1.4, y => Scalars.OnlyY(0.6, y), y => Scalars.OnlyYGradient(0.6, y));

    [Theory]
    [InlineData(2.0, 1.0)]
    [InlineData(1.0, 2.0)]
    [InlineData(1.0, 20.0)]
    [InlineData(20.0, 1.0)]
    public void Comparisons_of_active_values(double x, double y) => GradientAssert.Agrees(x, y, Scalars.Comparison, (x, y) => Scalars.ComparisonGradient(x, y));

    [Theory]
    [InlineData(1.25f)]
    [InlineData(-3.5f)]
    public void Float(float x) =>
        GradientAssert.AgreesInSingle(x, Scalars.Single, x => (x * x * 3) - (2 / x) + Math.Sin(x), x => Scalars.SingleGradient(x));

    [Fact]
    public void Float_through_double() =>
        GradientAssert.AgreesInSingle(1.25f, Scalars.SingleWithDouble, x => Math.Sin(x) * x * 2, x => Scalars.SingleWithDoubleGradient(x));

    [Fact]
    public void Double_through_float()
    {
        (double value, double dx) = Scalars.DoubleWithSingleGradient(1.25);
        GradientAssert.SameBits(Scalars.DoubleWithSingle(1.25), value, "The value");
        Assert.Equal((2 * 1.25f) + 1, dx);
    }

    [Fact]
    public void Constants_and_static_readonly_fields() => GradientAssert.Agrees(1.4, Scalars.Constants, x => Scalars.ConstantsGradient(x));

    [Fact]
    public void Four_parameters() => GradientAssert.Agrees([1.1, 2.2, 3.3, 4.4], [], (s, _) => Scalars.Four(s[0], s[1], s[2], s[3]), (s, _, _) =>
    {
        var g = Scalars.FourGradient(s[0], s[1], s[2], s[3]);
        return (g.Value, [g.da, g.db, g.dc, g.dd]);
    });

    [Fact]
    public void Parameters_passed_in() => GradientAssert.Agrees(1.4, 0.3, (x, y) => Scalars.In(x, y), (x, y) => Scalars.InGradient(x, y));

    [Fact]
    public void Parentheses_are_kept() => GradientAssert.Agrees(1.4, 0.3, Scalars.Parenthesised, (x, y) => Scalars.ParenthesisedGradient(x, y));

    [Fact]
    public void One_long_expression() => GradientAssert.Agrees(0.8, Scalars.LongExpression, x => Scalars.LongExpressionGradient(x));

    [Fact]
    public void The_expression_of_micrograds_readme()
    {
        (double value, double da, double db) = Scalars.MicrogradReadmeGradient(-4, 2);
        Assert.Equal(24.7041, value, 4);
        Assert.Equal(138.8338, da, 4);
        Assert.Equal(645.5773, db, 4);
        GradientAssert.Agrees(-4, 2, Scalars.MicrogradReadme, (a, b) => Scalars.MicrogradReadmeGradient(a, b));
    }

    [Fact]
    public void Integer_arithmetic_beside() =>
        GradientAssert.Agrees(1.4, x => Scalars.IntegerArithmetic(x, 7, 11), x => Scalars.IntegerArithmeticGradient(x, 7, 11));

    [Fact]
    public void Small_integers_and_characters() =>
        GradientAssert.Agrees(1.4, x => Scalars.CharAndByte(x, 'f', 200), x => Scalars.CharAndByteGradient(x, 'f', 200));

    [Fact]
    public void Dead_code_that_is_NaN_contributes_nothing() => Assert.Equal((9.0, 6.0, 0.0), Scalars.UnusedGradient(3, -1));
}
