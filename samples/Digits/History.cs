namespace Samples.Digits;

/// <summary>The losses of a run.</summary>
internal sealed class History(int epochs, int stepsPerEpoch)
{
    public int StepsPerEpoch => stepsPerEpoch;

    public List<double> StepLosses { get; } = new(epochs * stepsPerEpoch);

    public List<double> TrainLosses { get; } = new(epochs);

    public List<double> TestLosses { get; } = new(epochs);
}
