namespace AutoDiff.Kernels;

/// <summary>The lengths of a pooling over square windows.</summary>
internal readonly record struct PoolingSizes(int Planes, int Height, int Width, int Kernel, int Stride)
{
    internal int ResultHeight => (Height - Kernel) / Stride + 1;

    internal int ResultWidth => (Width - Kernel) / Stride + 1;

    internal int ResultLength => Planes * ResultHeight * ResultWidth;

    // A stride of 0 is the kernel's length: windows side by side.
    internal static PoolingSizes Of(Tensor x, int kernel, int stride, string operation)
    {
        Shapes.RequireRank(x, 4, nameof(x));
        return Of(x.Shape, kernel, stride, operation);
    }

    internal static PoolingSizes Of(ReadOnlySpan<int> shape, int kernel, int stride, string operation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(kernel, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(stride);
        if (shape[2] < kernel || shape[3] < kernel)
            Shapes.ThrowPair(shape, [kernel, kernel], operation, "x");
        return new PoolingSizes(shape[0] * shape[1], shape[2], shape[3], kernel, stride == 0 ? kernel : stride);
    }

    internal int ResultPlane => ResultHeight * ResultWidth;

    // Windows of two by two side by side, enough of them for the smallest register.
    internal bool HasRowsOfPairs => Kernel == 2 && Stride == 2 && ResultWidth >= 4;

    // Such windows, and each value is in one.
    internal bool PairsFillPlanes => HasRowsOfPairs && Width == 2 * ResultWidth && Height == 2 * ResultHeight;

    // Over how many threads the planes are spread.
    internal int Parts => WorkerPool.PartsFor((long)ResultLength * Kernel * Kernel * WorkerPool.CostOfAValue, Planes);

    // The first value of the first window of a row of the result.
    internal nint RowStart(int plane, int y) => ((nint)plane * Height + y * Stride) * Width;

    // The place of a window's first maximum; of its first NaN, if there is one.
    internal unsafe int FirstMaximum(float* values, int start)
    {
        int best = start;
        for (int y = 0; y < Kernel; y++)
        {
            for (int i = start + y * Width; i < start + y * Width + Kernel; i++)
            {
                if (float.IsNaN(values[best]))
                    return best;
                if (!(values[i] <= values[best]))
                    best = i;
            }
        }

        return best;
    }
}
