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

    /// <summary>
    /// An image of a convolution, or of its result, or the beginning of it, where they aren't in bands: the memory of a band isn't in one piece. With registers of half the width it cost a hundredth.
    /// </summary>
    internal static ReadAhead Of<TLanes>(in DirectConvolution sizes, float* images, int image, int lengthOfImage, int steps, int length = -1)
        where TLanes : struct, ILanes<TLanes, float>
    {
        float* from = images + (nint)image * lengthOfImage;
        return typeof(TLanes) == typeof(Lanes512<float>) && sizes.Bands == 1 ? new ReadAhead(from, from + (length < 0 ? lengthOfImage : length), steps) : default;
    }

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
