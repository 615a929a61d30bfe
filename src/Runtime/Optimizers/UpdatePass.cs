using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AutoDiff.Kernels;

/// <summary>One pass of an update rule over parameters, gradients and up to two states: each is read and written once.</summary>
internal static class UpdatePass
{
    internal static void Run<T, TRule>(TRule rule, Span<T> parameters, ReadOnlySpan<T> gradients, Span<T> first, Span<T> second)
        where T : unmanaged
        where TRule : struct, IUpdateRule<T>
    {
        int done = 0;
        if (Vector512.IsHardwareAccelerated)
            done = RunLanes<T, TRule, Lanes512<T>>(rule, parameters, gradients, first, second, done);
        else if (Vector256.IsHardwareAccelerated)
            done = RunLanes<T, TRule, Lanes256<T>>(rule, parameters, gradients, first, second, done);
        else if (Vector128.IsHardwareAccelerated)
            done = RunLanes<T, TRule, Lanes128<T>>(rule, parameters, gradients, first, second, done);
        RunLanes<T, TRule, SingleLane<T>>(rule, parameters, gradients, first, second, done);
    }

    // A state that the optimizer doesn't have is an empty span: zeros are given to the rule, and what it writes is dropped.
    private static int RunLanes<T, TRule, TLanes>(
        TRule rule, Span<T> parameters, ReadOnlySpan<T> gradients, Span<T> first, Span<T> second, int start)
        where T : unmanaged
        where TRule : struct, IUpdateRule<T>
        where TLanes : struct, ILanes<TLanes, T>
    {
        int end = start + (parameters.Length - start) / TLanes.Count * TLanes.Count;
        if (gradients.Length < end || (first.Length < end && first.Length > 0) || (second.Length < end && second.Length > 0))
            throw new ArgumentException("The gradients or the optimizer's state are shorter than the parameters.", nameof(gradients));

        ref T p = ref MemoryMarshal.GetReference(parameters);
        ref T g = ref MemoryMarshal.GetReference(gradients);
        ref T s = ref MemoryMarshal.GetReference(first);
        ref T t = ref MemoryMarshal.GetReference(second);
        bool hasFirst = first.Length > 0, hasSecond = second.Length > 0;
        for (nuint i = (nuint)start; i < (nuint)end; i += (nuint)TLanes.Count)
        {
            TLanes parameter = TLanes.Load(in p, i);
            TLanes firstState = hasFirst ? TLanes.Load(in s, i) : default;
            TLanes secondState = hasSecond ? TLanes.Load(in t, i) : default;
            rule.Apply(ref parameter, TLanes.Load(in g, i), ref firstState, ref secondState);
            TLanes.Store(parameter, ref p, i);
            if (hasFirst)
                TLanes.Store(firstState, ref s, i);
            if (hasSecond)
                TLanes.Store(secondState, ref t, i);
        }

        return end;
    }
}
