using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff.Benchmarks.Training;

/// <summary>What the machine does at most: multiply-adds on registers, and copies of memory, on one thread and on several.</summary>
internal static class Limits
{
    private const int Steps = 2_000_000;
    private const int CopiedFloats = 1 << 23;

    private const int Turns = 7;

    /// <summary>10^9 single-precision operations a second, the most of some turns.</summary>
    internal static double Arithmetic(int threads) => Arithmetic(threads, Steps, Turns);

    /// <summary>The same in one turn of some milliseconds: what the machine does at the moment.</summary>
    internal static double ArithmeticNow(int threads) => Arithmetic(threads, Steps / 10, 1);

    /// <summary>10^9 bytes a second, read and written.</summary>
    internal static double Copying(int threads)
    {
        float[][] sources = [.. Enumerable.Range(0, threads).Select(_ => new float[CopiedFloats])];
        float[][] targets = [.. Enumerable.Range(0, threads).Select(_ => new float[CopiedFloats])];
        double seconds = Seconds(threads, Turns, thread => sources[thread].CopyTo(targets[thread], 0));
        return threads * 2.0 * sizeof(float) * CopiedFloats / seconds / 1e9;
    }

    private static double Arithmetic(int threads, int steps, int turns) =>
        threads * 2.0 * 10 * LanesOfARegister * steps / Seconds(threads, turns, _ => Multiply(steps)) / 1e9;

    // From the first start to the last end, which each thread notes: whoever waits for them may not have a processor when they start.
    private static double Seconds(int threads, int turns, Action<int> work)
    {
        double least = double.PositiveInfinity;
        for (int turn = 0; turn < turns; turn++)
        {
            using var start = new Barrier(threads);
            long[] began = new long[threads], ended = new long[threads];
            Thread[] all = [.. Enumerable.Range(0, threads).Select(thread => new Thread(() =>
            {
                start.SignalAndWait();
                began[thread] = Stopwatch.GetTimestamp();
                work(thread);
                ended[thread] = Stopwatch.GetTimestamp();
            }))];
            foreach (Thread thread in all)
                thread.Start();
            foreach (Thread thread in all)
                thread.Join();
            least = Math.Min(least, Stopwatch.GetElapsedTime(began.Min(), ended.Max()).TotalSeconds);
        }

        return least;
    }

    private static int LanesOfARegister => Vector512.IsHardwareAccelerated ? 16 : Vector256.IsHardwareAccelerated ? 8 : 4;

    private static float Multiply(int steps) =>
        Vector512.IsHardwareAccelerated ? Multiply512(steps) : Vector256.IsHardwareAccelerated ? Multiply256(steps) : Multiply128(steps);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Multiply512(int steps)
    {
        Vector512<float> x = Vector512.Create(0.999f), y = Vector512.Create(1e-3f);
        Vector512<float> s0 = x, s1 = x, s2 = x, s3 = x, s4 = x, s5 = x, s6 = x, s7 = x, s8 = x, s9 = x;
        for (int i = 0; i < steps; i++)
        {
            s0 = Vector512.FusedMultiplyAdd(s0, x, y);
            s1 = Vector512.FusedMultiplyAdd(s1, x, y);
            s2 = Vector512.FusedMultiplyAdd(s2, x, y);
            s3 = Vector512.FusedMultiplyAdd(s3, x, y);
            s4 = Vector512.FusedMultiplyAdd(s4, x, y);
            s5 = Vector512.FusedMultiplyAdd(s5, x, y);
            s6 = Vector512.FusedMultiplyAdd(s6, x, y);
            s7 = Vector512.FusedMultiplyAdd(s7, x, y);
            s8 = Vector512.FusedMultiplyAdd(s8, x, y);
            s9 = Vector512.FusedMultiplyAdd(s9, x, y);
        }

        return Vector512.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Multiply256(int steps)
    {
        Vector256<float> x = Vector256.Create(0.999f), y = Vector256.Create(1e-3f);
        Vector256<float> s0 = x, s1 = x, s2 = x, s3 = x, s4 = x, s5 = x, s6 = x, s7 = x, s8 = x, s9 = x;
        for (int i = 0; i < steps; i++)
        {
            s0 = Vector256.FusedMultiplyAdd(s0, x, y);
            s1 = Vector256.FusedMultiplyAdd(s1, x, y);
            s2 = Vector256.FusedMultiplyAdd(s2, x, y);
            s3 = Vector256.FusedMultiplyAdd(s3, x, y);
            s4 = Vector256.FusedMultiplyAdd(s4, x, y);
            s5 = Vector256.FusedMultiplyAdd(s5, x, y);
            s6 = Vector256.FusedMultiplyAdd(s6, x, y);
            s7 = Vector256.FusedMultiplyAdd(s7, x, y);
            s8 = Vector256.FusedMultiplyAdd(s8, x, y);
            s9 = Vector256.FusedMultiplyAdd(s9, x, y);
        }

        return Vector256.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Multiply128(int steps)
    {
        Vector128<float> x = Vector128.Create(0.999f), y = Vector128.Create(1e-3f);
        Vector128<float> s0 = x, s1 = x, s2 = x, s3 = x, s4 = x, s5 = x, s6 = x, s7 = x, s8 = x, s9 = x;
        for (int i = 0; i < steps; i++)
        {
            s0 = Vector128.FusedMultiplyAdd(s0, x, y);
            s1 = Vector128.FusedMultiplyAdd(s1, x, y);
            s2 = Vector128.FusedMultiplyAdd(s2, x, y);
            s3 = Vector128.FusedMultiplyAdd(s3, x, y);
            s4 = Vector128.FusedMultiplyAdd(s4, x, y);
            s5 = Vector128.FusedMultiplyAdd(s5, x, y);
            s6 = Vector128.FusedMultiplyAdd(s6, x, y);
            s7 = Vector128.FusedMultiplyAdd(s7, x, y);
            s8 = Vector128.FusedMultiplyAdd(s8, x, y);
            s9 = Vector128.FusedMultiplyAdd(s9, x, y);
        }

        return Vector128.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9);
    }
}
