namespace AutoDiff.Gradients.Tests.Corpora;

/// <summary>Loops as Clad tests them in <c>test/Gradient/Loops.C</c>, with trip counts and exits that depend on the arguments.</summary>
public static partial class CladLoops
{
    // Clad, Loops.C, f2: a product in two nested loops.
    [Differentiable]
    public static double NestedProduct(double x, int n)
    {
        double t = 1;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                t *= x;
            }
        }

        return t;
    }

    // Clad, Loops.C, f3: a return within the loop.
    [Differentiable]
    public static double ReturnWithin(double x, int last)
    {
        double t = 1;
        for (int i = 0; i < 5; i++)
        {
            t *= x;
            if (i == last)
            {
                return t;
            }
        }

        return -t;
    }

    // Clad, Loops.C, f4: the work is the increment, the step is in the body.
    [Differentiable]
    public static double StepInTheBody(double x, int n)
    {
        double t = 1;
        for (int i = 0; i < n; t *= x)
        {
            i++;
        }

        return t;
    }

    // Clad, Loops.C, f5: a parameter is incremented.
    [Differentiable]
    public static double IncrementedParameter(double x, int n)
    {
        for (int i = 0; i < n; i++)
        {
            x++;
        }

        return x * x;
    }

    // Clad, Loops.C, f_const_local: a constant of the iteration.
    [Differentiable]
    public static double ConstantOfTheIteration(double x, int n)
    {
        double result = 0;
        for (int i = 0; i < n; i++)
        {
            double shifted = x + i;
            result += x * shifted;
        }

        return result;
    }

    // Clad, Loops.C, f_log_gaus: a function called on every element, then a density.
    [Differentiable]
    public static double LogGaussian(ReadOnlySpan<double> x, ReadOnlySpan<double> means, double sigma)
    {
        double power = 0;
        int n = Math.Min(x.Length, means.Length);
        for (int i = 0; i < n; i++)
        {
            power += Square(x[i] - means[i]);
        }

        power = -power / (2 * Square(sigma));
        double density = 1 / Math.Sqrt(Math.Pow(2 * Math.PI, n) * sigma) * Math.Exp(power);
        return Math.Log(density);
    }

    [Differentiable]
    private static double Square(double x) => x * x;

    // Clad, Loops.C, f6: several locals of the body.
    [Differentiable]
    public static double LocalsOfTheBody(double i, double j, int n)
    {
        double a = 0;
        for (int counter = 0; counter < n; counter++)
        {
            double b = i * i;
            double c = j * j;
            b += j * a;
            a += b + c + i;
        }

        return a;
    }

    // Clad, Loops.C, fn7: the condition counts down.
    [Differentiable]
    public static double CountsDown(double i, double j, int counter)
    {
        double a = 0;
        while (counter-- != 0)
        {
            a += (i * i) + (j * a);
        }

        return a;
    }

    // Clad, Loops.C, fn8: `do` within `while`.
    [Differentiable]
    public static double DoWithinWhile(double i, double j, int counter)
    {
        double a = 1;
        while (counter > 0)
        {
            do
            {
                a += (i * i) + (j * a);
            }
            while (--counter % 3 != 0);
            a *= j;
        }

        return a;
    }

    // Clad, Loops.C, fn9: `while` within `while`, the inner counter set anew.
    [Differentiable]
    public static double WhileWithinWhile(double i, double j, int counter)
    {
        double a = 0;
        while (counter-- > 0)
        {
            int inner = counter;
            while (inner-- > 0)
            {
                a += (i * i) + (j * a);
            }
        }

        return a;
    }

    // Clad, Loops.C, fn12: three nested `do`.
    [Differentiable]
    public static double ThreeNestedDo(double i, double j, int n)
    {
        double a = 0;
        int outer = n;
        do
        {
            int middle = n;
            do
            {
                a += i * i * j;
                middle--;
                int inner = 0;
                do
                {
                    a = (a * j) + i;
                }
                while (Math.Abs(a) < 1 && inner++ < 2);
            }
            while (middle > 0);
            outer--;
        }
        while (outer > 0);
        return a;
    }

    // Clad, Loops.C, fn14: three different `continue`.
    [Differentiable]
    public static double ThreeContinues(double i, double j, int choice)
    {
        double result = 0;
        while (choice-- > 0)
        {
            if (choice > 3)
            {
                result += i;
                continue;
            }

            if (choice > 1)
            {
                result += j * result;
                continue;
            }

            if (choice > 0)
            {
                result += i * j;
                continue;
            }

            result *= i;
        }

        return result;
    }

    // Clad, Loops.C, fn15: `continue` in both of two loops.
    [Differentiable]
    public static double ContinueInBothLoops(double i, double j, int choice)
    {
        double result = 1;
        while (choice-- > 0)
        {
            if (choice > 2)
            {
                continue;
            }

            int another = 3;
            while (another-- > 0)
            {
                if (another > 1)
                {
                    result += i * result;
                    continue;
                }

                if (another > 0)
                {
                    result *= j;
                }
            }
        }

        return result;
    }

    // Clad, Loops.C, fn16: `break` and `continue` in one body.
    [Differentiable]
    public static double BreakAndContinue(double i, double j, int n)
    {
        double result = 0;
        for (int k = 0; k < n; k++)
        {
            if (k == 4)
            {
                result += i * j;
                break;
            }

            if (k > 2)
            {
                result += 2 * i * result;
                continue;
            }

            result += i + j;
        }

        return result;
    }

    // Clad, Loops.C, fn17: the inner loop leaves at once or skips; what follows is unreachable.
    [Differentiable]
    public static double InnerBreaks(double i, double j, int n)
    {
        double result = 0;
        for (int k = 0; k < n; k++)
        {
            int m = k;
            if (k < 2)
            {
                continue;
            }

            while (m-- > 0)
            {
                if (m < 3)
                {
                    result += i * j * (1 + result);
                    break;
                }

                result += j;
            }
        }

        return result;
    }

    // Clad, Loops.C, fn18: an if-else ladder is the whole body.
    [Differentiable]
    public static double LadderAsBody(double i, double j, int n)
    {
        double result = 0;
        for (int counter = 0; counter < n; counter++)
        {
            if (counter < 2)
            {
                result += i + j;
            }
            else if (counter < 4)
            {
                continue;
            }
            else
            {
                result += 2 * i * j * result;
                break;
            }
        }

        return result;
    }

    // Clad, Loops.C, fn19: a reference to an element, declared in every iteration.
    [Differentiable]
    public static double ReferenceToElement(Span<double> values)
    {
        double result = 0;
        for (int i = 0; i < values.Length; i++)
        {
            ref double element = ref values[i];
            result += element * result;
            element *= 2;
            result += element;
        }

        return result;
    }

    // Clad, Loops.C, fn20: an in-place product as an operand.
    [Differentiable]
    public static double InPlaceAsOperand(double[] values, double factor)
    {
        double result = 0;
        for (int i = 0; i < values.Length; i++)
        {
            result += (values[i] *= factor) * values[0];
        }

        return result;
    }

    // Clad, Loops.C, fn21: an array built in every iteration.
    [Differentiable]
    public static double ArrayOfTheIteration(double x, int n)
    {
        double result = 0;
        for (int i = 0; i < n; i++)
        {
            double[] a = [1, x * i, 2];
            result += (a[0] + a[1]) * a[2];
            a[1] *= result;
            result -= a[1];
        }

        return result;
    }

    // Clad, Loops.C, fn25: the condition adds, and an exit overwrites what it added.
    [Differentiable]
    public static double ConditionAddsExitOverwrites(double i, double j, int last)
    {
        double result = 0;
        for (int c = 0; (result += i * j) < 1e6 && c < 4; c++)
        {
            if (c == last)
            {
                result = 8 * i * j * j;
                break;
            }
        }

        return result;
    }

    // Clad, Loops.C, fn26: the increment overwrites the sum too.
    [Differentiable]
    public static double IncrementOverwrites(double i, double j, int n)
    {
        double result = 0;
        for (int c = 0; (result += i * j) > -1e6; c++, result = 7 * i * j)
        {
            if (c == n)
            {
                break;
            }
        }

        return result;
    }

    // Clad, Loops.C, fn30: an assignment behind `&&` in the condition.
    [Differentiable]
    public static double AssignmentBehindAnd(double i, double j, int n)
    {
        double result = i;
        for (int c = 0; c < n && (result = (result * i) + j) < 50; c++)
        {
        }

        return result;
    }

    // Clad, Loops.C, fn32: both conditions of two nested loops add.
    [Differentiable]
    public static double NestedConditionsAdd(double i, double j)
    {
        double result = 0;
        for (int c = 0; (result += i * j) < 1e6; c++)
        {
            for (int d = 0; (result += i) < 1e6; d++)
            {
                if (d == 1)
                {
                    result *= j;
                    break;
                }
            }

            if (c == 1)
            {
                result += i * j;
                break;
            }
        }

        return result;
    }

    // Clad, Loops.C, fn33: conditions with effects in the body's branches.
    [Differentiable]
    public static double EffectsInConditions(double i, double j)
    {
        double result;
        for (int c = 0; (result = i * j) < 1e6; c++)
        {
            if ((result += i * j) < 1e6 && c == 1)
            {
                break;
            }

            if (c == 0 && (result *= i) > 4)
            {
                break;
            }
        }

        return result;
    }

    // Clad, Loops.C, fn34: over the elements of an array of computed values.
    [Differentiable]
    public static double OverComputedValues(double x, double y)
    {
        double r = 0;
        double[] a = [y, x * y, (x * x) + y];
        foreach (double v in a)
        {
            r += v * v;
        }

        return r;
    }

    // Clad, Loops.C, fn35: two loops over the same array, left when the sum is large.
    [Differentiable]
    public static double PairsUntilLarge(double x, double y)
    {
        double r = 0;
        double[] a = [x, x * y, 0.5];
        foreach (double u in a)
        {
            foreach (double v in a)
            {
                if (r > x * x)
                {
                    break;
                }

                r += u * v;
            }
        }

        return r;
    }

    // Clad, Loops.C, fn36: over constants, skipping when the sum is past a parameter.
    [Differentiable]
    public static double SkipsWhenPast(double x)
    {
        double sum = 0;
        foreach (double c in (double[])[1, 2, 3, 0.5, 0.25])
        {
            if (sum > x)
            {
                continue;
            }

            sum += Math.Sin(c) * x;
        }

        return sum;
    }

    // Clad, Loops.C, fn43: a constant copy of an element is a divisor.
    [Differentiable]
    public static double CopiedDivisor(ReadOnlySpan<double> x, double y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double divisor = x[i];
            sum += y / divisor;
        }

        return sum;
    }

    // Clad, Loops.C, fn44: a loop without a step that leaves after the first iteration.
    [Differentiable]
    public static double LeavesAfterOne(double u, double v)
    {
        double sum = 0;
        for (int i = 0; i != 1;)
        {
            sum += u * v;
            break;
        }

        return sum;
    }

    // Clad, Loops.C, fn46: a `while` and a `do` share their counter.
    [Differentiable]
    public static double SharedCounter(double x, double y, int n)
    {
        double sum = 0;
        int i = 0;
        while (i < n)
        {
            double ratio = y / x;
            sum += ratio * ratio;
            i++;
        }

        do
        {
            double ratio = sum / y;
            sum += Math.Pow(ratio, 2);
            i++;
        }
        while (i < 2 * n);
        return sum;
    }

    // Clad, TestTypeConversion.C, fn_type_conversion: an integer parameter is both factor and trip count.
    [Differentiable]
    public static double IntegerAsFactor(double z, int a)
    {
        for (int i = 1; i < a; i++)
        {
            z *= a;
        }

        return z * z;
    }
}
