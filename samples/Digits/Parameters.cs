namespace Samples.Digits;

/// <summary>The network's parameters, or their gradient, in one array: the optimizer needs to know nothing else.</summary>
public sealed class Parameters
{
    public const int Count = FirstBias + Network.Hidden + Network.Classes * Network.Hidden + Network.Classes;
    private const int FirstBias = Network.Hidden * Network.Pixels;
    private const int SecondWeight = FirstBias + Network.Hidden;
    private const int SecondBias = SecondWeight + Network.Classes * Network.Hidden;

    public double[] Values { get; } = new double[Count];

    public Span<double> W1 => W1Memory.Span;
    public Span<double> B1 => B1Memory.Span;
    public Span<double> W2 => W2Memory.Span;
    public Span<double> B2 => B2Memory.Span;

    public Memory<double> W1Memory => Values.AsMemory(0, FirstBias);
    public Memory<double> B1Memory => Values.AsMemory(FirstBias, Network.Hidden);
    public Memory<double> W2Memory => Values.AsMemory(SecondWeight, Network.Classes * Network.Hidden);
    public Memory<double> B2Memory => Values.AsMemory(SecondBias, Network.Classes);

    /// <summary>Weights spread evenly with Glorot's variance, biases zero.</summary>
    public static Parameters Random(Random random)
    {
        var parameters = new Parameters();
        Fill(parameters.W1, Network.Pixels, Network.Hidden, random);
        Fill(parameters.W2, Network.Hidden, Network.Classes, random);
        return parameters;
    }

    private static void Fill(Span<double> weights, int inputs, int outputs, Random random)
    {
        double bound = Math.Sqrt(6.0 / (inputs + outputs));
        foreach (ref double weight in weights)
        {
            weight = bound * (2 * random.NextDouble() - 1);
        }
    }
}
