namespace Samples.CharGpt;

/// <summary>The losses of a run, each with the number of steps before it.</summary>
internal sealed class History(int steps)
{
    public List<double> Steps { get; } = new(steps);

    public List<double> StepLosses { get; } = new(steps);

    public List<double> EvaluatedAt { get; } = [];

    public List<double> TrainLosses { get; } = [];

    public List<double> ValidationLosses { get; } = [];
}
