namespace Samples.Greeks;

/// <summary>Running means of the paths' sensitivities, and how far off they may be.</summary>
public sealed class Estimate
{
    private readonly double[] _means = new double[Sensitivities.Names.Length];
    private readonly double[] _squares = new double[Sensitivities.Names.Length];
    private long _count;

    public void Add(in Sensitivities path)
    {
        // Welford's update: no difference of large sums.
        _count++;
        for (int i = 0; i < _means.Length; i++)
        {
            double difference = path[i] - _means[i];
            _means[i] += difference / _count;
            _squares[i] += difference * (path[i] - _means[i]);
        }
    }

    public double Mean(int index) => _means[index];

    public double StandardError(int index) => Math.Sqrt(_squares[index] / (_count - 1) / _count);
}
