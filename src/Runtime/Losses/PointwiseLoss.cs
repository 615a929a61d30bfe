using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>A loss of one prediction and its target.</summary>
internal interface IPointLoss
{
    float Value(float prediction, float target);

    (float Prediction, float Target) Slopes(float prediction, float target);
}

/// <summary>The mean of a loss over all values.</summary>
internal static class PointwiseLoss
{
    internal static float Mean<TLoss>(TLoss loss, Tensor prediction, Tensor target)
        where TLoss : struct, IPointLoss
    {
        RequireSameShapes(prediction, target);
        ReadOnlySpan<float> a = prediction.AsSpan(), b = target.AsSpan();
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += loss.Value(a[i], b[i]);
        return (float)(sum / a.Length);
    }

    internal static void AddAdjoints<TLoss>(
        TLoss loss, Tensor prediction, Tensor target, float dresult, Tensor dprediction, Tensor dtarget, [CallerMemberName] string operation = "")
        where TLoss : struct, IPointLoss
    {
        RequireSameShapes(prediction, target);
        bool wantsPrediction = Shapes.IsWanted(dprediction, prediction, nameof(dprediction), operation);
        bool wantsTarget = Shapes.IsWanted(dtarget, target, nameof(dtarget), operation);
        ReadOnlySpan<float> a = prediction.AsSpan(), b = target.AsSpan();
        Span<float> da = dprediction.AsSpan(), db = dtarget.AsSpan();
        float scale = dresult / a.Length;
        for (int i = 0; i < a.Length; i++)
        {
            (float slope, float targetSlope) = loss.Slopes(a[i], b[i]);
            if (wantsPrediction)
                da[i] += scale * slope;
            if (wantsTarget)
                db[i] += scale * targetSlope;
        }
    }

    internal static float Tangent<TLoss>(TLoss loss, Tensor prediction, Tensor target, Tensor dprediction, Tensor dtarget)
        where TLoss : struct, IPointLoss
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
}
