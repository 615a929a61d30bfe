namespace AutoDiff.Kernels;

/// <summary>What the reverse half of a pooled convolution has to know of its forward half.</summary>
/// <param name="IsFused">Whether the places of the maxima were kept, not what the convolution gave.</param>
/// <param name="Stride">How far the filters move.</param>
/// <param name="Padding">The zeros around each image.</param>
/// <param name="Window">The side of a window.</param>
/// <param name="Distance">How far windows are apart; 0 is the side.</param>
internal readonly record struct PooledConvolutionArguments(bool IsFused, int Stride, int Padding, int Window, int Distance);
