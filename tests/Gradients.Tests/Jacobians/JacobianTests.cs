namespace AutoDiff.Gradients.Tests.Jacobians;

/// <summary>Jacobians against closed forms, and their rows against the pullback's.</summary>
public class JacobianTests
{
    private const double Tolerance = 1e-10;

    [Fact]
    public void OneRow()
    {
        double[] jacobian = [9, 9];
        Assert.Equal(JacobianMethods.Product(3, 5, 7), JacobianMethods.ProductJacobian(3, 5, 7, jacobian));
        Assert.Equal([2.0 * 3 * 5 * 7, 9.0 * 5], jacobian);
    }

    [Fact]
    public void RowsOfATupleWithoutTheInactiveOne()
    {
        double[] jacobian = new double[4];
        Assert.Equal((7, 5, 0.75), JacobianMethods.MixedJacobian(3, 5, 4, jacobian));
        Assert.Equal([1, 1, 0.25, -3.0 / 16], jacobian);
    }

    [Fact]
    public void RowsAndColumnsOfStructs()
    {
        double[] jacobian = new double[6];
        Polar value = JacobianMethods.ToPolarJacobian((3, 4), 2, jacobian);
        Assert.Equal(JacobianMethods.ToPolar((3, 4), 2), value);
        Close([0.6, 0.8, 0, -4.0 / 25, 3.0 / 25, 0], jacobian);
    }

    [Fact]
    public void ColumnsOfTheReceiver()
    {
        double[] jacobian = new double[6];
        var at = new Polar(2, 0.3, 5);
        Assert.Equal(at.Point(3), at.PointJacobian(3, jacobian));
        Close([3 * Math.Cos(0.3), -6 * Math.Sin(0.3), 2 * Math.Cos(0.3), Math.Sin(0.3), 2 * Math.Cos(0.3), 0], jacobian);
    }

    [Theory]
    [InlineData(3, 2)]
    [InlineData(-1, 2)]
    [InlineData(1, 2)]
    [InlineData(0, 0)]
    public void BranchesAsThePullback(double x, double y)
    {
        double[] jacobian = new double[4];
        Assert.Equal(JacobianMethods.Branches(x, y), JacobianMethods.BranchesJacobian(x, y, jacobian));
        var a = JacobianMethods.BranchesVjp(x, y, (1, 0));
        var b = JacobianMethods.BranchesVjp(x, y, (0, 1));
        Close([a.dx, a.dy, b.dx, b.dy], jacobian);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public void LoopsAsThePullbackAndDifferences(int n)
    {
        double[] jacobian = new double[4];
        var workspace = new Workspace();
        Assert.Equal(JacobianMethods.Loops(0.7, 1.4, n), JacobianMethods.LoopsJacobian(0.7, 1.4, n, jacobian, workspace));
        var a = JacobianMethods.LoopsVjp(0.7, 1.4, n, (1, 0));
        var b = JacobianMethods.LoopsVjp(0.7, 1.4, n, (0, 1));
        Close([a.dx, a.dy, b.dx, b.dy], jacobian);
        double[] at = [0.7, 1.4];
        GradientCheck.Verify(() => JacobianMethods.Loops(at[0], at[1], n).A, [("x, y", at, jacobian.AsMemory(0, 2))]);
        GradientCheck.Verify(() => JacobianMethods.Loops(at[0], at[1], n).B, [("x, y", at, jacobian.AsMemory(2, 2))]);
    }

    [Fact]
    public void LocalArrays()
    {
        double[] jacobian = new double[4], weights = [2, 3];
        Assert.Equal(JacobianMethods.Arrays(1.5, 0.5, weights), JacobianMethods.ArraysJacobian(1.5, 0.5, weights, jacobian));
        Close([5, 1, 2 * (4.5 + 0.25) + 3 * 3, 3], jacobian);
    }

    [Fact]
    public void SinglePrecision()
    {
        float[] jacobian = new float[4];
        Assert.Equal(JacobianMethods.Singles(0.5f, 2), JacobianMethods.SinglesJacobian(0.5f, 2, jacobian));
        Assert.Equal([MathF.Exp(0.5f) * 2, MathF.Exp(0.5f), 1, -1], jacobian);
    }

    [Fact]
    public void GenericMethods()
    {
        double[] jacobian = new double[4];
        JacobianMethods.GenericJacobian(0.5, 2.0, jacobian);
        Close([2, 0.5, Math.Cos(0.5), 1], jacobian);
    }

    [Fact]
    public void WhatIsNotDifferentiatedHappensOnce()
    {
        int before = JacobianMethods.Calls;
        JacobianMethods.CountedJacobian(2, 3, new double[4]);
        Assert.Equal(before + 1, JacobianMethods.Calls);
        double[] jacobian = new double[1];
        JacobianMethods.CountedLoopJacobian(2, 3, jacobian);
        Assert.Equal(before + 4, JacobianMethods.Calls);
        Assert.Equal([12], jacobian);
    }

    [Fact]
    public void CallsInSplitForm()
    {
        double[] jacobian = new double[2];
        JacobianMethods.CallingJacobian(2, 3, jacobian);
        Close([21, 12], jacobian);
    }

    [Fact]
    public void HandWrittenDerivatives()
    {
        double[] jacobian = new double[4];
        Assert.Equal((24, 29), JacobianMethods.WithRuleJacobian(2, 3, jacobian));
        Close([36, 8, 1, 27], jacobian);
    }

    [Fact]
    public void NamesThatAreTakenAndExceptions()
    {
        double[] jacobian = [8, 8, 8, 8];
        Assert.Throws<ArgumentOutOfRangeException>(() => JacobianMethods.GuardedJacobian(-1, 2, jacobian));
        Assert.Equal([8, 8, 8, 8], jacobian);
        JacobianMethods.GuardedJacobian(5, 2, jacobian_: jacobian);
        Assert.Equal([2, 5, 0, 1], jacobian);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public void LengthIsChecked(int length)
    {
        double[] jacobian = new double[length];
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => JacobianMethods.BranchesJacobian(1, 2, jacobian));
        Assert.Equal("jacobian", thrown.ParamName);
        Assert.Contains("2 x 2 = 4", thrown.Message, StringComparison.Ordinal);
        Assert.All(jacobian, element => Assert.Equal(0, element));
    }

    [Fact]
    public void OverlapWithAnInputIsRefused()
    {
        double[] memory = [1, 2, 3, 4, 5];
        Assert.Throws<ArgumentException>(() => JacobianMethods.ArraysJacobian(1, 2, memory.AsSpan(3), memory.AsSpan(0, 4)));
    }

    [Fact]
    public void NothingIsAllocated()
    {
        double[] jacobian = new double[4];
        var workspace = new Workspace();
        void Run()
        {
            JacobianMethods.BranchesJacobian(3, 2, jacobian);
            JacobianMethods.LoopsJacobian(0.7, 1.4, 5, jacobian, workspace);
        }

        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void Close(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.True(expected[i].Equals(actual[i]) || Math.Abs(expected[i] - actual[i]) <= Tolerance, $"Element {i} is {actual[i]}, not {expected[i]}.");
    }
}
