using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

/// <summary>Loops of every kind, with trip counts known, computed, or found out as they run.</summary>
public static partial class Loops
{
    [Differentiable]
    public static double SumOfSquares(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * x[i];
        }

        return sum;
    }

    /// <summary>The condition assigns a variable that the body changes: the last assignment is the one that ends the loop.</summary>
    [Differentiable]
    public static double AssignedInCondition(ReadOnlySpan<double> x, double y, int k)
    {
        for (int i = 0; i < (k = 3); i += 2)
        {
            y *= x[k++ % x.Length];
        }

        double z = 2;
        for (int i = 0; i < 3 && (z = y) != 0; i++)
        {
            z = x[i] * z;
            y += z;
        }

        return (x[k % x.Length] * y) + z;
    }

    [Differentiable]
    public static double ProductOf(ReadOnlySpan<double> x)
    {
        double product = 1;
        foreach (double v in x)
        {
            product *= v;
        }

        return product;
    }

    [Differentiable]
    public static double LogSumExp(ReadOnlySpan<double> x)
    {
        double max = double.NegativeInfinity, sum = 0;
        foreach (double v in x)
        {
            max = Math.Max(max, v);
        }

        foreach (double v in x)
        {
            sum += Math.Exp(v - max);
        }

        return max + Math.Log(sum);
    }

    [Differentiable]
    public static double Iterated(double x, int n)
    {
        for (int i = 0; i < n; i++)
        {
            x = Math.Sin(x) + (x * 0.5);
        }

        return x;
    }

    [Differentiable]
    public static double Countdown(double x, int n)
    {
        double sum = 0;
        while (n-- > 0)
        {
            sum = (sum * x) + n;
        }

        return sum;
    }

    [Differentiable]
    public static double DoWhile(double x, int n)
    {
        double y = 1;
        int i = 0;
        do
        {
            y *= x + i;
            i++;
        }
        while (i < n);
        return y;
    }

    [Differentiable]
    public static double SideEffectInCondition(double x, int n)
    {
        double y = x;
        int i = 0;
        while (i < n && (y *= 0.9) > 0.1)
        {
            y += x / (1 + i);
            i++;
        }

        return y;
    }

    [Differentiable]
    public static double WorkInIncrement(double x, int n)
    {
        double y = 1, z = 0;
        for (int i = 0; i < n; i++, y *= x, z += y)
        {
            y += z * 0.1;
        }

        return y + z;
    }

    [Differentiable]
    public static double DoubleLoopVariable(double a)
    {
        double sum = 0;
        for (double t = 0; t < 1; t += 1e-4)
        {
            sum += Math.Exp(-a * t) * 1e-4;
        }

        return sum;
    }

    // The square root: the number of steps depends on the active value.
    [Differentiable]
    public static double NewtonRoot(double x)
    {
        double y = x > 1 ? x : 1, last;
        do
        {
            last = y;
            y = 0.5 * (y + (x / y));
        }
        while (Math.Abs(y - last) > 1e-15 * y);
        return y;
    }

    [Differentiable]
    public static double ArrayReadAfterWrite(double x, int n)
    {
        var a = new double[n + 1];
        a[0] = x;
        for (int i = 1; i <= n; i++)
        {
            a[i] = (a[i - 1] * x) + (a[i / 2] * 0.5);
        }

        return a[n];
    }

    [Differentiable]
    public static double InPlaceStencil(Span<double> u, double r, int steps)
    {
        for (int t = 0; t < steps; t++)
        {
            for (int i = 1; i < u.Length - 1; i++)
            {
                u[i] += r * (u[i - 1] - (2 * u[i]) + u[i + 1]);
            }
        }

        double sum = 0;
        for (int i = 0; i < u.Length; i++)
        {
            sum += u[i] * u[i];
        }

        return sum;
    }

    [Differentiable]
    public static double SwapInLoop(double x, double y, int n)
    {
        for (int i = 0; i < n; i++)
        {
            (x, y) = (y, x + (y * 0.5));
        }

        return (x * 2) - y;
    }

    [Differentiable]
    public static double PowerBySquaring(double x, int n)
    {
        double result = 1, power = x;
        while (n > 0)
        {
            if ((n & 1) == 1)
            {
                result *= power;
            }

            power *= power;
            n >>= 1;
        }

        return result;
    }

    [Differentiable]
    public static double NestedLoops(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double row = 1;
            for (int j = i; j < x.Length; j++)
            {
                row *= x[j] + (0.1 * i);
            }

            sum += row * x[i];
        }

        return sum;
    }

    [Differentiable]
    public static double TripleLoop(double x, int n)
    {
        double s = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                for (int k = j; k < i; k++)
                {
                    s = (s * 0.9) + Math.Sin(x * (i + j + k));
                }
            }
        }

        return s;
    }

    [Differentiable]
    public static double Downwards(ReadOnlySpan<double> x)
    {
        double y = 0;
        for (int i = x.Length - 1; i >= 0; i--)
        {
            y = (y * 0.5) + (x[i] * x[i]);
        }

        return y;
    }

    [Differentiable]
    public static double Strided(ReadOnlySpan<double> x)
    {
        double y = 1;
        for (int i = 1; i < x.Length; i += 2)
        {
            y *= 1 + (x[i] * x[i - 1]);
        }

        return y;
    }

    [Differentiable]
    public static double Geometric(double x, int n)
    {
        double y = 0;
        for (int i = 1; i < n; i *= 2)
        {
            y += Math.Pow(x, i);
        }

        return y;
    }

    [Differentiable]
    public static double TwoCounters(ReadOnlySpan<double> x)
    {
        double y = 0;
        for (int i = 0, j = x.Length - 1; i < j; i++, j--)
        {
            y += x[i] * x[j];
        }

        return y;
    }

    // The bound is computed anew in each test.
    [Differentiable]
    public static double ChangingBound(double x, int n)
    {
        double y = x;
        for (int i = 0; i < n; i++)
        {
            y *= x;
            if (i % 2 == 0)
            {
                n--;
            }
        }

        return y;
    }

    [Differentiable]
    public static double WhileActive(double x)
    {
        int steps = 0;
        while (x < 100)
        {
            x *= x + 0.5;
            steps++;
        }

        return x * steps;
    }

    [Differentiable]
    public static double BranchInLoop(ReadOnlySpan<double> x)
    {
        double y = 1;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] > 0)
            {
                y *= x[i];
            }
            else if (y > 2)
            {
                y = Math.Sqrt(y) - x[i];
            }
            else
            {
                y += x[i] * x[i];
            }
        }

        return y;
    }

    // The harmonic series with a local declared in the body, as Swift's tests of loops.
    [Differentiable]
    public static double LocalInBody(double x, int n)
    {
        double y = 0;
        for (int i = 1; i <= n; i++)
        {
            double t = x / i;
            double u = t * t;
            y += u / (1 + t);
        }

        return y;
    }

    [Differentiable]
    public static double Fibonacci(double x, int n)
    {
        double a = x, b = 1;
        for (int i = 0; i < n; i++)
        {
            double t = a + b;
            a = b;
            b = t * x * 0.3;
        }

        return a - b;
    }

    [Differentiable]
    public static double RungeKutta(double k, double y0, int steps)
    {
        double y = y0, h = 1.0 / steps;
        for (int i = 0; i < steps; i++)
        {
            double t = i * h;
            double k1 = Math.Cos(t) - (k * y);
            double k2 = Math.Cos(t + (h / 2)) - (k * (y + (h * k1 / 2)));
            double k3 = Math.Cos(t + (h / 2)) - (k * (y + (h * k2 / 2)));
            double k4 = Math.Cos(t + h) - (k * (y + (h * k3)));
            y += h * (k1 + (2 * k2) + (2 * k3) + k4) / 6;
        }

        return y;
    }

    [Differentiable]
    public static double LastValue(ReadOnlySpan<double> x)
    {
        double last = 0;
        foreach (double v in x)
        {
            last = v;
        }

        return last * last;
    }

    [Differentiable]
    public static double SequentialLoops(double x, int n)
    {
        double y = x;
        for (int i = 0; i < n; i++)
        {
            y = Math.Sin(y);
        }

        double z = y;
        for (int i = 0; i < n; i++)
        {
            z = Math.Exp(-z) * y;
        }

        return y * z;
    }

    [Differentiable]
    public static double LongAndByteCounters(double x)
    {
        double y = 1;
        for (long i = 0; i < 4; i++)
        {
            y += x * i;
        }

        for (byte b = 0; b < 3; b++)
        {
            y *= x + b;
        }

        for (uint u = 5; u > 2; u--)
        {
            y += x / u;
        }

        return y;
    }
}
