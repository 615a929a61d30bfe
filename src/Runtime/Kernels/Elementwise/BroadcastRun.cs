using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff.Kernels;

/// <summary>What a cotangent of a result is for one of two operands.</summary>
internal interface ISide
{
    TLanes Adjoint<TLanes>(TLanes a, TLanes b, TLanes dresult)
        where TLanes : struct, ILanes<TLanes, float>;
}

/// <summary>A run of a broadcast operation: each operand goes along with it, or stays at one value (stride 0).</summary>
internal static unsafe class BroadcastRun
{
    internal static void Forward<TPair>(TPair pair, float* a, int strideA, float* b, int strideB, float* result, int start, int end)
        where TPair : unmanaged, IPair
    {
        int i = start;
        if (Vector512.IsHardwareAccelerated)
            i = Forward<TPair, Lanes512<float>>(pair, a, strideA, b, strideB, result, i, end);
        else if (Vector256.IsHardwareAccelerated)
            i = Forward<TPair, Lanes256<float>>(pair, a, strideA, b, strideB, result, i, end);
        else if (Vector128.IsHardwareAccelerated)
            i = Forward<TPair, Lanes128<float>>(pair, a, strideA, b, strideB, result, i, end);
        Forward<TPair, SingleLane<float>>(pair, a, strideA, b, strideB, result, i, end);
    }

    internal static void Add<TSide>(
        TSide side, float* a, int strideA, float* b, int strideB, float* dresult, float* adjoint, int stride, int start, int end, bool adds)
        where TSide : unmanaged, ISide
    {
        int i = start;
        if (Vector512.IsHardwareAccelerated)
            i = Add<TSide, Lanes512<float>>(side, a, strideA, b, strideB, dresult, adjoint, stride, i, end, adds);
        else if (Vector256.IsHardwareAccelerated)
            i = Add<TSide, Lanes256<float>>(side, a, strideA, b, strideB, dresult, adjoint, stride, i, end, adds);
        else if (Vector128.IsHardwareAccelerated)
            i = Add<TSide, Lanes128<float>>(side, a, strideA, b, strideB, dresult, adjoint, stride, i, end, adds);
        Add<TSide, SingleLane<float>>(side, a, strideA, b, strideB, dresult, adjoint, stride, i, end, adds);
    }

    // Not compiled in tiers: a loop that runs once a step would wait long for its turn.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Forward<TPair, TLanes>(TPair pair, float* a, int strideA, float* b, int strideB, float* result, int start, int end)
        where TPair : unmanaged, IPair
        where TLanes : struct, ILanes<TLanes, float>
    {
        int i = start;
        if (i + TLanes.Count > end)
            return i;
        TLanes constantA = TLanes.Create(*a), constantB = TLanes.Create(*b);
        if (strideA != 0 && strideB != 0)
        {
            for (; i + TLanes.Count <= end; i += TLanes.Count)
                TLanes.Store(pair.Value(TLanes.Load(in a[i], 0), TLanes.Load(in b[i], 0)), ref result[i], 0);
            return i;
        }

        for (; i + TLanes.Count <= end; i += TLanes.Count)
        {
            TLanes left = strideA == 0 ? constantA : TLanes.Load(in a[i], 0);
            TLanes right = strideB == 0 ? constantB : TLanes.Load(in b[i], 0);
            TLanes.Store(pair.Value(left, right), ref result[i], 0);
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Add<TSide, TLanes>(
        TSide side, float* a, int strideA, float* b, int strideB, float* dresult, float* adjoint, int stride, int start, int end, bool adds)
        where TSide : unmanaged, ISide
        where TLanes : struct, ILanes<TLanes, float>
    {
        int i = start;
        if (i + TLanes.Count > end)
            return i;
        TLanes constantA = TLanes.Create(*a), constantB = TLanes.Create(*b), sum = TLanes.Create(0);
        if (strideA != 0 && strideB != 0)
        {
            for (; i + TLanes.Count <= end; i += TLanes.Count)
            {
                TLanes value = side.Adjoint(TLanes.Load(in a[i], 0), TLanes.Load(in b[i], 0), TLanes.Load(in dresult[i], 0));
                TLanes.Store(adds ? TLanes.Load(in adjoint[i], 0) + value : value, ref adjoint[i], 0);
            }

            return i;
        }

        for (; i + TLanes.Count <= end; i += TLanes.Count)
        {
            TLanes left = strideA == 0 ? constantA : TLanes.Load(in a[i], 0);
            TLanes right = strideB == 0 ? constantB : TLanes.Load(in b[i], 0);
            TLanes value = side.Adjoint(left, right, TLanes.Load(in dresult[i], 0));
            if (stride == 0)
                sum += value;
            else
                TLanes.Store(adds ? TLanes.Load(in adjoint[i], 0) + value : value, ref adjoint[i], 0);
        }

        if (stride == 0)
            *adjoint += TLanes.SumOf(sum);
        return i;
    }
}
