namespace AutoDiff.Gradients.Tests;

/// <summary>Loops whose iterations have nothing but sums in common, and loops that come near to it.</summary>
internal static partial class FusedLoops
{
    [Differentiable]
    public static double Chains(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        double total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double y = x[i];
            for (int j = 0; j < w.Length; j++) y = Math.Sin(y * w[j]);
            total += y * y;
        }

        double squares = 0;
        for (int j = 0; j < w.Length; j++) squares += w[j] * w[j];
        return total / x.Length + 0.1 * Math.Exp(squares);
    }

    // The reverse of the second loop needs what it keeps of each iteration: it can't run before that.
    [Differentiable]
    public static double KeptByTheTail(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        double total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double y = x[i];
            for (int j = 0; j < w.Length; j++) y = Math.Sin(y * w[j]);
            total += y * y;
        }

        for (int j = 0; j < w.Length; j++)
        {
            double v = Math.Exp(w[j] * x[0]);
            total += v * Math.Sin(v);
        }

        return total;
    }

    // The same in a sum of its own, two loops deep.
    [Differentiable]
    public static double KeptByANestInTheTail(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        double total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double y = x[i];
            for (int j = 0; j < w.Length; j++) y = Math.Sin(y * w[j]);
            total += y * y;
        }

        double penalty = 0, walk = 0.5;
        for (int k = 0; k < 2; k++)
        {
            for (int j = w.Length - 1; j >= 0; j--)
            {
                double v = Math.Exp(-w[j] * w[j]);
                walk = Math.Sin(walk + v);
                penalty += walk * v * Math.Cos(v);
            }
        }

        return total / x.Length - penalty;
    }

    // Buffers of all iterations, which each of them overwrites whole; one of a slice; one of its own.
    [Differentiable]
    public static double Overwritten(double a, ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        var centred = new double[w.Length];
        var product = new double[w.Length];
        double total = a;
        for (int i = 0; i < x.Length; i++)
        {
            Span<double> own = stackalloc double[3];
            own[i % 3] = Math.Exp(-x[i] * x[i]);
            for (int j = 0; j < w.Length; j++) centred[j] = x[i] * w[j];
            for (int j = 0; j < centred.Length; j++) product[j] = Math.Sin(centred[j]) * a;
            for (int j = 1; j < product.Length; j++) product[j] += product[j - 1] * w[j];
            for (int j = 0; j < product.Length; j++) total += product[j] * own[j % 3];
        }

        return total;
    }

    [Differentiable]
    public static double Conditional(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        double positive = 1, negative = 0;
        int count = 0;
        for (int i = x.Length - 1; i >= 0; i--)
        {
            double y = 1;
            for (int j = 0; j < w.Length; j++) y *= x[i] + w[j];
            if (y > 0)
            {
                positive += y;
                count++;
            }
            else
            {
                negative -= Math.Sqrt(-y);
            }
        }

        return positive + 2 * negative + count;
    }

    // A position that goes on through loops and branches of an iteration, as micrograd's parameters are read.
    [Differentiable]
    public static double Positions(ReadOnlySpan<double> w, ReadOnlySpan<double> x, int width)
    {
        double total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            var hidden = new double[width];
            int next = 0;
            for (int k = 0; k < width; k++)
            {
                double sum = 0;
                for (int j = 0; j < 3; j++) sum += w[next++] * x[(i + j) % x.Length];
                hidden[k] = Math.Tanh(sum + w[next++]);
            }

            double score = 0;
            foreach (double h in hidden) score += w[next++] * h;
            total += score * score + w[next];
        }

        return total;
    }

    // The rest can't be run iteration by iteration.
    [Differentiable]
    public static double NonlinearTail(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        double total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double y = x[i];
            for (int j = 0; j < w.Length; j++) y = Math.Sin(y * w[j]);
            total += y;
        }

        return Math.Exp(total);
    }

    [Differentiable]
    public static double Recurrence(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        double total = 0, state = 1;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < w.Length; j++) state = Math.Sin(state * w[j] + x[i]);
            total += state;
        }

        return total;
    }

    [Differentiable]
    public static double ReadsTheLast(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        var buffer = new double[w.Length + 1];
        double total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < w.Length; j++) buffer[j] = x[i] * w[j] + 0.5 * buffer[j + 1];
            for (int j = 0; j < w.Length; j++) total += buffer[j] * buffer[j];
            buffer[w.Length] = x[i];
        }

        return total;
    }

    [Differentiable]
    public static double NotWhole(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        var buffer = new double[w.Length];
        double total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < w.Length - i % 2; j++) buffer[j] = x[i] * w[j];
            for (int j = 0; j < buffer.Length; j++) total += buffer[j] * buffer[j];
        }

        return total;
    }

    [Differentiable]
    public static double ReadByTheTail(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        var buffer = new double[w.Length];
        double total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < buffer.Length; j++) buffer[j] = x[i] * w[j];
            for (int j = 0; j < buffer.Length; j++) total += buffer[j] * buffer[j];
        }

        return total + buffer[0] * w[0];
    }

    [Differentiable]
    public static double Aliased(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        var buffer = new double[w.Length];
        Span<double> same = buffer;
        double total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double y = same[0];
            for (int j = 0; j < buffer.Length; j++) buffer[j] = x[i] * w[j];
            for (int j = 0; j < w.Length; j++) y += Math.Sin(same[j]);
            total += y * y;
        }

        return total;
    }

    [Differentiable]
    public static double Broken(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        double total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double y = x[i];
            for (int j = 0; j < w.Length; j++) y = Math.Sin(y * w[j]);
            if (y > 0.7) break;
            total += y;
        }

        return total;
    }

    [Differentiable]
    public static double WritesItsArgument(ReadOnlySpan<double> w, Span<double> x)
    {
        double total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < w.Length; j++) x[i] = Math.Sin(x[i] * w[j]);
            total += x[i];
        }

        return total;
    }

    // The tail's own loop reads beyond the buffer's end where the fused loop has thrown before.
    [Differentiable]
    public static double Throws(ReadOnlySpan<double> w, ReadOnlySpan<double> x, int bad, int last)
    {
        double total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < w.Length; j++) total += w[j] * w[j] * x[i];
            if (i == bad - 100) throw new InvalidOperationException("bad");
        }

        double product = 1;
        for (int j = 0; j < last; j++) product *= w[j];
        return total + product * product;
    }

    public static List<int> Calls { get; } = [];

    [Differentiable]
    public static double Logged(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        double total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            Calls.Add(i);
            double y = x[i];
            for (int j = 0; j < w.Length; j++) y = Math.Sin(y * w[j]);
            total += y;
        }

        Calls.Add(-1);
        return 3 * total;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Strides(double a, ReadOnlySpan<double> w, int n, int step)
    {
        double total = 0;
        int position = 2, back = n;
        for (int i = 0; i < n; i++)
        {
            for (int j = 1; j < 4; j++)
            {
                total += Math.Sin(a * w[position % w.Length]) * (back + j);
                position += step + 1;
            }

            back += -2;
            position += 3;
        }

        return total + position * w[position % w.Length] + back * a;
    }
}
