using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

/// <summary>Assignments in every form, without control flow.</summary>
public static partial class StraightLine
{
    [Differentiable]
    public static double Compound(double x, double y)
    {
        double a = x;
        a += y;
        a *= x;
        a -= 2 * y;
        a /= 1 + (x * x);
        a %= 5;
        return a;
    }

    [Differentiable]
    public static double Chained(double x)
    {
        double a, b, c;
        a = b = c = x * x;
        b *= 2;
        c += a;
        return (a * b) + c;
    }

    [Differentiable]
    public static double AssignmentAsExpression(double x)
    {
        double a;
        double b = (a = x * 2) + (a *= x);
        return a + b;
    }

    // The left operand of + is read before the increment, the right one after (C#'s order of evaluation).
    [Differentiable]
    public static double OrderOfEvaluation(double x)
    {
        double a = x;
        double b = a + (a *= 2) + (a * a);
        return b;
    }

    [Differentiable]
    public static double Increments(double x)
    {
        double a = x * x;
        double b = a++;
        double c = ++a;
        double d = a--;
        double e = --a;
        return (a * b) + (c * d) + e;
    }

    [Differentiable]
    public static double Reuse(double x)
    {
        double t = Math.Sin(x);
        double a = t * x;
        t = Math.Cos(t);
        a += t;
        t = a * t;
        return t + a;
    }

    [Differentiable]
    public static double ShadowedNames(double x)
    {
        double r = 0;
        {
            double t = x * x;
            r += t;
        }

        {
            double t = Math.Exp(x);
            r += t;
        }

        return r;
    }

    [Differentiable]
    public static double ParameterReassigned(double x, double y)
    {
        x = x * y;
        y = x + y;
        x += y;
        return x * y;
    }

    [Differentiable]
    public static double ManyUses(double x)
    {
        double a = x + 1;
        return (a * a * a) + (a / (1 + (a * a))) + Math.Sin(a) + (a - a) - a;
    }

    [Differentiable]
    public static double Diamond(double x)
    {
        double a = Math.Sin(x), b = Math.Cos(x);
        double c = a * b, d = a - b;
        double e = c / (2 + d), f = c + d;
        return e * f;
    }

    [Differentiable]
    public static double Statements(double x)
    {
        double y = x;
        ;
        { }
        y *= y;
        _ = y + 1;
        return y;
    }

    [Differentiable]
    public static double Names(double @class, double @double)
    {
        double @return = @class * @double;
        return @return + @class;
    }

    [Differentiable]
    public static double Discarded(double x)
    {
        double y = Math.Sqrt(x - 1);
        y = x * 2;
        return y;
    }

    [Differentiable]
    public static double Stopped(double x)
    {
        double weight = Gradient.Stop(x * x);
        return weight * x;
    }

    [Differentiable]
    public static double LossOfPrecision(double x) => ((x + 1e16) - 1e16) + x;
}

public class StraightLineTests
{
    [Fact]
    public void Compound_assignments() => GradientAssert.Agrees(1.3, 0.7, StraightLine.Compound, (x, y) => StraightLine.CompoundGradient(x, y));

    [Fact]
    public void Chained_assignments() => GradientAssert.Agrees(1.3, StraightLine.Chained, x => StraightLine.ChainedGradient(x));

    [Fact]
    public void An_assignment_is_an_expression() =>
        GradientAssert.Agrees(1.3, StraightLine.AssignmentAsExpression, x => StraightLine.AssignmentAsExpressionGradient(x));

    [Fact]
    public void Operands_are_evaluated_from_left_to_right() =>
        GradientAssert.Agrees(1.3, StraightLine.OrderOfEvaluation, x => StraightLine.OrderOfEvaluationGradient(x));

    [Fact]
    public void Increments_of_active_values() => GradientAssert.Agrees(1.3, StraightLine.Increments, x => StraightLine.IncrementsGradient(x));

    [Fact]
    public void A_local_assigned_many_times() => GradientAssert.Agrees(1.3, StraightLine.Reuse, x => StraightLine.ReuseGradient(x));

    [Fact]
    public void Locals_of_the_same_name() => GradientAssert.Agrees(1.3, StraightLine.ShadowedNames, x => StraightLine.ShadowedNamesGradient(x));

    [Fact]
    public void Parameters_are_assigned() =>
        GradientAssert.Agrees(1.3, 0.7, StraightLine.ParameterReassigned, (x, y) => StraightLine.ParameterReassignedGradient(x, y));

    [Fact]
    public void Many_uses_of_one_value() => GradientAssert.Agrees(1.3, StraightLine.ManyUses, x => StraightLine.ManyUsesGradient(x));

    [Fact]
    public void Values_that_meet_again() => GradientAssert.Agrees(1.3, StraightLine.Diamond, x => StraightLine.DiamondGradient(x));

    [Fact]
    public void Empty_statements_and_discards() => GradientAssert.Agrees(1.3, StraightLine.Statements, x => StraightLine.StatementsGradient(x));

    [Fact]
    public void Keywords_as_names() => GradientAssert.Agrees(1.3, 0.4, StraightLine.Names, (x, y) => StraightLine.NamesGradient(x, y));

    [Fact]
    public void An_overwritten_value_contributes_nothing() => Assert.Equal((0.5, 2.0), StraightLine.DiscardedGradient(0.25));

    [Fact]
    public void Gradient_Stop_cuts_the_derivative()
    {
        (double value, double dx) = StraightLine.StoppedGradient(3);
        Assert.Equal(27, value);
        Assert.Equal(9, dx);
    }

    [Fact]
    public void Rounding_is_that_of_the_primal()
    {
        (double value, double dx) = StraightLine.LossOfPrecisionGradient(1.3);
        GradientAssert.SameBits(StraightLine.LossOfPrecision(1.3), value, "The value");
        Assert.Equal(2, dx);
    }
}
