using AutoDiff;

namespace Samples.Digits;

/// <summary>What a run needs of a training, whichever way the network is written.</summary>
public interface ITraining
{
    int StepsPerEpoch { get; }

    /// <summary>Compares the gradient of a mini-batch with central differences in random directions.</summary>
    GradientCheckResult CheckGradient(int directions);

    /// <summary>One pass over the training set; <paramref name="stepped"/> is told each mini-batch's loss.</summary>
    void Epoch(Action<double> stepped);

    /// <summary>The mean loss over <paramref name="set"/> and the share of it that is predicted right.</summary>
    (double Loss, double Accuracy) Evaluate(DigitSet set);

    /// <summary>The digit with the largest logit.</summary>
    int Predict(ReadOnlySpan<double> image);
}
