namespace Samples.Digits;

/// <summary>Adam (Kingma and Ba, 2014) over a flat array.</summary>
public sealed class Adam(int count)
{
    private const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;

    private readonly double[] _mean = new double[count];
    private readonly double[] _square = new double[count];
    private int _steps;

    public void Step(Span<double> values, ReadOnlySpan<double> gradient, double rate)
    {
        _steps++;
        double meanScale = 1 / (1 - Math.Pow(Beta1, _steps));
        double squareScale = 1 / (1 - Math.Pow(Beta2, _steps));
        for (int i = 0; i < values.Length; i++)
        {
            double g = gradient[i];
            _mean[i] += (1 - Beta1) * (g - _mean[i]);
            _square[i] += (1 - Beta2) * (g * g - _square[i]);
            values[i] -= rate * meanScale * _mean[i] / (Math.Sqrt(squareScale * _square[i]) + Epsilon);
        }
    }
}
