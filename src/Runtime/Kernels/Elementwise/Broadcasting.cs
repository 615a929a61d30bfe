using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>Applies a function of two values to two tensors under broadcasting, forward and backward.</summary>
internal static unsafe class Broadcasting
{
    internal static Tensor Run<TPair>(TPair pair, Tensor a, Tensor b, [CallerMemberName] string operation = "")
        where TPair : unmanaged, IPair
    {
        var plan = new BroadcastPlan(a, b, operation);
        Tensor result = Tensor.Uninitialized(plan.ResultShape, operation);
        bool splitsRuns = plan.Runs > 1;
        fixed (float* left = a.AsSpan(), right = b.AsSpan(), values = result.AsSpan())
            WorkerPool.Run(new ForwardJob<TPair>(pair, plan, left, right, values, splitsRuns), Parts(plan, splitsRuns));
        return result;
    }

    internal static void AddAdjoints<TPair>(
        TPair pair, Tensor a, Tensor b, Tensor dresult, Tensor da, Tensor db, [CallerMemberName] string operation = "")
        where TPair : unmanaged, IPair
    {
        var plan = new BroadcastPlan(a, b, operation);
        Shapes.RequireSame(dresult, plan.ResultShape, nameof(dresult));
        bool wantsA = Shapes.IsWanted(da, a, nameof(da), operation), wantsB = Shapes.IsWanted(db, b, nameof(db), operation);
        if (wantsA)
            AddAdjoints(new LeftSide<TPair>(pair), plan, a, b, dresult, da, isLeft: true);
        if (wantsB)
            AddAdjoints(new RightSide<TPair>(pair), plan, a, b, dresult, db, isLeft: false);
    }

    private static void AddAdjoints<TSide>(TSide side, in BroadcastPlan plan, Tensor a, Tensor b, Tensor dresult, Tensor adjoint, bool isLeft)
        where TSide : unmanaged, ISide
    {
        // Runs that are added to the same values stay in one part, in their order: then columns are divided, unless there is one sum alone.
        bool addsRuns = plan.HasOuterRepeats(isLeft), splitsRuns = !addsRuns && plan.Runs > 1;
        int parts = !splitsRuns && (isLeft ? plan.InnerStrideA : plan.InnerStrideB) == 0 ? 1 : Parts(plan, splitsRuns);
        bool isFirst = false;
        Span<float> values = adjoint.Length == dresult.Length ? adjoint.Target(out isFirst) : adjoint.AsSpan();
        fixed (float* left = a.AsSpan(), right = b.AsSpan(), cotangent = dresult.AsSpan(), target = values)
            WorkerPool.Run(new BackwardJob<TSide>(side, plan, left, right, cotangent, target, isLeft, splitsRuns, adds: !isFirst), parts);
    }

    private static int Parts(in BroadcastPlan plan, bool splitsRuns)
    {
        int runs = plan.Runs;
        if (!splitsRuns && runs == 1)
            return ValueRange.Parts(plan.InnerLength);
        long work = (long)runs * plan.InnerLength * WorkerPool.CostOfAValue;
        return WorkerPool.PartsFor(work, splitsRuns ? runs : (plan.InnerLength + BroadcastPlan.Columns - 1) / BroadcastPlan.Columns);
    }

    private readonly struct ForwardJob<TPair>(TPair pair, BroadcastPlan plan, float* a, float* b, float* result, bool splitsRuns) : IParallelJob
        where TPair : unmanaged, IPair
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int part, int parts)
        {
            (int firstRun, int endRun, int start, int end) = plan.Part(splitsRuns, part, parts);
            for (int run = firstRun; run < endRun; run++)
            {
                (int offsetA, int offsetB) = plan.Offsets(run);
                BroadcastRun.Forward(
                    pair, a + offsetA, plan.InnerStrideA, b + offsetB, plan.InnerStrideB, result + (nint)run * plan.InnerLength, start, end);
            }
        }
    }

    private readonly struct BackwardJob<TSide>(
        TSide side, BroadcastPlan plan, float* a, float* b, float* dresult, float* adjoint, bool isLeft, bool splitsRuns, bool adds) : IParallelJob
        where TSide : unmanaged, ISide
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int part, int parts)
        {
            (int firstRun, int endRun, int start, int end) = plan.Part(splitsRuns, part, parts);
            int stride = isLeft ? plan.InnerStrideA : plan.InnerStrideB;
            for (int run = firstRun; run < endRun; run++)
            {
                (int offsetA, int offsetB) = plan.Offsets(run);
                BroadcastRun.Add(
                    side, a + offsetA, plan.InnerStrideA, b + offsetB, plan.InnerStrideB, dresult + (nint)run * plan.InnerLength,
                    adjoint + (isLeft ? offsetA : offsetB), stride, start, end, adds);
            }
        }
    }

    private readonly struct LeftSide<TPair>(TPair pair) : ISide
        where TPair : unmanaged, IPair
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Adjoint<TLanes>(TLanes a, TLanes b, TLanes dresult)
            where TLanes : struct, ILanes<TLanes, float> => pair.AdjointOfLeft(a, b, dresult);
    }

    private readonly struct RightSide<TPair>(TPair pair) : ISide
        where TPair : unmanaged, IPair
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Adjoint<TLanes>(TLanes a, TLanes b, TLanes dresult)
            where TLanes : struct, ILanes<TLanes, float> => pair.AdjointOfRight(a, b, dresult);
    }
}
