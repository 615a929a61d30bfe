using System.Numerics.Tensors;
using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

/// <summary>Library operations on whole buffers, and lists.</summary>
public static partial class BufferOperations
{
    [Differentiable]
    public static double CopyFillClear(ReadOnlySpan<double> x, Span<double> y, double s)
    {
        x.CopyTo(y);
        y[..2].Fill(s * s);
        y[^1..].Clear();
        double sum = 0;
        foreach (double v in y)
        {
            sum += v * v;
        }

        return sum;
    }

    [Differentiable]
    public static void ShiftUp(Span<double> x) => x[..^1].CopyTo(x[1..]);

    [Differentiable]
    public static void ShiftDown(Span<double> x) => x[1..].CopyTo(x);

    [Differentiable]
    public static double Normalised(ReadOnlySpan<double> x, Span<double> y)
    {
        TensorPrimitives.Multiply(x, 1 / TensorPrimitives.Norm(x), y);
        TensorPrimitives.Exp(y, y);
        return TensorPrimitives.Sum(y) + TensorPrimitives.Dot(x, y);
    }

    [Differentiable]
    public static double InPlaceInLoop(Span<double> x, int n)
    {
        for (int i = 0; i < n; i++)
        {
            TensorPrimitives.Tanh(x, x);
            TensorPrimitives.Add(x, 0.5, x);
        }

        return TensorPrimitives.SumOfSquares(x);
    }

    [Differentiable]
    public static double CrossEntropy(ReadOnlySpan<double> logits, Span<double> p, int label)
    {
        TensorPrimitives.SoftMax(logits, p);
        return -Math.Log(p[label]);
    }

    [Differentiable]
    public static double LocalList(ReadOnlySpan<double> x)
    {
        var list = new List<double>();
        foreach (double v in x)
        {
            if (v > 0)
            {
                list.Add(v * v);
            }
        }

        list.Add(2);
        list.RemoveAt(0);
        double y = 1;
        for (int i = 0; i < list.Count; i++)
        {
            y *= list[i];
        }

        return y;
    }

    [Differentiable]
    public static double Stack(double x)
    {
        var stack = new List<double> { x };
        stack.Add(x * x);
        double a = stack[^1];
        stack.RemoveAt(stack.Count - 1);
        double b = stack[^1];
        stack.RemoveAt(stack.Count - 1);
        stack.Add(a * b);
        stack.Add(a + b);
        double y = stack[0] * stack[1];
        stack.Clear();
        stack.Add(y);
        return stack[0];
    }

    [Differentiable]
    public static double ListParameter(List<double> x)
    {
        for (int i = 1; i < x.Count; i++)
        {
            x[i] *= x[i - 1];
        }

        return x[^1];
    }
}

public class BufferOperationTests
{
    private static readonly double[] s_x = [1.3, -0.7, 2.2, 0.4];

    [Fact]
    public void Copy_fill_and_clear() => GradientAssert.Agrees(
        [1.5], [s_x, [0, 0, 0, 0]], (s, b) => BufferOperations.CopyFillClear(b[0], b[1], s[0]), (s, b, d) =>
        {
            var (value, ds) = BufferOperations.CopyFillClearGradient(b[0], b[1], s[0], d[0], d[1]);
            return (value, [ds]);
        });

    [Fact]
    public void An_overlapping_copy_upwards() =>
        GradientAssert.AgreesInPlace(s_x, x => BufferOperations.ShiftUp(x), (x, dx) => BufferOperations.ShiftUpVjp(x, dx));

    [Fact]
    public void An_overlapping_copy_downwards() =>
        GradientAssert.AgreesInPlace(s_x, x => BufferOperations.ShiftDown(x), (x, dx) => BufferOperations.ShiftDownVjp(x, dx));

    [Fact]
    public void Elementwise_and_reductions() => GradientAssert.Agrees(
        s_x, new double[4], (x, y) => BufferOperations.Normalised(x, y), (x, y, dx, dy) => BufferOperations.NormalisedGradient(x, y, dx, dy));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void In_place_in_a_loop(int n) =>
        GradientAssert.Agrees(s_x, x => BufferOperations.InPlaceInLoop(x, n), (x, dx) => BufferOperations.InPlaceInLoopGradient(x, n, dx));

    [Fact]
    public void Cross_entropy() => GradientAssert.Agrees(
        s_x, new double[4], (x, p) => BufferOperations.CrossEntropy(x, p, 2), (x, p, dx, dp) => BufferOperations.CrossEntropyGradient(x, p, 2, dx, dp));

    [Fact]
    public void A_local_list() => GradientAssert.Agrees(s_x, x => BufferOperations.LocalList(x), (x, dx) => BufferOperations.LocalListGradient(x, dx));

    [Fact]
    public void A_list_as_a_stack() => GradientAssert.Agrees(1.3, BufferOperations.Stack, x => BufferOperations.StackGradient(x));

    [Fact]
    public void A_list_parameter() => GradientAssert.Agrees(
        s_x, x => Shapes.List(x, BufferOperations.ListParameter), (x, dx) => Shapes.List(x, dx, (l, dl) => BufferOperations.ListParameterGradient(l, dl)));
}
