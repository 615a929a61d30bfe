using AutoDiff.Kernels;
using AutoDiff.Networks.Tests.Models;
using AutoDiff.Runtime.Tests.Goldens;

namespace AutoDiff.Networks.Tests;

/// <summary>What sets the number of threads runs when no other test does, so that it has them all to itself.</summary>
[CollectionDefinition(nameof(AllThreads), DisableParallelization = true)]
public sealed class AllThreads;

/// <summary>A hundred steps of batches that are divided among threads allocate nothing on any of them, and the workspace's memory stays as it is.</summary>
[Collection(nameof(AllThreads))]
public sealed class AllThreadsTests : IDisposable
{
    private const int Threads = 3;

    private static readonly long[] s_allocated = new long[Threads];

    private static int s_begun;

    private readonly int _threads = KernelThreads.Count;
    private readonly Random _random = new(3);

    public AllThreadsTests() => KernelThreads.Count = Threads;

    public void Dispose() => KernelThreads.Count = _threads;

    [Fact]
    public void Mlp()
    {
        Tensor x = Values(256, 300);
        int[] labels = Labels(256, 10);
        Steps(new Mlp(_random, 300, 128, 10), (model, gradients) => model.LossGradient(x, labels, gradients));
    }

    [Fact]
    public void Cnn()
    {
        Tensor x = Values(64, 1, 8, 8);
        int[] labels = Labels(64, 5);
        Steps(new Cnn(_random, 5), (model, gradients) => model.LossGradient(x, labels, gradients));
    }

    [Fact]
    public void Lstm()
    {
        Tensor x = Golden.Cases("networks.json")[4].GetProperty("inputs").Tensor();
        int[] labels = Labels(x.Shape[0], 5);
        Steps(new LstmClassifier(_random, 5), (model, gradients) => model.LossGradient(x, labels, gradients));
    }

    [Fact]
    public void Gpt()
    {
        int[] tokens = Labels(8 * 32, 40), labels = Labels(8 * 32, 40);
        Steps(new Gpt(_random, 40, 32, 64, 4, 2), (model, gradients) => model.LossGradient(tokens, 8, labels, gradients));
    }

    private static void Steps<T>(T model, Func<T, T, float> gradient)
        where T : class, IDifferentiable<T>
    {
        var trainer = new Trainer<T>(model, new AdamW(1e-3));
        Hundred();
        long[] before = new long[Threads], after = new long[Threads];
        ReadAllocated(before);
        long reserved = Workspace.ForThread.ReservedBytes;
        ReadAllocated(before);
        Hundred();
        ReadAllocated(after);
        Assert.Equal(before, after);
        Assert.Equal(reserved, Workspace.ForThread.ReservedBytes);

        void Hundred()
        {
            for (int i = 0; i < 100; i++)
            {
                trainer.ZeroGradients();
                gradient(trainer.Model, trainer.Gradients);
                trainer.Step();
            }
        }
    }

    // The bytes of the whole process would have the test runner's among them. Part i of a job is thread i's if the others wait for it.
    private static void ReadAllocated(long[] bytes)
    {
        s_begun = 0;
        WorkerPool.Run(default(NoteAllocated), Threads);
        s_allocated.CopyTo(bytes, 0);
    }

    private Tensor Values(params int[] shape)
    {
        Tensor x = Tensor.Zeros(shape);
        foreach (ref float value in x.AsSpan())
            value = _random.NextSingle() - 0.5f;
        return x;
    }

    private int[] Labels(int count, int classes) => [.. Enumerable.Range(0, count).Select(_ => _random.Next(classes))];

    private readonly struct NoteAllocated : IParallelJob
    {
        public void Run(int part, int parts)
        {
            Interlocked.Increment(ref s_begun);
            while (Volatile.Read(ref s_begun) < parts)
                Thread.Yield();
            s_allocated[part] = GC.GetAllocatedBytesForCurrentThread();
        }
    }
}
