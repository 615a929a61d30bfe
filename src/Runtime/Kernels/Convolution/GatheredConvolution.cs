using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>A convolution of any stride, as the product of the filters with the columns that are gathered from each image.</summary>
internal static unsafe class GatheredConvolution
{
    private const int FiltersPerPiece = 12;

    internal static void Run(in ConvolutionSizes sizes, float* x, float* weight, float* bias, float* result)
    {
        int parts = WorkerPool.PartsFor(sizes.Work, sizes.Images);
        using WorkspaceScope scope = Workspace.ForThread.Scope();
        fixed (float* columns = Columns(sizes, parts))
            WorkerPool.Run(new ForwardJob(sizes, x, weight, bias, columns, result), parts);
    }

    internal static void AddInputs(in ConvolutionSizes sizes, float* weight, float* dresult, float* dx)
    {
        int parts = WorkerPool.PartsFor(sizes.Work, sizes.Images);
        using WorkspaceScope scope = Workspace.ForThread.Scope();
        fixed (float* columns = Columns(sizes, parts))
            WorkerPool.Run(new InputJob(sizes, weight, dresult, columns, dx), parts);
    }

    // Null stands for an adjoint that isn't wanted.
    internal static void AddFilters(in ConvolutionSizes sizes, float* x, float* dresult, float* dweight, float* dbias)
    {
        int parts = WorkerPool.PartsFor(sizes.Work, (sizes.Filters + FiltersPerPiece - 1) / FiltersPerPiece);
        using WorkspaceScope scope = Workspace.ForThread.Scope();
        fixed (float* columns = Columns(sizes, parts))
            WorkerPool.Run(new FilterJob(sizes, x, dresult, columns, dweight, dbias), parts);
    }

    private static Span<float> Columns(in ConvolutionSizes sizes, int parts) => Tensor.Scratch([parts, sizes.Depth, sizes.Places]).AsSpan();

    private readonly struct ForwardJob(
        ConvolutionSizes sizes, float* x, float* weight, float* bias, float* columns, float* result) : IParallelJob
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int part, int parts)
        {
            (int start, int end) = WorkerPool.Share(sizes.Images, part, parts);
            float* gathered = columns + (nint)part * sizes.Depth * sizes.Places;
            for (int image = start; image < end; image++)
            {
                sizes.Gather(new ReadOnlySpan<float>(x + (nint)image * sizes.ImageLength, sizes.ImageLength), new Span<float>(gathered, sizes.Depth * sizes.Places));
                float* target = result + (nint)image * sizes.Filters * sizes.Places;
                for (int filter = 0; bias != null && filter < sizes.Filters; filter++)
                    new Span<float>(target + (nint)filter * sizes.Places, sizes.Places).Fill(bias[filter]);
                MatrixProduct.Multiply(
                    MatrixView.RowMajor(weight, sizes.Filters, sizes.Depth), MatrixView.RowMajor(gathered, sizes.Depth, sizes.Places), target, sizes.Places,
                    accumulate: bias != null);
            }
        }
    }

    // The adjoint of each image.
    private readonly struct InputJob(ConvolutionSizes sizes, float* weight, float* dresult, float* columns, float* dx) : IParallelJob
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int part, int parts)
        {
            (int start, int end) = WorkerPool.Share(sizes.Images, part, parts);
            float* gathered = columns + (nint)part * sizes.Depth * sizes.Places;
            MatrixView filters = MatrixView.RowMajor(weight, sizes.Filters, sizes.Depth);
            for (int image = start; image < end; image++)
            {
                MatrixView dy = MatrixView.RowMajor(dresult + (nint)image * sizes.Filters * sizes.Places, sizes.Filters, sizes.Places);
                MatrixProduct.Multiply(filters.Transposed, dy, gathered, sizes.Places, accumulate: false);
                sizes.Scatter(
                    new ReadOnlySpan<float>(gathered, sizes.Depth * sizes.Places), new Span<float>(dx + (nint)image * sizes.ImageLength, sizes.ImageLength));
            }
        }
    }

    // The adjoints of some filters, from all images in their order.
    private readonly struct FilterJob(
        ConvolutionSizes sizes, float* x, float* dresult, float* columns, float* dweight, float* dbias) : IParallelJob
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int part, int parts)
        {
            (int start, int end) = WorkerPool.Share((sizes.Filters + FiltersPerPiece - 1) / FiltersPerPiece, part, parts);
            int first = start * FiltersPerPiece, count = Math.Min(sizes.Filters, end * FiltersPerPiece) - first;
            float* gathered = columns + (nint)part * sizes.Depth * sizes.Places;
            for (int image = 0; image < sizes.Images; image++)
            {
                float* d = dresult + ((nint)image * sizes.Filters + first) * sizes.Places;
                for (int filter = 0; dbias != null && filter < count; filter++)
                    dbias[first + filter] += Blas.Sum(new ReadOnlySpan<float>(d + (nint)filter * sizes.Places, sizes.Places));
                if (dweight == null)
                    continue;
                sizes.Gather(new ReadOnlySpan<float>(x + (nint)image * sizes.ImageLength, sizes.ImageLength), new Span<float>(gathered, sizes.Depth * sizes.Places));
                MatrixProduct.Multiply(
                    MatrixView.RowMajor(d, count, sizes.Places), MatrixView.RowMajor(gathered, sizes.Depth, sizes.Places).Transposed,
                    dweight + (nint)first * sizes.Depth, sizes.Depth, accumulate: true);
            }
        }
    }
}
