using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AutoDiff.Kernels;

/// <summary>Applies a function of two values to two tensors under broadcasting, forward and backward.</summary>
internal static class Broadcasting
{
    internal static Tensor Run<TPair>(TPair pair, Tensor a, Tensor b, [CallerMemberName] string operation = "")
        where TPair : struct, IPair
    {
        var plan = new BroadcastPlan(a, b, operation);
        Tensor result = Tensor.Uninitialized(plan.ResultShape, operation);
        Span<float> values = result.AsSpan();
        ReadOnlySpan<float> left = a.AsSpan(), right = b.AsSpan();
        int length = plan.InnerLength, runs = plan.Runs;
        for (int run = 0; run < runs; run++)
        {
            (int offsetA, int offsetB) = plan.Offsets(run);
            Run(pair, left[offsetA..], plan.InnerStrideA, right[offsetB..], plan.InnerStrideB, values.Slice(run * length, length));
        }

        return result;
    }

    internal static void AddAdjoints<TPair>(
        TPair pair, Tensor a, Tensor b, Tensor dresult, Tensor da, Tensor db, [CallerMemberName] string operation = "")
        where TPair : struct, IPair
    {
        var plan = new BroadcastPlan(a, b, operation);
        Shapes.RequireSame(dresult, plan.ResultShape, nameof(dresult));
        bool wantsA = Shapes.IsWanted(da, a, nameof(da), operation), wantsB = Shapes.IsWanted(db, b, nameof(db), operation);
        if (wantsA)
            AddAdjoints(new LeftSide<TPair>(pair), plan, a, b, dresult, da, plan.InnerStrideA, isLeft: true);
        if (wantsB)
            AddAdjoints(new RightSide<TPair>(pair), plan, a, b, dresult, db, plan.InnerStrideB, isLeft: false);
    }

    private static void AddAdjoints<TSide>(
        TSide side, in BroadcastPlan plan, Tensor a, Tensor b, Tensor dresult, Tensor adjoint, int stride, bool isLeft)
        where TSide : struct, ISide
    {
        ReadOnlySpan<float> left = a.AsSpan(), right = b.AsSpan(), cotangent = dresult.AsSpan();
        Span<float> target = adjoint.AsSpan();
        int length = plan.InnerLength, runs = plan.Runs;
        for (int run = 0; run < runs; run++)
        {
            (int offsetA, int offsetB) = plan.Offsets(run);
            Span<float> into = target[(isLeft ? offsetA : offsetB)..];
            AddRun(
                side, left[offsetA..], plan.InnerStrideA, right[offsetB..], plan.InnerStrideB, cotangent.Slice(run * length, length), into, stride);
        }
    }

    private static void Run<TPair>(TPair pair, ReadOnlySpan<float> a, int strideA, ReadOnlySpan<float> b, int strideB, Span<float> result)
        where TPair : struct, IPair
    {
        int i = 0;
        if (Vector512.IsHardwareAccelerated)
            i = Run<TPair, Lanes512<float>>(pair, a, strideA, b, strideB, result, i);
        else if (Vector256.IsHardwareAccelerated)
            i = Run<TPair, Lanes256<float>>(pair, a, strideA, b, strideB, result, i);
        else if (Vector128.IsHardwareAccelerated)
            i = Run<TPair, Lanes128<float>>(pair, a, strideA, b, strideB, result, i);
        Run<TPair, SingleLane<float>>(pair, a, strideA, b, strideB, result, i);
    }

    private static void AddRun<TSide>(
        TSide side, ReadOnlySpan<float> a, int strideA, ReadOnlySpan<float> b, int strideB, ReadOnlySpan<float> d, Span<float> into, int stride)
        where TSide : struct, ISide
    {
        int i = 0;
        if (Vector512.IsHardwareAccelerated)
            i = AddRun<TSide, Lanes512<float>>(side, a, strideA, b, strideB, d, into, stride, i);
        else if (Vector256.IsHardwareAccelerated)
            i = AddRun<TSide, Lanes256<float>>(side, a, strideA, b, strideB, d, into, stride, i);
        else if (Vector128.IsHardwareAccelerated)
            i = AddRun<TSide, Lanes128<float>>(side, a, strideA, b, strideB, d, into, stride, i);
        AddRun<TSide, SingleLane<float>>(side, a, strideA, b, strideB, d, into, stride, i);
    }

    private static int Run<TPair, TLanes>(
        TPair pair, ReadOnlySpan<float> a, int strideA, ReadOnlySpan<float> b, int strideB, Span<float> result, int start)
        where TPair : struct, IPair
        where TLanes : struct, ILanes<TLanes, float>
    {
        ref float x = ref MemoryMarshal.GetReference(a);
        ref float y = ref MemoryMarshal.GetReference(b);
        ref float z = ref MemoryMarshal.GetReference(result);
        int i = start;
        if (i + TLanes.Count > result.Length)
            return i;
        TLanes constantA = TLanes.Create(x), constantB = TLanes.Create(y);
        for (; i + TLanes.Count <= result.Length; i += TLanes.Count)
        {
            TLanes left = strideA == 0 ? constantA : TLanes.Load(in x, (nuint)i);
            TLanes right = strideB == 0 ? constantB : TLanes.Load(in y, (nuint)i);
            TLanes.Store(pair.Value(left, right), ref z, (nuint)i);
        }

        return i;
    }

    private static int AddRun<TSide, TLanes>(
        TSide side, ReadOnlySpan<float> a, int strideA, ReadOnlySpan<float> b, int strideB, ReadOnlySpan<float> d, Span<float> into, int stride, int start)
        where TSide : struct, ISide
        where TLanes : struct, ILanes<TLanes, float>
    {
        ref float x = ref MemoryMarshal.GetReference(a);
        ref float y = ref MemoryMarshal.GetReference(b);
        ref float z = ref MemoryMarshal.GetReference(d);
        ref float target = ref MemoryMarshal.GetReference(into);
        int i = start;
        if (i + TLanes.Count > d.Length)
            return i;
        TLanes constantA = TLanes.Create(x), constantB = TLanes.Create(y), sum = TLanes.Create(0);
        for (; i + TLanes.Count <= d.Length; i += TLanes.Count)
        {
            TLanes left = strideA == 0 ? constantA : TLanes.Load(in x, (nuint)i);
            TLanes right = strideB == 0 ? constantB : TLanes.Load(in y, (nuint)i);
            TLanes adjoint = side.Adjoint(left, right, TLanes.Load(in z, (nuint)i));
            if (stride == 0)
                sum += adjoint;
            else
                TLanes.Store(TLanes.Load(in target, (nuint)i) + adjoint, ref target, (nuint)i);
        }

        if (stride == 0)
            target += TLanes.SumOf(sum);
        return i;
    }

    private interface ISide
    {
        TLanes Adjoint<TLanes>(TLanes a, TLanes b, TLanes dresult)
            where TLanes : struct, ILanes<TLanes, float>;
    }

    private readonly struct LeftSide<TPair>(TPair pair) : ISide
        where TPair : struct, IPair
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Adjoint<TLanes>(TLanes a, TLanes b, TLanes dresult)
            where TLanes : struct, ILanes<TLanes, float> => pair.AdjointOfLeft(a, b, dresult);
    }

    private readonly struct RightSide<TPair>(TPair pair) : ISide
        where TPair : struct, IPair
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Adjoint<TLanes>(TLanes a, TLanes b, TLanes dresult)
            where TLanes : struct, ILanes<TLanes, float> => pair.AdjointOfRight(a, b, dresult);
    }
}
