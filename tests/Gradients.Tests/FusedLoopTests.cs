using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

/// <summary>Iterations that run forwards and backwards one by one give the derivative, the value and the exceptions that two sweeps give.</summary>
public class FusedLoopTests
{
    private static readonly double[] s_w = [0.8, -1.1, 0.45, 1.7, -0.3, 0.9];
    private static readonly double[] s_x = [1.3, -0.7, 2.2, 0.4, -1.6];

    public delegate double Function(ReadOnlySpan<double> w, ReadOnlySpan<double> x);

    public delegate double Gradient(ReadOnlySpan<double> w, ReadOnlySpan<double> x, Span<double> dw, Span<double> dx, Workspace? workspace = null);

    public static TheoryData<string, Function, Gradient> TwoBuffers => new()
    {
        { "chains", FusedLoops.Chains, FusedLoops.ChainsGradient },
        { "conditional", FusedLoops.Conditional, FusedLoops.ConditionalGradient },
        { "nonlinear tail", FusedLoops.NonlinearTail, FusedLoops.NonlinearTailGradient },
        { "kept by the tail", FusedLoops.KeptByTheTail, FusedLoops.KeptByTheTailGradient },
        { "kept by a nest in the tail", FusedLoops.KeptByANestInTheTail, FusedLoops.KeptByANestInTheTailGradient },
        { "recurrence", FusedLoops.Recurrence, FusedLoops.RecurrenceGradient },
        { "reads the last", FusedLoops.ReadsTheLast, FusedLoops.ReadsTheLastGradient },
        { "not whole", FusedLoops.NotWhole, FusedLoops.NotWholeGradient },
        { "read by the tail", FusedLoops.ReadByTheTail, FusedLoops.ReadByTheTailGradient },
        { "aliased", FusedLoops.Aliased, FusedLoops.AliasedGradient },
        { "broken", FusedLoops.Broken, FusedLoops.BrokenGradient },
    };

    [Theory]
    [MemberData(nameof(TwoBuffers))]
    public void The_gradient(string name, Function function, Gradient gradient)
    {
        Assert.NotEmpty(name);
        GradientAssert.Agrees(s_w, s_x, (w, x) => function(w, x), (w, x, dw, dx) => gradient(w, x, dw, dx));
        GradientAssert.Agrees([], s_x, (w, x) => name == "read by the tail" || name == "aliased" ? 0 : function(w, x), (w, x, dw, dx) => name == "read by the tail" || name == "aliased" ? 0 : gradient(w, x, dw, dx));
        GradientAssert.Agrees(s_w, [1.15], (w, x) => function(w, x), (w, x, dw, dx) => gradient(w, x, dw, dx));
    }

    [Fact]
    public void Buffers_that_every_iteration_overwrites() =>
        GradientAssert.Agrees(0.6, s_x, (a, x) => FusedLoops.Overwritten(a, s_w, x), (a, x, dx) => FusedLoops.OverwrittenGradient(a, s_w, x, new double[s_w.Length], dx));

    [Fact]
    public void Their_factors() =>
        GradientAssert.Agrees(0.6, s_w, (a, w) => FusedLoops.Overwritten(a, w, s_x), (a, w, dw) => FusedLoops.OverwrittenGradient(a, w, s_x, dw, new double[s_x.Length]));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public void Positions_that_go_on(int width)
    {
        var w = new double[(width * 5) + 1];
        for (int i = 0; i < w.Length; i++) w[i] = Math.Sin(i + 1);
        GradientAssert.Agrees(w, s_x, (w, x) => FusedLoops.Positions(w, x, width), (w, x, dw, dx) => FusedLoops.PositionsGradient(w, x, width, dw, dx));
    }

    [Fact]
    public void An_argument_that_the_loop_writes()
    {
        double[] x = [.. s_x], dw = new double[s_w.Length], dx = new double[s_x.Length];
        double value = FusedLoops.WritesItsArgumentGradient(s_w, x, dw, dx);
        double[] expected = [.. s_x];
        Assert.Equal(FusedLoops.WritesItsArgument(s_w, expected), value);
        Assert.Equal(expected, x);
        for (int i = 0; i < x.Length; i++)
        {
            int at = i;
            (double slope, _) = Differences.Richardson(v => FusedLoops.WritesItsArgument(s_w, [.. s_x.Select((old, j) => j == at ? v : old)]), s_x[i]);
            Assert.Equal(slope, dx[i], 1e-8);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 1)]
    [InlineData(4, -3)]
    [InlineData(5, int.MaxValue)]
    public void Integers_that_change_by_the_same_amount(int n, int step)
    {
        if (step == int.MaxValue)
        {
            // The position wraps, perhaps below zero: the exceptions are the same.
            Exception? expected = Record.Exception(() => FusedLoops.Strides(0.7, s_w, n, step));
            Exception? actual = Record.Exception(() => FusedLoops.StridesGradient(0.7, s_w, n, step, new double[s_w.Length]));
            Assert.Equal(expected?.GetType(), actual?.GetType());
            return;
        }

        if (step < 0) step = s_w.Length * 2;
        GradientAssert.Agrees(0.7, s_w, (a, w) => FusedLoops.Strides(a, w, n, step), (a, w, dw) => FusedLoops.StridesGradient(a, w, n, step, dw));
        double[] dw = new double[s_w.Length], tangents = [0.3, -0.2, 0.9, 0.1, 0.5, -0.7];
        (_, double da) = FusedLoops.StridesGradient(0.7, s_w, n, step, dw);
        double forward = FusedLoops.StridesJvp(0.7, s_w, n, step, 1.5, tangents).dresult;
        Assert.Equal(forward, (1.5 * da) + dw.Zip(tangents, (d, t) => d * t).Sum(), 1e-10);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(100_000)]
    public void An_exception_in_the_loop_leaves_adjoints_as_they_were(int length)
    {
        var w = new double[length];
        for (int i = 0; i < w.Length; i++) w[i] = s_w[i % s_w.Length];
        double[] dw = [.. w], dx = [1, 2, 3, 4, 5];
        Assert.Equal("bad", Assert.Throws<InvalidOperationException>(() => FusedLoops.ThrowsGradient(w, s_x, 103, 6, dw, dx)).Message);
        Assert.Equal(w, dw);
        Assert.Equal([1, 2, 3, 4, 5], dx);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(100_000)]
    public void The_first_exception_is_the_one_that_is_seen(int length)
    {
        var w = new double[length];
        for (int i = 0; i < w.Length; i++) w[i] = s_w[i % s_w.Length];
        double[] dw = [.. w], dx = [1, 2, 3, 4, 5];
        Assert.Throws<InvalidOperationException>(() => FusedLoops.ThrowsGradient(w, s_x, 103, length + 1, dw, dx));
        Assert.Throws<IndexOutOfRangeException>(() => FusedLoops.ThrowsGradient(w, s_x, -1, length + 1, dw, dx));
        Assert.Equal(w, dw);
        Assert.Equal([1, 2, 3, 4, 5], dx);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(100_000)]
    public void Without_an_exception(int length)
    {
        var w = new double[length];
        for (int i = 0; i < w.Length; i++) w[i] = s_w[i % s_w.Length];
        double[] dw = new double[length], dx = new double[s_x.Length];
        Assert.Equal(FusedLoops.Throws(w, s_x, -1, 6), FusedLoops.ThrowsGradient(w, s_x, -1, 6, dw, dx));
        double product = s_w.Aggregate((a, b) => a * b), sum = s_x.Sum();
        for (int j = 0; j < length; j++) Assert.Equal((2 * w[j] * sum) + (j < 6 ? 2 * product * product / w[j] : 0), dw[j], 1e-10);
    }

    [Fact]
    public void Calls_run_once_and_in_order()
    {
        GradientAssert.Agrees(s_w, s_x, (w, x) => FusedLoops.Logged(w, x), (w, x, dw, dx) => FusedLoops.LoggedGradient(w, x, dw, dx));
        FusedLoops.Calls.Clear();
        FusedLoops.LoggedGradient(s_w, s_x, new double[s_w.Length], new double[s_x.Length]);
        Assert.Equal([0, 1, 2, 3, 4, -1], FusedLoops.Calls);
    }

    [Fact]
    public void The_tape_is_that_of_one_iteration()
    {
        var workspace = new Workspace();
        var x = new double[20_000];
        FusedLoops.ChainsGradient(s_w, x, new double[s_w.Length], new double[x.Length], workspace);
        long bytes = workspace.ReservedBytes;
        Assert.InRange(bytes, 0, 8 * x.Length + 100_000);
        for (int i = 0; i < 30; i++) FusedLoops.ChainsGradient(s_w, x, new double[s_w.Length], new double[x.Length], workspace);
        Assert.Equal(bytes, workspace.ReservedBytes);
    }
}
