using System.Runtime.Intrinsics;
using AutoDiff.Kernels;

namespace AutoDiff.Runtime.Tests.Kernels;

public unsafe class MatrixProductTests
{
    private delegate void Multiply(MatrixView a, MatrixView b, float* c, nint stride, bool accumulate);

    public static TheoryData<int, int, int> Sizes => new()
    {
        { 1, 1, 1 }, { 1, 128, 784 }, { 1, 2, 48 }, { 5, 7, 64 }, { 9, 12, 2080 }, { 3, 0, 5 }, { 0, 4, 4 }, { 4, 4, 0 }, { 12, 32, 16 }, { 13, 33, 17 }, { 11, 31, 300 }, { 64, 10, 128 },
        { 65, 193, 257 }, { 193, 25, 513 }, { 7, 200, 49 }, { 48, 47, 48 }, { 25, 16, 3 }, { 20, 2100, 20 },
        { 1, 161, 7 }, { 1, 45, 60 }, { 5, 70, 1 }, { 5, 35, 2 }, { 14, 20, 30 }, { 27, 1, 9 }, { 15, 48, 5 },
        { 68, 130, 35 }, { 80, 84, 66 }, { 200, 210, 7 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void All_layouts_give_the_reference_product(int rows, int columns, int depth)
    {
        CheckLayouts(MatrixProduct.Multiply, rows, columns, depth);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_register_width_gives_the_reference_product(int rows, int columns, int depth)
    {
        CheckLayouts((a, b, c, stride, accumulate) => Blocks<Lanes128<float>>(a, b, c, stride, accumulate, 6), rows, columns, depth);
        CheckLayouts((a, b, c, stride, accumulate) => Blocks<Lanes128<float>>(a, b, c, stride, accumulate, 12), rows, columns, depth);
        CheckLayouts((a, b, c, stride, accumulate) => Blocks<Lanes256<float>>(a, b, c, stride, accumulate, 6), rows, columns, depth);
        if (Vector512.IsHardwareAccelerated)
            CheckLayouts((a, b, c, stride, accumulate) => Blocks<Lanes512<float>>(a, b, c, stride, accumulate, 12), rows, columns, depth);
    }

    [Theory]
    [InlineData(48, 48)]
    [InlineData(784, 784)]
    [InlineData(100, 112)]
    [InlineData(75, 75)]
    [InlineData(79, 96)]
    [InlineData(50, 64)]
    [InlineData(2048, 2048)]
    [InlineData(2050, 2064)]
    [InlineData(4111, 4112)]
    public void One_row_times_columns_has_the_same_bits_wherever_they_begin(int depth, int stride)
    {
        const int Columns = 13;
        var random = new Random(depth);
        float[] row = Values(random, depth), right = Values(random, Columns * stride), bias = Values(random, Columns);
        var block = new PinnedBlock(right.Length + 32);
        float[] first = [];
        foreach (int offset in (int[])[0, 1, 4, 8, 15])
        {
            // What lies around a column and isn't part of it has no say.
            block.Values.Fill(float.NaN);
            for (int j = 0; j < Columns; j++) right.AsSpan(j * stride, depth).CopyTo(block.Values[(offset + j * stride)..]);
            float[] result = [.. Enumerable.Repeat(0f, Columns), 17];
            fixed (float* x = row, added = bias, z = result)
                MatrixProduct.MultiplyAdd(MatrixView.RowMajor(x, 1, depth), new MatrixView(block.Pointer + offset, depth, Columns, 1, stride), added, z, Columns);
            first = offset == 0 ? result : first;
            Assert.Equal(first.Select(BitConverter.SingleToInt32Bits), result.Select(BitConverter.SingleToInt32Bits));
        }

        Assert.Equal(17, first[^1]);
        for (int j = 0; j < Columns; j++)
        {
            double expected = bias[j], scale = 1;
            for (int k = 0; k < depth; k++)
            {
                double product = (double)row[k] * right[j * stride + k];
                expected += product;
                scale += Math.Abs(product);
            }

            Assert.True(Math.Abs(expected - first[j]) <= 1e-6 * scale, $"{j}: {expected} and {first[j]}");
        }
    }

    [Fact]
    public void An_outer_product_has_the_bits_of_its_products()
    {
        const int Rows = 11, Columns = 59;
        var random = new Random(5);
        float[] a = Values(random, Rows), b = Values(random, Columns), result = [.. Enumerable.Repeat(1f, Rows * Columns), 17];
        fixed (float* x = a, y = b, z = result)
            MatrixProduct.Multiply(MatrixView.RowMajor(x, Rows, 1), MatrixView.RowMajor(y, 1, Columns), z, Columns, accumulate: false);
        for (int i = 0; i < Rows * Columns; i++)
            Assert.Equal(BitConverter.SingleToInt32Bits(a[i / Columns] * b[i % Columns]), BitConverter.SingleToInt32Bits(result[i]));
        Assert.Equal(17, result[^1]);
    }

    private static void Blocks<TLanes>(MatrixView a, MatrixView b, float* c, nint stride, bool accumulate, int height)
        where TLanes : struct, ILanes<TLanes, float>
    {
        if (a.Rows > 0 && a.Columns > 0 && b.Columns > 0)
            MatrixProduct.MultiplyBlocks<TLanes>(a, b, c, stride, accumulate ? new Addend(c, stride) : default, height);
        else
            MatrixProduct.Multiply(a, b, c, stride, accumulate);
    }

    private static void CheckLayouts(Multiply multiply, int rows, int columns, int depth)
    {
        var random = new Random(rows * 31 + columns * 7 + depth);
        float[] a = Values(random, rows * depth), b = Values(random, depth * columns);
        float[] before = Values(random, rows * columns);
        for (int layout = 0; layout < 8; layout++)
        {
            bool transposesA = (layout & 1) != 0, transposesB = (layout & 2) != 0, accumulate = (layout & 4) != 0;
            float[] result = [.. before, 17];
            fixed (float* x = a, y = b, z = result)
            {
                MatrixView left = transposesA ? MatrixView.RowMajor(x, depth, rows).Transposed : MatrixView.RowMajor(x, rows, depth);
                MatrixView right = transposesB ? MatrixView.RowMajor(y, columns, depth).Transposed : MatrixView.RowMajor(y, depth, columns);
                multiply(left, right, z, columns, accumulate);
                for (int i = 0; i < rows; i++)
                {
                    for (int j = 0; j < columns; j++)
                    {
                        double expected = accumulate ? before[i * columns + j] : 0, scale = 1;
                        for (int k = 0; k < depth; k++)
                        {
                            double product = (double)*left.At(i, k) * *right.At(k, j);
                            expected += product;
                            scale += Math.Abs(product);
                        }

                        Assert.True(
                            Math.Abs(expected - z[i * columns + j]) <= 1e-6 * scale,
                            $"layout {layout}, ({i}, {j}): {expected} and {z[i * columns + j]}");
                    }
                }
            }

            Assert.Equal(17, result[^1]);
        }
    }

    private static float[] Values(Random random, int length) => [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() * 2 - 1)];
}
