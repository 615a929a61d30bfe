using AutoDiff;

namespace Samples.Digits;

/// <summary>The training of <see cref="Mlp"/>: the runtime has the mini-batches and the optimizer.</summary>
public sealed class TensorTraining : ITraining
{
    private readonly Dataset _train;
    private readonly Mlp _model;
    private readonly Trainer<Mlp> _trainer;
    private readonly Random _random;
    private readonly int _batch;

    public TensorTraining(DigitSet train, int epochs, int batch, double rate, Random random)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(random);
        if (batch < 1 || batch > train.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(batch), batch, $"Must be from 1 to the {train.Count} training images.");
        }

        if (epochs < 1) throw new ArgumentOutOfRangeException(nameof(epochs), epochs, "Must be at least 1.");
        (_batch, _random) = (batch, random);
        _train = new Dataset(Inputs(train.Images), train.Labels.ToArray());
        StepsPerEpoch = _train.Batches(batch).Count;
        _model = new Mlp(random);
        _trainer = new Trainer<Mlp>(_model, new AdamW(rate), Schedules.Cosine(rate, epochs * StepsPerEpoch));
    }

    public int StepsPerEpoch { get; }

    public void Epoch(Action<double> stepped)
    {
        ArgumentNullException.ThrowIfNull(stepped);
        foreach (Batch batch in _train.Batches(_batch, _random))
        {
            AddNoise(batch.Inputs.AsSpan());
            _trainer.ZeroGradients();
            float loss = _model.LossGradient(batch.Inputs, batch.Labels, _trainer.Gradients);
            _trainer.Step();
            stepped(loss);
        }
    }

    public GradientCheckResult CheckGradient(int directions)
    {
        Tensor images = Tensor.Create(_train.Inputs.AsSpan()[..(_batch * Network.Pixels)].ToArray(), _batch, Network.Pixels);
        int[] labels = _train.Labels[.._batch].ToArray();
        _trainer.ZeroGradients();
        _model.LossGradient(images, labels, _trainer.Gradients);
        return GradientCheck.Model(model => model.Loss(images, labels), _model, _trainer.Gradients, directions);
    }

    public (double Loss, double Accuracy) Evaluate(DigitSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        using WorkspaceScope scope = Workspace.ForThread.Scope();
        Tensor logits = _model.Logits(Inputs(set.Images));
        int right = 0;
        for (int i = 0; i < set.Count; i++)
        {
            if (Largest(logits.AsSpan().Slice(i * Network.Classes, Network.Classes)) == set.Labels[i]) right++;
        }

        return (Losses.CrossEntropy(logits, set.Labels), (double)right / set.Count);
    }

    public int Predict(ReadOnlySpan<double> image)
    {
        using WorkspaceScope scope = Workspace.ForThread.Scope();
        return Largest(_model.Logits(Inputs(image)).AsSpan());
    }

    private static Tensor Inputs(ReadOnlySpan<double> images)
    {
        float[] values = new float[images.Length];
        for (int i = 0; i < values.Length; i++) values[i] = (float)images[i];
        return Tensor.Create(values, images.Length / Network.Pixels, Network.Pixels);
    }

    private static int Largest(ReadOnlySpan<float> logits)
    {
        int best = 0;
        for (int c = 1; c < logits.Length; c++)
        {
            if (logits[c] > logits[best]) best = c;
        }

        return best;
    }

    private void AddNoise(Span<float> images)
    {
        foreach (ref float pixel in images) pixel += (float)(Training.Noise * (2 * _random.NextDouble() - 1));
    }
}
