namespace Samples.FashionMnist;

/// <summary>What a run has been through, one entry for each epoch.</summary>
internal sealed class History
{
    public List<double> TrainLosses { get; } = [];

    public List<double> TestLosses { get; } = [];

    public List<double> TrainAccuracies { get; } = [];

    public List<double> TestAccuracies { get; } = [];
}
