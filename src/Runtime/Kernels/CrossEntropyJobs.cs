using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>The losses of some rows: the logarithm of the softmax at the label, with no softmax kept.</summary>
internal readonly unsafe struct CrossEntropyJob(int rows, int classes, float* logits, int* labels, float* scratch, float* losses) : IParallelJob
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run(int part, int parts)
    {
        (int start, int end) = WorkerPool.Share(rows, part, parts);
        var memory = new Span<float>(scratch + (nint)part * classes, classes);
        for (int row = start; row < end; row++)
        {
            var values = new ReadOnlySpan<float>(logits + (nint)row * classes, classes);
            losses[row] = RowSoftmax.LogSumExp(values, memory) - values[labels[row]];
        }
    }
}

/// <summary>The adjoints of the logits of some rows: softmax, label and scale in one pass.</summary>
internal readonly unsafe struct CrossEntropyAdjointJob(
    int rows, int classes, float scale, float* logits, int* labels, float* scratch, float* dlogits, bool adds) : IParallelJob
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run(int part, int parts)
    {
        (int start, int end) = WorkerPool.Share(rows, part, parts);
        var exponentials = new Span<float>(scratch + (nint)part * classes, classes);
        for (int row = start; row < end; row++)
        {
            var values = new ReadOnlySpan<float>(logits + (nint)row * classes, classes);
            var target = new Span<float>(dlogits + (nint)row * classes, classes);
            if (adds)
            {
                float sum = RowSoftmax.Exponentials(values, Blas.Max(values), exponentials);
                exponentials[labels[row]] -= sum;
                Blas.AddScaled(scale / sum, exponentials, target);
            }
            else
            {
                float sum = RowSoftmax.Exponentials(values, Blas.Max(values), target);
                target[labels[row]] -= sum;
                RowSoftmax.Scale(target, scale / sum);
            }
        }
    }
}
