namespace AutoDiff.Gradients.Tests;

/// <summary>What is cut counts as a constant, wherever the code that cuts it is lowered.</summary>
public class ConstantTests
{
    private const double Precision = 1e-12;

    private static readonly double[] s_x = [0.5, -1.25, 2];

    // c[i] sin(x[i]) c[n - 1 - i], of which c is constant.
    private static readonly double[] s_expected =
        [0.5 * Math.Cos(0.5) * 2, 1.25 * Math.Cos(-1.25) * 1.25, 2 * Math.Cos(2) * 0.5];

    [Fact]
    public void Stop_cuts_the_derivative_of_spans_arrays_and_lists()
    {
        double[] dx = new double[3];
        Assert.Equal(Constants.StoppedSpan(s_x), Constants.StoppedSpanGradient(s_x, dx), Precision);
        Check(s_expected, dx);
        dx = new double[3];
        Assert.Equal(Constants.StoppedSpan(s_x), Constants.StoppedArrayGradient(s_x, dx), Precision);
        Check(s_expected, dx);
        List<double> list = [0, 0, 0];
        Assert.Equal(Constants.StoppedSpan(s_x), Constants.StoppedListGradient([.. s_x], list), Precision);
        Check(s_expected, [.. list]);
        double[,] matrix = new double[1, 3];
        Assert.Equal(Constants.StoppedSpan(s_x), Constants.StoppedMatrixGradient(new[,] { { s_x[0], s_x[1], s_x[2] } }, matrix), Precision);
        Check(s_expected, [matrix[0, 0], matrix[0, 1], matrix[0, 2]]);
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 4)]
    public void What_is_cut_in_one_branch_has_its_derivative_in_the_other(bool cuts, double factor)
    {
        double[] dx = new double[3];
        Assert.Equal(Constants.StoppedInOneBranch(s_x, cuts), Constants.StoppedInOneBranchGradient(s_x, cuts, dx), Precision);
        Check([.. s_x.Select(value => factor * value)], dx);
    }

    [Theory]
    [InlineData(1, new double[] { 0, 0, 0 })]
    [InlineData(2, new double[] { 0, 2, 0 })]
    [InlineData(5, new double[] { 0, 2, 2 })]
    public void A_span_that_is_cut_in_some_iterations(int every, double[] factors)
    {
        double[] dx = new double[3];
        Assert.Equal(Constants.StoppedInSomeIterations(s_x, every), Constants.StoppedInSomeIterationsGradient(s_x, every, dx), Precision);
        Check([.. s_x.Select((value, i) => factors[i] * value)], dx);
    }

    [Fact]
    public void A_copy_that_is_cut_is_a_constant_in_each_round()
    {
        double[] dx = new double[3];
        Assert.Equal(Constants.StoppedCopies(s_x), Constants.StoppedCopiesGradient(s_x, dx), Precision);

        // By hand: state' = sin(state + x) + before x, with before constant.
        double[] expected = new double[3], state = new double[3], tangent = new double[3];
        for (int round = 0; round < 3; round++)
        {
            double[] before = [.. state];
            for (int i = 0; i < 3; i++)
            {
                tangent[i] = Math.Cos(state[i] + s_x[i]) * (tangent[i] + 1) + before[i];
                state[i] = Math.Sin(state[i] + s_x[i]) + before[i] * s_x[i];
            }

            expected[0] += tangent[0] * before[2];
        }

        Check(expected, dx);
    }

    [Fact]
    public void Parameters_that_arent_active_are_constants_in_calls_lowered_in_place()
    {
        // w x + x x + x x w, the first and last w constant.
        (_, double dw, double dx) = Constants.InPlaceGradient(3, 2);
        Assert.Equal((0, 3 + 4 + 12), (dw, dx));
        double[] dws = new double[3], dxs = new double[3];
        double[] w = [1, 2, 3];
        Constants.InPlaceOfBuffersGradient(w, s_x, dws, dxs);
        Check([0, 0, 0], dws);
        Check([1 + 0.5, 2 - 1.25, 3 + 2], dxs);
    }

    [Fact]
    public void Constant_memory_without_a_derivative_is_the_callers()
    {
        double[] dx = new double[3];
        Assert.Equal(Constants.ScratchInPlace(s_x), Constants.ScratchInPlaceGradient(s_x, dx), Precision);
        Check([.. s_x.Select(value => 2 * value * (1 + 2) * 2)], dx);
    }

    [Fact]
    public void Local_functions_have_constant_parameters_too()
    {
        // w x + 8 w x^4 + (w + x) x, of which all of the parameters but the factors x are constant; the recursive one's first is 8 w.
        (double value, double dw, double dx) = Constants.InLocalsGradient(0.5, 0.25);
        Assert.Equal(Constants.InLocals(0.5, 0.25), value, Precision);
        Assert.Equal(0, dw);
        Assert.Equal(0.5 + 4 * 8 * 0.5 * 0.25 * 0.25 * 0.25 + (0.5 + 0.25), dx, 1e-7);
    }

    private static void Check(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], Precision);
    }
}
