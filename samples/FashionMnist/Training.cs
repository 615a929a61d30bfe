using AutoDiff;

namespace Samples.FashionMnist;

/// <summary>The generated gradient of a model's loss.</summary>
public delegate float LossGradient<T>(T model, Tensor images, ReadOnlySpan<int> labels, T gradients);

/// <summary>Trains a classifier by AdamW, with a rate that falls to zero along a cosine.</summary>
public sealed class Training<T>
    where T : IClassifier, IDifferentiable<T>
{
    private const int EvaluationBatch = 500;

    private readonly T _model;
    private readonly LossGradient<T> _gradient;
    private readonly Dataset _train;
    private readonly Trainer<T> _trainer;
    private readonly Random _random;
    private readonly int _batch;

    public Training(T model, LossGradient<T> gradient, Dataset train, int epochs, int batch, double rate, Random random)
    {
        ArgumentNullException.ThrowIfNull(train);
        if (batch < 1 || batch > train.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(batch), batch, $"Must be from 1 to the {train.Count} training images.");
        }

        if (epochs < 1) throw new ArgumentOutOfRangeException(nameof(epochs), epochs, "Must be at least 1.");
        (_model, _gradient, _train, _batch, _random) = (model, gradient, train, batch, random);
        StepsPerEpoch = train.Batches(batch).Count;
        _trainer = new Trainer<T>(model, new AdamW(rate), Schedules.Cosine(rate, epochs * StepsPerEpoch));
    }

    public int StepsPerEpoch { get; }

    public int ParameterCount => _trainer.ParameterCount;

    /// <summary>One pass over the training set; <paramref name="stepped"/> is told each mini-batch's loss.</summary>
    public void Epoch(Action<double> stepped)
    {
        ArgumentNullException.ThrowIfNull(stepped);
        foreach (Batch batch in _train.Batches(_batch, _random))
        {
            _trainer.ZeroGradients();
            float loss = _gradient(_model, batch.Inputs, batch.Labels, _trainer.Gradients);
            _trainer.Step();
            stepped(loss);
        }
    }

    /// <summary>The losses of mini-batches while the rate rises; the model stays as it is.</summary>
    public LearningRateCurve FindRate()
    {
        BatchSequence.Enumerator pass = _train.Batches(_batch, _random).GetEnumerator();
        LearningRateCurve curve = LearningRateFinder.Run(_trainer, () =>
        {
            if (!pass.MoveNext())
            {
                pass.Dispose();
                pass = _train.Batches(_batch, _random).GetEnumerator();
                pass.MoveNext();
            }

            return _gradient(_model, pass.Current.Inputs, pass.Current.Labels, _trainer.Gradients);
        });
        pass.Dispose();
        return curve;
    }

    /// <summary>Compares the gradient of the first images with central differences in random directions over all parameters.</summary>
    public GradientCheckResult CheckGradient(int directions)
    {
        int[] shape = _train.Inputs.Shape.ToArray();
        shape[0] = Math.Min(_train.Count, 128);
        Tensor images = Tensor.Create(_train.Inputs.AsSpan()[..(shape[0] * _train.Input(0).Length)].ToArray(), shape);
        int[] labels = _train.Labels[..shape[0]].ToArray();
        _trainer.ZeroGradients();
        _gradient(_model, images, labels, _trainer.Gradients);
        return GradientCheck.Model(_ => Loss(images, labels), _model, _trainer.Gradients, directions);
    }

    /// <summary>The mean loss over <paramref name="data"/>, and for each class how often it was taken for each.</summary>
    public (double Loss, Confusion Confusion) Evaluate(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var confusion = new Confusion();
        double sum = 0;
        foreach (Batch batch in data.Batches(EvaluationBatch))
        {
            using WorkspaceScope scope = Workspace.ForThread.Scope();
            Tensor logits = _model.Logits(batch.Inputs);
            sum += batch.Count * (double)Losses.CrossEntropy(logits, batch.Labels);
            confusion.Add(logits, batch.Labels);
        }

        return (sum / data.Count, confusion);
    }

    private float Loss(Tensor images, int[] labels)
    {
        using WorkspaceScope scope = Workspace.ForThread.Scope();
        return _model.Loss(images, labels);
    }
}
