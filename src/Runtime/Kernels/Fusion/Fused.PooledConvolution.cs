using System.ComponentModel;
using AutoDiff.Kernels;

namespace AutoDiff;

public static partial class Fused
{
    /// <summary>
    /// <see cref="Tensor.MaxPool2d"/> of <see cref="Tensor.Relu"/> of <see cref="Tensor.Conv2d"/>.
    /// </summary>
    /// <param name="x">Of shape (images, channels, height, width).</param>
    /// <param name="weight">Of shape (filters, channels, kernel height, kernel width).</param>
    /// <param name="bias">Of shape (filters), or absent (<c>default</c>).</param>
    /// <param name="stride">How far the filters move.</param>
    /// <param name="padding">The zeros around each image.</param>
    /// <param name="window">The side of a window.</param>
    /// <param name="distance">How far windows are apart; 0 is the side.</param>
    /// <returns>The maxima of the windows, of shape (images, filters, height', width').</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static Tensor MaxPool2dOfReluOfConv2d(Tensor x, Tensor weight, Tensor bias, int stride, int padding, int window, int distance) =>
        MaxPool2dOfRelu(Tensor.Conv2d(x, weight, bias, stride, padding), window, distance);

    /// <summary>As the other overload, with the layer's filters.</summary>
    /// <param name="layer">The convolution.</param>
    /// <param name="x">Of shape (images, channels, height, width).</param>
    /// <param name="window">The side of a window.</param>
    /// <param name="distance">How far windows are apart; 0 is the side.</param>
    /// <returns>The maxima of the windows, of shape (images, filters, height', width').</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static Tensor MaxPool2dOfReluOfConv2d(Conv2d layer, Tensor x, int window, int distance) =>
        MaxPool2dOfReluOfConv2d(x, layer.Weight, layer.Bias, layer.Stride, layer.Padding, window, distance);

    /// <summary>The forward half of the derivative: keeps where the maxima came from, four bits each, where windows of two by two fill the planes; else what the convolution gave.</summary>
    /// <param name="x">Of shape (images, channels, height, width).</param>
    /// <param name="weight">Of shape (filters, channels, kernel height, kernel width).</param>
    /// <param name="bias">Of shape (filters), or absent (<c>default</c>).</param>
    /// <param name="stride">How far the filters move.</param>
    /// <param name="padding">The zeros around each image.</param>
    /// <param name="window">The side of a window.</param>
    /// <param name="distance">How far windows are apart; 0 is the side.</param>
    /// <param name="dx">The adjoint of x, or absent.</param>
    /// <param name="dweight">The adjoint of the weight, or absent.</param>
    /// <param name="dbias">The adjoint of the bias, or absent.</param>
    /// <param name="dresult">Where the cotangent of the result is gathered.</param>
    /// <param name="workspace">The memory of what is kept.</param>
    /// <returns>The maxima of the windows, of shape (images, filters, height', width').</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static unsafe Tensor MaxPool2dOfReluOfConv2dForward(
        Tensor x, Tensor weight, Tensor bias, int stride, int padding, int window, int distance, Tensor dx, Tensor dweight, Tensor dbias, out Tensor dresult, Workspace workspace)
    {
        ConvolutionSizes sizes = ConvolutionSizes.Of(x, weight, bias, stride, padding);
        PoolingSizes pooling = sizes.Pooled(window, distance);
        bool isFused = PooledConvolution.Fits(sizes, pooling);
        Tensor result, kept;
        if (isFused)
        {
            result = Tensor.Uninitialized([sizes.Images, sizes.Filters, pooling.ResultHeight, pooling.ResultWidth], nameof(Tensor.MaxPool2d));
            kept = Tensor.Scratch([PooledConvolution.NumbersOf(pooling)]);
            fixed (float* images = x.AsSpan(), filters = weight.AsSpan(), biases = bias.AsSpan(), maxima = result.AsSpan(), places = kept.AsSpan())
                PooledConvolution.Run(DirectConvolution.Forward(sizes)!.Value, pooling, images, filters, biases, maxima, (uint*)places);
        }
        else
        {
            kept = Tensor.Conv2d(x, weight, bias, stride, padding);
            result = MaxPool2dOfRelu(kept, window, distance);
        }

        dresult = workspace.ZerosLike(result);
        Tape<Tensor> tensors = workspace.Tape<Tensor>();
        tensors.Push(dresult);
        tensors.Push(kept);
        workspace.Tape<PooledConvolutionArguments>().Push(new(isFused, stride, padding, window, distance));
        return result;
    }

    /// <summary>As the other overload, with the layer's filters.</summary>
    /// <param name="layer">The convolution.</param>
    /// <param name="x">Of shape (images, channels, height, width).</param>
    /// <param name="window">The side of a window.</param>
    /// <param name="distance">How far windows are apart; 0 is the side.</param>
    /// <param name="dlayer">The adjoint of the layer.</param>
    /// <param name="dx">The adjoint of x, or absent.</param>
    /// <param name="dresult">Where the cotangent of the result is gathered.</param>
    /// <param name="workspace">The memory of what is kept.</param>
    /// <returns>The maxima of the windows, of shape (images, filters, height', width').</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static Tensor MaxPool2dOfReluOfConv2dForward(
        Conv2d layer, Tensor x, int window, int distance, Conv2d dlayer, Tensor dx, out Tensor dresult, Workspace workspace) =>
        MaxPool2dOfReluOfConv2dForward(
            x, layer.Weight, layer.Bias, layer.Stride, layer.Padding, window, distance, dx, dlayer.Weight, dlayer.Bias, out dresult, workspace);

    /// <summary>The reverse half of the derivative, to be called once for each call of the forward half, in the opposite order.</summary>
    /// <param name="x">Of shape (images, channels, height, width).</param>
    /// <param name="weight">Of shape (filters, channels, kernel height, kernel width).</param>
    /// <param name="bias">Of shape (filters), or absent.</param>
    /// <param name="dx">The adjoint of x, added into; absent where it isn't wanted.</param>
    /// <param name="dweight">The adjoint of the weight, added into; absent where it isn't wanted.</param>
    /// <param name="dbias">The adjoint of the bias, added into; absent where it isn't wanted.</param>
    /// <param name="workspace">The memory of what was kept.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static unsafe void MaxPool2dOfReluOfConv2dReverse(Tensor x, Tensor weight, Tensor bias, Tensor dx, Tensor dweight, Tensor dbias, Workspace workspace)
    {
        PooledConvolutionArguments arguments = workspace.Tape<PooledConvolutionArguments>().Pop();
        Tape<Tensor> tensors = workspace.Tape<Tensor>();
        Tensor kept = tensors.Pop(), dresult = tensors.Pop();
        if (arguments.IsFused)
            AddAdjoint(arguments, x, weight, kept, dresult, dx, dweight, dbias);
        else
            AddAdjointWhole(arguments, x, weight, kept, dresult, dx, dweight, dbias, workspace);
        workspace.Release(kept);
        workspace.Release(dresult);
    }

    /// <summary>As the other overload, with the layer's filters.</summary>
    /// <param name="layer">The convolution.</param>
    /// <param name="x">Of shape (images, channels, height, width).</param>
    /// <param name="dlayer">The adjoint of the layer, added into.</param>
    /// <param name="dx">The adjoint of x, added into; absent where it isn't wanted.</param>
    /// <param name="workspace">The memory of what was kept.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void MaxPool2dOfReluOfConv2dReverse(Conv2d layer, Tensor x, Conv2d dlayer, Tensor dx, Workspace workspace) =>
        MaxPool2dOfReluOfConv2dReverse(x, layer.Weight, layer.Bias, dx, dlayer.Weight, dlayer.Bias, workspace);

    private static unsafe void AddAdjoint(
        PooledConvolutionArguments arguments, Tensor x, Tensor weight, Tensor kept, Tensor dresult, Tensor dx, Tensor dweight, Tensor dbias)
    {
        ConvolutionSizes sizes = ConvolutionSizes.Of(x, weight, dbias, arguments.Stride, arguments.Padding);
        PoolingSizes pooling = sizes.Pooled(arguments.Window, arguments.Distance);
        bool wantsX = Shapes.IsWanted(dx, x, nameof(dx)), wantsWeight = Shapes.IsWanted(dweight, weight, nameof(dweight)), isFirst = false;
        Span<float> adjoint = wantsX ? dx.Target(out isFirst) : default;
        fixed (float* images = x.AsSpan(), w = weight.AsSpan(), d = dresult.AsSpan(), places = kept.AsSpan(), dimages = adjoint, dw = dweight.AsSpan(), db = dbias.AsSpan())
        {
            PooledConvolution.AddAdjoint(
                DirectConvolution.Forward(sizes)!.Value, pooling, wantsX ? DirectConvolution.Backward(sizes) : null, images, w, d, (uint*)places, dimages, adds: !isFirst,
                wantsWeight ? dw : null, db);
        }
    }

    private static void AddAdjointWhole(
        PooledConvolutionArguments arguments, Tensor x, Tensor weight, Tensor kept, Tensor dresult, Tensor dx, Tensor dweight, Tensor dbias, Workspace workspace)
    {
        Tensor dkept = workspace.ZerosLike(kept);
        MaxPool2dOfReluVjp(kept, arguments.Window, arguments.Distance, dresult, dkept);
        TensorDerivatives.Conv2dVjp(x, weight, arguments.Stride, arguments.Padding, dkept, dx, dweight, dbias);
        workspace.Release(dkept);
    }
}
