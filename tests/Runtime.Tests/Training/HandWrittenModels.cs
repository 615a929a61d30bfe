namespace AutoDiff.Runtime.Tests.Training;

/// <summary>The objective of the optimizers' golden values, in double and spread over an array and a plain number.</summary>
internal sealed class DoubleQuartic : IDifferentiable<DoubleQuartic>
{
    internal static readonly double[] Scale = [1, 0.5, 3, 0.1];

    // A visitor may be a ref struct, which could keep a span of the stack: the shape is on the heap.
    private static readonly int[] s_shape = [3];

    internal double[] Points = [1.5, -2, 0.3];
    internal double Last = 4;

    internal double[] All => [.. Points, Last];

    public DoubleQuartic ZerosLike() => new() { Points = new double[Points.Length], Last = 0 };

    public void Visit<TVisitor>(ref TVisitor visitor)
        where TVisitor : IParameterVisitor, allows ref struct
    {
        visitor.Visit("Points", Points, s_shape);
        visitor.Visit("Last", new Span<double>(ref Last), []);
    }

    internal double LossGradient(DoubleQuartic gradient)
    {
        double loss = 0.3 * Points[0] * Points[1];
        gradient.Points[0] += 0.3 * Points[1];
        gradient.Points[1] += 0.3 * Points[0];
        for (int i = 0; i < 4; i++)
        {
            double p = i < 3 ? Points[i] : Last;
            loss += Scale[i] * p * p + 0.01 * p * p * p * p;
            (i < 3 ? ref gradient.Points[i] : ref gradient.Last) += 2 * Scale[i] * p + 0.04 * p * p * p;
        }

        return loss;
    }
}

/// <summary>The same objective in float: a tensor, an array and a plain number.</summary>
internal sealed class FloatQuartic : IDifferentiable<FloatQuartic>
{
    private static readonly int[] s_shape = [1];

    internal Tensor Pair = Tensor.Create([1.5f, -2]);
    internal float[] Single = [0.3f];
    internal float Last = 4;

    internal double[] All => [Pair[0], Pair[1], Single[0], Last];

    public FloatQuartic ZerosLike() => new() { Pair = Pair.ZerosLike(), Single = new float[Single.Length], Last = 0 };

    public void Visit<TVisitor>(ref TVisitor visitor)
        where TVisitor : IParameterVisitor, allows ref struct
    {
        visitor.Visit("Pair", Pair.AsSpan(), Pair.Shape);
        visitor.Visit("Single", Single, s_shape);
        visitor.Visit("Last", new Span<float>(ref Last), []);
    }

    internal float LossGradient(FloatQuartic gradient)
    {
        Span<float> pair = Pair.AsSpan(), gradientPair = gradient.Pair.AsSpan();
        float loss = 0.3f * pair[0] * pair[1];
        gradientPair[0] += 0.3f * pair[1];
        gradientPair[1] += 0.3f * pair[0];
        for (int i = 0; i < 4; i++)
        {
            float p = i < 2 ? pair[i] : i == 2 ? Single[0] : Last;
            float scale = (float)DoubleQuartic.Scale[i];
            loss += scale * p * p + 0.01f * p * p * p * p;
            (i < 2 ? ref gradientPair[i] : ref i == 2 ? ref gradient.Single[0] : ref gradient.Last) += 2 * scale * p + 0.04f * p * p * p;
        }

        return loss;
    }
}

/// <summary>Two tensors, the second one twice, and long enough for wide registers.</summary>
internal sealed class TiedModel : IDifferentiable<TiedModel>
{
    internal Tensor First = Tensor.Create([.. Enumerable.Range(0, 37).Select(i => i * 0.25f - 3)], 37);
    internal Tensor Second = Tensor.Create([.. Enumerable.Range(0, 24).Select(i => 1 - i * 0.125f)], 4, 6);
    internal Tensor Tied;

    internal TiedModel() => Tied = Second;

    private TiedModel(Tensor first, Tensor second) => (First, Second, Tied) = (first, second, second);

    public TiedModel ZerosLike() => new(First.ZerosLike(), Second.ZerosLike());

    public void Visit<TVisitor>(ref TVisitor visitor)
        where TVisitor : IParameterVisitor, allows ref struct
    {
        visitor.Visit("First", First.AsSpan(), First.Shape);
        visitor.Visit("Second", Second.AsSpan(), Second.Shape);
    }
}
