using AutoDiff.Kernels;

namespace AutoDiff;

public readonly partial struct Tensor
{
    /// <summary>
    /// Sets values to 0 with a probability and divides the others by the rest of it (Srivastava et al., 2014). Which ones follows from the
    /// seed: no mask is kept.
    /// </summary>
    /// <param name="x">Of any shape.</param>
    /// <param name="probability">At least 0 and less than 1.</param>
    /// <param name="seed">Another one for each call, such as <c>random.NextInt64()</c>.</param>
    /// <returns>Of the same shape.</returns>
    public static Tensor Dropout(Tensor x, [NoGradient] double probability, long seed)
    {
        Shapes.RequirePresent(x, nameof(x));
        var mask = new DropoutMask(probability, seed);
        Tensor result = Uninitialized(x.Shape);
        mask.Run(x.AsSpan(), result.AsSpan(), adds: false);
        return result;
    }
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of <see cref="Tensor.Dropout"/>.</summary>
    /// <param name="probability">At least 0 and less than 1.</param>
    /// <param name="seed">The seed of the call.</param>
    /// <param name="dresult">The cotangent of the result.</param>
    /// <param name="dx">The adjoint of x, added into.</param>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Dropout))]
    public static void DropoutVjp(double probability, long seed, Tensor dresult, Tensor dx)
    {
        if (!Shapes.IsWanted(dx, dresult, nameof(dx)))
            return;
        var mask = new DropoutMask(probability, seed);
        Span<float> target = dx.Target(out bool isFirst);
        mask.Run(dresult.AsSpan(), target, adds: !isFirst);
    }

    /// <summary>The tangent of <see cref="Tensor.Dropout"/>.</summary>
    /// <param name="probability">At least 0 and less than 1.</param>
    /// <param name="seed">The seed of the call.</param>
    /// <param name="dx">The tangent of x; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.Dropout))]
    public static Tensor DropoutJvp(double probability, long seed, Tensor dx) => Tensor.Dropout(dx, probability, seed);
}
