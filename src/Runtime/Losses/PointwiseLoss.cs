using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>A loss of one prediction and its target.</summary>
internal interface IPointLoss
{
    float Value(float prediction, float target);

    (float Prediction, float Target) Slopes(float prediction, float target);
}

/// <summary>The mean of a loss over all values.</summary>
internal static unsafe class PointwiseLoss
{
    private const int ValuesOfAChunk = 1 << 14;

    internal static float Mean<TLoss>(TLoss loss, Tensor prediction, Tensor target)
        where TLoss : unmanaged, IPointLoss
    {
        RequireSameShapes(prediction, target);
        int length = prediction.Length, chunks = Chunks(length);
        using WorkspaceScope scope = Workspace.ForThread.Scope();
        Span<float> memory = Tensor.Scratch([chunks, sizeof(double) / sizeof(float)]).AsSpan();
        double sum = 0;
        fixed (float* a = prediction.AsSpan(), b = target.AsSpan(), sums = memory)
        {
            WorkerPool.Run(new SumJob<TLoss>(loss, a, b, length, chunks, (double*)sums), Parts(length, chunks));
            for (int chunk = 0; chunk < chunks; chunk++)
                sum += ((double*)sums)[chunk];
        }

        return (float)(sum / length);
    }

    internal static void AddAdjoints<TLoss>(
        TLoss loss, Tensor prediction, Tensor target, float dresult, Tensor dprediction, Tensor dtarget, [CallerMemberName] string operation = "")
        where TLoss : unmanaged, IPointLoss
    {
        RequireSameShapes(prediction, target);
        bool wantsPrediction = Shapes.IsWanted(dprediction, prediction, nameof(dprediction), operation);
        bool wantsTarget = Shapes.IsWanted(dtarget, target, nameof(dtarget), operation);
        int length = prediction.Length;
        fixed (float* a = prediction.AsSpan(), b = target.AsSpan(), da = dprediction.AsSpan(), db = dtarget.AsSpan())
        {
            var job = new AdjointJob<TLoss>(loss, a, b, length, dresult / length, wantsPrediction ? da : null, wantsTarget ? db : null);
            WorkerPool.Run(job, ValueRange.Parts(length));
        }
    }

    internal static float Tangent<TLoss>(TLoss loss, Tensor prediction, Tensor target, Tensor dprediction, Tensor dtarget)
        where TLoss : unmanaged, IPointLoss
    {
        RequireSameShapes(prediction, target);
        ReadOnlySpan<float> a = prediction.AsSpan(), b = target.AsSpan(), da = dprediction.AsSpan(), db = dtarget.AsSpan();
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            (float slope, float targetSlope) = loss.Slopes(a[i], b[i]);
            sum += (da.IsEmpty ? 0 : slope * da[i]) + (db.IsEmpty ? 0 : targetSlope * db[i]);
        }

        return (float)(sum / a.Length);
    }

    private static void RequireSameShapes(Tensor prediction, Tensor target)
    {
        if (prediction.Length == 0)
            throw new ArgumentException($"A batch of shape {Shapes.Print(prediction.Shape)} has no loss: it is empty.", nameof(prediction));
        Shapes.RequireSame(target, prediction.Shape, nameof(target));
    }

    // Sums over chunks, whose number depends on the length alone, so that their sum doesn't depend on the number of threads.
    private static int Chunks(int length) => (length + ValuesOfAChunk - 1) / ValuesOfAChunk;

    private static int Parts(int length, int chunks) => WorkerPool.PartsFor((long)length * WorkerPool.CostOfAValue, chunks);

    private readonly struct SumJob<TLoss>(TLoss loss, float* a, float* b, int length, int chunks, double* sums) : IParallelJob
        where TLoss : unmanaged, IPointLoss
    {
        public void Run(int part, int parts)
        {
            (int first, int last) = WorkerPool.Share(chunks, part, parts);
            for (int chunk = first; chunk < last; chunk++)
            {
                double sum = 0;
                int end = Math.Min(length, (chunk + 1) * ValuesOfAChunk);
                for (int i = chunk * ValuesOfAChunk; i < end; i++)
                    sum += loss.Value(a[i], b[i]);
                sums[chunk] = sum;
            }
        }
    }

    private readonly struct AdjointJob<TLoss>(TLoss loss, float* a, float* b, int length, float scale, float* da, float* db) : IParallelJob
        where TLoss : unmanaged, IPointLoss
    {
        public void Run(int part, int parts)
        {
            (int start, int end) = ValueRange.Of(length, part, parts);
            for (int i = start; i < end; i++)
            {
                (float slope, float targetSlope) = loss.Slopes(a[i], b[i]);
                if (da != null)
                    da[i] += scale * slope;
                if (db != null)
                    db[i] += scale * targetSlope;
            }
        }
    }
}
