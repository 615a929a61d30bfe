using AutoDiff;

namespace Samples.FashionMnist;

/// <summary>A network that tells classes of images apart.</summary>
public interface IClassifier
{
    /// <summary>The score of each class.</summary>
    /// <param name="images">Of shape (images, 1, height, width).</param>
    Tensor Logits(Tensor images);

    /// <summary>The mean cross-entropy.</summary>
    float Loss(Tensor images, ReadOnlySpan<int> labels);
}
