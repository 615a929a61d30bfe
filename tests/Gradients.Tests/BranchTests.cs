using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

/// <summary>if, ?:, and what is evaluated only sometimes.</summary>
public static partial class Branches
{
    [Differentiable]
    public static double IfElse(double x)
    {
        double y;
        if (x > 1)
        {
            y = x * x;
        }
        else
        {
            y = Math.Sin(x);
        }

        return y * x;
    }

    [Differentiable]
    public static double IfWithoutElse(double x)
    {
        double y = x;
        if (x < 0)
        {
            y = -y * 3;
        }

        return y * y;
    }

    // As Clad's tests of nested conditionals.
    [Differentiable]
    public static double Nested(double x, double y)
    {
        if (x > 0)
        {
            if (y > 0)
            {
                return x * y;
            }

            x += y;
        }
        else if (y > 0)
        {
            y *= x;
        }
        else
        {
            return x - y;
        }

        return x * x * y;
    }

    [Differentiable]
    public static double Ternary(double x, double y) => x > y ? x * x : y > 2 ? Math.Exp(y) : x * y;

    [Differentiable]
    public static double TernaryWithEffects(double x)
    {
        double a = x;
        double b = x > 1 ? (a *= 2) : (a += 3);
        return a * b;
    }

    [Differentiable]
    public static double ShortCircuit(double x, double y)
    {
        double calls = x;
        if (x > 0 && (calls = x * y) > 1 || (calls = x + y) > 3)
        {
            return calls * x;
        }

        return calls * y;
    }

    [Differentiable]
    public static double ConditionOnly(double x)
    {
        double y = 1;
        if (x > 0)
        {
            y = 2;
        }

        return y * x;
    }

    // A branch that isn't taken contributes nothing, not 0 * NaN.
    [Differentiable]
    public static double GuardedSqrt(double x) => x > 0 ? Math.Sqrt(x) : 0;

    [Differentiable]
    public static double GuardedLog(double x)
    {
        double y = Math.Log(x);
        return x > 0 ? y : x;
    }

    [Differentiable]
    public static double SafeDivision(double x, double y) => y == 0 ? x : x / y;

    [Differentiable]
    public static double AssignedInOneBranch(double x, bool flag)
    {
        double a = x, b = x * x;
        if (flag)
        {
            (a, b) = (b, a);
        }

        return a - (2 * b);
    }

    [Differentiable]
    public static double BooleanLocals(double x, double y)
    {
        bool p = x > 0, q = y > 0;
        double r = 0;
        if (p ^ q)
        {
            r += x * y;
        }

        if (p | q)
        {
            r += x;
        }

        if (p & !q)
        {
            r *= y;
        }

        return r + y;
    }

    [Differentiable]
    public static double EarlyReturns(double x)
    {
        if (x < -1)
        {
            return -x;
        }

        double y = x * x;
        if (y < 0.5)
        {
            return y;
        }

        if (y < 2)
        {
            y = Math.Sin(y);
        }
        else
        {
            return y * y * x;
        }

        return y + x;
    }

    [Differentiable]
    public static double Piecewise(double x)
    {
        if (x < 0)
        {
            return 0;
        }
        else if (x < 1)
        {
            return x * x / 2;
        }
        else
        {
            return x - 0.5;
        }
    }

    [Differentiable]
    public static double NestedTernaryAsArgument(double x) => Math.Sin(x > 0 ? x < 1 ? x * x : x : -x) * (x > 2 ? 2 : x);

    [Differentiable]
    public static double NullCoalescing(double x, [NoGradient] double[]? weights)
    {
        double[] w = weights ?? s_default;
        return w[0] * x;
    }

    private static readonly double[] s_default = [2.5];

    [Differentiable]
    public static double IsNaNGuard(double x) => double.IsNaN(x) || double.IsInfinity(x) ? 0 : x * x;
}

public class BranchTests
{
    [Theory]
    [InlineData(1.7)]
    [InlineData(0.3)]
    public void If_else(double x) => GradientAssert.Agrees(x, Branches.IfElse, x => Branches.IfElseGradient(x));

    [Theory]
    [InlineData(1.7)]
    [InlineData(-0.3)]
    public void If_without_else(double x) => GradientAssert.Agrees(x, Branches.IfWithoutElse, x => Branches.IfWithoutElseGradient(x));

    [Theory]
    [InlineData(1.2, 0.7)]
    [InlineData(1.2, -0.7)]
    [InlineData(-1.2, 0.7)]
    [InlineData(-1.2, -0.7)]
    public void Nested_with_returns(double x, double y) => GradientAssert.Agrees(x, y, Branches.Nested, (x, y) => Branches.NestedGradient(x, y));

    [Theory]
    [InlineData(1.2, 0.7)]
    [InlineData(0.2, 0.7)]
    [InlineData(0.2, 2.7)]
    public void Conditional_expressions(double x, double y) => GradientAssert.Agrees(x, y, Branches.Ternary, (x, y) => Branches.TernaryGradient(x, y));

    [Theory]
    [InlineData(1.2)]
    [InlineData(0.2)]
    public void Conditional_expressions_with_effects(double x) =>
        GradientAssert.Agrees(x, Branches.TernaryWithEffects, x => Branches.TernaryWithEffectsGradient(x));

    [Theory]
    [InlineData(2.0, 1.3)]
    [InlineData(0.5, 0.3)]
    [InlineData(0.5, 3.3)]
    [InlineData(-0.5, 0.3)]
    public void Short_circuits_with_effects(double x, double y) =>
        GradientAssert.Agrees(x, y, Branches.ShortCircuit, (x, y) => Branches.ShortCircuitGradient(x, y));

    [Theory]
    [InlineData(2.0)]
    [InlineData(-2.0)]
    public void A_condition_has_no_derivative(double x) => GradientAssert.Agrees(x, Branches.ConditionOnly, x => Branches.ConditionOnlyGradient(x));

    [Fact]
    public void A_branch_not_taken_contributes_nothing()
    {
        Assert.Equal((0.0, 0.0), Branches.GuardedSqrtGradient(0));
        Assert.Equal((0.0, 0.0), Branches.GuardedSqrtGradient(-1));
        Assert.Equal((2.0, 0.25), Branches.GuardedSqrtGradient(4));
    }

    [Fact]
    public void A_value_computed_but_not_chosen_contributes_nothing()
    {
        Assert.Equal((-1.0, 1.0), Branches.GuardedLogGradient(-1));
        Assert.Equal((0.0, 1.0), Branches.GuardedLogGradient(0));
        GradientAssert.Agrees(2.5, Branches.GuardedLog, x => Branches.GuardedLogGradient(x));
    }

    [Fact]
    public void A_guarded_division()
    {
        Assert.Equal((3.0, 1.0, 0.0), Branches.SafeDivisionGradient(3, 0));
        GradientAssert.Agrees(3, 1.5, Branches.SafeDivision, (x, y) => Branches.SafeDivisionGradient(x, y));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_swap_in_one_branch(bool flag) =>
        GradientAssert.Agrees(1.3, x => Branches.AssignedInOneBranch(x, flag), x => Branches.AssignedInOneBranchGradient(x, flag));

    [Theory]
    [InlineData(1.2, 0.7)]
    [InlineData(1.2, -0.7)]
    [InlineData(-1.2, 0.7)]
    [InlineData(-1.2, -0.7)]
    public void Boolean_operators(double x, double y) => GradientAssert.Agrees(x, y, Branches.BooleanLocals, (x, y) => Branches.BooleanLocalsGradient(x, y));

    [Theory]
    [InlineData(-1.5)]
    [InlineData(-0.3)]
    [InlineData(1.1)]
    [InlineData(1.9)]
    public void Early_returns(double x) => GradientAssert.Agrees(x, Branches.EarlyReturns, x => Branches.EarlyReturnsGradient(x));

    [Theory]
    [InlineData(-1.5)]
    [InlineData(0.3)]
    [InlineData(1.1)]
    public void A_piecewise_function(double x) => GradientAssert.Agrees(x, Branches.Piecewise, x => Branches.PiecewiseGradient(x));

    [Theory]
    [InlineData(-1.5)]
    [InlineData(0.3)]
    [InlineData(1.1)]
    [InlineData(2.1)]
    public void Nested_conditional_expressions(double x) =>
        GradientAssert.Agrees(x, Branches.NestedTernaryAsArgument, x => Branches.NestedTernaryAsArgumentGradient(x));

    [Fact]
    public void A_guard_against_NaN()
    {
        Assert.Equal((0.0, 0.0), Branches.IsNaNGuardGradient(double.NaN));
        Assert.Equal((9.0, 6.0), Branches.IsNaNGuardGradient(3));
    }

    [Fact]
    public void A_default_for_null()
    {
        Assert.Equal((7.5, 2.5), Branches.NullCoalescingGradient(3, null!));
        Assert.Equal((12.0, 4.0), Branches.NullCoalescingGradient(3, [4]));
    }
}
