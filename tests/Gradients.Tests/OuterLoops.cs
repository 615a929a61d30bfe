namespace AutoDiff.Gradients.Tests;

/// <summary>Loops with loops in them whose iterations run side by side: what differs between iterations, what doesn't, and memory of both kinds.</summary>
internal static partial class OuterLoops
{
    // Numbers from integers, a slice that is elsewhere each time, branches that only choose.
    [Differentiable]
    public static double Perceptron(ReadOnlySpan<double> w, [NoGradient] ReadOnlySpan<double> points, ReadOnlySpan<int> labels)
    {
        int width = (w.Length - 1) / 4, count = Math.Min(labels.Length, points.Length / 2);
        double loss = 0;
        for (int n = 0; n < count; n++)
        {
            ReadOnlySpan<double> point = points.Slice(2 * n, 2);
            var hidden = new double[width];
            int next = 0;
            for (int k = 0; k < width; k++)
            {
                double sum = 0;
                foreach (double x in point) sum += w[next++] * x;
                sum += w[next++];
                hidden[k] = sum > 0 ? sum : 0.1 * sum;
            }

            double score = 0;
            foreach (double h in hidden) score += w[next++] * h;
            double margin = 1 - labels[n] * score;
            loss += margin > 0 ? margin : 0;
        }

        return loss / count;
    }

    // Numbers that are read and added to where each iteration has its own, evenly spaced, and at the same places in all.
    [Differentiable]
    public static double Strided(ReadOnlySpan<double> w, ReadOnlySpan<double> x, int stride)
    {
        double total = 1;
        for (int i = 0; i < x.Length / stride; i++)
        {
            double y = 1;
            for (int j = 0; j < stride; j++) y *= 1 + 0.1 * w[j % w.Length] * x[i * stride + j];
            total -= y * x[0];
        }

        return total;
    }

    // Branches with loops, memory and sums in them, which only some iterations take.
    [Differentiable]
    public static double Branches(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        var kept = new double[w.Length];
        double total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < w.Length; j++) kept[j] = w[j] * x[i];
            double y = x[i];
            if (y > 0)
            {
                for (int j = 0; j < w.Length; j++)
                {
                    y = Math.Sin(y * w[j]);
                    kept[j] *= y;
                    if (kept[j] < 0) kept[j] = y * y;
                }
            }
            else if (y < -1)
            {
                y = Math.Log(-y) + w[0];
            }

            double sum = 0;
            for (int j = 0; j < w.Length; j++) sum += kept[j] * kept[j];
            total += sum * y;
        }

        return total;
    }

    // Integers that differ: carried round loops, chosen on branches, compared, used as indices.
    [Differentiable]
    public static double Integers(ReadOnlySpan<double> w, ReadOnlySpan<double> x, ReadOnlySpan<int> classes)
    {
        double total = 0;
        for (int i = 0; i < classes.Length; i++)
        {
            int best = 0, count = 0;
            double y = 0;
            for (int j = 0; j < w.Length; j++)
            {
                if (w[j] * x[i % x.Length] > w[best] * x[i % x.Length]) best = j;
                if (i % 3 == j) count++;
                y += x[j % x.Length] * w[classes[i]];
            }

            y *= best == classes[i] ? 1 : w[best];
            y += count * w[(i + best) % w.Length];
            total += y * y;
        }

        return total;
    }

    // The same branch in all iterations, numbers that are the same in all, memory that is filled, cleared and copied.
    [Differentiable]
    public static double Uniform(ReadOnlySpan<double> w, double a, int count, bool flag)
    {
        double total = 0, other = 0;
        Span<double> work = stackalloc double[4];
        for (int i = 0; i < count; i++)
        {
            work.Fill(a);
            Span<double> copy = stackalloc double[4];
            for (int j = 0; j < w.Length; j++)
            {
                if (flag) work[j % 4] += w[j] * i;
                else work[j % 4] *= w[j];
            }

            work.CopyTo(copy);
            work.Clear();
            double scale = Math.Exp(0.1 * a * w[0]);
            for (int j = 0; j < 4; j++) work[j] = copy[j] * scale;
            double y = 0;
            foreach (double v in work) y += v * v * a;
            total += y;
            other -= scale;
            total += a * i;
        }

        return total + 3 * other;
    }

    // Functions that have a form for vectors, and others.
    [Differentiable]
    public static double Functions(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        double total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double y = x[i];
            for (int j = 0; j < w.Length; j++)
            {
                y = Math.Max(Math.Min(Math.Sqrt(1 + y * y), Math.Abs(w[j]) + y), Math.Atan2(y, w[j])) + Math.Pow(1.1 + Math.Abs(y), w[j]) % 3;
                y = -y + Math.FusedMultiplyAdd(y, w[j], Math.Tanh(y)) - Math.Floor(Gradient.Stop(y)) + (j == 1 ? Math.Cbrt(y) : 0) + Math.Exp(-y * y) + Math.Log(2 + y * y) + Math.CopySign(0.5, y);
            }

            total += y;
        }

        return total;
    }

    [Differentiable(FastMath = true)]
    public static double Fast(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        double total = 0.5;
        for (int i = 0; i < x.Length; i++)
        {
            double sum = 0;
            for (int j = 0; j < w.Length; j++) sum += Math.Exp(-w[j] * x[i]) + Math.Tanh(x[i] + w[j]) * Math.Log(2 + w[j] * w[j]);
            if (sum > 2) total += sum;
        }

        return total;
    }

    [Differentiable]
    public static float Single(ReadOnlySpan<float> w, ReadOnlySpan<float> x, ReadOnlySpan<int> labels)
    {
        float total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            float y = x[i];
            for (int j = 0; j < w.Length; j++)
            {
                y = y > 0 ? y * w[j] : w[j] - y;
                if (j == labels[i]) y = -y;
            }

            total += y * labels[i];
        }

        return total;
    }

    // Conditions that differ, kept in memory, negated and joined.
    [Differentiable]
    public static double Conditions(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        double total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            bool isAny = false, isAll = true, isOdd = i % 2 == 1;
            double y = x[i];
            for (int j = 0; j < w.Length; j++)
            {
                bool isLarge = y * w[j] > 0.3;
                isAny |= isLarge;
                isAll &= isLarge != isOdd;
                y = isLarge && !isOdd ? y * w[j] : y + (isLarge ^ isOdd ? w[j] : 0.5);
            }

            total += isAny && !isAll ? y * y : isAll ? w[0] : y;
        }

        return total;
    }

    // An index that isn't there in some iteration, and an exception of the method's own in another.
    [Differentiable]
    public static double Throws(ReadOnlySpan<double> w, ReadOnlySpan<double> x, int bad, int worse)
    {
        double total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double y = 1;
            for (int j = 0; j < w.Length; j++) y *= w[j] + x[i];
            total += y * x[i + (i == bad + 10 ? 1000 : 0)];
            total += y / (100 / (i - worse - 10));
        }

        return total;
    }

    // What an iteration that doesn't come there must not read.
    [Differentiable]
    public static double Guarded(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        double total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double y = x[i];
            for (int j = 0; j < w.Length; j++) y += w[j] * y * 0.1;
            if (i + 1 < x.Length) y *= x[i + 1];
            if (i > 0 && x[i - 1] > 0) y += x[i - 1] * w[0];
            total += y;
        }

        return total;
    }

    // An adjoint that is not used, times infinity, is nothing.
    [Differentiable]
    public static double Infinities(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        double total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double y = 0;
            for (int j = 0; j < w.Length; j++)
            {
                double inverse = 1 / (x[i] * w[j]);
                y += x[i] == 0 ? w[j] : inverse;
            }

            total += y;
        }

        return total;
    }

    // Each of the centres reads the whole point: from rows of one buffer, from a piece of another, backwards as well, and further than the piece goes if the buffers say so.
    [Differentiable]
    public static double Nearest(ReadOnlySpan<double> centres, [NoGradient] ReadOnlySpan<double> points, [NoGradient] ReadOnlySpan<double> weights, int d, int read)
    {
        double total = 0;
        for (int n = 0; n < points.Length / d; n++)
        {
            ReadOnlySpan<double> weight = weights.Slice(d * n, d);
            double product = 1;
            for (int c = 0; c < centres.Length / d; c++)
            {
                double distance = 0;
                for (int i = 0; i < d; i++)
                {
                    double difference = points[n * d + i] - centres[c * d + i];
                    distance += difference * difference;
                }

                for (int i = 0; i < read; i++) distance += weight[i] * centres[c * d + i % d];
                for (int i = d - 1; i >= 0; i--) distance += 0.1 * points[i + n * d] * weight[i];
                product *= Math.Sin(distance) + 1.5;
            }

            total += product;
        }

        return total;
    }

    // Nothing is read of what isn't there as long as nobody asks for it.
    [Differentiable]
    public static double Unread(ReadOnlySpan<double> w, [NoGradient] ReadOnlySpan<double> x, int d, int times)
    {
        double total = -0.0;
        for (int n = 0; n < 20; n++)
        {
            double sum = w[0] * w[0];
            for (int k = 0; k < times; k++)
            {
                for (int i = 0; i < d; i++) sum += w[i % w.Length] * x[n * d + i];
            }

            total += sum * w[1];
        }

        return total;
    }

    // Zeros below zero: a sum of them keeps its sign.
    [Differentiable]
    public static double Zeros(ReadOnlySpan<double> w, int count)
    {
        double total = -0.0;
        for (int n = 0; n < count; n++)
        {
            double product = -0.0;
            for (int i = 0; i < w.Length; i++) product *= w[i] * w[i];
            total += product;
            total -= -product;
        }

        return total;
    }

    // Of two layers many units are off, and of many points nothing comes back; every unit that is looked at costs something.
    [Differentiable]
    public static double Layers(ReadOnlySpan<double> w, [NoGradient] ReadOnlySpan<double> points, int width, [NoGradient] double margin, [NoGradient] double cost)
    {
        double loss = 0;
        for (int n = 0; n < points.Length / 2; n++)
        {
            var first = new double[width];
            var second = new double[width];
            for (int k = 0; k < width; k++)
            {
                double sum = w[k] * points[2 * n] - w[k + width] * points[2 * n + 1];
                first[k] = sum > 0 ? sum : 0;
            }

            double penalty = 0;
            for (int k = 0; k < width; k++)
            {
                double sum = w[k];
                for (int j = 0; j < width; j++) sum += w[k * width + j] * first[j];
                second[k] = sum > 0 ? sum : 0;
            }

            for (int k = 0; k < width; k++)
            {
                double sum = second[k];
                for (int j = 0; j < width; j++)
                {
                    sum -= 0.1 * w[k * width + j];
                    penalty += cost * w[j];
                }

                second[k] = sum;
            }

            double score = margin;
            foreach (double h in second) score -= h;
            loss += (score > 0 ? score : 0) + penalty;
        }

        return loss;
    }

    // Weights that are too small for normal numbers, or for any.
    [Differentiable(FastMath = true)]
    public static double Mixture(ReadOnlySpan<double> centres, [NoGradient] ReadOnlySpan<double> points, int d, [NoGradient] double scale)
    {
        int k = centres.Length / d;
        var terms = new double[k];
        double total = 0;
        for (int n = 0; n < points.Length / d; n++)
        {
            for (int c = 0; c < k; c++)
            {
                double distance = 0;
                for (int i = 0; i < d; i++)
                {
                    double difference = points[n * d + i] - centres[c * d + i];
                    for (int j = 0; j < d; j++) distance += difference * (points[n * d + j] - centres[c * d + j]) * (i == j ? 2 : 1);
                }

                terms[c] = -scale * distance;
            }

            double most = terms[0];
            foreach (double term in terms) most = Math.Max(most, term);
            double sum = 0;
            foreach (double term in terms) sum += Math.Exp(term - most);
            total += most + Math.Log(sum);
        }

        return total;
    }

    // Two sums, each with a cotangent of its own: what iterations collect is zero where both are.
    [Differentiable]
    public static double TwoSums(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
    {
        double first = 0, second = 1;
        for (int i = 0; i < x.Length; i++)
        {
            double y = 0, z = 1;
            for (int j = 0; j < w.Length; j++)
            {
                y += w[j] * x[i];
                z *= 1 + 0.1 * w[j];
            }

            double u = z * x[i];
            first += y > 0 ? y : 0;
            second += u > 0.1 ? u : 0;
        }

        return 3 * first - second / 7;
    }

    // A number from outside that both the primal and its adjoints are made with.
    [Differentiable]
    public static double Scaled(ReadOnlySpan<double> w, [NoGradient] ReadOnlySpan<double> x, double scale)
    {
        double total = 0, least = scale * 0.5;
        for (int i = 0; i < x.Length; i++)
        {
            double y = 0;
            for (int j = 0; j < w.Length; j++) y += w[j] * x[i] * scale;
            if (y * scale > least)
            {
                for (int j = 0; j < w.Length; j++) y += least * w[j];
            }

            total += y * y * scale;
        }

        return total * scale;
    }
}
