namespace AutoDiff.Benchmarks.Training;

/// <summary>Steps a trainer by the generated gradient of a model's loss.</summary>
internal sealed class Case<T>(string name, T model, Optimizer optimizer, Func<T, T, float> gradient) : ICase
    where T : IDifferentiable<T>
{
    private readonly Trainer<T> _trainer = new(model, optimizer);

    public string Name => name;

    public double Step()
    {
        _trainer.ZeroGradients();
        float loss = gradient(_trainer.Model, _trainer.Gradients);
        _trainer.Step();
        return loss;
    }
}
