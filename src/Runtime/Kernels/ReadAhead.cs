using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace AutoDiff.Kernels;

/// <summary>
/// Memory that will be needed soon, asked for a few cache lines at a time between pieces of arithmetic: what waits for it all at once leaves the arithmetic waiting as well.
/// </summary>
internal unsafe struct ReadAhead(float* start, float* end, int steps)
{
    private const int FloatsOfALine = 16;

    private readonly int _lines = steps <= 0 ? 0 : (int)(((end - start) / FloatsOfALine + steps) / steps);

    private float* _next = start;

    // With registers of half the width it cost a hundredth.
    internal static bool Pays<TLanes>()
        where TLanes : struct, ILanes<TLanes, float> => typeof(TLanes) == typeof(Lanes512<float>);

    /// <summary>The next of the steps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Step()
    {
        for (int line = 0; line < _lines && _next < end; line++, _next += FloatsOfALine)
        {
            if (Sse.IsSupported)
                Sse.Prefetch1(_next);
        }
    }
}
