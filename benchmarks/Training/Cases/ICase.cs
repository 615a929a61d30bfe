namespace AutoDiff.Benchmarks.Training;

/// <summary>A network, a mini-batch of it, and the step that is measured: zero gradients, forward, backward, update.</summary>
internal interface ICase
{
    string Name { get; }

    double Step();
}
