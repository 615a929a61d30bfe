using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff.Kernels;

/// <summary>
/// One pass of an update rule over parameters, gradients and up to two states: each is read and written once, and each value belongs to one
/// thread alone.
/// </summary>
internal static unsafe class UpdatePass
{
    // Half of what it is elsewhere: the next step reads what each thread has written, and a small network's step is one thread's.
    private const int CostOfAValue = WorkerPool.CostOfAValue / 2;

    internal static void Run<T, TRule>(TRule rule, Span<T> parameters, ReadOnlySpan<T> gradients, Span<T> first, Span<T> second)
        where T : unmanaged
        where TRule : unmanaged, IUpdateRule<T>
    {
        int length = parameters.Length;
        if (gradients.Length < length || (first.Length < length && first.Length > 0) || (second.Length < length && second.Length > 0))
            throw new ArgumentException("The gradients or the optimizer's state are shorter than the parameters.", nameof(gradients));
        fixed (T* p = parameters, g = gradients, s = first, t = second)
            WorkerPool.Run(new Job<T, TRule>(rule, p, g, s, t, length), ValueRange.Parts(length, CostOfAValue));
    }

    // A state that the optimizer doesn't have is null: zeros are given to the rule, and what it writes is dropped.
    private readonly struct Job<T, TRule>(TRule rule, T* parameters, T* gradients, T* first, T* second, int length) : IParallelJob
        where T : unmanaged
        where TRule : unmanaged, IUpdateRule<T>
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int part, int parts)
        {
            (int i, int end) = ValueRange.Of(length, part, parts);
            if (Vector512.IsHardwareAccelerated)
                i = Lanes<Lanes512<T>>(i, end);
            else if (Vector256.IsHardwareAccelerated)
                i = Lanes<Lanes256<T>>(i, end);
            else if (Vector128.IsHardwareAccelerated)
                i = Lanes<Lanes128<T>>(i, end);
            Lanes<SingleLane<T>>(i, end);
        }

        // Not compiled in tiers: a loop that runs once a step would wait long for its turn.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private int Lanes<TLanes>(int start, int end)
            where TLanes : struct, ILanes<TLanes, T>
        {
            TRule update = rule;
            T* p = parameters, g = gradients, s = first, t = second;
            int i = start;
            for (; i + TLanes.Count <= end; i += TLanes.Count)
            {
                TLanes parameter = TLanes.Load(in p[i], 0);
                TLanes firstState = s != null ? TLanes.Load(in s[i], 0) : default;
                TLanes secondState = t != null ? TLanes.Load(in t[i], 0) : default;
                update.Apply(ref parameter, TLanes.Load(in g[i], 0), ref firstState, ref secondState);
                TLanes.Store(parameter, ref p[i], 0);
                if (s != null)
                    TLanes.Store(firstState, ref s[i], 0);
                if (t != null)
                    TLanes.Store(secondState, ref t[i], 0);
            }

            return i;
        }
    }
}
