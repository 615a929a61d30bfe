using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>The channels of a batch normalization, divided among threads.</summary>
internal static unsafe class BatchNormChannels
{
    /// <summary>Normalizes by the batch's statistics; by a mean and a variance, where they are present.</summary>
    internal static void Run(AxisSplit split, double epsilon, Tensor x, Tensor weight, Tensor bias, Tensor mean, Tensor variance, Tensor result)
    {
        int parts = Parts(split);
        using WorkspaceScope scope = Workspace.ForThread.Scope();
        fixed (float* values = x.AsSpan(), w = weight.AsSpan(), b = bias.AsSpan(), m = mean.AsSpan(), v = variance.AsSpan(), target = result.AsSpan(),
            scratch = Scratch(split, parts))
        {
            WorkerPool.Run(new BatchNormJob(split, (float)epsilon, values, w, b, m, v, scratch, target), parts);
        }
    }

    /// <summary>Adds the adjoints; those that are absent aren't wanted.</summary>
    internal static void AddAdjoints(
        AxisSplit split, double epsilon, Tensor x, Tensor weight, Tensor mean, Tensor variance, Tensor dresult, Tensor dx, Tensor dweight, Tensor dbias)
    {
        int parts = Parts(split);
        using WorkspaceScope scope = Workspace.ForThread.Scope();
        fixed (float* values = x.AsSpan(), w = weight.AsSpan(), m = mean.AsSpan(), v = variance.AsSpan(), d = dresult.AsSpan(), target = dx.AsSpan(),
            dw = dweight.AsSpan(), db = dbias.AsSpan(), scratch = Scratch(split, parts))
        {
            WorkerPool.Run(new BatchNormAdjointJob(split, (float)epsilon, values, w, m, v, d, scratch, target, dw, db), parts);
        }
    }

    private static int Parts(AxisSplit split) =>
        WorkerPool.PartsFor((long)split.Outer * split.Length * split.Inner * WorkerPool.CostOfAValue, split.Length);

    private static Span<float> Scratch(AxisSplit split, int parts) => Tensor.Scratch([parts, 3, ChannelValues.IsStrided(split) ? split.Outer : 0]).AsSpan();
}

/// <summary>Some channels, normalized.</summary>
internal readonly unsafe struct BatchNormJob(
    AxisSplit split, float epsilon, float* x, float* weight, float* bias, float* mean, float* variance, float* scratch, float* result) : IParallelJob
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run(int part, int parts)
    {
        (int start, int end) = WorkerPool.Share(split.Length, part, parts);
        var values = new ChannelValues(split, scratch, part, 0);
        var target = new ChannelValues(split, scratch, part, 1);
        for (int channel = start; channel < end; channel++)
        {
            values.Read(x, channel);
            (float centre, float square) = mean == null ? values.Moments(split) : (mean[channel], variance[channel]);
            float scale = weight[channel] / MathF.Sqrt(square + epsilon);
            target.Begin(result, channel);
            for (int run = 0; run < values.Runs; run++)
                Lines.Run(new ChannelAffine(centre, scale, bias[channel]), values[run], values[run], values[run], target[run]);
            target.Write(result, channel);
        }
    }
}

/// <summary>The adjoints of some channels; null stands for one that isn't wanted.</summary>
internal readonly unsafe struct BatchNormAdjointJob(
    AxisSplit split, float epsilon, float* x, float* weight, float* mean, float* variance, float* dresult, float* scratch,
    float* dx, float* dweight, float* dbias) : IParallelJob
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run(int part, int parts)
    {
        (int start, int end) = WorkerPool.Share(split.Length, part, parts);
        ChannelValues values = new(split, scratch, part, 0), cotangent = new(split, scratch, part, 1), target = new(split, scratch, part, 2);
        float count = (float)split.Outer * split.Inner;
        for (int channel = start; channel < end; channel++)
        {
            values.Read(x, channel);
            cotangent.Read(dresult, channel);
            (float centre, float square) = mean == null ? values.Moments(split) : (mean[channel], variance[channel]);
            float scale = 1 / MathF.Sqrt(square + epsilon);
            double sum = 0, product = 0;
            for (int run = 0; run < values.Runs; run++)
            {
                sum += Blas.Sum(cotangent[run]);
                product += Lines.DotOfDeviations(cotangent[run], values[run], centre);
            }

            product *= scale;
            if (dweight != null)
                dweight[channel] += (float)product;
            if (dbias != null)
                dbias[channel] += (float)sum;
            if (dx == null)
                continue;

            // Given statistics don't move with x.
            bool moves = mean == null;
            var adjoint = new ChannelAdjoint(
                centre, weight[channel] * scale, moves ? (float)sum / count : 0, moves ? scale * ((float)product / count) : 0);
            target.Read(dx, channel);
            for (int run = 0; run < values.Runs; run++)
                Lines.Run(adjoint, cotangent[run], values[run], target[run], target[run]);
            target.Write(dx, channel);
        }
    }
}
