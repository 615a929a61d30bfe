using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>Maxima of windows, of the values themselves or of what a rectifier makes of them.</summary>
internal static unsafe class MaximumPooling
{
    /// <summary>The larger of each maximum and a floor: negative infinity, or 0 for the maxima of rectified values.</summary>
    internal static Tensor Run(PoolingSizes sizes, Tensor x, float floor, [CallerMemberName] string operation = "")
    {
        Tensor result = Tensor.Uninitialized([x.Shape[0], x.Shape[1], sizes.ResultHeight, sizes.ResultWidth], operation);
        fixed (float* values = x.AsSpan(), maxima = result.AsSpan())
            WorkerPool.Run(new MaximumJob(sizes, values, maxima, floor), sizes.Parts);
        return result;
    }

    /// <summary>The cotangents go to the places of the first maxima, but for those of maxima up to the cutoff, which pass nothing on; NaN for none.</summary>
    internal static void AddAdjoint(
        Tensor x, int kernel, int stride, Tensor dresult, Tensor dx, float cutoff, [CallerMemberName] string operation = "")
    {
        if (!Shapes.IsWanted(dx, x, nameof(dx), operation))
            return;
        PoolingSizes sizes = PoolingSizes.Of(x, kernel, stride, nameof(Tensor.MaxPool2d));
        if (dresult.Length != sizes.ResultLength)
            Shapes.ThrowPair(dresult.Shape, x.Shape, "The adjoint of MaxPool2d", nameof(dresult));
        bool isFirst = false;
        Span<float> adjoint = sizes.PairsFillPlanes ? dx.Target(out isFirst) : dx.AsSpan();
        fixed (float* values = x.AsSpan(), cotangent = dresult.AsSpan(), target = adjoint)
            WorkerPool.Run(new MaximumAdjointJob(sizes, values, cotangent, target, adds: !isFirst, cutoff), sizes.Parts);
    }
}
