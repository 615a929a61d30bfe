namespace AutoDiff.Gradients.Tests.Corpora;

/// <summary>Early returns, switches and conditions: Clad's <c>EarlyReturns.C</c>, <c>Switch.C</c>, and the conditional cases of <c>Gradients.C</c>.</summary>
public static partial class CladBranches
{
    // Clad, EarlyReturns.C, singleEarly: one return before the last.
    [Differentiable]
    public static double SingleEarly(double x, double y)
    {
        if (x > y)
        {
            return x * x;
        }

        return x * y;
    }

    // Clad, EarlyReturns.C, multiEarly: two, each with its own derivative.
    [Differentiable]
    public static double MultiEarly(double x, double y)
    {
        if (x > 1)
        {
            return x * y * y;
        }

        if (y > 1)
        {
            return y * y;
        }

        return x * y;
    }

    // Clad, EarlyReturns.C, loopEarly: from the middle of an iteration.
    [Differentiable]
    public static double LoopEarly(double x, double y, double limit)
    {
        double s = 0;
        for (int i = 0; i < 5; i++)
        {
            s += x * y;
            if (s > limit)
            {
                return s * i * x;
            }

            s *= y;
        }

        return s;
    }

    // Clad, EarlyReturns.C, midEarly: after some of the work.
    [Differentiable]
    public static double MidEarly(double x, double y)
    {
        double a = x * y;
        double b = a + x;
        if (b > 3)
        {
            return a * b;
        }

        a *= b;
        return a * y;
    }

    // Clad, EarlyReturns.C, recEarly: a recursion that returns early.
    [Differentiable]
    public static double RecursiveEarly(double x, double y)
    {
        if (x > y)
        {
            return RecursiveEarly(x - 1, y * x) * x;
        }

        return x * y;
    }

    // Clad, EarlyReturns.C, nested_early_return: the parameter changes before the test that returns.
    [Differentiable]
    public static double ParameterChangesFirst(double x, double y)
    {
        if (x > 0)
        {
            x = x * y;
        }

        if (x < 0)
        {
            return y * y;
        }

        return x;
    }

    // Clad, EarlyReturns.C, declAfterEarly: everything is declared after the return.
    [Differentiable]
    public static double DeclaredAfterReturn(double x, double y)
    {
        if (y == 0)
        {
            return 1;
        }

        double n = y;
        double a = n + x;
        double b = n, c = 2 * x;
        a *= b;
        return a + (c * y);
    }

    // Clad, EarlyReturns.C, refAfterEarly: a reference bound after the return.
    [Differentiable]
    public static double ReferenceAfterReturn(double x, double y)
    {
        if (y == 0)
        {
            return x;
        }

        double a = x * y;
        ref double r = ref a;
        double c = r * r;
        r += c;
        return c * a;
    }

    // Clad, EarlyReturns.C, structRefAfterEarly: the same with a tuple.
    [Differentiable]
    public static double TupleAfterReturn(double x, double y)
    {
        if (y == 0)
        {
            return x;
        }

        (double A, double B) p = (x * y, x + y);
        ref (double A, double B) r = ref p;
        r.A += r.B;
        return r.A * p.B;
    }

    // Clad, Switch.C, fn1: control runs from case to case, which in C# is a loop over the switch.
    [Differentiable]
    public static double RunsOn(double i, double j, int count)
    {
        double result = 0;
        for (int section = count; section < 4; section++)
        {
            switch (section)
            {
                case 0:
                    result += i * j;
                    return result;
                case 1:
                    result += i * i;
                    break;
                case 2:
                    result += j * j * result;
                    break;
                default:
                    result += i * i * j * j;
                    break;
            }
        }

        return result;
    }

    // Clad, Switch.C, fn3: a switch in a loop, on the counter.
    [Differentiable]
    public static double SwitchOnCounter(double i, double j, int counter)
    {
        double result = 1;
        while (counter-- > 0)
        {
            switch (counter)
            {
                case 0:
                    result += i * i * j * j;
                    break;
                case 1 when result > 2:
                    result *= i;
                    break;
                case 2:
                    result += j * j;
                    continue;
                default:
                    result += (i + j) * result;
                    break;
            }
        }

        return result;
    }

    // Clad, Switch.C, fn4: a loop in a case.
    [Differentiable]
    public static double LoopInACase(double i, double j, int choice)
    {
        double result = j;
        switch (choice)
        {
            case 0:
                result += i * i * j * j;
                break;
            case 1:
                int counter = 3;
                while (counter-- > 0)
                {
                    result += i * j * result;
                }

                break;
        }

        return result;
    }

    // Clad, Switch.C, fn6: the value switched on is computed, and no branch uses it.
    [Differentiable]
    public static double SwitchOnComputed(double u, double v)
    {
        double result, scale = 1;
        switch (result = u * v)
        {
            case < 0:
                scale = u;
                break;
            case > 1 and < 2:
                scale = v * v;
                break;
            default:
                scale += result;
                break;
        }

        return result * scale;
    }

    // Clad, Switch.C, fn7: several labels in one section.
    [Differentiable]
    public static double SeveralLabels(double u, double v, int n)
    {
        double result = 0;
        for (int i = 0; i < n; i++)
        {
            switch (i)
            {
                case 0:
                case 1:
                case 2:
                    result += u * v;
                    break;
                case 3:
                default:
                    result *= v;
                    break;
            }
        }

        return result;
    }

    // Clad, Switch.C, fn24: one arithmetic operation a value of an enum.
    [Differentiable]
    public static double SwitchOnEnum(double x, double y, DayOfWeek operation) => operation switch
    {
        DayOfWeek.Monday => x + y,
        DayOfWeek.Tuesday => x - y,
        DayOfWeek.Wednesday => x * y,
        DayOfWeek.Thursday when y > 0 => x / y,
        _ => -x,
    };

    // Clad, Switch.C, switchReturn: every case returns.
    [Differentiable]
    public static double CasesReturn(double x, double y, int k)
    {
        double t = x * y;
        switch (k)
        {
            case 0:
                return x * t;
            case 1:
                return t;
            default:
                return y * y;
        }
    }

    // Clad, Gradients.C, f_cond2: a conditional within a conditional.
    [Differentiable]
    public static double NestedConditional(double x, double y) => x > y ? x * y : (y > 0 ? y * y : -y);

    // Clad, Gradients.C, f_cond4: an element picked in a branch.
    [Differentiable]
    public static double ElementInABranch(double x, double y)
    {
        int i = x > 1 ? 1 : 0;
        double[] a = [x, y];
        if (x > 0)
        {
            y = a[i] * x;
        }

        return y;
    }

    // Clad, Gradients.C, f_decls3: a declaration between returns.
    [Differentiable]
    public static double DeclaredBetweenReturns(double x, double y)
    {
        double a = 3 * x;
        double c = 333 * y;
        if (x > 1)
        {
            return 2 * a;
        }
        else if (x < -1)
        {
            return -2 * a * y;
        }

        double b = a * a;
        return b + (0 * c);
    }

    // Clad, Gradients.C, fn_cond_side_eff: the condition assigns.
    [Differentiable]
    public static double ConditionAssigns(double x)
    {
        if ((x += x * x) > 1)
        {
            return x * x;
        }

        return x;
    }

    // Clad, Gradients.C, fn_cond_add_assign: a chain of `&&`, each operand of which adds.
    [Differentiable]
    public static double ConditionsAdd(double i, double j)
    {
        double result = 0;
        if ((result = 2 * i * j) > 0 && (result += 3 * i * j) > 1 && (result *= i) > 2)
        {
            result += 6 * i * j;
        }

        return result;
    }

    // Clad, Gradients.C, fn_empty_if_else: nothing in one branch, whose condition clears the result.
    [Differentiable]
    public static double EmptyBranch(double x)
    {
        double result = x;
        if ((result *= 0) > 1)
        {
        }
        else
        {
            result += 5 * x * x;
        }

        return result;
    }

    // Clad, Gradients.C, f_mult3: a parameter is overwritten by what it decides.
    [Differentiable]
    public static double OverwrittenByItsChoice(double i, double j)
    {
        i = (i + j) * (i < 1 ? i : j);
        return i * j;
    }

    // Clad, Gradients.C, f_infinity: a comparison with infinity.
    [Differentiable]
    public static double ComparedWithInfinity(double x, double y)
    {
        const double Infinity = double.PositiveInfinity;
        return x < Infinity ? y * x : x + y;
    }

    // Clad, ConditionalOperatorCondition.C, f: the condition is about a string.
    [Differentiable]
    public static double StringAsCondition(double x, string? s) => s is not null ? x * x : x;

    // Clad, TBRTernary.C, f: what the taken branch of the conditional read is cleared afterwards.
    [Differentiable]
    public static double ClearedAfterConditional(bool condition, double a, double b)
    {
        double x = condition ? a * a * b : b * b;
        a = 0;
        b = 0;
        return x + a + b;
    }

    // Clad, RecursiveFunctionEarlyReturn.C, func: a loop that recurs and changes the list on the way.
    [Differentiable]
    public static double RecursiveLoop(double[] a, int n, double[] v)
    {
        if (n <= 1)
        {
            return a[0] * v[0];
        }

        double result = 0;
        for (int i = 0; i < n; i++)
        {
            v[0] += a[i % a.Length] * v[0];
            result += RecursiveLoop(a, n - 1, v);
        }

        return result;
    }
}
