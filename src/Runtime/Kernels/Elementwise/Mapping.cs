using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff.Kernels;

/// <summary>Applies a map to all values of a tensor, forward and backward.</summary>
internal static unsafe class Mapping
{
    internal static Tensor Run<TMap>(TMap map, Tensor x, [CallerMemberName] string operation = "")
        where TMap : unmanaged, IMap
    {
        Shapes.RequirePresent(x, nameof(x));
        Tensor result = Tensor.Uninitialized(x.Shape, operation);
        fixed (float* source = x.AsSpan(), target = result.AsSpan())
            WorkerPool.Run(new ForwardJob<TMap>(map, source, target, x.Length), ValueRange.Parts(x.Length));
        return result;
    }

    internal static void AddAdjoint<TMap>(TMap map, Tensor saved, Tensor dresult, Tensor dx, [CallerMemberName] string operation = "")
        where TMap : unmanaged, IMap
    {
        if (!Shapes.IsWanted(dx, saved, nameof(dx), operation))
            return;
        Shapes.RequireSame(dresult, saved.Shape, nameof(dresult));
        fixed (float* kept = saved.AsSpan(), cotangent = dresult.AsSpan(), target = dx.Target(out bool isFirst))
            WorkerPool.Run(new BackwardJob<TMap>(map, kept, cotangent, target, isFirst, saved.Length), ValueRange.Parts(saved.Length));
    }

    private readonly struct ForwardJob<TMap>(TMap map, float* x, float* y, int length) : IParallelJob
        where TMap : unmanaged, IMap
    {
        // Not compiled in tiers: a loop that runs once a step would wait long for its turn.
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run(int part, int parts)
        {
            (int i, int end) = ValueRange.Of(length, part, parts);
            if (Vector512.IsHardwareAccelerated)
                i = Lanes<Lanes512<float>>(i, end);
            else if (Vector256.IsHardwareAccelerated)
                i = Lanes<Lanes256<float>>(i, end);
            else if (Vector128.IsHardwareAccelerated)
                i = Lanes<Lanes128<float>>(i, end);
            Lanes<SingleLane<float>>(i, end);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private int Lanes<TLanes>(int start, int end)
            where TLanes : struct, ILanes<TLanes, float>
        {
            TMap function = map;
            float* source = x, target = y;
            int i = start;
            for (; i + TLanes.Count <= end; i += TLanes.Count)
                TLanes.Store(function.Value(TLanes.Load(in source[i], 0)), ref target[i], 0);
            return i;
        }
    }

    private readonly struct BackwardJob<TMap>(TMap map, float* saved, float* dresult, float* dx, bool isFirst, int length) : IParallelJob
        where TMap : unmanaged, IMap
    {
        // Not compiled in tiers: a loop that runs once a step would wait long for its turn.
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run(int part, int parts)
        {
            (int i, int end) = ValueRange.Of(length, part, parts);
            if (Vector512.IsHardwareAccelerated)
                i = Lanes<Lanes512<float>>(i, end);
            else if (Vector256.IsHardwareAccelerated)
                i = Lanes<Lanes256<float>>(i, end);
            else if (Vector128.IsHardwareAccelerated)
                i = Lanes<Lanes128<float>>(i, end);
            Lanes<SingleLane<float>>(i, end);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private int Lanes<TLanes>(int start, int end)
            where TLanes : struct, ILanes<TLanes, float>
        {
            TMap function = map;
            float* kept = saved, cotangent = dresult, target = dx;
            int i = start;
            for (; i + TLanes.Count <= end; i += TLanes.Count)
            {
                TLanes adjoint = function.Adjoint(TLanes.Load(in kept[i], 0), TLanes.Load(in cotangent[i], 0));
                TLanes.Store(isFirst ? adjoint : TLanes.Load(in target[i], 0) + adjoint, ref target[i], 0);
            }

            return i;
        }
    }
}
