using AutoDiff.Gradients.Library;
using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

public class CustomDerivativeTests
{
    private static readonly double[] s_x = [0.7, -0.4, 0.9], s_y = [0.8, 0.5, -0.6];

    [Fact]
    public void By_value_parameters() => GradientAssert.Agrees(0.8, 1.3, CustomDerivatives.Straight, (x, y) => CustomDerivatives.StraightGradient(x, y));

    [Fact]
    public void In_loops_with_a_rule_of_another_project() => GradientAssert.Agrees(
        1.2, [0.7, -0.9, 0.4, 1.6], (s, x) => CustomDerivatives.InLoops(x, s), (s, x, dx) => CustomDerivatives.InLoopsGradient(x, s, dx));

    [Fact]
    public void A_tuple_result() => GradientAssert.Agrees(0.8, CustomDerivatives.Tuple, x => CustomDerivatives.TupleGradient(x));

    [Fact]
    public void Buffers_that_are_read_and_written() => GradientAssert.Agrees(
        [0.6],
        [s_x, s_y],
        (s, b) => CustomDerivatives.Buffers(b[0], b[1], s[0]),
        (s, b, d) =>
        {
            (double value, double ds) = CustomDerivatives.BuffersGradient(b[0], b[1], s[0], d[0], d[1]);
            return (value, [ds]);
        });

    [Fact]
    public void Arrays_written_and_returned_in_a_loop() => GradientAssert.Agrees(
        0.6, s_x, (s, x) => CustomDerivatives.BuffersInLoop(x, s, 3), (s, x, dx) => CustomDerivatives.BuffersInLoopGradient(x, s, 3, dx));

    [Fact]
    public void Lists() => GradientAssert.Agrees(
        0.6,
        s_x,
        (s, x) => Shapes.List(x, list => CustomDerivatives.Lists(list, s)),
        (s, x, dx) => Shapes.List(x, dx, (list, dlist) => CustomDerivatives.ListsGradient(list, s, dlist)));

    [Fact]
    public void Outs_and_references() => GradientAssert.Agrees(0.8, 1.3, CustomDerivatives.References, (x, y) => CustomDerivatives.ReferencesGradient(x, y));

    [Fact]
    public void A_generic_method() => GradientAssert.Agrees(1.3, CustomDerivatives.Generic, x => CustomDerivatives.GenericGradient(x));

    [Fact]
    public void A_receiver()
    {
        var p = new Polynomial(0.3, -0.2, 0.7, 0.1);
        GradientAssert.Agrees(0.8, x => CustomDerivatives.Receiver(x, p), x => CustomDerivatives.ReceiverGradient(x, p));
    }

    [Fact]
    public void Overloads()
    {
        (double value, double dx) = CustomDerivatives.OverloadsGradient(1.5);
        Assert.Equal(CustomDerivatives.Overloads(1.5), value);
        Assert.Equal((2 * 1.5) + (3 * 1.5 * 1.5), dx);
    }

    [Fact]
    public void A_value_that_is_not_used_contributes_nothing()
    {
        Assert.Equal((4.0, 0.0, 4.0), CustomDerivatives.UnusedGradient(0, 2));
        Assert.Equal((0.0, double.PositiveInfinity, 0.0), CustomDerivatives.UnusedGradient(0, -2));
    }

    [Fact]
    public void The_rule_counts_not_the_function() => Assert.Equal((2.0, 1.0 + 2.0), CustomDerivatives.StraightThroughGradient(2));

    [Fact]
    public void Constants_of_a_rule()
    {
        double[] table = [0.3, 0.7];
        Assert.Equal((CustomDerivatives.Constants(1.5, table), (2 * 0.7 * 1.5) + (1.5 * 1.5)), CustomDerivatives.ConstantsGradient(1.5, table));
    }

    [Fact]
    public void Stopped_arguments_and_results()
    {
        (double value, double dx) = CustomDerivatives.StoppedGradient(0.8);
        Assert.Equal(CustomDerivatives.Stopped(0.8), value);
        GradientAssert.Equal(0.8 / CustomDerivatives.Norm(0.8, 0.8, 1), dx);
    }

    [Fact]
    public void Without_an_active_argument_no_rule_is_called()
    {
        CustomDerivatives.RuleCalls = 0;
        (double value, double dx) = CustomDerivatives.InactiveCallsGradient(0.8, s_x);
        Assert.Equal(0, CustomDerivatives.RuleCalls);
        Assert.Equal(CustomDerivatives.InactiveCalls(0.8, s_x), value);
        Assert.Equal(CustomDerivatives.Softplus(s_x[0]), dx);
    }

    [Fact]
    public void The_method_runs_once_for_each_call()
    {
        CustomDerivatives.PrimalCalls = 0;
        CustomDerivatives.OnceGradient(0.8, new Random(3));
        Assert.Equal(2, CustomDerivatives.PrimalCalls);
        GradientAssert.Agrees(0.8, x => CustomDerivatives.Once(x, new Random(3)), x => CustomDerivatives.OnceGradient(x, new Random(3)));
    }

    [Fact]
    public void A_marked_method_uses_its_rule_in_all_its_members()
    {
        Assert.Equal((1.5 * 1.5 * 0.5, 6 * 1.5 * 0.5, 3 * 1.5 * 1.5), CustomDerivatives.MarkedGradient(1.5, 0.5));
        Assert.Equal((1.5 * 1.5 * 0.5, 2 * 1.5 * 0.5), CustomDerivatives.MarkedInXGradient(1.5, 0.5));

        // The rule itself has the place of the member that would have its signature.
        Assert.Single(typeof(CustomDerivatives).GetMember("MarkedVjp", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static));
        Assert.Equal((HiddenRule.Softplus(0.8), 2 / (1 + Math.Exp(-0.8))), HiddenRule.SoftplusVjp(0.8, 2));
    }

    [Fact]
    public void A_marked_method_on_buffers() => GradientAssert.Agrees(
        [],
        [s_x, s_y],
        (_, b) =>
        {
            CustomDerivatives.MarkedBuffer(b[0], b[1]);
            return 0;
        },
        (_, b, d) =>
        {
            CustomDerivatives.MarkedBufferVjp(b[0], b[1], d[0], d[1]);
            return (0, []);
        });

    [Fact]
    public void Calls_of_marked_methods_use_their_rules()
    {
        (double value, double dx, double dy) = CustomDerivatives.CallsMarkedGradient(1.5, 0.5);
        Assert.Equal(CustomDerivatives.CallsMarked(1.5, 0.5), value);
        GradientAssert.Equal((6 * 1.5 * 0.5) + (2 * 1.5 * 0.5) + (1 / (1 + Math.Exp(-1.5))), dx);
        GradientAssert.Equal(3 * 1.5 * 1.5, dy);
    }

    [Fact]
    public void In_methods_that_are_called_in_split_form() => GradientAssert.Agrees(
        0.6, s_x, (x, y) => CustomDerivatives.CallsOutOfLine(x, y), (x, y, dy) => CustomDerivatives.CallsOutOfLineGradient(x, y, dy));
}
