using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AutoDiff.Kernels;

/// <summary>Applies a map to all values of a tensor, forward and backward.</summary>
internal static class Mapping
{
    internal static Tensor Run<TMap>(TMap map, Tensor x, [CallerMemberName] string operation = "")
        where TMap : struct, IMap
    {
        Shapes.RequirePresent(x, nameof(x));
        Tensor result = Tensor.Uninitialized(x.Shape, operation);
        ref float source = ref MemoryMarshal.GetReference(x.AsSpan());
        ref float target = ref MemoryMarshal.GetReference(result.AsSpan());
        int i = 0, length = x.Length;
        if (Vector512.IsHardwareAccelerated)
            i = Forward<TMap, Lanes512<float>>(map, ref source, ref target, i, length);
        else if (Vector256.IsHardwareAccelerated)
            i = Forward<TMap, Lanes256<float>>(map, ref source, ref target, i, length);
        else if (Vector128.IsHardwareAccelerated)
            i = Forward<TMap, Lanes128<float>>(map, ref source, ref target, i, length);
        Forward<TMap, SingleLane<float>>(map, ref source, ref target, i, length);
        return result;
    }

    internal static void AddAdjoint<TMap>(TMap map, Tensor saved, Tensor dresult, Tensor dx, [CallerMemberName] string operation = "")
        where TMap : struct, IMap
    {
        if (!Shapes.IsWanted(dx, saved, nameof(dx), operation))
            return;
        Shapes.RequireSame(dresult, saved.Shape, nameof(dresult));
        ref float kept = ref MemoryMarshal.GetReference(saved.AsSpan());
        ref float cotangent = ref MemoryMarshal.GetReference(dresult.AsSpan());
        ref float target = ref MemoryMarshal.GetReference(dx.AsSpan());
        int i = 0, length = saved.Length;
        if (Vector512.IsHardwareAccelerated)
            i = Backward<TMap, Lanes512<float>>(map, ref kept, ref cotangent, ref target, i, length);
        else if (Vector256.IsHardwareAccelerated)
            i = Backward<TMap, Lanes256<float>>(map, ref kept, ref cotangent, ref target, i, length);
        else if (Vector128.IsHardwareAccelerated)
            i = Backward<TMap, Lanes128<float>>(map, ref kept, ref cotangent, ref target, i, length);
        Backward<TMap, SingleLane<float>>(map, ref kept, ref cotangent, ref target, i, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Forward<TMap, TLanes>(TMap map, ref float x, ref float y, int start, int length)
        where TMap : struct, IMap
        where TLanes : struct, ILanes<TLanes, float>
    {
        int i = start;
        for (; i + TLanes.Count <= length; i += TLanes.Count)
            TLanes.Store(map.Value(TLanes.Load(in x, (nuint)i)), ref y, (nuint)i);
        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Backward<TMap, TLanes>(TMap map, ref float saved, ref float dresult, ref float dx, int start, int length)
        where TMap : struct, IMap
        where TLanes : struct, ILanes<TLanes, float>
    {
        int i = start;
        for (; i + TLanes.Count <= length; i += TLanes.Count)
        {
            TLanes adjoint = map.Adjoint(TLanes.Load(in saved, (nuint)i), TLanes.Load(in dresult, (nuint)i));
            TLanes.Store(TLanes.Load(in dx, (nuint)i) + adjoint, ref dx, (nuint)i);
        }

        return i;
    }
}
