using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Corpora;

public class SlangControlFlowTests
{
    [Theory]
    [InlineData(1.0)]
    [InlineData(0.7)]
    [InlineData(0.4)]
    public void Multi_return(double y) => GradientAssert.Agrees(y, y => SlangControlFlow.MultiReturn(y), y => SlangControlFlow.MultiReturnGradient(y));

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.4)]
    [InlineData(0.1)]
    public void Nested_else(double y) => GradientAssert.Agrees(y, y => SlangControlFlow.NestedElse(y), y => SlangControlFlow.NestedElseGradient(y));

    [Theory]
    [InlineData(1.1, 3)]
    [InlineData(0.4, 3)]
    [InlineData(0.8, 0)]
    public void Loop_in_one_branch(double y, int n) =>
        GradientAssert.Agrees(y, y => SlangControlFlow.LoopInOneBranch(y, n), y => SlangControlFlow.LoopInOneBranchGradient(y, n));

    [Theory]
    [InlineData(1.1, 0)]
    [InlineData(0.7, 1)]
    [InlineData(0.8, 2)]
    [InlineData(-0.8, 3)]
    public void Assigned_by_cases(double y, int i) =>
        GradientAssert.Agrees(y, y => SlangControlFlow.AssignedByCases(y, i), y => SlangControlFlow.AssignedByCasesGradient(y, i));

    [Theory]
    [InlineData(3.0, 2.0)]
    [InlineData(0.4, -0.7)]
    public void Applied_twice(double p, double x) => GradientAssert.Agrees(
        [],
        [[x]],
        (_, b) =>
        {
            SlangControlFlow.AppliedTwice(p, ref b[0][0]);
            return 0;
        },
        (_, b, d) =>
        {
            SlangControlFlow.AppliedTwiceVjp(p, ref b[0][0], ref d[0][0]);
            return (0, []);
        });

    [Theory]
    [InlineData(3.0, 2.0)]
    [InlineData(0.4, -0.7)]
    public void Apply(double p, double x) => GradientAssert.Agrees(
        [],
        [[x]],
        (_, b) =>
        {
            SlangControlFlow.Apply(p, ref b[0][0]);
            return 0;
        },
        (_, b, d) =>
        {
            SlangControlFlow.ApplyVjp(p, ref b[0][0], ref d[0][0]);
            return (0, []);
        });

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Overwritten_reference(double p, double x) => GradientAssert.Agrees(
        [x],
        [[p]],
        (s, b) => SlangControlFlow.OverwrittenReference(ref b[0][0], s[0]),
        (s, b, d) =>
        {
            (double value, double dx) = SlangControlFlow.OverwrittenReferenceGradient(ref b[0][0], s[0], ref d[0][0]);
            return (value, [dx]);
        });

    [Theory]
    [InlineData(1.3, 0.4)]
    [InlineData(-0.7, 2.1)]
    [InlineData(0.6, -1.8)]
    public void Assign(double target, double value) => GradientAssert.Agrees(
        [value],
        [[target]],
        (s, b) =>
        {
            SlangControlFlow.Assign(ref b[0][0], s[0]);
            return 0;
        },
        (s, b, d) =>
        {
            double dvalue = SlangControlFlow.AssignVjp(ref b[0][0], s[0], ref d[0][0]);
            return (0, [dvalue]);
        });

    [Theory]
    [InlineData(10.0, 4.0)]
    [InlineData(0.7, 0.4)]
    [InlineData(-2.0, -3.0)]
    public void Test_that_changes(double a, double x) =>
        GradientAssert.Agrees(x, x => SlangControlFlow.TestThatChanges(a, x), x => SlangControlFlow.TestThatChangesGradient(a, x));

    [Theory]
    [InlineData(1.3)]
    [InlineData(-0.7)]
    [InlineData(0.6)]
    public void Nested_calls(double x) => GradientAssert.Agrees(x, x => SlangControlFlow.NestedCalls(x), x => SlangControlFlow.NestedCallsGradient(x));

    [Theory]
    [InlineData(1.3, 0)]
    [InlineData(0.7, 1)]
    [InlineData(-0.9, 5)]
    public void Recursive_sum(double x, int n) => GradientAssert.Agrees(x, x => SlangControlFlow.RecursiveSum(x, n), x => SlangControlFlow.RecursiveSumGradient(x, n));

    [Theory]
    [InlineData(1.3, 0.4, 0, new[] { 0.7, -1.3 })]
    [InlineData(0.7, 2.1, 1, new[] { 0.4, 1.2 })]
    public void Elements_written_twice(double n, double m, int index, double[] output) => GradientAssert.Agrees(
        [n, m],
        [output],
        (s, b) =>
        {
            SlangControlFlow.ElementsWrittenTwice(s[0], s[1], index, b[0]);
            return 0;
        },
        (s, b, d) =>
        {
            (double dn, double dm) = SlangControlFlow.ElementsWrittenTwiceVjp(s[0], s[1], index, b[0], d[0]);
            return (0, [dn, dm]);
        });

    [Theory]
    [InlineData(0.9, 1.3)]
    [InlineData(0.6, 0.4)]
    [InlineData(0.4, 0.8)]
    [InlineData(0.1, -0.7)]
    public void Fetch(double u, double v) => GradientAssert.Agrees(u, v, (u, v) => SlangControlFlow.Fetch(u, v), (u, v) => SlangControlFlow.FetchGradient(u, v));

    [Theory]
    [InlineData(1.3, 0.4, -0.6)]
    [InlineData(-0.7, 2.1, 1.4)]
    [InlineData(0.6, -1.8, 0.9)]
    public void Swizzled(double x, double y, double z) =>
        GradientAssert.Agrees(x, y, z, (x, y, z) => SlangControlFlow.Swizzled(x, y, z), (x, y, z) => SlangControlFlow.SwizzledGradient(x, y, z));

    [Theory]
    [InlineData(1.3, 0.4, new[] { 0.7, -1.3, 0.4 })]
    [InlineData(0.7, 2.1, new[] { 0.5 })]
    public void Levels(double x, double y, double[] output) => GradientAssert.Agrees(
        [x, y],
        [output],
        (s, b) =>
        {
            SlangControlFlow.Levels(s[0], s[1], b[0]);
            return 0;
        },
        (s, b, d) =>
        {
            (double dx, double dy) = SlangControlFlow.LevelsVjp(s[0], s[1], b[0], d[0]);
            return (0, [dx, dy]);
        });

    [Theory]
    [InlineData(new[] { 0.7, -1.3, 0.4, 2.1, 1.6, -0.8 })]
    [InlineData(new[] { 1.9, 0.6, -0.5, 1.2 })]
    [InlineData(new[] { -0.9, 1.4, 0.3, 0.8, 2.4 })]
    public void Decoder(double[] code) =>
        GradientAssert.Agrees(code, code => SlangControlFlow.Decoder(code), (code, dcode) => SlangControlFlow.DecoderGradient(code, dcode));

    [Theory]
    [InlineData(2.0, 0.5)]
    [InlineData(-0.3, 0.3)]
    public void Select(double x, double y) => GradientAssert.Agrees(x, y, (x, y) => SlangControlFlow.Select(x, y), (x, y) => SlangControlFlow.SelectGradient(x, y));

    [Theory]
    [InlineData(2.0)]
    [InlineData(-0.7)]
    public void Select_near_zero(double x) => GradientAssert.Agrees(x, x => SlangControlFlow.SelectNearZero(x), x => SlangControlFlow.SelectNearZeroGradient(x));

    [Theory]
    [InlineData(0.5)]
    [InlineData(1.4)]
    [InlineData(2.7)]
    public void Work_in_an_endless_loop(double x) =>
        Output(x, (double x, out double y) => SlangControlFlow.WorkInAnEndlessLoop(x, out y), (double x, out double y, double dy) => SlangControlFlow.WorkInAnEndlessLoopVjp(x, out y, dy));

    [Theory]
    [InlineData(0.5)]
    [InlineData(1.4)]
    [InlineData(-0.7)]
    public void Output_across_exits(double x) =>
        Output(x, (double x, out double y) => SlangControlFlow.OutputAcrossExits(x, out y), (double x, out double y, double dy) => SlangControlFlow.OutputAcrossExitsVjp(x, out y, dy));

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.4)]
    public void Output_in_each_path(double x) =>
        Output(x, (double x, out double y) => SlangControlFlow.OutputInEachPath(x, out y), (double x, out double y, double dy) => SlangControlFlow.OutputInEachPathVjp(x, out y, dy));

    [Theory]
    [InlineData(5.0)]
    [InlineData(-0.7)]
    public void Written_twice(double x) => Output(
        x,
        (double x, out double y) =>
        {
            SlangControlFlow.WrittenTwice(x, out y);
            return true;
        },
        (double x, out double y, double dy) => (true, SlangControlFlow.WrittenTwiceVjp(x, out y, dy)));

    [Theory]
    [InlineData(5.0, 1)]
    [InlineData(-0.7, 4)]
    public void Inactive_outputs(double x, int count) => Output(
        x,
        (double x, out double y) =>
        {
            int c = count;
            SlangControlFlow.InactiveOutputs(x, ref c, out int before, out y);
            return before == count && c == count + 1;
        },
        (double x, out double y, double dy) =>
        {
            int c = count;
            double dx = SlangControlFlow.InactiveOutputsVjp(x, ref c, out int before, out y, dy);
            return (before == count && c == count + 1, dx);
        });

    [Theory]
    [InlineData(2.0, 3.5)]
    [InlineData(-0.7, 1.2)]
    public void Number_and_count(double x, double y) => GradientAssert.Agrees(
        x,
        y,
        (x, y) =>
        {
            SlangControlFlow.NumberAndCount(x, y, out (double Number, int Count) result);
            return 1.7 * result.Number * result.Count;
        },
        (x, y) =>
        {
            (double dx, double dy) = SlangControlFlow.NumberAndCountVjp(x, y, out (double Number, int Count) result, (2 * 1.7, 0));
            return (1.7 * result.Number * result.Count, dx, dy);
        });

    [Fact]
    public void Select_near_zero_is_finite() => Assert.Equal((0, 0), SlangControlFlow.SelectNearZeroGradient(0));

    [Fact]
    public void Select_where_the_root_is_infinite() => Assert.Equal((0.09, 0, 0.6), SlangControlFlow.SelectGradient(0, 0.3));

    [Fact]
    public void Component_overwritten()
    {
        (double value, float dx, float dy, float dz) = SlangControlFlow.ComponentOverwrittenGradient(1.5f, 9, -0.5f);
        Assert.Equal(SlangControlFlow.ComponentOverwritten(1.5f, 9, -0.5f), value);
        const double X = 1.5, Z = -0.5;
        GradientAssert.Equal((2 * X * Z * Z) + (4 * X * X * X * Z * Z), dx, 1e-5);
        Assert.Equal(0, dy);
        GradientAssert.Equal((2 * X * X * Z) + (2 * X * X * X * X * Z) + (2 * Z), dz, 1e-5);
    }

    [Fact]
    public void Through_single()
    {
        (double value, float dx, float dy) = SlangControlFlow.ThroughSingleGradient(1.5f, 0.7f);
        Assert.Equal(SlangControlFlow.ThroughSingle(1.5f, 0.7f), value);
        GradientAssert.Equal(3 * 1.5 * 1.5 * 0.7 * 0.7, dx, 1e-5);
        GradientAssert.Equal(2 * 1.5 * 1.5 * 1.5 * 0.7, dy, 1e-5);
    }

    private delegate bool Primal(double x, out double y);

    private delegate (bool Value, double Adjoint) Pullback(double x, out double y, double dy);

    // The flag bit for bit, the output with a cotangent other than 1.
    private static void Output(double x, Primal f, Pullback vjp) => GradientAssert.Agrees(
        x,
        x => (f(x, out double y) ? 1 : 2) + (1.7 * y),
        x =>
        {
            (bool value, double adjoint) = vjp(x, out double y, 1.7);
            return ((value ? 1 : 2) + (1.7 * y), adjoint);
        });
}
