namespace AutoDiff.Kernels;

/// <summary>The lengths of a two-dimensional convolution.</summary>
internal readonly record struct ConvolutionSizes(
    int Images, int Channels, int Height, int Width, int Filters, int KernelHeight, int KernelWidth, int Stride, int Padding)
{
    internal int ResultHeight => (Height + 2 * Padding - KernelHeight) / Stride + 1;

    internal int ResultWidth => (Width + 2 * Padding - KernelWidth) / Stride + 1;

    // The number of values under one placement of a filter.
    internal int Depth => Channels * KernelHeight * KernelWidth;

    internal int Places => ResultHeight * ResultWidth;

    internal long Work => (long)Images * Filters * Depth * Places;

    /// <summary>The lengths of a pooling of the result.</summary>
    internal PoolingSizes Pooled(int window, int distance) =>
        PoolingSizes.Of([Images, Filters, ResultHeight, ResultWidth], window, distance, nameof(Tensor.MaxPool2d));

    internal int ImageLength => Channels * Height * Width;

    internal static ConvolutionSizes Of(Tensor x, Tensor weight, Tensor bias, int stride, int padding)
    {
        Shapes.RequireRank(x, 4, nameof(x));
        Shapes.RequireRank(weight, 4, nameof(weight));
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        ReadOnlySpan<int> image = x.Shape, filter = weight.Shape;
        var sizes = new ConvolutionSizes(image[0], image[1], image[2], image[3], filter[0], filter[2], filter[3], stride, padding);
        if (filter[1] != image[1] || sizes.KernelHeight == 0 || sizes.KernelWidth == 0
            || image[2] + 2 * padding < filter[2] || image[3] + 2 * padding < filter[3])
        {
            Shapes.ThrowPair(image, filter, "Conv2d", nameof(weight));
        }

        if (!bias.IsAbsent)
            Shapes.RequireSame(bias, [sizes.Filters], nameof(bias));
        return sizes;
    }

    // columns[k, p] is the value under place k of the filter, where the filter is placed at p; 0 outside of the image.
    internal void Gather(ReadOnlySpan<float> image, Span<float> columns)
    {
        int row = 0;
        for (int channel = 0; channel < Channels; channel++)
        {
            ReadOnlySpan<float> plane = image.Slice(channel * Height * Width, Height * Width);
            for (int ky = 0; ky < KernelHeight; ky++)
            {
                for (int kx = 0; kx < KernelWidth; kx++, row++)
                    GatherRow(plane, ky, kx, columns.Slice(row * Places, Places));
            }
        }
    }

    // The transpose of Gather: values are added to the places that they came from.
    internal void Scatter(ReadOnlySpan<float> columns, Span<float> image)
    {
        int row = 0;
        for (int channel = 0; channel < Channels; channel++)
        {
            Span<float> plane = image.Slice(channel * Height * Width, Height * Width);
            for (int ky = 0; ky < KernelHeight; ky++)
            {
                for (int kx = 0; kx < KernelWidth; kx++, row++)
                    ScatterRow(columns.Slice(row * Places, Places), ky, kx, plane);
            }
        }
    }

    private void GatherRow(ReadOnlySpan<float> plane, int ky, int kx, Span<float> target)
    {
        (int from, int to) = Inside(kx);
        for (int y = 0; y < ResultHeight; y++)
        {
            Span<float> line = target.Slice(y * ResultWidth, ResultWidth);
            int sourceY = y * Stride + ky - Padding;
            if ((uint)sourceY >= (uint)Height || from >= to)
            {
                line.Clear();
                continue;
            }

            ReadOnlySpan<float> source = plane[(sourceY * Width + from * Stride + kx - Padding)..];
            line[..from].Clear();
            line[to..].Clear();
            if (Stride == 1)
            {
                source[..(to - from)].CopyTo(line[from..]);
                continue;
            }

            for (int x = from; x < to; x++)
                line[x] = source[(x - from) * Stride];
        }
    }

    private void ScatterRow(ReadOnlySpan<float> source, int ky, int kx, Span<float> plane)
    {
        (int from, int to) = Inside(kx);
        for (int y = 0; y < ResultHeight; y++)
        {
            int targetY = y * Stride + ky - Padding;
            if ((uint)targetY >= (uint)Height || from >= to)
                continue;
            ReadOnlySpan<float> line = source.Slice(y * ResultWidth + from, to - from);
            Span<float> target = plane[(targetY * Width + from * Stride + kx - Padding)..];
            if (Stride == 1)
            {
                Blas.Add(line, target[..line.Length]);
                continue;
            }

            for (int x = 0; x < line.Length; x++)
                target[x * Stride] += line[x];
        }
    }

    // The results of a line for which this column of the filter lies inside of the image.
    private (int From, int To) Inside(int kx)
    {
        int from = Math.Max(0, (Padding - kx + Stride - 1) / Stride);
        int last = Width - 1 + Padding - kx;
        int to = last < 0 ? 0 : Math.Min(ResultWidth, last / Stride + 1);
        return (from, to);
    }
}
