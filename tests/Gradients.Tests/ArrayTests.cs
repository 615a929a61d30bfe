using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

/// <summary>Arrays: parameters, local ones, jagged and rectangular ones.</summary>
public static partial class Arrays
{
    [Differentiable]
    public static double Dot(double[] x, double[] y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * y[i];
        }

        return sum;
    }

    [Differentiable]
    public static double LocalCopy(double[] x)
    {
        var a = new double[x.Length];
        for (int i = 0; i < a.Length; i++)
        {
            a[i] = Math.Sin(x[i]);
        }

        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * a[a.Length - 1 - i];
        }

        return sum;
    }

    [Differentiable]
    public static double Initializers(double x, double y)
    {
        double[] a = [x, y, x * y, 2];
        double[] b = { y, 3, x };
        double[] c = new[] { a[0] * b[2], a[1] };
        var d = new double[3] { x, x + y, 1 };
        return (a[2] * b[0]) + c[0] - c[1] + (a[3] * b[1]) + (d[1] * d[0]);
    }

    [Differentiable]
    public static void Overwrite(double[] x)
    {
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = i;
        }
    }

    [Differentiable]
    public static double InOut(double[] x)
    {
        for (int i = 1; i < x.Length; i++)
        {
            x[i] *= x[i - 1];
        }

        x[0] = Math.Sin(x[^1]);
        return x[0] * x[1];
    }

    [Differentiable]
    public static double IndirectIndex(double[] x, int[] index)
    {
        double y = 0;
        for (int i = 0; i < index.Length; i++)
        {
            y += x[index[i]] * x[index[(i + 1) % index.Length]];
        }

        return y;
    }

    [Differentiable]
    public static double Scatter(double[] x, int[] index)
    {
        var bins = new double[3];
        for (int i = 0; i < index.Length; i++)
        {
            bins[index[i]] += x[i] * x[i];
        }

        return (bins[0] * bins[1]) + Math.Exp(-bins[2]);
    }

    [Differentiable]
    public static double IndexWithEffects(double[] x)
    {
        int i = 0;
        double y = x[i++] * x[i++];
        x[i++] = y + x[i];
        x[--i] += 2 * x[i - 1];
        return x[2] * x[3];
    }

    [Differentiable]
    public static double FromEnd(double[] x) => x[^1] * x[^2] * x[x.Length - 3];

    [Differentiable]
    public static double BubbleSortWeighted(double[] x)
    {
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j + 1 < x.Length - i; j++)
            {
                if (x[j] > x[j + 1])
                {
                    (x[j], x[j + 1]) = (x[j + 1], x[j]);
                }
            }
        }

        double y = 0;
        for (int i = 0; i < x.Length; i++)
        {
            y += i * x[i] * x[i];
        }

        return y;
    }

    [Differentiable]
    public static double PrefixSums(double[] x)
    {
        double[] p = new double[x.Length + 1];
        for (int i = 0; i < x.Length; i++)
        {
            p[i + 1] = p[i] + x[i];
        }

        double y = 0;
        foreach (double v in p)
        {
            y += v * v;
        }

        return y;
    }

    [Differentiable]
    public static double AllocateInLoop(double[] x)
    {
        double y = 0;
        for (int i = 0; i < x.Length; i++)
        {
            var t = new double[2];
            t[0] = x[i] * x[i];
            t[1] = t[0] + y;
            y = t[1] * 0.5;
        }

        return y;
    }

    [Differentiable]
    public static double CompoundElement(double[] x, double s)
    {
        x[0] *= s;
        x[1] /= x[0];
        x[2] -= s * x[1];
        x[0]++;
        double old = x[1]--;
        return x[0] * x[1] * x[2] * old;
    }

    [Differentiable]
    public static double Jagged(double[][] rows)
    {
        double y = 1;
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < rows[i].Length; j++)
            {
                y += rows[i][j] * (i + 1) * y * 0.1;
            }
        }

        return y;
    }

    [Differentiable]
    public static double JaggedLocal(double[] x)
    {
        var rows = new double[x.Length][];
        for (int i = 0; i < x.Length; i++)
        {
            rows[i] = new double[i + 1];
            for (int j = 0; j <= i; j++)
            {
                rows[i][j] = x[i] * x[j];
            }
        }

        double y = 0;
        foreach (double[] row in rows)
        {
            foreach (double v in row)
            {
                y += v * v;
            }
        }

        return y;
    }

    [Differentiable]
    public static void JaggedWritten(double[][] rows)
    {
        for (int i = 1; i < rows.Length; i++)
        {
            double[] row = rows[i];
            for (int j = 0; j < row.Length; j++)
            {
                row[j] = (row[j] * 0.5) + rows[i - 1][0];
            }
        }
    }

    [Differentiable]
    public static double MatrixVector(double[,] a, double[] x)
    {
        double y = 0;
        for (int i = 0; i < a.GetLength(0); i++)
        {
            double row = 0;
            for (int j = 0; j < a.GetLength(1); j++)
            {
                row += a[i, j] * x[j];
            }

            y += row * row;
        }

        return y;
    }

    [Differentiable]
    public static double RectangularLocal(double x, int n)
    {
        var c = new double[n + 1, n + 1];
        for (int i = 0; i <= n; i++)
        {
            c[i, 0] = x;
            c[i, i] = 1;
            for (int j = 1; j < i; j++)
            {
                c[i, j] = c[i - 1, j - 1] + (x * c[i - 1, j]);
            }
        }

        return c[n, n / 2];
    }

    [Differentiable]
    public static double Determinant(double[,] a)
    {
        int n = a.GetLength(0);
        double determinant = 1;
        for (int k = 0; k < n; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < n; i++)
            {
                if (Math.Abs(a[i, k]) > Math.Abs(a[pivot, k]))
                {
                    pivot = i;
                }
            }

            if (pivot != k)
            {
                determinant = -determinant;
                for (int j = 0; j < n; j++)
                {
                    (a[k, j], a[pivot, j]) = (a[pivot, j], a[k, j]);
                }
            }

            determinant *= a[k, k];
            for (int i = k + 1; i < n; i++)
            {
                double factor = a[i, k] / a[k, k];
                for (int j = k; j < n; j++)
                {
                    a[i, j] -= factor * a[k, j];
                }
            }
        }

        return determinant;
    }

    [Differentiable]
    public static double ThreeDimensional(double x)
    {
        var t = new double[2, 3, 2];
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                for (int k = 0; k < 2; k++)
                {
                    t[i, j, k] = (x * i) + (x * x * j) - k;
                }
            }
        }

        return t[1, 2, 1] * t[0, 1, 0];
    }

    [Differentiable]
    public static float SinglePrecision(float[] x)
    {
        float sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * x[i] * 0.5f;
        }

        return sum;
    }

    [Differentiable]
    public static double MixedPrecision(float[] w, double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += w[i] * x[i];
        }

        return sum * sum;
    }

    [Differentiable]
    public static double InactiveArrays(double x, double[] fixedValues, int n)
    {
        bool[] flags = new bool[n];
        int[] counts = new int[n];
        for (int i = 0; i < n; i++)
        {
            flags[i] = i % 3 == 0;
            counts[i] = i * i;
        }

        double y = 0;
        for (int i = 0; i < n; i++)
        {
            if (flags[i])
            {
                y += counts[i] * x * fixedValues[i % fixedValues.Length];
            }
        }

        return y;
    }
}

public class ArrayTests
{
    private static readonly double[] s_x = [1.3, -0.7, 2.2, 0.4];
    private static readonly double[] s_y = [0.9, 1.1, -0.3, 2.5];

    [Fact]
    public void Dot() => GradientAssert.Agrees(s_x, s_y, Arrays.Dot, (x, y, dx, dy) => Arrays.DotGradient(x, y, dx, dy));

    [Fact]
    public void A_local_array() => GradientAssert.Agrees(s_x, Arrays.LocalCopy, (x, dx) => Arrays.LocalCopyGradient(x, dx));

    [Fact]
    public void Initializers() => GradientAssert.Agrees(1.3, 0.7, Arrays.Initializers, (x, y) => Arrays.InitializersGradient(x, y));

    [Fact]
    public void An_overwritten_buffer_leaves_zeros()
    {
        double[] adjoint = [1, 2, 3];
        Arrays.OverwriteVjp([5, 6, 7], adjoint);
        Assert.Equal([0.0, 0, 0], adjoint);
    }

    [Fact]
    public void In_and_out() => GradientAssert.Agrees(s_x, Arrays.InOut, (x, dx) => Arrays.InOutGradient(x, dx));

    [Fact]
    public void Indices_from_an_array()
    {
        int[] index = [2, 0, 0, 3, 1, 2];
        GradientAssert.Agrees(s_x, x => Arrays.IndirectIndex(x, index), (x, dx) => Arrays.IndirectIndexGradient(x, index, dx));
    }

    [Fact]
    public void Scatter()
    {
        int[] index = [2, 0, 1, 0];
        GradientAssert.Agrees(s_x, x => Arrays.Scatter(x, index), (x, dx) => Arrays.ScatterGradient(x, index, dx));
    }

    [Fact]
    public void Effects_in_indices() => GradientAssert.Agrees(s_x, Arrays.IndexWithEffects, (x, dx) => Arrays.IndexWithEffectsGradient(x, dx));

    [Fact]
    public void Indices_from_the_end() => GradientAssert.Agrees(s_x, Arrays.FromEnd, (x, dx) => Arrays.FromEndGradient(x, dx));

    [Fact]
    public void A_sort_in_place() => GradientAssert.Agrees(s_x, Arrays.BubbleSortWeighted, (x, dx) => Arrays.BubbleSortWeightedGradient(x, dx));

    [Fact]
    public void Prefix_sums() => GradientAssert.Agrees(s_x, Arrays.PrefixSums, (x, dx) => Arrays.PrefixSumsGradient(x, dx));

    [Fact]
    public void An_allocation_in_a_loop() => GradientAssert.Agrees(s_x, Arrays.AllocateInLoop, (x, dx) => Arrays.AllocateInLoopGradient(x, dx));

    [Fact]
    public void Compound_assignments_of_elements() => GradientAssert.Agrees(
        1.3, s_x, (s, x) => Arrays.CompoundElement(x, s), (s, x, dx) => Arrays.CompoundElementGradient(x, s, dx));

    [Fact]
    public void Jagged_parameter() => GradientAssert.Agrees(
        s_x, x => Shapes.Jagged(x, [1, 3], Arrays.Jagged), (x, dx) => Shapes.Jagged(x, dx, [1, 3], (rows, drows) => Arrays.JaggedGradient(rows, drows)));

    [Fact]
    public void Jagged_local() => GradientAssert.Agrees(s_x, Arrays.JaggedLocal, (x, dx) => Arrays.JaggedLocalGradient(x, dx));

    [Fact]
    public void Jagged_written()
    {
        GradientAssert.Agrees(
            [1.0, 2, 3, 4, 5],
            x => Shapes.Jagged(x, [2, 2, 1], rows =>
            {
                Arrays.JaggedWritten(rows);
                return 0.0;
            }),
            (x, dx) => Shapes.Jagged(x, dx, [2, 2, 1], (rows, drows) =>
            {
                Arrays.JaggedWrittenVjp(rows, drows);
                return 0.0;
            }));
    }

    [Fact]
    public void Rectangular_parameter() => GradientAssert.Agrees(
        [1, 2, 3, -4, 5, 6], [0.5, -0.25, 2],
        (a, x) => Shapes.Rectangular(a, 2, 3, m => Arrays.MatrixVector(m, x)),
        (a, x, da, dx) => Shapes.Rectangular(a, da, 2, 3, (m, dm) => Arrays.MatrixVectorGradient(m, x, dm, dx)));

    [Fact]
    public void Rectangular_local() => GradientAssert.Agrees(1.2, x => Arrays.RectangularLocal(x, 6), x => Arrays.RectangularLocalGradient(x, 6));

    [Fact]
    public void Gaussian_elimination_with_pivots_in_place() => GradientAssert.Agrees(
        [0.5, 2.0, -1, 3, 1.5, 0.25, -0.75, 1, 2],
        a => Shapes.Rectangular(a, 3, 3, Arrays.Determinant),
        (a, da) => Shapes.Rectangular(a, da, 3, 3, (m, dm) => Arrays.DeterminantGradient(m, dm)));

    [Fact]
    public void Three_dimensions() => GradientAssert.Agrees(1.2, Arrays.ThreeDimensional, x => Arrays.ThreeDimensionalGradient(x));

    [Fact]
    public void In_float() => GradientAssert.AgreesInSingle(
        [1.5f, -2, 3.25f], Arrays.SinglePrecision, x => x.Sum(v => v * v * 0.5), (x, dx) => Arrays.SinglePrecisionGradient(x, dx));

    [Fact]
    public void Float_and_double_mixed()
    {
        float[] w = [1.5f, -2, 0.5f];
        float[] dw = [0, 0, 0];
        double[] x = [2, 1, 3];
        double[] dx = [0, 0, 0];
        Assert.Equal(6.25, Arrays.MixedPrecisionGradient(w, x, dw, dx));
        Assert.Equal([10f, 5, 15], dw);
        Assert.Equal([7.5, -10, 2.5], dx);
    }

    [Fact]
    public void Arrays_of_inactive_elements()
    {
        double[] values = [0.5, 2];
        GradientAssert.Agrees(1.2, values, (x, v) => Arrays.InactiveArrays(x, v, 7), (x, v, dv) => Arrays.InactiveArraysGradient(x, v, 7, dv));
    }
}
