using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

public enum Activation
{
    Linear, Relu, Tanh, Softplus,
}

/// <summary>switch statements and expressions, and patterns.</summary>
public static partial class Switches
{
    [Differentiable]
    public static double OnEnum(double x, Activation activation) => activation switch
    {
        Activation.Relu => x > 0 ? x : 0,
        Activation.Tanh => Math.Tanh(x),
        Activation.Softplus => Math.Log(1 + Math.Exp(x)),
        _ => x,
    };

    [Differentiable]
    public static double Statement(double x, int kind)
    {
        double y = x;
        switch (kind)
        {
            case 0:
                y = x * x;
                break;
            case 1:
            case 2:
                y = Math.Sin(x);
                if (kind == 2)
                {
                    break;
                }

                y *= 2;
                break;
            case 3:
                return x;
            default:
                y += kind;
                break;
        }

        return y * y;
    }

    [Differentiable]
    public static double GotoLike(double x, string name)
    {
        switch (name)
        {
            case "square":
                return x * x;
            case "cube":
                return x * x * x;
            case null:
                return -x;
        }

        return name.Length * x;
    }

    [Differentiable]
    public static double OnActiveRanges(double x) => x switch
    {
        < -1 => -x,
        >= -1 and < 0 => x * x,
        >= 0 and (< 1 or > 10) => Math.Exp(x),
        _ => 3 * x,
    };

    [Differentiable]
    public static double WithGuards(double x, int n) => n switch
    {
        0 => x,
        var k when k % 2 == 0 => x * k,
        > 10 when x > 1 => x * x,
        not 3 => Math.Cos(x),
        _ => 1 / x,
    };

    [Differentiable]
    public static double InLoop(ReadOnlySpan<double> x, ReadOnlySpan<int> operations)
    {
        double a = 1;
        for (int i = 0; i < operations.Length; i++)
        {
            switch (operations[i])
            {
                case 0:
                    a += x[i];
                    continue;
                case 1:
                    a *= x[i];
                    break;
                case 2:
                    a = Math.Sin(a);
                    break;
                default:
                    return a;
            }

            a += 0.5;
        }

        return a;
    }

    [Differentiable]
    public static double OnTuple(double x, bool p, bool q) => (p, q) switch
    {
        (true, true) => x * x,
        (true, false) => x + 1,
        (false, true) => Math.Exp(x),
        _ => x,
    };

    [Differentiable]
    public static double IsPattern(double x, int n)
    {
        if (n is > 2 and < 6)
        {
            return x * n;
        }

        if (n is 0 or 7 or 9)
        {
            return x * x;
        }

        return n is not (1 or 2) ? Math.Sin(x) : x;
    }

    [Differentiable]
    public static double VarPattern(double x) => x * x is var square && square > 1 ? square : x;

    [Differentiable]
    public static double PropertyPattern(double x, string text) => text is { Length: > 3 and var length } ? x * length : x * x;

    [Differentiable]
    public static double NestedSwitch(double x, int a, int b)
    {
        switch (a)
        {
            case 0:
                switch (b)
                {
                    case 0: x *= 2; break;
                    case 1: x *= x; break;
                    default: x = 1 / x; break;
                }

                x += 1;
                break;
            case 1:
                x = b switch { 0 => x, 1 => -x, _ => x * x * x };
                break;
        }

        return x;
    }

    [Differentiable]
    public static double SwitchWithEffects(double x, int n)
    {
        int i = n;
        double y = i++ switch
        {
            0 => x * i,
            1 => x * x * i,
            _ => Math.Sin(x * i),
        };
        return y * i;
    }

    [Differentiable]
    public static double ListPattern(ReadOnlySpan<double> x, int[] kinds) => kinds switch
    {
        [] => x[0],
        [1] => x[0] * x[0],
        [var first, _] => x[1] * first,
        _ => x[0] * x[1],
    };
}

public class SwitchTests
{
    [Theory]
    [InlineData(Activation.Linear)]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Softplus)]
    public void On_an_enum(Activation activation)
    {
        GradientAssert.Agrees(0.8, x => Switches.OnEnum(x, activation), x => Switches.OnEnumGradient(x, activation));
        GradientAssert.Agrees(-0.8, x => Switches.OnEnum(x, activation), x => Switches.OnEnumGradient(x, activation));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Statement(int kind) => GradientAssert.Agrees(0.8, x => Switches.Statement(x, kind), x => Switches.StatementGradient(x, kind));

    [Theory]
    [InlineData("square")]
    [InlineData("cube")]
    [InlineData("other")]
    [InlineData(null)]
    public void On_a_string(string? name) => GradientAssert.Agrees(0.8, x => Switches.GotoLike(x, name!), x => Switches.GotoLikeGradient(x, name!));

    [Theory]
    [InlineData(-2.0)]
    [InlineData(-0.4)]
    [InlineData(0.4)]
    [InlineData(4.0)]
    [InlineData(12.0)]
    public void On_ranges_of_an_active_value(double x) => GradientAssert.Agrees(x, Switches.OnActiveRanges, x => Switches.OnActiveRangesGradient(x));

    [Theory]
    [InlineData(0, 0.8)]
    [InlineData(4, 0.8)]
    [InlineData(11, 1.8)]
    [InlineData(11, 0.8)]
    [InlineData(3, 0.8)]
    public void With_guards(int n, double x) => GradientAssert.Agrees(x, x => Switches.WithGuards(x, n), x => Switches.WithGuardsGradient(x, n));

    [Theory]
    [InlineData(0, 1, 2, 0)]
    [InlineData(1, 3, 0, 0)]
    [InlineData(2, 2, 1, 1)]
    public void In_a_loop(params int[] operations) => GradientAssert.Agrees(
        [0.8, 1.7, -0.6, 0.4], x => Switches.InLoop(x, operations), (x, dx) => Switches.InLoopGradient(x, operations, dx));

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void On_a_tuple(bool p, bool q) => GradientAssert.Agrees(0.8, x => Switches.OnTuple(x, p, q), x => Switches.OnTupleGradient(x, p, q));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void Is_with_patterns(int n) => GradientAssert.Agrees(0.8, x => Switches.IsPattern(x, n), x => Switches.IsPatternGradient(x, n));

    [Theory]
    [InlineData(0.8)]
    [InlineData(1.8)]
    public void A_pattern_that_declares_a_variable(double x) => GradientAssert.Agrees(x, Switches.VarPattern, x => Switches.VarPatternGradient(x));

    [Theory]
    [InlineData("abc")]
    [InlineData("abcde")]
    public void A_property_pattern(string text) =>
        GradientAssert.Agrees(0.8, x => Switches.PropertyPattern(x, text), x => Switches.PropertyPatternGradient(x, text));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(0, 2)]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 0)]
    public void Nested(int a, int b) => GradientAssert.Agrees(0.8, x => Switches.NestedSwitch(x, a, b), x => Switches.NestedSwitchGradient(x, a, b));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void On_an_expression_with_an_effect(int n) =>
        GradientAssert.Agrees(0.8, x => Switches.SwitchWithEffects(x, n), x => Switches.SwitchWithEffectsGradient(x, n));

    [Theory]
    [InlineData]
    [InlineData(1)]
    [InlineData(4, 5)]
    [InlineData(4, 5, 6)]
    public void List_patterns_on_inactive_arrays(params int[] kinds) => GradientAssert.Agrees(
        [0.8, 1.7], x => Switches.ListPattern(x, kinds), (x, dx) => Switches.ListPatternGradient(x, kinds, dx));
}
