using AutoDiff.Kernels;

namespace AutoDiff;

public readonly partial struct Tensor
{
    /// <summary>Each channel shifted and scaled to mean 0 and variance 1 over the batch, then scaled and shifted again.</summary>
    /// <param name="x">Of shape (batch, channels) or (batch, channels, ...).</param>
    /// <param name="weight">Of shape (channels).</param>
    /// <param name="bias">Of shape (channels).</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <returns>Of the shape of x.</returns>
#pragma warning disable RS0027 // The overload with more parameters takes two more tensors: a call can't mean both.
    public static Tensor BatchNorm(Tensor x, Tensor weight, Tensor bias, [NoGradient] double epsilon = 1e-5)
#pragma warning restore RS0027
    {
        AxisSplit split = BatchNormSplit(x, weight, bias);
        Tensor result = Uninitialized(x.Shape);
        BatchNormChannels.Run(split, epsilon, x, weight, bias, default, default, result);
        return result;
    }

    /// <summary>Batch normalization by a given mean and variance: for evaluation.</summary>
    /// <param name="x">Of shape (batch, channels) or (batch, channels, ...).</param>
    /// <param name="weight">Of shape (channels).</param>
    /// <param name="bias">Of shape (channels).</param>
    /// <param name="mean">Of shape (channels): a constant.</param>
    /// <param name="variance">Of shape (channels): a constant.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <returns>Of the shape of x.</returns>
    public static Tensor BatchNorm(
        Tensor x, Tensor weight, Tensor bias, [NoGradient] Tensor mean, [NoGradient] Tensor variance, [NoGradient] double epsilon)
    {
        AxisSplit split = BatchNormSplit(x, weight, bias);
        Shapes.RequireSame(mean, weight.Shape, nameof(mean));
        Shapes.RequireSame(variance, weight.Shape, nameof(variance));
        Tensor result = Uninitialized(x.Shape);
        BatchNormChannels.Run(split, epsilon, x, weight, bias, mean, variance, result);
        return result;
    }

    /// <summary>Moves running statistics towards a batch's: a side effect, without a derivative.</summary>
    /// <param name="x">Of shape (batch, channels) or (batch, channels, ...), with more than one value per channel.</param>
    /// <param name="mean">The running mean, of shape (channels).</param>
    /// <param name="variance">The running variance, of shape (channels).</param>
    /// <param name="momentum">The weight of the batch.</param>
    public static void UpdateRunningStatistics(
        [NoGradient] Tensor x, [NoGradient] Tensor mean, [NoGradient] Tensor variance, [NoGradient] double momentum = 0.1)
    {
        AxisSplit split = BatchNormSplit(x, mean, variance);
        int count = split.Outer * split.Inner;
        if (count < 2)
            throw new ArgumentException($"A batch of shape {Shapes.Print(x.Shape)} has no variance: it has one value per channel.", nameof(x));
        for (int channel = 0; channel < split.Length; channel++)
        {
            var (batchMean, batchVariance) = ChannelMoments(x.AsSpan(), split, channel);
            ref float m = ref mean.AsSpan()[channel], v = ref variance.AsSpan()[channel];
            m += (float)momentum * (batchMean - m);
            v += (float)momentum * (batchVariance * count / (count - 1) - v);
        }
    }

    internal static AxisSplit BatchNormSplit(Tensor x, Tensor weight, Tensor bias)
    {
        Shapes.RequireRank(weight, 1, nameof(weight));
        Shapes.RequirePresent(x, nameof(x));
        if (x.Rank < 2 || x.Shape[1] != weight.Length)
            Shapes.ThrowPair(x.Shape, weight.Shape, nameof(BatchNorm), nameof(weight));
        if (!bias.IsAbsent)
            Shapes.RequireSame(bias, weight.Shape, nameof(bias));
        return AxisSplit.Of(x, 1);
    }

    // Mean and variance, the latter over the count: rows of a channel in double, since there may be many.
    internal static (float Mean, float Variance) ChannelMoments(ReadOnlySpan<float> values, AxisSplit split, int channel)
    {
        double sum = 0, squares = 0;
        double count = (double)split.Outer * split.Inner;
        for (int i = 0; i < split.Outer; i++)
            sum += Blas.Sum(values.Slice((i * split.Length + channel) * split.Inner, split.Inner));
        float mean = (float)(sum / count);
        for (int i = 0; i < split.Outer; i++)
            squares += Lines.SumOfSquaredDeviations(values.Slice((i * split.Length + channel) * split.Inner, split.Inner), mean);
        return (mean, (float)(squares / count));
    }
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of BatchNorm by the batch's statistics, which are computed again.</summary>
    /// <param name="x">Of shape (batch, channels) or (batch, channels, ...).</param>
    /// <param name="weight">Of shape (channels).</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="dresult">The cotangent of the result.</param>
    /// <param name="dx">The adjoint of x, added into.</param>
    /// <param name="dweight">The adjoint of the weight, added into.</param>
    /// <param name="dbias">The adjoint of the bias, added into.</param>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.BatchNorm), Parameters = [typeof(Tensor), typeof(Tensor), typeof(Tensor), typeof(double)])]
    public static void BatchNormVjp(Tensor x, Tensor weight, double epsilon, Tensor dresult, Tensor dx, Tensor dweight, Tensor dbias)
    {
        AxisSplit split = Tensor.BatchNormSplit(x, weight, default);
        Shapes.RequireSame(dresult, x.Shape, nameof(dresult));
        bool wantsX = Shapes.IsWanted(dx, x, nameof(dx));
        BatchNormChannels.AddAdjoints(split, epsilon, x, weight, default, default, dresult, wantsX ? dx : default, dweight, dbias);
    }

    /// <summary>The adjoint of BatchNorm by a given mean and variance.</summary>
    /// <param name="x">Of shape (batch, channels) or (batch, channels, ...).</param>
    /// <param name="weight">Of shape (channels).</param>
    /// <param name="mean">Of shape (channels).</param>
    /// <param name="variance">Of shape (channels).</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="dresult">The cotangent of the result.</param>
    /// <param name="dx">The adjoint of x, added into.</param>
    /// <param name="dweight">The adjoint of the weight, added into.</param>
    /// <param name="dbias">The adjoint of the bias, added into.</param>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.BatchNorm), Parameters = [typeof(Tensor), typeof(Tensor), typeof(Tensor), typeof(Tensor), typeof(Tensor), typeof(double)])]
    public static void BatchNormVjp(
        Tensor x, Tensor weight, Tensor mean, Tensor variance, double epsilon, Tensor dresult, Tensor dx, Tensor dweight, Tensor dbias)
    {
        AxisSplit split = Tensor.BatchNormSplit(x, weight, default);
        Shapes.RequireSame(dresult, x.Shape, nameof(dresult));
        bool wantsX = Shapes.IsWanted(dx, x, nameof(dx));
        BatchNormChannels.AddAdjoints(split, epsilon, x, weight, mean, variance, dresult, wantsX ? dx : default, dweight, dbias);
    }

    // The sums over a channel of the cotangent, and of the cotangent times the normalized value.
    private static (float Sum, float Product) ChannelSums(
        ReadOnlySpan<float> x, ReadOnlySpan<float> dresult, AxisSplit split, int channel, float mean, float scale)
    {
        double sum = 0, product = 0;
        for (int i = 0; i < split.Outer; i++)
        {
            int start = (i * split.Length + channel) * split.Inner;
            for (int k = start; k < start + split.Inner; k++)
            {
                sum += dresult[k];
                product += (double)dresult[k] * ((x[k] - mean) * scale);
            }
        }

        return ((float)sum, (float)product);
    }

    /// <summary>The tangent of <see cref="Tensor.BatchNorm(Tensor, Tensor, Tensor, double)"/>.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="dx">The tangent of x; absent where it doesn't move.</param>
    /// <param name="dweight">The tangent of weight; absent where it doesn't move.</param>
    /// <param name="dbias">The tangent of bias; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.BatchNorm), Parameters = [typeof(Tensor), typeof(Tensor), typeof(Tensor), typeof(double)])]
    public static Tensor BatchNormJvp(Tensor x, Tensor weight, double epsilon, Tensor dx, Tensor dweight, Tensor dbias)
    {
        AxisSplit split = Tensor.BatchNormSplit(x, weight, default);
        Tensor tangent = Tensor.Zeros(x.Shape);
        float count = (float)split.Outer * split.Inner;
        for (int channel = 0; channel < split.Length; channel++)
        {
            var (mean, variance) = Tensor.ChannelMoments(x.AsSpan(), split, channel);
            float scale = 1 / MathF.Sqrt(variance + (float)epsilon);
            (float sum, float product) = dx.IsAbsent ? default : ChannelSums(x.AsSpan(), dx.AsSpan(), split, channel, mean, scale);
            MoveChannel(x, weight, split, channel, new(mean, scale), (sum / count, product / count), (dx, dweight, dbias), tangent.AsSpan());
        }

        return tangent;
    }

    /// <summary>The tangent of <see cref="Tensor.BatchNorm(Tensor, Tensor, Tensor, Tensor, Tensor, double)"/>.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="mean">Of shape (channels).</param>
    /// <param name="variance">Of shape (channels).</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="dx">The tangent of x; absent where it doesn't move.</param>
    /// <param name="dweight">The tangent of weight; absent where it doesn't move.</param>
    /// <param name="dbias">The tangent of bias; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), nameof(Tensor.BatchNorm), Parameters = [typeof(Tensor), typeof(Tensor), typeof(Tensor), typeof(Tensor), typeof(Tensor), typeof(double)])]
    public static Tensor BatchNormJvp(Tensor x, Tensor weight, Tensor mean, Tensor variance, double epsilon, Tensor dx, Tensor dweight, Tensor dbias)
    {
        AxisSplit split = Tensor.BatchNormSplit(x, weight, default);
        Tensor tangent = Tensor.Zeros(x.Shape);
        for (int channel = 0; channel < split.Length; channel++)
        {
            Moments moments = new(mean.AsSpan()[channel], 1 / MathF.Sqrt(variance.AsSpan()[channel] + (float)epsilon));
            MoveChannel(x, weight, split, channel, moments, default, (dx, dweight, dbias), tangent.AsSpan());
        }

        return tangent;
    }

    // The tangent of one channel; the averages are those of the tangent of x, and of it times the normalized value, where the statistics move with x.
    private static void MoveChannel(
        Tensor x, Tensor weight, AxisSplit split, int channel, Moments moments, (float Tangent, float Product) averages,
        (Tensor X, Tensor Weight, Tensor Bias) moves, Span<float> tangent)
    {
        float factor = weight.AsSpan()[channel] * moments.Scale;
        float dweight = moves.Weight.IsAbsent ? 0 : moves.Weight.AsSpan()[channel], dbias = moves.Bias.IsAbsent ? 0 : moves.Bias.AsSpan()[channel];
        ReadOnlySpan<float> values = x.AsSpan(), dx = moves.X.AsSpan();
        for (int i = 0; i < split.Outer; i++)
        {
            int start = (i * split.Length + channel) * split.Inner;
            for (int k = start; k < start + split.Inner; k++)
            {
                float normalized = (values[k] - moments.Mean) * moments.Scale;
                float moved = dx.IsEmpty ? 0 : factor * (dx[k] - averages.Tangent - normalized * averages.Product);
                tangent[k] = moved + dweight * normalized + dbias;
            }
        }
    }
}
