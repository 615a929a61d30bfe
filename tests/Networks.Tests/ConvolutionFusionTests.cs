using System.Runtime.Intrinsics;
using AutoDiff.Networks.Tests.Models;

namespace AutoDiff.Networks.Tests;

/// <summary>
/// A convolution whose rectified maxima alone are read is computed image by image, and only the places of the maxima are kept. Values and adjoints are those of the three operations, bit for bit.
/// </summary>
public class ConvolutionFusionTests
{
    private delegate Tensor Method(Tensor x, Tensor weight, Tensor bias, int stride, int padding, int kernel, Tensor dresult, Tensor dx, Tensor dweight, Tensor dbias);

    private static readonly Dictionary<string, (Method Fused, Method Apart)> s_methods = new()
    {
        ["Whole"] = (
            (x, w, b, s, p, k, d, dx, dw, db) => PooledConvolutions.WholeVjp(x, w, b, s, p, k, d, dx, dw, db),
            (x, w, b, s, p, k, d, dx, dw, db) => PooledConvolutions.WholeApartVjp(x, w, b, s, p, k, d, dx, dw, db)),
        ["Again"] = (
            (x, w, b, s, p, k, d, dx, dw, db) => PooledConvolutions.AgainVjp(x, w, b, s, p, k, d, dx, dw, db),
            (x, w, b, s, p, k, d, dx, dw, db) => PooledConvolutions.AgainApartVjp(x, w, b, s, p, k, d, dx, dw, db)),
        ["Read"] = (
            (x, w, b, s, p, k, d, dx, dw, db) => PooledConvolutions.ReadVjp(x, w, b, s, p, k, d, dx, dw, db),
            (x, w, b, s, p, k, d, dx, dw, db) => PooledConvolutions.ReadApartVjp(x, w, b, s, p, k, d, dx, dw, db)),
    };

    // Images, channels, height, width, filters, side of a filter, stride, padding, window; numbers of each kind, or with NaN and infinities.
    private static readonly int[][] s_sizes =
    [
        [7, 1, 28, 28, 16, 3, 1, 1, 2], [7, 16, 14, 14, 32, 3, 1, 1, 2], [6, 3, 16, 20, 5, 3, 1, 0, 2], [8, 2, 8, 66, 9, 5, 1, 2, 2], [6, 4, 28, 28, 48, 3, 1, 1, 2],
        [6, 40, 60, 42, 16, 3, 1, 1, 2], [6, 2, 9, 8, 4, 3, 1, 1, 2], [6, 2, 8, 6, 4, 3, 1, 1, 2], [6, 2, 12, 12, 4, 3, 2, 1, 2], [6, 2, 12, 12, 4, 3, 1, 1, 3],
        [6, 2, 12, 12, 4, 1, 1, 2, 2], [1, 3, 14, 14, 16, 3, 1, 1, 2],
    ];

    public static TheoryData<string, int, bool, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int, bool, int>();
            foreach (string name in s_methods.Keys)
            {
                for (int i = 0; i < s_sizes.Length; i++)
                {
                    cases.Add(name, i, false, 1);
                    cases.Add(name, i, false, 3);
                    cases.Add(name, i, true, 1);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Pooled_convolutions_equal_the_operations_one_by_one(string name, int index, bool hasNaN, int threads)
    {
        (Method fused, Method apart) = s_methods[name];
        int[] sizes = s_sizes[index];
        WithThreads(threads, () =>
        {
            var random = new Random(index);
            Tensor x = Numbers(random, hasNaN, sizes[0], sizes[1], sizes[2], sizes[3]), weight = Numbers(random, false, sizes[4], sizes[1], sizes[5], sizes[5]), bias = Numbers(random, false, sizes[4]);
            (int stride, int padding, int kernel) = (sizes[6], sizes[7], sizes[8]);
            int height = ((sizes[2] + 2 * padding - sizes[5]) / stride + 1 - kernel) / kernel + 1, width = ((sizes[3] + 2 * padding - sizes[5]) / stride + 1 - kernel) / kernel + 1;
            Tensor dresult = Numbers(random, hasNaN, sizes[0], sizes[4], height, width);
            Tensor dx = Numbers(random, false, sizes[0], sizes[1], sizes[2], sizes[3]), dweight = Numbers(random, false, sizes[4], sizes[1], sizes[5], sizes[5]), dbias = Numbers(random, false, sizes[4]);
            Tensor otherDx = dx.Clone(), otherDweight = dweight.Clone(), otherDbias = dbias.Clone();
            float[] value = Values(fused(x, weight, bias, stride, padding, kernel, dresult, dx, dweight, dbias));
            Assert.Equal(Values(apart(x, weight, bias, stride, padding, kernel, dresult, otherDx, otherDweight, otherDbias)), value);
            Assert.Equal(Values(otherDx), Values(dx));
            Assert.Equal(Values(otherDweight), Values(dweight));
            Assert.Equal(Values(otherDbias), Values(dbias));
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Layers_are_taken_in_as_well(int threads) => WithThreads(threads, () =>
    {
        var random = new Random(3);
        var model = new PooledLayers(random);
        Tensor x = Numbers(random, false, 9, 2, 28, 28), dresult = Numbers(random, false, 9, 32, 7, 7), dx = Tensor.Zeros(x.Shape), otherDx = Tensor.Zeros(x.Shape);
        PooledLayers gradient = model.ZerosLike(), other = model.ZerosLike();
        float[] value = Values(model.RunVjp(x, dresult, gradient, dx));
        Assert.Equal(Values(model.RunApartVjp(x, dresult, other, otherDx)), value);
        Assert.Equal(Values(otherDx), Values(dx));
        Assert.Equal(Values(other.First.Weight), Values(gradient.First.Weight));
        Assert.Equal(Values(other.First.Bias), Values(gradient.First.Bias));
        Assert.Equal(Values(other.Second.Weight), Values(gradient.Second.Weight));

        // And forward mode, which doesn't take them in, agrees.
        PooledLayers direction = model.ZerosLike();
        foreach (Tensor tensor in (Tensor[])[direction.First.Weight, direction.First.Bias, direction.Second.Weight])
            Numbers(random, false, [.. tensor.Shape]).AsSpan().CopyTo(tensor.AsSpan());
        Tensor move = Numbers(random, false, [.. x.Shape]);
        (_, Tensor tangent) = model.RunJvp(x, direction, move);
        double forward = Dot(tangent, dresult);
        double reverse = Dot(dx, move) + Dot(gradient.First.Weight, direction.First.Weight) + Dot(gradient.First.Bias, direction.First.Bias) + Dot(gradient.Second.Weight, direction.Second.Weight);
        Assert.Equal(forward, reverse, 1e-4 * Math.Abs(forward));
    });

    [Fact]
    public void What_gets_no_derivative_is_computed_all_the_same()
    {
        var random = new Random(5);
        var model = new PooledLayers(random);
        Tensor x = Numbers(random, false, 9, 2, 28, 28), dresult = Numbers(random, false, 9, 32, 7, 7);
        PooledLayers gradient = model.ZerosLike(), whole = model.ZerosLike();
        Assert.Equal(Values(model.Run(x)), Values(model.RunFrozenVjp(x, dresult, gradient)));
        model.RunVjp(x, dresult, whole, Tensor.Zeros(x.Shape));
        Assert.Equal(Values(whole.Second.Weight), Values(gradient.Second.Weight));
        Assert.All(Values(gradient.First.Weight), value => Assert.Equal(0, value));
        Assert.All(Values(gradient.First.Bias), value => Assert.Equal(0, value));
    }

    [Fact]
    public void What_is_written_after_the_convolution_doesnt_count()
    {
        var random = new Random(7);
        Tensor x = Numbers(random, false, 6, 2, 8, 8), weight = Numbers(random, false, 4, 2, 3, 3), bias = Numbers(random, false, 4), dresult = Numbers(random, false, 6, 4, 4, 4);
        Tensor dx = Tensor.Zeros(x.Shape), dweight = Tensor.Zeros(weight.Shape), dbias = Tensor.Zeros(4), otherDx = Tensor.Zeros(x.Shape), otherDweight = Tensor.Zeros(weight.Shape), otherDbias = Tensor.Zeros(4);
        float[] value = Values(PooledConvolutions.ChangedVjp(x, weight, bias, 1, 1, 2, dresult, dx, dweight, dbias));
        Assert.Equal(Values(PooledConvolutions.WholeApartVjp(x, weight, bias, 1, 1, 2, dresult, otherDx, otherDweight, otherDbias)), value);
        Assert.Equal(Values(otherDweight), Values(dweight));
        Assert.Equal(Values(otherDx), Values(dx));
    }

    [Theory]
    [InlineData(new[] { 6, 3, 8, 8 }, 1, 2, "weight")]
    [InlineData(new[] { 6, 2, 8, 8 }, 1, 9, "x")]
    public void Shapes_that_dont_fit_are_refused_as_by_the_operations(int[] shape, int padding, int kernel, string parameter)
    {
        var random = new Random(7);
        Tensor x = Numbers(random, false, shape), weight = Numbers(random, false, 4, 2, 3, 3), dweight = Tensor.Zeros(weight.Shape);
        Tensor Run() => PooledConvolutions.WholeVjp(x, weight, default, 1, padding, kernel, Tensor.Zeros(6, 4, 4, 4), Tensor.Zeros(x.Shape), dweight, default);
        ArgumentException error = Assert.ThrowsAny<ArgumentException>(() => Run());
        ArgumentException expected = Assert.ThrowsAny<ArgumentException>(() => PooledConvolutions.Whole(x, weight, default, 1, padding, kernel));
        Assert.Equal((parameter, expected.Message), (error.ParamName, error.Message));
    }

    [Fact]
    public void Nothing_is_allocated_and_only_places_are_kept()
    {
        var random = new Random(1);
        Tensor x = Numbers(random, false, 64, 1, 28, 28), weight = Numbers(random, false, 16, 1, 3, 3), bias = Numbers(random, false, 16), dresult = Numbers(random, false, 64, 16, 14, 14);
        Tensor dx = Tensor.Zeros(x.Shape), dweight = Tensor.Zeros(weight.Shape), dbias = Tensor.Zeros(16);
        var workspace = new Workspace();
        for (int i = 0; i < 3; i++)
            PooledConvolutions.WholeVjp(x, weight, bias, 1, 1, 2, dresult, dx, dweight, dbias, workspace);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            PooledConvolutions.WholeVjp(x, weight, bias, 1, 1, 2, dresult, dx, dweight, dbias, workspace);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        // The convolution's result and its cotangent would be 3.2 MB each.
        if (Vector512.IsHardwareAccelerated)
            Assert.InRange(workspace.ReservedBytes, 64 * 16 * 14 * 14 * sizeof(float), 3_200_000);
    }

    private static void WithThreads(int threads, Action action)
    {
        KernelThreads.Count = threads;
        try
        {
            action();
        }
        finally
        {
            KernelThreads.Count = 1;
        }
    }

    private static float[] Values(Tensor tensor) => tensor.AsSpan().ToArray();

    private static double Dot(Tensor a, Tensor b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += (double)a.AsSpan()[i] * b.AsSpan()[i];
        return sum;
    }

    // Few different values, so that there are ties.
    private static Tensor Numbers(Random random, bool hasNaN, params int[] shape)
    {
        Tensor tensor = Tensor.Zeros(shape);
        foreach (ref float value in tensor.AsSpan())
        {
            value = random.Next(hasNaN ? 200 : 16) switch
            {
                0 => -0f,
                16 => float.NaN,
                17 => float.PositiveInfinity,
                18 => float.NegativeInfinity,
                int other => other % 7 - 3,
            };
        }

        return tensor;
    }
}
