using AutoDiff;

namespace Samples.CharGpt;

/// <summary>The training step and what measures it; a step allocates nothing once it has warmed up.</summary>
public sealed class Training
{
    private const double LargestNorm = 1;

    private readonly Corpus _corpus;
    private readonly int _seed;
    private readonly TextBatch _batch;

    public Training(Corpus corpus, Gpt model, int batch, int context, Schedule schedule, int seed)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        (_corpus, _seed) = (corpus, seed);
        _batch = new TextBatch(batch, context);
        Trainer = new Trainer<Gpt>(model, new AdamW(weightDecay: 0.1), schedule);
    }

    public Trainer<Gpt> Trainer { get; }

    public Gpt Model => Trainer.Model;

    /// <summary>One mini-batch: loss, gradient, update. Returns the loss before the update.</summary>
    public float Step()
    {
        float loss = Gradient();
        Trainer.ClipGradientNorm(LargestNorm);
        Trainer.Step();
        return loss;
    }

    /// <summary>The mean loss over pieces that are spread evenly over a text.</summary>
    public double Evaluate(ReadOnlySpan<int> text, int batches)
    {
        double sum = 0;
        for (int i = 0; i < batches; i++)
        {
            _batch.FillEvenly(text, i, batches);
            sum += Loss();
        }

        return sum / batches;
    }

    /// <summary>Compares the gradient of the next mini-batch with central differences in random directions over all parameters.</summary>
    public GradientCheckResult CheckGradient(int directions)
    {
        Gradient();
        return GradientCheck.Model(_ => Loss(), Model, Trainer.Gradients, directions);
    }

    private float Gradient()
    {
        _batch.FillAtRandom(_corpus.Train.Span, _seed, Trainer.StepCount);
        Trainer.ZeroGradients();
        return Model.LossGradient(_batch.Tokens, _batch.Count, _batch.Next, Trainer.Gradients);
    }

    private float Loss()
    {
        using (Workspace.ForThread.Scope()) return Model.Loss(_batch.Tokens, _batch.Count, _batch.Next);
    }
}
