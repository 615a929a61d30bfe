using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AutoDiff.Kernels;

/// <summary>Copies of rows of a matrix into panels of a tile's height or width, several panels at once: each line of the cache is read once.</summary>
internal static unsafe class PanelCopies512
{
    internal static bool IsSupported => Avx512F.IsSupported && Vector512.IsHardwareAccelerated;

    /// <summary>Panels of twelve columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Twelves(float* source, nint stride, int depth, int panels, float* target)
    {
        nint length = 12 * (nint)depth;

        // Four rows of the source fill three lines of a panel.
        int i = 0;
        for (; i + 4 <= depth; i += 4, source += 4 * stride, target += 48)
        {
            float* from = source, to = target;
            for (int panel = 0; panel < panels; panel++, from += 12, to += length)
            {
                Twelve(from, to);
                Twelve(from + stride, to + 12);
                Twelve(from + 2 * stride, to + 24);
                Twelve(from + 3 * stride, to + 36);
            }
        }

        for (; i < depth; i++, source += stride, target += 12)
        {
            float* from = source, to = target;
            for (int panel = 0; panel < panels; panel++, from += 12, to += length)
                Twelve(from, to);
        }
    }

    /// <summary>Panels of 32 columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void ThirtyTwos(float* source, nint stride, int depth, int panels, float* target)
    {
        nint length = 32 * (nint)depth;
        int i = 0;
        for (; i + 4 <= depth; i += 4, source += 4 * stride, target += 128)
        {
            float* from = source, to = target;
            for (int panel = 0; panel < panels; panel++, from += 32, to += length)
            {
                ThirtyTwo(from, to);
                ThirtyTwo(from + stride, to + 32);
                ThirtyTwo(from + 2 * stride, to + 64);
                ThirtyTwo(from + 3 * stride, to + 96);
            }
        }

        for (; i < depth; i++, source += stride, target += 32)
        {
            float* from = source, to = target;
            for (int panel = 0; panel < panels; panel++, from += 32, to += length)
                ThirtyTwo(from, to);
        }
    }

    /// <summary>A panel of 32 columns, of which fewer are there; zeros take the others' place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Partial(float* source, nint stride, int depth, int columns, float* target)
    {
        Vector512<float> zero = Vector512<float>.Zero, used = UsedLanes.Of(columns), usedNext = UsedLanes.Of(columns - 16);
        for (int i = 0; i < depth; i++, source += stride, target += 32)
        {
            Avx512F.MaskLoad(source, used, zero).Store(target);
            Avx512F.MaskLoad(source + 16, usedNext, zero).Store(target + 16);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Twelve(float* from, float* to)
    {
        Vector256<float> first = Vector256.Load(from);
        Vector128<float> last = Vector128.Load(from + 8);
        first.Store(to);
        last.Store(to + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ThirtyTwo(float* from, float* to)
    {
        Vector512<float> first = Vector512.Load(from), last = Vector512.Load(from + 16);
        first.Store(to);
        last.Store(to + 16);
    }
}
