using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using AutoDiff.Kernels;

namespace AutoDiff.Runtime.Tests.Kernels;

/// <summary>Convolutions against sums over each place of each filter in double precision.</summary>
public sealed unsafe class ConvolutionTests
{
    public static TheoryData<int[]> Cases
    {
        get
        {
            // Images, channels, height, width, filters, kernel height and width, stride, padding.
            TheoryData<int[]> cases = new(
                new int[][]
                {
                    [1, 1, 1, 1, 1, 1, 1, 1, 0], [2, 3, 5, 4, 2, 3, 3, 1, 1], [3, 1, 28, 28, 16, 3, 3, 1, 1], [2, 16, 14, 14, 32, 3, 3, 1, 1],
                    [5, 2, 9, 17, 10, 5, 3, 1, 2], [2, 3, 8, 8, 5, 1, 1, 1, 0], [1, 2, 3, 3, 3, 3, 3, 1, 0], [2, 2, 6, 5, 3, 2, 4, 1, 1],
                    [2, 2, 4, 4, 3, 3, 3, 1, 4], [2, 3, 9, 11, 4, 3, 3, 2, 1], [1, 2, 10, 7, 3, 2, 2, 3, 0], [20, 1, 4, 4, 33, 2, 2, 1, 0],
                    [1, 40, 60, 40, 9, 3, 3, 1, 1], [0, 2, 4, 4, 3, 3, 3, 1, 1], [2, 0, 4, 4, 3, 3, 3, 1, 1], [2, 2, 3, 5, 9, 3, 3, 1, 18],
                });
            var random = new Random(31);
            for (int i = 0; i < 30; i++)
            {
                int kernelHeight = random.Next(1, 6), kernelWidth = random.Next(1, 6);
                cases.Add(
                [
                    random.Next(1, 6), random.Next(1, 6), random.Next(kernelHeight, 20), random.Next(kernelWidth, 40), random.Next(1, 20), kernelHeight,
                    kernelWidth, random.Next(1, 3), random.Next(0, 4),
                ]);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_result_and_the_adjoints_are_the_reference_s(int[] c)
    {
        var problem = new Problem(c);
        Tensor result = Tensor.Conv2d(problem.X, problem.Weight, problem.Bias, problem.Stride, problem.Padding);
        problem.CheckResult(result.AsSpan());
        Tensor dx = Ones(problem.X), dweight = Ones(problem.Weight), dbias = Ones(problem.Bias);
        TensorDerivatives.Conv2dVjp(problem.X, problem.Weight, problem.Stride, problem.Padding, problem.Cotangent, dx, dweight, dbias);
        problem.CheckAdjoints(dx.AsSpan(), dweight.AsSpan(), dbias.AsSpan());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_register_width_gives_the_reference_s_numbers(int[] c)
    {
        CheckWidth<Lanes128<float>>(new Problem(c));
        if (Vector256.IsHardwareAccelerated)
            CheckWidth<Lanes256<float>>(new Problem(c));
        if (Vector512.IsHardwareAccelerated)
            CheckWidth<Lanes512<float>>(new Problem(c));
    }

    [Fact]
    public void Without_a_bias_or_an_adjoint_that_isnt_wanted_the_others_stay_right()
    {
        var problem = new Problem([3, 2, 7, 9, 4, 3, 3, 1, 1]);
        Tensor dx = Ones(problem.X), dweight = Ones(problem.Weight), dbias = Ones(problem.Bias);
        TensorDerivatives.Conv2dVjp(problem.X, problem.Weight, 1, 1, problem.Cotangent, default, default, dbias);
        TensorDerivatives.Conv2dVjp(problem.X, problem.Weight, 1, 1, problem.Cotangent, default, dweight, default);
        TensorDerivatives.Conv2dVjp(problem.X, problem.Weight, 1, 1, problem.Cotangent, dx, default, default);
        problem.CheckAdjoints(dx.AsSpan(), dweight.AsSpan(), dbias.AsSpan());
        Tensor bare = Tensor.Conv2d(problem.X, problem.Weight, default, 1, 1);
        problem.Bias.AsSpan().Clear();
        problem.CheckResult(bare.AsSpan());
    }

    // What straddles two rows is computed with zeros beside the image, and must not reach a sum.
    [Fact]
    public void An_infinite_value_reaches_only_the_placements_over_it()
    {
        var problem = new Problem([1, 1, 6, 5, 1, 3, 3, 1, 1]);
        problem.X.AsSpan()[2 * 5 + 4] = float.PositiveInfinity;
        problem.Cotangent.AsSpan().Fill(1);
        problem.Cotangent.AsSpan()[2 * 5 + 4] = 0;
        Tensor dweight = Tensor.Zeros(problem.Weight.Shape);
        TensorDerivatives.Conv2dVjp(problem.X, problem.Weight, 1, 1, problem.Cotangent, default, dweight, default);
        Assert.Equal(
            [false, true, true, false, true, true, false, true, true], dweight.AsSpan().ToArray().Select(value => !float.IsFinite(value)).ToArray());
    }

    // Rows of whole sevens have filters side by side in registers, on other machines and for other rows placements are.
    [Theory]
    [InlineData(2, 5, 7, 7, 16, 1)]
    [InlineData(3, 4, 28, 28, 48, 1)]
    [InlineData(2, 6, 13, 21, 32, 1)]
    [InlineData(3, 4, 9, 9, 32, 0)]
    [InlineData(1, 40, 60, 42, 32, 1)]
    [InlineData(1, 2, 8, 224, 64, 2)]
    public void Filters_side_by_side_give_the_bits_of_placements_side_by_side(int images, int channels, int height, int width, int filters, int padding)
    {
        int kernel = padding == 2 ? 5 : 3;
        var problem = new Problem([images, channels, height, width, filters, kernel, kernel, 1, padding]);
        DirectConvolution sizes = DirectConvolution.Forward(problem.Sizes)!.Value;
        Assert.Equal(Avx512F.IsSupported && Vector512.IsHardwareAccelerated, SevensJob.Fits(sizes));
        if (!Vector512.IsHardwareAccelerated)
            return;
        foreach (bool hasBias in (bool[])[true, false])
        {
            Tensor expected = Tensor.Zeros(problem.Cotangent.Shape), actual = Tensor.Zeros(problem.Cotangent.Shape);
            fixed (float* x = problem.X.AsSpan(), w = problem.Weight.AsSpan(), b = problem.Bias.AsSpan(), e = expected.AsSpan(), a = actual.AsSpan())
            {
                PlacementProduct.Run<Lanes512<float>>(sizes, x, w, hasBias ? b : null, e, turnsFilters: false, adds: false);
                PlacementProduct.Run(sizes, x, w, hasBias ? b : null, a, turnsFilters: false, adds: false);
            }

            Assert.Equal(MemoryMarshal.Cast<float, int>(expected.AsSpan()), MemoryMarshal.Cast<float, int>(actual.AsSpan()));
        }
    }

    [Fact]
    public void Adjoints_of_images_with_channels_side_by_side_have_the_bits_of_those_with_placements_side_by_side()
    {
        var problem = new Problem([3, 16, 14, 14, 32, 3, 3, 1, 1]);
        DirectConvolution sizes = DirectConvolution.Backward(problem.Sizes)!.Value;
        if (!SevensJob.Fits(sizes))
            return;
        Tensor expected = Tensor.Zeros(problem.X.Shape), actual = Tensor.Zeros(problem.X.Shape);
        fixed (float* d = problem.Cotangent.AsSpan(), w = problem.Weight.AsSpan(), e = expected.AsSpan(), a = actual.AsSpan())
        {
            PlacementProduct.Run<Lanes512<float>>(sizes, d, w, null, e, turnsFilters: true, adds: false);
            PlacementProduct.Run(sizes, d, w, null, a, turnsFilters: true, adds: false);
        }

        Assert.Equal(MemoryMarshal.Cast<float, int>(expected.AsSpan()), MemoryMarshal.Cast<float, int>(actual.AsSpan()));
    }

    private static void CheckWidth<TLanes>(Problem problem)
        where TLanes : struct, ILanes<TLanes, float>
    {
        if (DirectConvolution.Forward(problem.Sizes) is not { } forward)
            return;
        Tensor result = Tensor.Zeros(problem.Cotangent.Shape), dx = Ones(problem.X), dweight = Ones(problem.Weight), dbias = Ones(problem.Bias);
        fixed (float* x = problem.X.AsSpan(), w = problem.Weight.AsSpan(), b = problem.Bias.AsSpan(), d = problem.Cotangent.AsSpan(),
            y = result.AsSpan(), px = dx.AsSpan(), pw = dweight.AsSpan(), pb = dbias.AsSpan())
        {
            PlacementProduct.Run<TLanes>(forward, x, w, b, y, turnsFilters: false, adds: false);
            FilterProduct.Run<TLanes>(forward, x, d, pw, pb);
            if (DirectConvolution.Backward(problem.Sizes) is { } backward)
                PlacementProduct.Run<TLanes>(backward, d, w, null, px, turnsFilters: true, adds: true);
            else
                TensorDerivatives.Conv2dVjp(problem.X, problem.Weight, problem.Stride, problem.Padding, problem.Cotangent, dx, default, default);
        }

        problem.CheckResult(result.AsSpan());
        problem.CheckAdjoints(dx.AsSpan(), dweight.AsSpan(), dbias.AsSpan());
    }

    private static Tensor Ones(Tensor like)
    {
        Tensor ones = Tensor.Zeros(like.Shape);
        ones.AsSpan().Fill(1);
        return ones;
    }

    private sealed class Problem
    {
        private readonly int[] _sizes;

        internal Problem(int[] sizes)
        {
            _sizes = sizes;
            var random = new Random(sizes.Aggregate(17, (hash, value) => hash * 31 + value));
            X = Values(random, sizes[0], sizes[1], sizes[2], sizes[3]);
            Weight = Values(random, sizes[4], sizes[1], sizes[5], sizes[6]);
            Bias = Values(random, sizes[4]);
            Sizes = ConvolutionSizes.Of(X, Weight, Bias, Stride, Padding);
            Cotangent = Values(random, sizes[0], sizes[4], Sizes.ResultHeight, Sizes.ResultWidth);
        }

        internal Tensor X { get; }

        internal Tensor Weight { get; }

        internal Tensor Bias { get; }

        internal Tensor Cotangent { get; }

        internal ConvolutionSizes Sizes { get; }

        internal int Stride => _sizes[7];

        internal int Padding => _sizes[8];

        internal void CheckResult(ReadOnlySpan<float> actual)
        {
            var expected = new double[Cotangent.Length];
            float[] bias = Bias.AsSpan().ToArray();
            for (int i = 0; i < expected.Length; i++)
                expected[i] = bias[i / Sizes.Places % Sizes.Filters];
            Each((result, x, weight) => expected[result] += (double)X.AsSpan()[x] * Weight.AsSpan()[weight]);
            Check(expected, actual, "result");
        }

        // Each began as ones.
        internal void CheckAdjoints(ReadOnlySpan<float> dx, ReadOnlySpan<float> dweight, ReadOnlySpan<float> dbias)
        {
            double[] x = OnesOf(X), weight = OnesOf(Weight), bias = OnesOf(Bias);
            Each((result, at, tap) =>
            {
                x[at] += (double)Cotangent.AsSpan()[result] * Weight.AsSpan()[tap];
                weight[tap] += (double)Cotangent.AsSpan()[result] * X.AsSpan()[at];
            });
            for (int i = 0; i < Cotangent.Length; i++)
                bias[i / Sizes.Places % Sizes.Filters] += Cotangent.AsSpan()[i];
            Check(x, dx, "dx");
            Check(weight, dweight, "dweight");
            Check(bias, dbias, "dbias");
        }

        private void Each(Action<int, int, int> action)
        {
            for (int i = 0; i < Cotangent.Length; i++)
            {
                int x = i % Sizes.ResultWidth, y = i / Sizes.ResultWidth % Sizes.ResultHeight;
                int filter = i / Sizes.Places % Sizes.Filters, image = i / Sizes.Places / Sizes.Filters;
                for (int tap = 0; tap < Sizes.Depth; tap++)
                {
                    int kx = tap % Sizes.KernelWidth, ky = tap / Sizes.KernelWidth % Sizes.KernelHeight;
                    int channel = tap / (Sizes.KernelWidth * Sizes.KernelHeight);
                    int sourceX = x * Stride + kx - Padding, sourceY = y * Stride + ky - Padding;
                    if (sourceX >= 0 && sourceX < Sizes.Width && sourceY >= 0 && sourceY < Sizes.Height)
                        action(i, ((image * Sizes.Channels + channel) * Sizes.Height + sourceY) * Sizes.Width + sourceX, filter * Sizes.Depth + tap);
                }
            }
        }

        private static double[] OnesOf(Tensor like) => [.. Enumerable.Repeat(1.0, like.Length)];

        private static void Check(double[] expected, ReadOnlySpan<float> actual, string name)
        {
            Assert.Equal(expected.Length, actual.Length);
            double scale = expected.Length == 0 ? 1 : Math.Max(1, expected.Max(Math.Abs));
            for (int i = 0; i < expected.Length; i++)
                Assert.True(Math.Abs(expected[i] - actual[i]) <= 4e-6 * scale, $"{name}, {i}: {expected[i]} and {actual[i]}");
        }

        private static Tensor Values(Random random, params int[] shape)
        {
            Tensor values = Tensor.Zeros(shape);
            foreach (ref float value in values.AsSpan())
                value = random.NextSingle() * 2 - 1;
            return values;
        }
    }
}
