using AutoDiff.Runtime.Tests.Taping;
using AutoDiff.Runtime.Tests.Training;
using static AutoDiff.TensorDerivatives;

namespace AutoDiff.Runtime.Tests.Kernels.Threads;

/// <summary>Each operation gives the same bits on any number of threads, and allocates nothing; sizes are such that it is divided.</summary>
[Collection(nameof(KernelThreads))]
public sealed class ThreadIndependenceTests : IDisposable
{
    private readonly int _before = KernelThreads.Count;

    public static TheoryData<string> Operations => [.. All().Select(operation => operation.Name)];

    public void Dispose() => KernelThreads.Count = _before;

    [Theory]
    [MemberData(nameof(Operations))]
    public void The_number_of_threads_doesnt_show(string name)
    {
        Func<Tensor[]> run = All().Single(operation => operation.Name == name).Run;
        KernelThreads.Count = 1;
        float[][] one = Values(run());
        for (int count = 2; count <= 5; count++)
        {
            KernelThreads.Count = count;
            float[][] several = Values(run());
            for (int i = 0; i < one.Length; i++)
                Assert.True(one[i].AsSpan().SequenceEqual(several[i]), $"result {i} on {count} threads");
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Nothing_is_allocated(string name)
    {
        Func<Tensor[]> run = All().Single(operation => operation.Name == name).Run;
        KernelThreads.Count = 3;
        Assert.InRange(Allocation.AfterWarmUp(() =>
        {
            using WorkspaceScope scope = Workspace.ForThread.Scope();
            run();
        }), 0, 200);
    }

    private static float[][] Values(Tensor[] results) => [.. results.Select(result => result.AsSpan().ToArray())];

    // Each makes its adjoints in the scope. What it allocates is the array of its results.
    private static IEnumerable<(string Name, Func<Tensor[]> Run)> All()
    {
        Tensor x = Random(1, 40, 50, 257), d = Random(2, 40, 50, 257), row = Random(3, 257), column = Random(4, 40, 50, 1), other = Random(5, 40, 50, 257);
        Tensor weight = Random(6, 257), bias = Random(7, 257), images = Random(8, 20, 6, 40, 42), dimages = Random(9, 20, 6, 20, 21);
        Tensor scale = Random(10, 6), shift = Random(11, 6), variance = Random(12, 6);
        variance.AsSpan().Fill(0.7f);
        Tensor logits = Random(13, 3000, 70), wide = Random(14, 900, 400), channels = Random(15, 400), channelShift = Random(16, 400);
        int[] labels = [.. Enumerable.Range(0, 3000).Select(i => i * 7 % 70)];
        Tensor linearWeight = Random(17, 130, 257), linearBias = Random(18, 130), dlinear = Random(19, 40, 50, 130);
        Tensor joined = Random(20, 40, 50, 387), tokens = Random(21, 5000, 70), narrow = Random(23, 60_001, 10), few = Random(24, 10);
        int[] rows = [.. Enumerable.Range(0, 5000).Select(i => i * 7 % 3000)];
        yield return ("gelu", () => With(Zeros(x), dx => GeluVjp(x, d, dx), Tensor.Gelu(x)));
        yield return ("relu", () => With(Zeros(x), dx => ReluVjp(x, d, dx), Tensor.Relu(x)));
        yield return ("multiply", () => Pair(x, other, (dx, dy) => MultiplyVjp(x, other, d, dx, dy), Tensor.Multiply(x, other)));
        yield return ("add row", () => Pair(x, row, (dx, dy) => AddVjp(d, dx, dy), Tensor.Add(x, row)));
        yield return ("multiply column", () => Pair(x, column, (dx, dy) => MultiplyVjp(x, column, d, dx, dy), Tensor.Multiply(x, column)));
        yield return ("softmax", () => With(Zeros(x), dx => SoftmaxVjp(-1, x, d, dx), Tensor.Softmax(x)));
        yield return ("log softmax", () => With(Zeros(x), dx => LogSoftmaxVjp(-1, x, d, dx), Tensor.LogSoftmax(x)));
        yield return ("layer norm", () =>
        {
            Tensor dx = Zeros(x), dw = Zeros(weight), db = Zeros(bias);
            LayerNormVjp(x, weight, 1e-5, d, dx, dw, db);
            return [Tensor.LayerNorm(x, weight, bias), dx, dw, db];
        }
        );
        yield return ("batch norm of images", () => BatchNorm(images, scale, shift));
        yield return ("batch norm of rows", () => BatchNorm(wide, channels, channelShift));
        yield return ("batch norm by given statistics", () =>
        {
            Tensor dx = Zeros(images), dw = Zeros(scale), db = Zeros(shift);
            BatchNormVjp(images, scale, shift, variance, 1e-5, images, dx, dw, db);
            return [Tensor.BatchNorm(images, scale, shift, shift, variance, 1e-5), dx, dw, db];
        }
        );
        yield return ("max pooling", () => With(Zeros(images), dx => MaxPool2dVjp(images, 2, 0, dimages, dx), Tensor.MaxPool2d(images, 2)));
        yield return ("mean pooling", () => With(Zeros(images), dx => AvgPool2dVjp(2, 0, dimages, dx), Tensor.AvgPool2d(images, 2)));
        yield return ("transpose", () => With(Zeros(x), dx => TransposeVjp(1, 2, Tensor.Transpose(d, 1, 2), dx), Tensor.Transpose(x, 1, 2)));
        yield return ("cross-entropy", () =>
        {
            Tensor dx = Zeros(logits), loss = Tensor.Zeros(1);
            loss.AsSpan()[0] = Losses.CrossEntropy(logits, labels);
            CrossEntropyVjp(logits, labels, 2, dx);
            return [loss, dx];
        }
        );
        yield return ("squared error", () =>
        {
            Tensor dx = Zeros(x), dy = Zeros(x), loss = Tensor.Zeros(1);
            loss.AsSpan()[0] = Losses.MeanSquaredError(x, other);
            MeanSquaredErrorVjp(x, other, 2, dx, dy);
            return [loss, dx, dy];
        }
        );
        yield return ("linear", () =>
        {
            Tensor dx = Zeros(x), dw = Zeros(linearWeight), db = Zeros(linearBias);
            LinearVjp(x, linearWeight, dlinear, dx, dw, db);
            return [Tensor.Linear(x, linearWeight, linearBias), dx, dw, db];
        }
        );
        yield return ("dropout", () => With(Zeros(x), dx => DropoutVjp(0.4, 9, d, dx), Tensor.Dropout(x, 0.4, 9)));
        yield return ("slice", () => With(Zeros(x), dx => SliceVjp(2, 20, 130, dlinear, dx), Tensor.Slice(x, 2, 20, 130)));
        yield return ("concat", () => Pair(x, dlinear, (da, db) => ConcatVjp(x, dlinear, 2, joined, da, db), Tensor.Concat(x, dlinear, 2)));
        yield return ("embedding", () => With(Zeros(logits), dw => EmbeddingVjp(rows, tokens, dw), Tensor.Embedding(logits, rows)));
        for (int axis = 0; axis < 3; axis++)
        {
            int at = axis;
            yield return ($"sum along {at}", () => With(Zeros(x), dx => SumVjp(at, Tensor.Sum(d, at), dx), Tensor.Sum(x, at)));
            yield return ($"mean along {at}", () => With(Zeros(x), dx => MeanVjp(at, Tensor.Sum(d, at), dx), Tensor.Mean(x, at)));
            yield return ($"max along {at}", () => With(Zeros(x), dx => MaxVjp(x, at, Tensor.Sum(d, at), dx), Tensor.Max(x, at)));
        }

        yield return ("sum and mean", () =>
        {
            Tensor dx = Zeros(x), sums = Tensor.Zeros(2);
            (sums.AsSpan()[0], sums.AsSpan()[1]) = (Tensor.Sum(x), Tensor.Mean(x));
            SumVjp(2, dx);
            MeanVjp(3, dx);
            return [sums, dx];
        }
        );
        yield return ("max", () =>
        {
            Tensor dx = Zeros(x), maximum = Tensor.Zeros(1);
            maximum.AsSpan()[0] = Tensor.Max(x);
            MaxVjp(x, maximum.AsSpan()[0], 2, dx);
            return [maximum, dx];
        }
        );
        yield return ("transpose of a matrix", () => With(Zeros(wide), dx => TransposeVjp(Tensor.Transpose(wide), dx), Tensor.Transpose(wide)));
        yield return ("sum of narrow rows", () => With(Zeros(narrow), dx => SumVjp(0, few, dx), Tensor.Sum(narrow, 0)));
        var trainer = new Trainer<FloatQuartic>(new FloatQuartic { Pair = Tensor.Zeros(600_007) }, new Sgd());
        float[] gradient = Random(22, 600_007).AsSpan().ToArray();
        yield return ("clipping", () =>
        {
            trainer.ZeroGradients();
            gradient.CopyTo(trainer.Gradients.Pair.AsSpan());
            Tensor norm = Tensor.Zeros(1);
            norm.AsSpan()[0] = (float)trainer.ClipGradientNorm(1);
            trainer.ClipGradientValue(0.001);
            return [norm, trainer.Gradients.Pair];
        }
        );
        foreach (Func<Optimizer> make in (Func<Optimizer>[])[() => new AdamW(1e-2), () => new Sgd(0.1, momentum: 0.9), () => new RmsProp(1e-2), () => new Adagrad(1e-2)])
        {
            Optimizer optimizer = make();
            Tensor parameters = x.Clone();
            optimizer.Bind(x.Length, 0);
            float[] first = x.AsSpan().ToArray();
            yield return (optimizer.GetType().Name, () =>
            {
                // From the beginning each time: the bits of three steps.
                optimizer.StepCount = 0;
                for (int state = 0; state < optimizer.States.Length; state++)
                    optimizer.FloatState(state).Clear();
                first.CopyTo(parameters.AsSpan());
                for (int i = 0; i < 3; i++)
                {
                    optimizer.BeginStep();
                    optimizer.Update(parameters.AsSpan(), d.AsSpan(), 0);
                }

                return [parameters];
            }
            );
        }
    }

    private static Tensor[] BatchNorm(Tensor x, Tensor weight, Tensor bias)
    {
        Tensor dx = Zeros(x), dw = Zeros(weight), db = Zeros(bias);
        BatchNormVjp(x, weight, 1e-5, x, dx, dw, db);
        return [Tensor.BatchNorm(x, weight, bias), dx, dw, db];
    }

    private static Tensor[] With(Tensor adjoint, Action<Tensor> add, Tensor result)
    {
        add(adjoint);
        return [result, adjoint];
    }

    private static Tensor[] Pair(Tensor a, Tensor b, Action<Tensor, Tensor> add, Tensor result)
    {
        Tensor da = Zeros(a), db = Zeros(b);
        add(da, db);
        return [result, da, db];
    }

    private static Tensor Zeros(Tensor like) => Tensor.Zeros(like.Shape);

    private static Tensor Random(int seed, params int[] shape)
    {
        var random = new Random(seed);
        Tensor values = Tensor.Zeros(shape);
        foreach (ref float value in values.AsSpan())
            value = random.NextSingle() * 2 - 1;
        return values;
    }
}
