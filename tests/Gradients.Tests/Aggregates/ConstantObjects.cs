namespace AutoDiff.Gradients.Tests.Aggregates;

/// <summary>Objects, and structs with arrays, whose derivative is cut.</summary>
public static partial class ConstantObjects
{
    [Differentiable]
    public static double OfReceiver(Weighted weights, double x) => weights.Times(x, x) + weights.Constant(x);

    [Differentiable]
    public static double StoppedObject(Weighted weights, double x) => Gradient.Stop(weights).Times(x, x) * weights.Times(x, x);

    [Differentiable]
    public static double StoppedMembers(Weighted weights, double x)
    {
        Weighted constant = Gradient.Stop(weights);
        double[] more = constant.More;
        double sum = 0;
        for (int i = 0; i < more.Length; i++)
            sum += more[i] * weights.More[i] * x;
        return sum;
    }

    [Differentiable]
    public static double StoppedStruct(ScaledValues pair, double x)
    {
        ScaledValues constant = Gradient.Stop(pair);
        return constant.Values[0] * pair.Values[1] * constant.Scale * x + pair.Scale;
    }
}

[Differentiable]
public sealed partial class Weighted(double factor, double[] more)
{
    public double Factor { get; } = factor;

    public double[] More { get; } = more;

    [Differentiable]
    public double Times([NoGradient] double y, double x) => Factor * y * x * More[1];

    [Differentiable(WithRespectTo = [nameof(x)])]
    public double Constant(double x) => Factor * x * More[0];
}

[Differentiable]
public readonly partial struct ScaledValues(double scale, double[] values)
{
    public double Scale { get; } = scale;

    public double[] Values { get; } = values;
}
