namespace AutoDiff.Gradients.Tests;

/// <summary>What the members refuse, before anything is written; and what is left when the method itself throws.</summary>
public class BadInputTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(0)]
    public void An_adjoint_of_another_length(int length)
    {
        double[] x = [1, 2, 3], y = [7, 7, 7], right = [1, 1, 1], wrong = new double[length];
        Refuses("dx", () => BadInput.SpansGradient(x, y, 2, wrong, right));
        Refuses("dx", () => BadInput.SpansVjp(x, y, 2, 1, wrong, right));
        Refuses("dx", () => BadInput.SpansJvp(x, y, 2, wrong, right, 1));
        Refuses("dy", () => BadInput.SpansGradient(x, y, 2, right, wrong));
        Refuses("dy", () => BadInput.SpansVjp(x, y, 2, 1, right, wrong));
        Refuses("dy", () => BadInput.SpansJvp(x, y, 2, right, wrong, 1));
        Refuses("dx", () => BadInput.InPlaceVjp(x, 2, wrong));
        Refuses("dx", () => BadInput.InPlaceJvp(x, 2, wrong, 1));
        Refuses("dx", () => BadInput.OneArrayGradient(x, wrong));
        Refuses("dx", () => BadInput.OneArrayJvp(x, wrong));
        Refuses("dx", () => BadInput.OneListGradient([.. x], [.. wrong]));
        Refuses("dx", () => BadInput.OneListJvp([.. x], [.. wrong]));
        Refuses("dx", () => BadInput.FloatsGradient([1, 2, 3], new float[3], new float[length], new float[3]));
        Refuses("dresult", () => BadInput.ArrayResultVjp([1, 2], new double[length == 2 ? 3 : length], new double[2]));

        // Nothing was written.
        Assert.Equal([1.0, 2, 3], x);
        Assert.Equal([7.0, 7, 7], y);
        Assert.Equal([1.0, 1, 1], right);
    }

    [Fact]
    public void An_adjoint_that_is_missing()
    {
        Assert.Equal("dx", Assert.Throws<ArgumentNullException>(() => BadInput.OneArrayGradient([1, 2], null!)).ParamName);
        Assert.Equal("dx", Assert.Throws<ArgumentNullException>(() => BadInput.JaggedGradient([[1], [2]], null!)).ParamName);
        Assert.Equal("dx", Assert.Throws<ArgumentNullException>(() => BadInput.OneListJvp([1, 2], null!)).ParamName);
        Assert.ThrowsAny<ArgumentException>(() => BadInput.JaggedGradient([[1], [2]], [[0], null!]));
    }

    [Fact]
    public void Inner_lengths()
    {
        double[][] x = [[1, 2], [3]];
        Refuses("dx", () => BadInput.JaggedGradient(x, [[0, 0]]));
        Refuses("dx", () => BadInput.JaggedGradient(x, [[0, 0], [0, 0]]));
        Refuses("dx", () => BadInput.JaggedVjp(x, 1, [[0], [0]]));
        Refuses("dx", () => BadInput.JaggedJvp(x, [[0], [0]]));
        Assert.Equal(3, BadInput.JaggedGradient(x, [[0, 0], [0]]));
    }

    [Fact]
    public void Shapes_of_rectangular_arrays_and_tensors()
    {
        Refuses("dx", () => BadInput.RectangularGradient(new double[2, 3], new double[3, 2]));
        Refuses("dx", () => BadInput.RectangularGradient(new double[2, 3], new double[2, 2]));
        Refuses("dx", () => BadInput.RectangularJvp(new double[2, 3], new double[2, 4]));
        Refuses("dx", () => BadInput.CubeGradient(new double[2, 3, 4], new double[2, 4, 3]));
        Refuses("dx", () => BadInput.OneTensorVjp(Tensor.Zeros(2, 3), Tensor.Zeros(2, 3), Tensor.Zeros(3, 2)));
        Refuses("dresult", () => BadInput.OneTensorVjp(Tensor.Zeros(2, 3), Tensor.Zeros(6), Tensor.Zeros(2, 3)));
    }

    [Fact]
    public void Rows_that_are_one()
    {
        double[] row = [1];
        Refuses("x", () => BadInput.WriteJaggedVjp([row, row], 2, [[0], [0]]));
        Refuses("dx", () => BadInput.WriteJaggedVjp([[1], [2]], 2, [row, row]));
        Assert.Equal([1.0], row);
    }

    [Fact]
    public void A_written_buffer_that_overlaps_another()
    {
        double[] memory = [1, 2, 3, 4], d = new double[4], e = new double[4];
        Refuses("y", () => BadInput.SpansGradient(memory, memory, 2, d, e));
        Refuses("y", () => BadInput.SpansGradient(memory.AsSpan(0, 2), memory.AsSpan(1, 2), 2, d.AsSpan(0, 2), e.AsSpan(0, 2)));
        Refuses("y", () => BadInput.SpansJvp(memory.AsSpan(0, 2), memory.AsSpan(1, 2), 2, d.AsSpan(0, 2), e.AsSpan(0, 2), 0));
        Refuses("y", () => BadInput.WriteArrayVjp(memory, memory, d, e));
        Refuses("y", () => BadInput.CellGradient(ref memory[1], memory, ref d[0], e));
        Assert.Equal([1.0, 2, 3, 4], memory);
        BadInput.SpansGradient(memory.AsSpan(0, 2), memory.AsSpan(2, 2), 2, d.AsSpan(0, 2), e.AsSpan(0, 2));
    }

    [Fact]
    public void An_adjoint_that_overlaps_a_primal()
    {
        double[] x = [1, 2, 3], y = [4, 5, 6], d = new double[3];
        Refuses("dx", () => BadInput.SpansGradient(x, y, 2, x, d));
        Refuses("dx", () => BadInput.SpansGradient(x, y, 2, y, d));
        Refuses("dy", () => BadInput.SpansGradient(x, y, 2, d, x));
        Refuses("dy", () => BadInput.SpansGradient(x, y, 2, d, y));
        Refuses("dx", () => BadInput.TwoReadGradient(x, y, x, d));
        Refuses("dx", () => BadInput.TwoReadGradient(x, y, y, d));
        Refuses("dx", () => BadInput.InPlaceVjp(x, 2, x));
        Refuses("dx", () => BadInput.InPlaceJvp(x, 2, x, 1));
        Refuses("dx", () => BadInput.OneArrayGradient(x, x));
        Refuses("dx", () => BadInput.WithConstantGradient(x, y, y));
        var list = new List<double> { 1, 2 };
        Refuses("dx", () => BadInput.WriteListVjp(list, 2, list));
        var matrix = new double[2, 2];
        Refuses("dx", () => BadInput.RectangularGradient(matrix, matrix));
        double[][] rows = [[1], [2]];
        Refuses("dx", () => BadInput.JaggedGradient(rows, rows));
        Refuses("dx", () => BadInput.JaggedGradient(rows, [rows[0], [0]]));
        Assert.Equal([1.0, 2, 3], x);
        Assert.Equal([4.0, 5, 6], y);

        // A tangent that is only read may be a primal that is only read.
        Assert.Equal((5.0, (1.0 * 5) + (1 * 5)), BadInput.TwoReadJvp([1, 2, 3], y, [1, 2, 3], y));
    }

    [Fact]
    public void An_adjoint_that_overlaps_another()
    {
        double[] x = [1, 2, 3], y = [4, 5, 6], d = [0, 0, 0, 0];
        Refuses("dy", () => BadInput.SpansGradient(x, y, 2, d.AsSpan(0, 3), d.AsSpan(0, 3)));
        Refuses("dy", () => BadInput.SpansGradient(x, y, 2, d.AsSpan(1, 3), d.AsSpan(0, 3)));
        Refuses("dy", () => BadInput.SpansJvp(x, y, 2, d.AsSpan(1, 3), d.AsSpan(0, 3), 1));
        double[] shared = new double[3];
        Refuses("dy", () => BadInput.WriteArrayVjp(x, [4, 5, 6], shared, shared));

        // Parameters that are only read may share one adjoint: it gets the sum.
        double[] sum = new double[2];
        BadInput.TwoReadGradient([3, 1], [1, 5], sum, sum);
        Assert.Equal([5.0, 3], sum);
    }

    [Fact]
    public void A_refused_call_has_not_run_the_method()
    {
        int[] calls = [0];
        Refuses("dx", () => BadInput.CountingGradient([1], calls, []));
        Refuses("dx", () => BadInput.CountingJvp([1], calls, []));
        Assert.Equal(0, calls[0]);
        BadInput.CountingGradient([1], calls, [0]);
        BadInput.CountingJvp([1], calls, [0]);
        Assert.Equal(2, calls[0]);
    }

    [Fact]
    public void An_exception_of_the_method_leaves_adjoints_alone_and_its_own_writes_done()
    {
        double[] x = [1, 2, 3, 4], y = [7, 7, 7, 7], dx = [1, 2, 3, 4], dy = [5, 6, 7, 8];
        var workspace = new Workspace();
        Assert.Equal("at 2", Assert.Throws<InvalidOperationException>(() => BadInput.ThrowingGradient(x, y, 2, dx, dy, workspace)).Message);
        Assert.Equal([Math.Exp(1), Math.Exp(2), 7, 7], y);
        Assert.Equal("at 3", Assert.Throws<InvalidOperationException>(() => BadInput.ThrowingVjp(x, y, 3, 1, dx, dy, workspace)).Message);
        Assert.Equal([Math.Exp(1), Math.Exp(2), Math.Exp(3), 7], y);
        Assert.Equal([1.0, 2, 3, 4], dx);
        Assert.Equal([5.0, 6, 7, 8], dy);
        Assert.Equal("at 0", Assert.Throws<InvalidOperationException>(() => BadInput.ThrowingJvp(x, y, 0, dx, dy)).Message);

        // The library's own exceptions, too, and those of callees.
        double[] short1 = [1, 2], z = new double[5], dz = [1, 1, 1, 1, 1], dshort = [9, 9];
        Assert.Throws<IndexOutOfRangeException>(() => BadInput.OutOfRangeGradient(short1, z, 5, dshort, dz, workspace));
        Assert.Equal([9.0, 9], dshort);
        Assert.Equal([1.0, 1, 1, 1, 1], dz);
        Assert.Equal("n", Assert.Throws<ArgumentOutOfRangeException>(() => BadInput.DeepGradient(x, 5, dx, workspace)).ParamName);
        Assert.Equal([1.0, 2, 3, 4], dx);

        // The workspace is as it was: it works on, and doesn't grow.
        BadInput.ThrowingGradient(x, y, -1, dx, dy, workspace);
        long reserved = workspace.ReservedBytes;
        for (int i = 0; i < 50; i++)
        {
            Assert.Throws<InvalidOperationException>(() => BadInput.ThrowingGradient(x, y, 3, dx, dy, workspace));
        }

        Assert.Equal(reserved, workspace.ReservedBytes);
    }

    [Fact]
    public void A_workspace_used_from_two_threads_at_once()
    {
        var workspace = new Workspace();
        double[] x = [1, 2, 0.5], dx = new double[3], expected = new double[3];
        BadInput.InterruptedGradient(x, () => { }, expected);
        Exception? other = null;
        int interruptions = 0;
        BadInput.InterruptedGradient(
            x,
            () =>
            {
                interruptions++;
                var thread = new Thread(() => other = Record.Exception(() => BadInput.InterruptedGradient([1, 2], () => { }, new double[2], workspace)));
                thread.Start();
                thread.Join();

                // On the same thread calls nest.
                double[] inner = new double[3];
                BadInput.InterruptedGradient([0.1, 0.2, 0.3], () => { }, inner, workspace);
                Assert.Equal(Math.Exp(0.1) * 1.1, inner[0], 1e-12);
            },
            dx,
            workspace);
        Assert.True(interruptions > 0);
        Assert.IsType<InvalidOperationException>(other);
        Assert.Equal(expected, dx);

        // One after the other is fine.
        Exception? later = null;
        var second = new Thread(() => later = Record.Exception(() => BadInput.InterruptedGradient([1, 2], () => { }, new double[2], workspace)));
        second.Start();
        second.Join();
        Assert.Null(later);
    }

    private static void Refuses(string parameter, Action call) => Assert.Equal(parameter, Assert.ThrowsAny<ArgumentException>(call).ParamName);
}
