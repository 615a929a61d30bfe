using AutoDiff.CompilerServices;
using AutoDiff.Runtime.Tests.Training;
using static AutoDiff.TensorDerivatives;

namespace AutoDiff.Runtime.Tests.Kernels.Threads;

/// <summary>
/// Operations that move and add up values, against plain loops: sizes on both sides of what is worth a second thread, odd ones and none, and
/// the same bits on any number of threads.
/// </summary>
[Collection(nameof(KernelThreads))]
public sealed class DividedOperationsTests : IDisposable
{
    // Two threads have 32,768 values each at least.
    private const int Threshold = 1 << 16;

    private readonly int _before = KernelThreads.Count;

    public static TheoryData<int> Lengths => [0, 1, 1023, Threshold - 1, Threshold, Threshold + 1, 270_011, 600_007];

    public static TheoryData<int, int, int> Shapes => new()
    {
        { 1, Threshold + 1, 1 }, { 3, 90_001, 1 }, { 270_011, 1, 1 }, { 513, 401, 1 }, { 60_001, 3, 1 }, { 1, 513, 401 }, { 1, 8_191, 33 },
        { 7, 130, 145 }, { 2, 3, 70_001 }, { 1, 60_001, 3 }, { 1, 4_096, 64 }, { 9, 5, 7 }, { 0, 5, 3 }, { 5, 0, 3 }, { 5, 3, 0 },
    };

    public void Dispose() => KernelThreads.Count = _before;

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Dropout_keeps_what_the_seed_says(int length)
    {
        Tensor x = Random(1, length);
        float[][] results = OnAnyNumberOfThreads(() =>
        {
            Tensor dx = Filled(length);
            DropoutVjp(0.3, 5, x, dx);
            return [Tensor.Dropout(x, 0.3, 5), dx];
        });
        float scale = (float)(1 / 0.7);
        for (int i = 0; i < length; i++)
        {
            bool isKept = Mix(Mix(5) + (ulong)i * 0x9E3779B97F4A7C15UL) >> 32 >= (ulong)(0.3 * (1UL << 32));
            float expected = isKept ? x[i] * scale : 0;
            Assert.Equal(expected, results[0][i]);
            Assert.Equal(0.5f + expected, results[1][i]);
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Reductions_of_all_values(int length)
    {
        Tensor x = Random(2, length);
        float[] values = x.AsSpan().ToArray();
        float[][] results = OnAnyNumberOfThreads(() =>
        {
            Tensor dsum = Filled(length), dmean = Filled(length);
            SumVjp(0.25f, dsum);
            MeanVjp(3, dmean);
            return [Scalar(Tensor.Sum(x)), Scalar(Tensor.Mean(x)), dsum, dmean];
        });
        double sum = values.Sum(value => (double)value);
        AssertClose(sum, results[0][0]);
        AssertClose(sum / length, results[1][0]);
        Assert.All(results[2], value => Assert.Equal(0.75f, value));
        Assert.All(results[3], value => Assert.Equal(0.5f + 3f / length, value));
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void The_maximum_of_all_values_and_its_ties(int length)
    {
        if (length == 0)
            return;
        Tensor x = Random(3, length);
        foreach (int tie in (int[])[0, length / 2, length - 1])
            x[tie] = 7;
        int ties = x.AsSpan().Count(7f);
        foreach (float top in (float[])[7, float.NaN])
        {
            x.AsSpan().Replace(7f, top);
            float[][] results = OnAnyNumberOfThreads(() =>
            {
                Tensor dx = Filled(length);
                MaxVjp(x, Tensor.Max(x), 3, dx);
                return [Scalar(Tensor.Max(x)), dx];
            });
            Assert.Equal(top, results[0][0]);
            float share = float.IsNaN(top) ? 3 : 3f / ties;
            for (int i = 0; i < length; i++)
                Assert.Equal(x[i].Equals(top) ? 0.5f + share : 0.5f, results[1][i]);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Reductions_along_an_axis(int outer, int length, int inner)
    {
        Tensor x = Random(4, outer, length, inner), d = Random(5, outer, inner);
        bool hasMaxima = length > 0;
        float[][] results = OnAnyNumberOfThreads(() =>
        {
            Tensor dsum = Filled(x.Shape), dmean = Filled(x.Shape), dmax = Filled(x.Shape);
            SumVjp(1, d, dsum);
            MeanVjp(1, d, dmean);
            if (hasMaxima)
                MaxVjp(x, 1, d, dmax);
            return [Tensor.Sum(x, 1), Tensor.Mean(x, 1), hasMaxima ? Tensor.Max(x, 1) : Tensor.Zeros(0), dsum, dmean, dmax];
        });

        Assert.Equal(outer * inner, results[0].Length);
        for (int slice = 0; slice < outer * inner; slice++)
        {
            int first = slice / inner * length * inner + slice % inner;
            double sum = 0;
            int best = first;
            for (int k = 0; k < length; k++)
            {
                int at = first + k * inner;
                sum += x.AsSpan()[at];
                if (x.AsSpan()[at] > x.AsSpan()[best])
                    best = at;
            }

            float cotangent = d.AsSpan()[slice];
            AssertClose(sum, results[0][slice]);
            AssertClose(sum / length, results[1][slice]);
            if (hasMaxima)
                Assert.Equal(x.AsSpan()[best], results[2][slice]);
            for (int k = 0; k < length; k++)
            {
                int at = first + k * inner;
                Assert.Equal(0.5f + cotangent, results[3][at]);
                AssertClose(0.5 + (double)cotangent / length, results[4][at]);
                Assert.Equal(at == best ? 0.5f + cotangent : 0.5f, results[5][at]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Slices_and_concatenations(int outer, int length, int inner)
    {
        Tensor x = Random(6, outer, length, inner), other = Random(7, outer, 2, inner);
        int start = length / 3, taken = length - start - length / 4;
        Tensor part = Random(8, outer, taken, inner), both = Random(9, outer, length + 2, inner);
        float[][] results = OnAnyNumberOfThreads(() =>
        {
            Tensor dx = Filled(x.Shape), da = Filled(x.Shape), db = Filled(other.Shape);
            SliceVjp(1, start, taken, part, dx);
            ConcatVjp(x, other, 1, both, da, db);
            return [Tensor.Slice(x, 1, start, taken), dx, Tensor.Concat(x, other, 1), da, db];
        });
        for (int i = 0; i < x.Length; i++)
        {
            (int line, int place) = (i / (length * inner), i % (length * inner));
            int index = place / inner, inPart = (line * taken + index - start) * inner + place % inner, inBoth = line * (length + 2) * inner + place;
            bool isTaken = index >= start && index < start + taken;
            if (isTaken)
                Assert.Equal(x.AsSpan()[i], results[0][inPart]);
            Assert.Equal(isTaken ? 0.5f + part.AsSpan()[inPart] : 0.5f, results[1][i]);
            Assert.Equal(x.AsSpan()[i], results[2][inBoth]);
            Assert.Equal(0.5f + both.AsSpan()[inBoth], results[3][i]);
        }

        for (int i = 0; i < other.Length; i++)
        {
            int inBoth = i / (2 * inner) * (length + 2) * inner + length * inner + i % (2 * inner);
            Assert.Equal(other.AsSpan()[i], results[2][inBoth]);
            Assert.Equal(0.5f + both.AsSpan()[inBoth], results[4][i]);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Dimensions_are_exchanged(int outer, int length, int inner)
    {
        Tensor x = Random(10, outer, length, inner);
        foreach ((int first, int second) in ((int, int)[])[(0, 1), (1, 2), (0, 2)])
        {
            Tensor d = Tensor.Transpose(Random(11, outer, length, inner), first, second);
            float[][] results = OnAnyNumberOfThreads(() =>
            {
                Tensor dx = Filled(x.Shape);
                TransposeVjp(first, second, d, dx);
                return [Tensor.Transpose(x, first, second), dx];
            });
            int[] at = new int[3];
            for (int i = 0; i < x.Length; i++)
            {
                (at[0], at[1], at[2]) = (i / (length * inner), i / inner % length, i % inner);
                (at[first], at[second]) = (at[second], at[first]);
                int target = (at[0] * d.Shape[1] + at[1]) * d.Shape[2] + at[2];
                Assert.Equal(x.AsSpan()[i], results[0][target]);
                Assert.Equal(0.5f + d.AsSpan()[target], results[1][i]);
            }
        }
    }

    [Theory]
    [InlineData(50, 1, 150_001)]
    [InlineData(1000, 257, 603)]
    [InlineData(7, 64, 2_048)]
    [InlineData(7, 64, 2_047)]
    [InlineData(2, 100_003, 3)]
    [InlineData(5, 8, 0)]
    [InlineData(4, 0, 3)]
    public void Rows_of_a_table_are_taken_and_added_to_in_the_order_of_the_indices(int count, int width, int length)
    {
        var random = new Random(12);
        int[] indices = [.. Enumerable.Range(0, length).Select(i => i % 3 == 0 ? 1 : random.Next(count))];
        Tensor weight = Random(13, count, width), d = Random(14, length, width);
        float[][] results = OnAnyNumberOfThreads(() =>
        {
            Tensor dweight = Filled(weight.Shape);
            EmbeddingVjp(indices, d, dweight);
            return [Tensor.Embedding(weight, indices), dweight];
        });
        float[] sums = Filled(weight.Shape).AsSpan().ToArray();
        for (int i = 0; i < length * width; i++)
        {
            int at = indices[i / width] * width + i % width;
            Assert.Equal(weight.AsSpan()[at], results[0][i]);
            sums[at] += d.AsSpan()[i];
        }

        Assert.Equal(sums, results[1]);
    }

    [Fact]
    public void The_adjoint_of_a_row_that_isnt_there_is_refused()
    {
        Tensor dweight = Tensor.Zeros(3, 2), d = Tensor.Zeros(2, 2);
        foreach (int index in (int[])[3, -1])
            Assert.Equal("indices", Assert.Throws<ArgumentOutOfRangeException>(() => EmbeddingVjp([0, index], d, dweight)).ParamName);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Gradients_are_clipped_and_zeroed(int length)
    {
        Tensor gradient = Random(15, length);
        float[][] results = OnAnyNumberOfThreads(() =>
        {
            var model = new FloatQuartic { Pair = Tensor.Zeros(length) };
            var trainer = new Trainer<FloatQuartic>(model, new Sgd());
            gradient.AsSpan().CopyTo(trainer.Gradients.Pair.AsSpan());
            Tensor norms = Scalar((float)trainer.ClipGradientNorm(0.5));
            Tensor byNorm = trainer.Gradients.Pair.Clone();
            if (length > 0)
                trainer.Gradients.Pair[length / 2] = float.NaN;
            trainer.ClipGradientValue(0.001);
            Tensor byValue = trainer.Gradients.Pair.Clone();
            trainer.ZeroGradients();
            return [norms, byNorm, byValue, trainer.Gradients.Pair.Clone()];
        });
        double norm = Math.Sqrt(gradient.AsSpan().ToArray().Sum(value => (double)value * value));
        AssertClose(norm, results[0][0]);
        double scale = norm > 0.5 ? 0.5 / (norm + 1e-6) : 1;
        for (int i = 0; i < length; i++)
        {
            AssertClose(gradient[i] * scale, results[1][i]);
            Assert.Equal(i == length / 2 ? float.NaN : Math.Clamp(results[1][i], -0.001f, 0.001f), results[2][i]);
            Assert.Equal(0, results[3][i]);
        }
    }

    [Fact]
    public void Gradients_in_double_precision_are_clipped()
    {
        var random = new Random(16);
        double[] gradient = [.. Enumerable.Range(0, 270_011).Select(_ => random.NextDouble() - 0.5)];
        double[][] clipped = new double[5][];
        for (int count = 1; count <= 5; count++)
        {
            KernelThreads.Count = count;
            var trainer = new Trainer<DoubleQuartic>(new DoubleQuartic { Points = new double[gradient.Length] }, new Sgd());
            gradient.CopyTo(trainer.Gradients.Points, 0);
            double norm = trainer.ClipGradientNorm(2);
            Assert.Equal(Math.Sqrt(gradient.Sum(value => value * value)), norm, 1e-9);
            Assert.Equal(gradient[1000] * (2 / (norm + 1e-6)), trainer.Gradients.Points[1000]);
            trainer.ClipGradientValue(0.003);
            Assert.Equal(0.003, trainer.Gradients.Points.Max());
            clipped[count - 1] = [norm, .. trainer.Gradients.Points];
            Assert.Equal(clipped[0], clipped[count - 1]);
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Adjoints_are_added_up(int length)
    {
        Tensor cotangent = Random(17, length);
        float[][] results = OnAnyNumberOfThreads(() =>
        {
            Tensor adjoint = Filled(length);
            TensorAdjoints.Add(adjoint, cotangent, nameof(cotangent));
            return [adjoint, Tensor.Zeros(length)];
        });
        for (int i = 0; i < length; i++)
        {
            Assert.Equal(0.5f + cotangent[i], results[0][i]);
            Assert.Equal(0, results[1][i]);
        }
    }

    private static float[][] OnAnyNumberOfThreads(Func<Tensor[]> run)
    {
        float[][]? first = null;
        foreach (int count in (int[])[1, 2, 3, 5])
        {
            KernelThreads.Count = count;
            float[][] results = [.. run().Select(result => result.AsSpan().ToArray())];
            first ??= results;
            for (int i = 0; i < results.Length; i++)
                Assert.True(Bits(first[i]).SequenceEqual(Bits(results[i])), $"result {i} on {count} threads");
        }

        return first!;
    }

    private static IEnumerable<int> Bits(float[] values) => values.Select(BitConverter.SingleToInt32Bits);

    private static void AssertClose(double expected, float actual) =>
        Assert.True(Math.Abs(expected - actual) <= 1e-5 * Math.Abs(expected) || (double.IsNaN(expected) && float.IsNaN(actual)), $"{expected} and {actual}");

    private static Tensor Scalar(float value) => Tensor.Create([value]);

    private static Tensor Filled(params ReadOnlySpan<int> shape)
    {
        Tensor values = Tensor.Zeros(shape);
        values.AsSpan().Fill(0.5f);
        return values;
    }

    // Between 0 and 1: sums don't cancel.
    private static Tensor Random(int seed, params int[] shape)
    {
        var random = new Random(seed);
        Tensor values = Tensor.Zeros(shape);
        foreach (ref float value in values.AsSpan())
            value = random.NextSingle();
        return values;
    }

    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return x ^ (x >> 31);
    }
}
