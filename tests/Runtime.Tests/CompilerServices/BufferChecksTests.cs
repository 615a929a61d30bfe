using System.Reflection;
using AutoDiff.CompilerServices;

namespace AutoDiff.Runtime.Tests.CompilerServices;

public class BufferChecksTests
{
    [Fact]
    public void SpansOfOneLengthPass()
    {
        BufferChecks.SameLength<double>(new double[2].AsSpan(), new double[2], "dx");
        BufferChecks.SameLength(ReadOnlySpan<double>.Empty, ReadOnlySpan<double>.Empty, "dx");
    }

    [Fact]
    public void OtherLengthsNameTheParameterAndBothLengths()
    {
        var e = Assert.Throws<ArgumentException>(() => BufferChecks.SameLength<double>(new double[3].AsSpan(), new double[4], "dw"));
        Assert.Equal("dw", e.ParamName);
        Assert.Contains("length 4", e.Message);
        Assert.Contains("length 3", e.Message);
        e = Assert.Throws<ArgumentException>(() => BufferChecks.SameLength(new double[3], new double[4], "dw"));
        Assert.Equal("dw", e.ParamName);
        Assert.Throws<ArgumentException>("dl", () => BufferChecks.SameLength(new List<float> { 1 }, new List<float>(), "dl"));
    }

    [Fact]
    public void ANullPrimalPassesAndANullAdjointDoesNot()
    {
        BufferChecks.SameLength<double>((double[]?)null, new double[4], "dx");
        BufferChecks.SameLength<double>((double[]?)null, null, "dx");
        BufferChecks.SameLength<double>((double[,]?)null, null, "dx");
        BufferChecks.SameLength<double>((double[,,]?)null, null, "dx");
        BufferChecks.SameLength<double>((double[][]?)null, null, "dx");
        BufferChecks.SameLength<double>((List<double>?)null, null, "dx");
        Assert.Throws<ArgumentNullException>("dx", () => BufferChecks.SameLength(new double[1], null, "dx"));
        Assert.Throws<ArgumentNullException>("dx", () => BufferChecks.SameLength(new double[1, 1], null, "dx"));
        Assert.Throws<ArgumentNullException>("dx", () => BufferChecks.SameLength(new double[1, 1, 1], null, "dx"));
        Assert.Throws<ArgumentNullException>("dx", () => BufferChecks.SameLength(new double[]?[] { [1] }, null, "dx"));
        Assert.Throws<ArgumentNullException>("dx", () => BufferChecks.SameLength(new List<double>(), null, "dx"));
    }

    [Fact]
    public void EveryDimensionOfARectangularArrayCounts()
    {
        BufferChecks.SameLength(new double[2, 3], new double[2, 3], "dm");
        var e = Assert.Throws<ArgumentException>("dm", () => BufferChecks.SameLength(new double[2, 3], new double[3, 2], "dm"));
        Assert.Contains("3 x 2", e.Message);
        Assert.Contains("2 x 3", e.Message);
        Assert.Throws<ArgumentException>("dm", () => BufferChecks.SameLength(new double[2, 3], new double[2, 4], "dm"));
        BufferChecks.SameLength(new double[2, 3, 4], new double[2, 3, 4], "dm");
        Assert.Throws<ArgumentException>("dm", () => BufferChecks.SameLength(new double[2, 3, 4], new double[2, 3, 5], "dm"));
    }

    [Fact]
    public void EveryRowOfAJaggedArrayCounts()
    {
        double[]?[] primal = [[1, 2], null, [3]];
        BufferChecks.SameLength(primal, Jagged([[0, 0], null, [0]]), "dj");
        BufferChecks.SameLength(primal, Jagged([[0, 0], [0, 0, 0], [0]]), "dj");
        Assert.Throws<ArgumentException>("dj", () => BufferChecks.SameLength(primal, Jagged([[0, 0], null]), "dj"));
        var e = Assert.Throws<ArgumentException>("dj", () => BufferChecks.SameLength(primal, Jagged([[0, 0], null, [0, 0]]), "dj"));
        Assert.Contains("dj[2]", e.Message);
        Assert.Throws<ArgumentException>("dj", () => BufferChecks.SameLength(primal, Jagged([[0, 0], null, null]), "dj"));

        double[]?[]?[] deep = [[[1, 2], [3]], null];
        BufferChecks.SameLength(deep, Deep([[[0, 0], [0]], null]), "dj");
        e = Assert.Throws<ArgumentException>("dj", () => BufferChecks.SameLength(deep, Deep([[[0, 0], []], null]), "dj"));
        Assert.Contains("dj[0][1]", e.Message);
        Assert.Throws<ArgumentException>("dj", () => BufferChecks.SameLength(deep, Deep([[[0, 0]], null]), "dj"));
        Assert.Throws<ArgumentException>("dj", () => BufferChecks.SameLength(deep, Deep([null, null]), "dj"));
    }

    [Fact]
    public void OverlappingSpansAreFound()
    {
        double[] memory = new double[10];
        BufferChecks.NoOverlap<double>(memory.AsSpan(0, 5), memory.AsSpan(5), "dy");
        BufferChecks.NoOverlap<double>(memory.AsSpan(0, 5), memory.AsSpan(2, 0), "dy");
        BufferChecks.NoOverlap<double>(memory.AsSpan(), new double[10], "dy");
        Assert.Throws<ArgumentException>("dy", () => BufferChecks.NoOverlap<double>(memory.AsSpan(0, 6), memory.AsSpan(5), "dy"));
        Assert.Throws<ArgumentException>("dy", () => BufferChecks.NoOverlap<double>(memory.AsSpan(), memory, "dy"));
    }

    [Fact]
    public void OverlapIsFoundAcrossElementTypes()
    {
        double[] memory = new double[10];
        BufferChecks.NoOverlap<double, float>(memory, new float[20], "dy");
        Assert.Throws<ArgumentException>("dy", () => BufferChecks.NoOverlap<double, float>(
            memory, System.Runtime.InteropServices.MemoryMarshal.Cast<double, float>(memory.AsSpan(9))[1..], "dy"));
    }

    [Fact]
    public void ArraysAndListsOverlapWhenTheyAreOne()
    {
        double[] a = [1];
        double[,] m = new double[1, 1];
        double[,,] c = new double[1, 1, 1];
        List<double> l = [];
        BufferChecks.NoOverlap(a, new double[1], "dy");
        BufferChecks.NoOverlap((double[]?)null, null, "dy");
        BufferChecks.NoOverlap(m, new double[1, 1], "dy");
        BufferChecks.NoOverlap(c, new double[1, 1, 1], "dy");
        BufferChecks.NoOverlap(l, new List<double>(), "dy");
        Assert.Throws<ArgumentException>("dy", () => BufferChecks.NoOverlap(a, a, "dy"));
        Assert.Throws<ArgumentException>("dy", () => BufferChecks.NoOverlap(m, m, "dy"));
        Assert.Throws<ArgumentException>("dy", () => BufferChecks.NoOverlap(c, c, "dy"));
        Assert.Throws<ArgumentException>("dy", () => BufferChecks.NoOverlap(l, l, "dy"));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(100)]
    public void JaggedArraysOverlapInARow(int rows)
    {
        double[][] a = Rows(rows);
        double[][] b = Rows(rows + 1);
        a[0] = [];
        b[0] = a[0];
        BufferChecks.NoOverlap(a, b, "dj");
        BufferChecks.NoOverlap<double>(a, new double[3], "dj");
        b[^1] = a[1];
        Assert.Throws<ArgumentException>("dj", () => BufferChecks.NoOverlap(a, b, "dj"));
        Assert.Throws<ArgumentException>("dj", () => BufferChecks.NoOverlap(a, a, "dj"));
        Assert.Throws<ArgumentException>("dj", () => BufferChecks.NoOverlap<double>(a, a[1].AsSpan(1), "dj"));
        Assert.Throws<ArgumentException>("dj", () => BufferChecks.NoOverlap<double>(a[1].AsSpan(1), a, "dj"));
        BufferChecks.NoOverlap(Rows(rows), b, "dj");
    }

    [Fact]
    public void ARowThatIsThereTwiceIsFound()
    {
        double[]?[] rows = [[1], null, null, [2], [], []];
        BufferChecks.DistinctRows(rows, "j");
        rows[5] = rows[0];
        var e = Assert.Throws<ArgumentException>("j", () => BufferChecks.DistinctRows(rows, "j"));
        Assert.Contains("j[5]", e.Message);
    }

    [Fact]
    public void ChecksThatPassAllocateNothing()
    {
        double[][] a = Rows(50), b = Rows(50);
        List<double> l = [1], dl = [2];
        Assert.Equal(0, Taping.Allocation.AfterWarmUp(() =>
        {
            BufferChecks.SameLength<double>(a[0].AsSpan(), b[0], "dx");
            BufferChecks.SameLength(a, b, "dx");
            BufferChecks.SameLength(l, dl, "dx");
            BufferChecks.NoOverlap(a, b, "dx");
            BufferChecks.NoOverlap<double>(a, b[0].AsSpan(), "dx");
            BufferChecks.DistinctRows(a, "dx");
        }));
    }

    private static double[]?[] Jagged(double[]?[] rows) => rows;

    private static double[]?[]?[] Deep(double[]?[]?[] rows) => rows;

    private static double[][] Rows(int count) => [.. Enumerable.Range(0, count).Select(_ => new double[3])];

    // The C# compiler takes ten times as long for a call with many candidates; generated code is full of these.
    [Theory]
    [InlineData(typeof(SpanChecks))]
    [InlineData(typeof(ArrayChecks))]
    public void WhatGeneratedCodeCallsMostHasNoOverloads(Type checks)
    {
        string[] names = [.. checks.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(method => method.Name)];
        Assert.NotEmpty(names);
        Assert.Equal(names.Distinct(), names);
    }
}
