using System.ComponentModel;
using AutoDiff.Kernels;

namespace AutoDiff;

public static partial class Fused
{
    /// <summary><see cref="Tensor.MaxPool2d"/> of <see cref="Tensor.Relu"/>: the maximum is rectified, instead of each value.</summary>
    /// <param name="x">Of shape (images, channels, height, width).</param>
    /// <param name="kernel">The side of a window.</param>
    /// <param name="stride">How far windows are apart; 0 is the side.</param>
    /// <returns>Of shape (images, channels, height', width').</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static Tensor MaxPool2dOfRelu(Tensor x, int kernel, int stride) =>
        MaximumPooling.Run(PoolingSizes.Of(x, kernel, stride, nameof(Tensor.MaxPool2d)), x, floor: 0, nameof(Tensor.MaxPool2d));

    /// <summary>The adjoint of <see cref="MaxPool2dOfRelu"/>: a maximum that isn't positive passes nothing on.</summary>
    /// <param name="x">Of shape (images, channels, height, width).</param>
    /// <param name="kernel">The side of a window.</param>
    /// <param name="stride">How far windows are apart; 0 is the side.</param>
    /// <param name="dresult">The cotangent of the result.</param>
    /// <param name="dx">The adjoint of x, added into.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void MaxPool2dOfReluVjp(Tensor x, int kernel, int stride, Tensor dresult, Tensor dx) =>
        MaximumPooling.AddAdjoint(x, kernel, stride, dresult, dx, cutoff: 0, nameof(TensorDerivatives.MaxPool2dVjp));
}
