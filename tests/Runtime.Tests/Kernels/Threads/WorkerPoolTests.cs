using System.Reflection;
using AutoDiff.Kernels;

namespace AutoDiff.Runtime.Tests.Kernels.Threads;

/// <summary>Tests that change the number of threads, which all of the process shares: one at a time.</summary>
[CollectionDefinition(nameof(KernelThreads), DisableParallelization = true)]
public sealed class KernelThreadsCollection;

[Collection(nameof(KernelThreads))]
public sealed unsafe class WorkerPoolTests : IDisposable
{
    private readonly int _before = KernelThreads.Count;

    public void Dispose() => KernelThreads.Count = _before;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Each_part_runs_once_on_a_thread_of_its_own_if_others_wait_for_it(int parts)
    {
        int* threads = stackalloc int[8];
        for (int repeat = 0; repeat < 200; repeat++)
        {
            new Span<int>(threads, 8).Clear();
            int begun = 0;
            WorkerPool.Run(new NoteThread(threads, &begun), parts);
            Assert.Equal(parts, new Span<int>(threads, parts).ToArray().Distinct().Count());
            Assert.Equal(Environment.CurrentManagedThreadId, threads[0]);
            Assert.Equal(0, threads[parts]);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void What_a_thread_hasnt_begun_is_done_by_the_caller_and_each_part_once(int parts)
    {
        int* runs = stackalloc int[5];
        for (int repeat = 1; repeat <= 2000; repeat++)
        {
            // Now and then the threads are asleep.
            if (repeat % 100 == 0)
                Thread.Sleep(2);
            WorkerPool.Run(new Count(runs), parts);
            Assert.All(new Span<int>(runs, parts).ToArray(), count => Assert.Equal(repeat, count));
        }
    }

    // Where it was inlined into the few lines that call it on other threads, a kernel was compiled without its lanes and took nine times as long.
    [Fact]
    public void The_compiler_inlines_no_job_into_the_pool()
    {
        IEnumerable<MethodInfo> jobs = typeof(WorkerPool).Assembly.GetTypes()
            .Where(type => type is { IsInterface: false } && type.IsAssignableTo(typeof(IParallelJob)))
            .Select(type => type.GetMethod(nameof(IParallelJob.Run), [typeof(int), typeof(int)])!);
        Assert.NotEmpty(jobs);
        Assert.All(jobs, run => Assert.True(run.MethodImplementationFlags.HasFlag(MethodImplAttributes.NoInlining), run.DeclaringType!.FullName));
    }

    // In the large jobs of attention their loops were compiled with calls of the lanes' functions, and took three times as long.
    [Fact]
    public void The_compiler_inlines_no_loop_over_lanes_into_a_job()
    {
        BindingFlags all = BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        MethodInfo[] methods = [.. new[] { typeof(Blas), typeof(Lines), typeof(RowSoftmax) }.SelectMany(type => type.GetMethods(all))];
        IEnumerable<MethodInfo> loops = methods.Where(method => !HasLanes(method) && methods.Any(other => other.Name == method.Name && HasLanes(other)
            && other.DeclaringType == method.DeclaringType));
        Assert.Equal(9, loops.Count());
        Assert.All(loops, loop => Assert.True(loop.MethodImplementationFlags.HasFlag(MethodImplAttributes.NoInlining), loop.Name));

        static bool HasLanes(MethodInfo method) => method.GetGenericArguments().Any(argument => argument.Name == "TLanes");
    }

    [Fact]
    public void An_exception_comes_out_and_the_pool_goes_on()
    {
        for (int part = 0; part < 3; part++)
            Assert.Throws<FormatException>(() => WorkerPool.Run(new Throw(part), 3));
        Each_part_runs_once_on_a_thread_of_its_own_if_others_wait_for_it(3);
    }

    [Fact]
    public void Callers_at_the_same_time_dont_disturb_each_other()
    {
        KernelThreads.Count = 3;
        float[] a = Values(1, 120 * 140), b = Values(2, 140 * 130), expected = Product(a, b, 120, 140, 130);
        Parallel.For(0, 24, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
        {
            for (int i = 0; i < 20; i++)
                Assert.Equal(expected, Product(a, b, 120, 140, 130));
        });
    }

    [Fact]
    public void Results_dont_depend_on_the_number_of_threads()
    {
        foreach ((int rows, int depth, int columns) in new[] { (300, 260, 70), (70, 300, 301), (20, 784, 400), (33, 2000, 90), (1, 3000, 900), (130, 131, 132) })
        {
            float[] a = Values(3, rows * depth), b = Values(4, depth * columns);
            KernelThreads.Count = 1;
            float[] one = Product(a, b, rows, depth, columns), oneTransposed = Product(a, b, rows, depth, columns, transposes: true);
            for (int count = 2; count <= 5; count++)
            {
                KernelThreads.Count = count;
                Assert.Equal(one, Product(a, b, rows, depth, columns));
                Assert.Equal(oneTransposed, Product(a, b, rows, depth, columns, transposes: true));
            }
        }
    }

    [Fact]
    public void Convolution_and_attention_dont_depend_on_the_number_of_threads()
    {
        float[][]? first = null;
        for (int count = 1; count <= 4; count++)
        {
            KernelThreads.Count = count;
            float[][] results = [.. Convolution(), .. Convolution(images: 40), .. Convolution(images: 2, filters: 70), .. Convolution(filters: 32, channels: 4), .. Attention()];
            first ??= results;
            for (int i = 0; i < results.Length; i++)
                Assert.Equal(first[i], results[i]);
        }
    }

    [Fact]
    public void Nothing_is_allocated_on_any_thread_after_warm_up()
    {
        KernelThreads.Count = 3;
        Tensor x = Initializers.Normal(new Random(1), 1, 256, 128), w = Initializers.Normal(new Random(2), 1, 256, 128), b = Tensor.Zeros(256);
        Tensor dy = Initializers.Normal(new Random(3), 1, 256, 256), dx = Tensor.Zeros(256, 128), dw = Tensor.Zeros(256, 128), db = Tensor.Zeros(256);
        for (int i = 0; i < 20; i++)
            Step();
        // Part i is thread i's if the others wait for it: each says what it has allocated.
        long* before = stackalloc long[3], after = stackalloc long[3];
        long reserved = Workspace.ForThread.ReservedBytes;
        int begun = 0;
        WorkerPool.Run(new NoteAllocated(before, &begun), 3);
        begun = 0;
        WorkerPool.Run(new NoteAllocated(before, &begun), 3);
        for (int i = 0; i < 100; i++)
            Step();
        begun = 0;
        WorkerPool.Run(new NoteAllocated(after, &begun), 3);
        for (int part = 0; part < 3; part++)
            Assert.Equal(before[part], after[part]);
        Assert.Equal(reserved, Workspace.ForThread.ReservedBytes);

        void Step()
        {
            using WorkspaceScope scope = Workspace.ForThread.Scope();
            Tensor.Linear(x, w, b);
            TensorDerivatives.LinearVjp(x, w, dy, dx, dw, db);
        }
    }

    [Fact]
    public void Idle_threads_dont_spin()
    {
        KernelThreads.Count = 3;
        int* threads = stackalloc int[8];
        int begun = 0;
        WorkerPool.Run(new NoteThread(threads, &begun), 3);

        // Spinning threads would take all of each turn; the compiler, which may be at work in the background, doesn't.
        double least = double.PositiveInfinity;
        for (int turn = 0; turn < 20 && least > 100; turn++)
        {
            TimeSpan before = Environment.CpuUsage.TotalTime;
            Thread.Sleep(200);
            least = Math.Min(least, (Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
        }

        Assert.InRange(least, 0, 100);
    }

    [Fact]
    public void A_number_of_threads_below_1_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("value", () => KernelThreads.Count = 0);
        Assert.Throws<ArgumentOutOfRangeException>("value", () => KernelThreads.Count = 5000);
        Assert.Equal(_before, KernelThreads.Count);
    }

    private static float[][] Convolution(int images = 7, int filters = 26, int channels = 3)
    {
        Tensor x = Initializers.Normal(new Random(5), 1, images, channels, 20, 21), w = Initializers.Normal(new Random(6), 1, filters, channels, 3, 3), b = Initializers.Normal(new Random(7), 1, filters);
        Tensor y = Tensor.Conv2d(x, w, b, padding: 1), dy = Initializers.Normal(new Random(8), 1, y.Shape);
        Tensor dx = Tensor.Zeros(x.Shape), dw = Tensor.Zeros(w.Shape), db = Tensor.Zeros(b.Shape);
        TensorDerivatives.Conv2dVjp(x, w, 1, 1, dy, dx, dw, db);
        return [y.AsSpan().ToArray(), dx.AsSpan().ToArray(), dw.AsSpan().ToArray(), db.AsSpan().ToArray()];
    }

    private static float[][] Attention()
    {
        Tensor[] x = [.. Enumerable.Range(9, 4).Select(seed => Initializers.Normal(new Random(seed), 1, 3, 5, 50, 24))];
        Tensor[] d = [.. Enumerable.Range(0, 3).Select(_ => Tensor.Zeros(3, 5, 50, 24))];
        Tensor y = Tensor.Attention(x[0], x[1], x[2], causal: true);
        TensorDerivatives.AttentionVjp(x[0], x[1], x[2], true, x[3], d[0], d[1], d[2]);
        return [y.AsSpan().ToArray(), .. d.Select(adjoint => adjoint.AsSpan().ToArray())];
    }

    private static float[] Product(float[] a, float[] b, int rows, int depth, int columns, bool transposes = false)
    {
        float[] c = new float[rows * columns];
        fixed (float* x = a, y = b, z = c)
        {
            MatrixView left = transposes ? MatrixView.RowMajor(x, depth, rows).Transposed : MatrixView.RowMajor(x, rows, depth);
            MatrixView right = transposes ? MatrixView.RowMajor(y, columns, depth).Transposed : MatrixView.RowMajor(y, depth, columns);
            MatrixProduct.Multiply(left, right, z, columns, accumulate: false);
        }

        return c;
    }

    private static float[] Values(int seed, int count) => Initializers.Normal(new Random(seed), 1, count).AsSpan().ToArray();

    private readonly struct NoteThread(int* threads, int* begun) : IParallelJob
    {
        public void Run(int part, int parts)
        {
            WaitForAll(begun, parts);
            threads[part] = Environment.CurrentManagedThreadId;
        }
    }

    private readonly struct NoteAllocated(long* bytes, int* begun) : IParallelJob
    {
        public void Run(int part, int parts)
        {
            WaitForAll(begun, parts);
            bytes[part] = GC.GetAllocatedBytesForCurrentThread();
        }
    }

    private static void WaitForAll(int* begun, int parts)
    {
        Interlocked.Increment(ref *begun);
        while (Volatile.Read(ref *begun) < parts)
            Thread.Yield();
    }

    private readonly struct Count(int* runs) : IParallelJob
    {
        public void Run(int part, int parts) => Interlocked.Increment(ref runs[part]);
    }

    private readonly struct Throw(int thrown) : IParallelJob
    {
        public void Run(int part, int parts)
        {
            if (part == thrown)
                throw new FormatException();
        }
    }
}
