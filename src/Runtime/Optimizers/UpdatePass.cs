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

    // A state that the optimizer doesn't have is null, the second one if there is only one: zeros are given to the rule, and what it writes is dropped.
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

        // A loop for each number of states: branches in it would take as long as the cache does. Not compiled in tiers: a loop that runs once a step would
        // wait long for its turn.
        private int Lanes<TLanes>(int start, int end)
            where TLanes : struct, ILanes<TLanes, T> =>
            first == null ? Stateless<TLanes>(start, end) : second == null ? OneState<TLanes>(start, end) : TwoStates<TLanes>(start, end);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private int Stateless<TLanes>(int start, int end)
            where TLanes : struct, ILanes<TLanes, T>
        {
            TRule update = rule;
            T* p = parameters, g = gradients;
            int i = start;
            for (; i + TLanes.Count <= end; i += TLanes.Count)
            {
                TLanes parameter = TLanes.Load(in p[i], 0), unused = default, unused2 = default;
                update.Apply(ref parameter, TLanes.Load(in g[i], 0), ref unused, ref unused2);
                TLanes.Store(parameter, ref p[i], 0);
            }

            return i;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private int OneState<TLanes>(int start, int end)
            where TLanes : struct, ILanes<TLanes, T>
        {
            TRule update = rule;
            T* p = parameters, g = gradients, s = first;
            int i = start;
            for (; i + TLanes.Count <= end; i += TLanes.Count)
            {
                TLanes parameter = TLanes.Load(in p[i], 0), state = TLanes.Load(in s[i], 0), unused = default;
                update.Apply(ref parameter, TLanes.Load(in g[i], 0), ref state, ref unused);
                TLanes.Store(parameter, ref p[i], 0);
                TLanes.Store(state, ref s[i], 0);
            }

            return i;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private int TwoStates<TLanes>(int start, int end)
            where TLanes : struct, ILanes<TLanes, T>
        {
            TRule update = rule;
            T* p = parameters, g = gradients, s = first, t = second;
            int i = start;
            for (; i + TLanes.Count <= end; i += TLanes.Count)
            {
                TLanes parameter = TLanes.Load(in p[i], 0), state = TLanes.Load(in s[i], 0), state2 = TLanes.Load(in t[i], 0);
                update.Apply(ref parameter, TLanes.Load(in g[i], 0), ref state, ref state2);
                TLanes.Store(parameter, ref p[i], 0);
                TLanes.Store(state, ref s[i], 0);
                TLanes.Store(state2, ref t[i], 0);
            }

            return i;
        }
    }
}
