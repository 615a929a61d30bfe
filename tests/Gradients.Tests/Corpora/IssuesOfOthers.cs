namespace AutoDiff.Gradients.Tests.Corpora;

/// <summary>Programs on which other systems were reported to compute a wrong derivative, or disagree with themselves.</summary>
public static partial class IssuesOfOthers
{
    // Slang, issue 13000: the input's gradient through a dense layer of two nested loops is off by 70 to 130 %, so every earlier layer's is.
    [Differentiable]
    public static double Slang13000(ReadOnlySpan<double> weights, double x, double y, int width)
    {
        Span<double> first = new double[width], second = new double[width];
        int next = Layer(weights, 0, [x, y], first);
        next = Layer(weights, next, first, second);
        Span<double> color = stackalloc double[3];
        Layer(weights, next, second, color);
        double loss = 0;
        foreach (double c in color)
        {
            loss += c * c;
        }

        return loss;
    }

    [Differentiable]
    private static int Layer(ReadOnlySpan<double> weights, int start, ReadOnlySpan<double> input, Span<double> output)
    {
        for (int row = 0; row < output.Length; row++)
        {
            double sum = weights[start++ % weights.Length];
            for (int column = 0; column < input.Length; column++)
            {
                sum += weights[start++ % weights.Length] * input[column];
            }

            output[row] = sum > 0 ? sum : 0.1 * sum;
        }

        return start;
    }

    // NVIDIA Warp, issue 1293: joints within bodies, both counted at run time; the gradient of what the outer loop carries is twice the right one.
    [Differentiable]
    public static double Warp1293(ReadOnlySpan<double> angles, ReadOnlySpan<double> offsets, ReadOnlySpan<int> joints)
    {
        double x = 0, y = 0, cos = 1, sin = 0;
        int joint = 0;
        for (int body = 0; body < joints.Length; body++)
        {
            double offset = offsets[body % offsets.Length];
            x += offset * cos;
            y += offset * sin;
            for (int k = 0; k < joints[body]; k++)
            {
                double half = angles[joint++ % angles.Length] * 0.5;
                double c = Math.Cos(half), s = Math.Sin(half);
                (cos, sin) = ((cos * c) - (sin * s), (sin * c) + (cos * s));
            }
        }

        return (x * x) + (3 * y) + (cos * sin);
    }

    // NVIDIA Warp, issue 174: a variable that the loop overwrites, used nonlinearly.
    [Differentiable]
    public static double Warp174(double x, int steps)
    {
        double state = x;
        for (int i = 0; i < steps; i++)
        {
            state = (state * state) - (0.5 * x);
        }

        return state;
    }

    // NVIDIA Warp, issue 1552: an arg-max with `continue`; the gradient went to the last iteration that ran its body, not to the winner.
    [Differentiable]
    public static double Warp1552(ReadOnlySpan<double> values, double scale)
    {
        double best = -1e20;
        for (int p = 0; p < values.Length; p++)
        {
            for (int q = 0; q < 3; q++)
            {
                double weight = values[p] * (p + q - 1);
                if (weight == 0)
                {
                    continue;
                }

                double candidate = Math.Sin(weight) * scale;
                if (candidate <= best)
                {
                    continue;
                }

                best = candidate;
            }
        }

        return best;
    }

    // NVIDIA Warp, issue 1694: the adjoint of a variable set before a dynamic loop and used after it is zero.
    [Differentiable]
    public static double Warp1694(double x, int n)
    {
        double before = x * x, sum = 5;
        for (int i = 0; i < n; i++)
        {
            sum += x;
        }

        return sum * before;
    }

    // NVIDIA Warp, issue 1740: a division by the loop's accumulator, within the looped function, took the accumulator's initial value.
    [Differentiable]
    public static double Warp1740(ReadOnlySpan<double> x) => Reciprocal(x) + (x[0] * Reciprocal(x[1..]));

    [Differentiable]
    private static double Reciprocal(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * x[i];
        }

        return 1 / sum;
    }

    // Clad, issue 710: a `continue` that ends the body counted the loop variable's step once too often.
    [Differentiable]
    public static double Clad710(double u, double v, int n)
    {
        double result = 11 * u;
        for (int i = 0; i < n; i++)
        {
            if (result > 40 * v)
            {
                result -= v * i;
                continue;
            }

            result += u * i;
            continue;
        }

        return result;
    }

    // Clad, pull request 833 (with issue 710): the same with `break`.
    [Differentiable]
    public static double Clad833(double u, double v, int last)
    {
        double result = v;
        for (int i = 1; i < 6; i++)
        {
            result += i * u;
            if (i == last || result > 12)
            {
                break;
            }

            result *= v;
        }

        return result;
    }

    // Clad, issue 635: a loop of one iteration that packs parameters into a new array for a function made the gradient wrong.
    [Differentiable]
    public static double Clad635(ReadOnlySpan<double> parameters, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            double[] packed = [parameters[i % parameters.Length], 2 + i];
            sum += InverseSquare(packed);
        }

        return sum;
    }

    [Differentiable]
    private static double InverseSquare(double[] p) => p[1] / (p[0] * p[0]);

    // Clad, issue 927: a likelihood in which every event fills two arrays and sums their products in an inner loop.
    [Differentiable]
    public static double Clad927(ReadOnlySpan<double> parameters, int events)
    {
        double likelihood = 0;
        double[] coefficients = [parameters[0], parameters[1], 1];
        for (int e = 0; e < events; e++)
        {
            double a = Gaussian(2 + (0.1 * e), 5, parameters[2]) / 3;
            double b = Gaussian(2, 2 + (0.3 * e), parameters[3]) / 3;
            double c = Gaussian(2, 1.5, parameters[0]) / 3;
            double d = Gaussian(2, 3, parameters[1]) / 3;
            double[] shapes = [a, b, c, d];
            double sum = 0, total = 0;
            for (int k = 0; k < 3; k++)
            {
                sum += shapes[k] * coefficients[k];
                total += coefficients[k];
            }

            sum += shapes[3] * (1 - total);
            likelihood += sum;
        }

        return likelihood;
    }

    [Differentiable]
    private static double Gaussian(double x, double mean, double sigma)
    {
        double argument = x - mean;
        return Math.Exp(-0.5 * argument * argument / (sigma * sigma));
    }

    // Clad, issue 1108: an arc cosine outside of its domain whose value nobody uses made the gradient NaN.
    [Differentiable]
    public static double Clad1108(double c, double a)
    {
        double angle = Math.Acos(-c / a);
        double twice = Math.Sqrt(angle - 10) + Math.Log(-angle);
        return double.IsNaN(twice) ? 2 * c * c * a : 3 * c * c * a;
    }

    // The same in a loop: dead in the iterations that skip it, alive where it is inside of its domain.
    [Differentiable]
    public static double Clad1108InALoop(ReadOnlySpan<double> x)
    {
        double sum = 0, angle = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double candidate = Math.Acos(x[i] * 2);
            if (Math.Abs(x[i]) < 0.45)
            {
                angle = candidate;
            }

            sum += (x[i] * x[i]) + angle;
        }

        return sum;
    }

    // Clad, issue 265: a parameter assigned from another one.
    [Differentiable]
    public static double Clad265(double i, double j)
    {
        j = i * j;
        j = i;
        return j * i;
    }

    // Clad, issue 474: a parameter that bounds a loop over a double, whose steps depend on both bounds.
    [Differentiable]
    public static double Clad474(double lower, double upper)
    {
        double sum = 0, step = (upper - lower) / 20;
        for (double x = lower + (step / 2); x < upper; x += step)
        {
            sum += x * x * step;
        }

        return sum;
    }

    // Clad, issue 650: a chained assignment of a constant to the parameters.
    [Differentiable]
    public static double Clad650(double u, double v)
    {
        double before = u * v;
        double after = u = v = u = 3;
        return before + (after * u * v);
    }

    // Clad, issue 746: the accumulation is in the loop's condition.
    [Differentiable]
    public static double Clad746(double i, double j)
    {
        double result = 0;
        for (int c = 0; (result += i * j) < 20; c++)
        {
            if (c == 6)
            {
                break;
            }
        }

        return result * i;
    }

    // Clad, issue 767: a reference declared within a branch of a loop.
    [Differentiable]
    public static double Clad767(double u, double v, int n)
    {
        double result = 0;
        for (int i = 0; i < n; i++)
        {
            if ((i & 1) == 1)
            {
                ref double alias = ref u;
                result += alias * v;
                alias += v;
            }
        }

        return result + u;
    }

    // Clad, issue 1079: an element of a growing list is multiplied in place.
    [Differentiable]
    public static double Clad1079(double x, double y)
    {
        List<double> list = [];
        list.Add(x);
        list[0] *= x;
        list.Add(list[0] * y);
        list[1] /= y + list[0];
        return list[0] + list[1];
    }

    // Clad, issue 1865: the inline divisor of a quotient that is summed in a loop was recomputed from the last iteration's values.
    [Differentiable]
    public static double Clad1865(double a, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            double x = i + 1.0;
            sum += 1 / (x + (a * a));
        }

        return sum;
    }

    // rust-lang/rust, issue 152724: Newton's iteration for Kepler's equation; debug and release builds disagree, and forward with reverse mode.
    [Differentiable]
    public static double Rust152724(double axis, double eccentricity, double time)
    {
        double mean = Math.Sqrt(1 / (axis * axis * axis)) * time;
        double anomaly = mean, change = 1;
        for (int k = 0; Math.Abs(change) > 1e-14 && k < 50; k++)
        {
            change = (anomaly - (eccentricity * Math.Sin(anomaly)) - mean) / (1 - (eccentricity * Math.Cos(anomaly)));
            anomaly -= change;
        }

        return anomaly;
    }

    // Enzyme, issue 2002: a minimum kept in an array with `<=`.
    [Differentiable]
    public static double Enzyme2002(double[] field, int width)
    {
        double[] range = [field[0], field[0]];
        for (int i = 0; i < field.Length; i++)
        {
            for (int k = i - width; k <= i + width; k++)
            {
                double neighbour = field[Math.Clamp(k, 0, field.Length - 1)] * (1 + (0.01 * i));
                if (neighbour <= range[0])
                {
                    range[0] = neighbour;
                }

                if (neighbour >= range[1])
                {
                    range[1] = neighbour;
                }
            }
        }

        return range[0] + (2 * range[1]);
    }

    // jax-mps, issue 195: 130 iterations of which the odd ones scale and the even ones shift.
    [Differentiable]
    public static double JaxMps195(double x)
    {
        for (int i = 0; i < 130; i++)
        {
            x = i % 2 == 0 ? x + 0.01 : x * 1.001;
        }

        return x;
    }
}
