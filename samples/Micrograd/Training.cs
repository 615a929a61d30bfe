using AutoDiff;

namespace Samples.Micrograd;

/// <summary>Gradient descent over all points at once, at the demo's falling rate.</summary>
public sealed class Training(Demo demo)
{
    private readonly double[] _parameters = [.. demo.Parameters];
    private readonly double[] _gradient = new double[demo.Parameters.Length];
    private int _step;

    public ReadOnlySpan<double> Parameters => _parameters;

    /// <summary>One step. Returns the loss before it.</summary>
    public double Step()
    {
        Array.Clear(_gradient);
        double loss = Network.LossGradient(_parameters, demo.Points, demo.Labels, _gradient);
        double rate = Math.Max(0.1, 1 - 0.9 * _step++ / 100);
        for (int i = 0; i < _parameters.Length; i++)
        {
            _parameters[i] -= rate * _gradient[i];
        }

        return loss;
    }

    /// <summary>Compares the gradient with central differences in random directions.</summary>
    public GradientCheckResult CheckGradient(int directions)
    {
        Array.Clear(_gradient);
        Network.LossGradient(_parameters, demo.Points, demo.Labels, _gradient);
        return GradientCheck.Verify(
            () => Network.Loss(_parameters, demo.Points, demo.Labels), [("parameters", _parameters, _gradient)], directions);
    }

    /// <summary>The share of points on their own side of the boundary.</summary>
    public double Accuracy()
    {
        int right = 0;
        for (int n = 0; n < demo.Labels.Length; n++)
        {
            if (Network.Score(_parameters, demo.Points.AsSpan(2 * n, 2)) > 0 == demo.Labels[n] > 0) right++;
        }

        return (double)right / demo.Labels.Length;
    }
}
