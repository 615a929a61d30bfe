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
    internal static float Mean<TLoss>(TLoss loss, Tensor prediction, Tensor target)
        where TLoss : unmanaged, IPointLoss
    {
        RequireSameShapes(prediction, target);
        fixed (float* a = prediction.AsSpan(), b = target.AsSpan())
            return (float)(BlockReduction.Run(new SumOfLosses<TLoss>(loss, a, b), prediction.Length) / prediction.Length);
    }

    internal static void AddAdjoints<TLoss>(
        TLoss loss, Tensor prediction, Tensor target, float dresult, Tensor dprediction, Tensor dtarget, [CallerMemberName] string operation = "")
        where TLoss : unmanaged, IPointLoss
    {
        RequireSameShapes(prediction, target);
        bool wantsPrediction = Shapes.IsWanted(dprediction, prediction, nameof(dprediction), operation);
        bool wantsTarget = Shapes.IsWanted(dtarget, target, nameof(dtarget), operation);
        int length = prediction.Length;
        fixed (float* a = prediction.AsSpan(), b = target.AsSpan(), da = dprediction.Target(out bool isFirst), db = dtarget.Target(out bool isFirstOfTarget))
        {
            var job = new AdjointJob<TLoss>(loss, a, b, length, dresult / length, wantsPrediction ? da : null, !isFirst, wantsTarget ? db : null, !isFirstOfTarget);
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

    private readonly struct SumOfLosses<TLoss>(TLoss loss, float* a, float* b) : IReduction
        where TLoss : unmanaged, IPointLoss
    {
        public double OfBlock(int start, int end)
        {
            double sum = 0;
            for (int i = start; i < end; i++)
                sum += loss.Value(a[i], b[i]);
            return sum;
        }

        public static double Join(double x, double y) => x + y;
    }

    private readonly struct AdjointJob<TLoss>(TLoss loss, float* a, float* b, int length, float scale, float* da, bool addsA, float* db, bool addsB) : IParallelJob
        where TLoss : unmanaged, IPointLoss
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int part, int parts)
        {
            (int start, int end) = ValueRange.Of(length, part, parts);
            for (int i = start; i < end; i++)
            {
                (float slope, float targetSlope) = loss.Slopes(a[i], b[i]);
                if (da != null)
                    da[i] = scale * slope + (addsA ? da[i] : 0);
                if (db != null)
                    db[i] = scale * targetSlope + (addsB ? db[i] : 0);
            }
        }
    }
}
