using AutoDiff.Kernels;

namespace AutoDiff;

/// <summary>What training makes small: each loss is a mean over the batch.</summary>
public static partial class Losses
{
    /// <summary>The mean negative logarithm of the softmax at the labels.</summary>
    /// <param name="logits">Of shape (..., classes).</param>
    /// <param name="labels">The class of each row.</param>
    /// <returns>The loss.</returns>
    /// <exception cref="ArgumentException">There is no row, or another number of labels.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label isn't a class.</exception>
    public static unsafe float CrossEntropy(Tensor logits, ReadOnlySpan<int> labels)
    {
        int classes = RequireClasses(logits, labels);
        using WorkspaceScope scope = Workspace.ForThread.Scope();
        int parts = Rows.Parts(labels.Length, classes);
        Span<float> scratch = Tensor.Scratch([parts, classes]).AsSpan(), losses = Tensor.Scratch([labels.Length]).AsSpan();
        fixed (float* values = logits.AsSpan(), memory = scratch, ofRow = losses)
        {
            fixed (int* classOfRow = labels)
                WorkerPool.Run(new CrossEntropyJob(labels.Length, classes, values, classOfRow, memory, ofRow), parts);
        }

        double sum = 0;
        foreach (float loss in losses)
            sum += loss;
        return (float)(sum / labels.Length);
    }

    internal static int RequireClasses(Tensor logits, ReadOnlySpan<int> labels)
    {
        Shapes.RequirePresent(logits, nameof(logits));
        if (logits.Rank < 2 || logits.Length == 0)
        {
            throw new ArgumentException(
                $"The logits have the shape {Shapes.Print(logits.Shape)}; (..., classes) is needed, with at least one row.", nameof(logits));
        }

        int classes = logits.Shape[^1];
        if (labels.Length != logits.Length / classes)
        {
            throw new ArgumentException(
                $"There are {labels.Length} labels for {logits.Length / classes} rows of logits of shape {Shapes.Print(logits.Shape)}.", nameof(labels));
        }

        foreach (int label in labels)
        {
            if ((uint)label >= (uint)classes)
                throw new ArgumentOutOfRangeException(nameof(labels), label, $"The logits of shape {Shapes.Print(logits.Shape)} have {classes} classes.");
        }

        return classes;
    }
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of <see cref="Losses.CrossEntropy"/>: the softmax, less 1 at the label, over the number of rows.</summary>
    /// <param name="logits">Of shape (..., classes).</param>
    /// <param name="labels">The class of each row.</param>
    /// <param name="dresult">The cotangent of the loss.</param>
    /// <param name="dlogits">The adjoint of the logits, added into.</param>
    [DerivativeOf(typeof(Losses), nameof(Losses.CrossEntropy))]
    public static unsafe void CrossEntropyVjp(Tensor logits, ReadOnlySpan<int> labels, float dresult, Tensor dlogits)
    {
        int classes = Losses.RequireClasses(logits, labels);
        if (!Shapes.IsWanted(dlogits, logits, nameof(dlogits)))
            return;
        using WorkspaceScope scope = Workspace.ForThread.Scope();
        int parts = Rows.Parts(labels.Length, classes);
        Span<float> softmax = Tensor.Scratch([parts, classes]).AsSpan();
        fixed (float* values = logits.AsSpan(), memory = softmax, target = dlogits.Target(out bool isFirst))
        {
            fixed (int* classOfRow = labels)
            {
                var job = new CrossEntropyAdjointJob(labels.Length, classes, dresult / labels.Length, values, classOfRow, memory, target, adds: !isFirst);
                WorkerPool.Run(job, parts);
            }
        }
    }

    /// <summary>The tangent of <see cref="Losses.CrossEntropy"/>.</summary>
    /// <param name="logits">The logits.</param>
    /// <param name="labels">The class of each row.</param>
    /// <param name="dlogits">The tangent of logits; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Losses), nameof(Losses.CrossEntropy))]
    public static float CrossEntropyJvp(Tensor logits, ReadOnlySpan<int> labels, Tensor dlogits)
    {
        using WorkspaceScope scope = Workspace.ForThread.Scope();
        Tensor gradient = Tensor.Zeros(logits.Shape);
        CrossEntropyVjp(logits, labels, 1, gradient);
        return Tangents.Along(gradient, dlogits);
    }
}
