using AutoDiff;

namespace Samples.Micrograd;

/// <summary>The example expression of micrograd's own README.</summary>
public static partial class Expression
{
    [Differentiable]
    public static double Evaluate(double a, double b)
    {
        double c = a + b;
        double d = a * b + Math.Pow(b, 3);
        c += c + 1;
        c += 1 + c - a;
        d += d * 2 + Network.Relu(b + a);
        d += 3 * d + Network.Relu(b - a);
        double e = c - d;
        double f = e * e;
        double g = f / 2;
        g += 10 / f;
        return g;
    }
}
