namespace AutoDiff.Gradients.Tests.Corpora;

/// <summary>Conditions, recursion, enums and loops: what Swift tests in <c>test/AutoDiff/validation-test/control_flow.swift</c>.</summary>
public static partial class SwiftControlFlow
{
    // Swift, control_flow.swift, Conditionals, cond2_var: a variable assigned several times in one branch.
    [Differentiable]
    public static double AssignedSeveralTimes(double x)
    {
        double y = x;
        if (x > 0)
        {
            y = y * x;
        }
        else if (x < -5)
        {
            y = x * 2;
            y = x;
            y = 0;
        }
        else
        {
            y = x + (y * y);
        }

        return y;
    }

    // Swift, control_flow.swift, Conditionals, cond4_var: left by a jump out of a block, which in C# is a `do` that runs once.
    [Differentiable]
    public static double LeftByAJump(double x)
    {
        double outer = x;
        do
        {
            double inner = outer * x;
            if (inner > 4)
            {
                break;
            }

            outer = inner;
        }
        while (false);
        return outer * x;
    }

    // Swift, control_flow.swift, Conditionals, cond_tuple: a tuple of the same value twice.
    [Differentiable]
    public static double SameTwice(double x)
    {
        (double First, double Second) y = (x, x);
        if (x > 0)
        {
            return y.First * y.Second;
        }

        return y.First + y.First - y.Second + (y.First * y.Second);
    }

    // Swift, control_flow.swift, Conditionals, cond_tuple_var: elements of one tuple cross over into another.
    [Differentiable]
    public static double TuplesCross(double x)
    {
        (double A, double B) y = (x, x * x), z = (x + x, x - 1);
        if (x > 0)
        {
            (double A, double B) w = (x * 3, x);
            y.A = w.B;
            y.B = w.A;
            z.A = z.A - (y.A * y.B);
            z.B = z.B + y.A;
        }
        else
        {
            z = (x, y.B);
        }

        return y.A + y.B - z.A + (z.B * z.A);
    }

    // Swift, control_flow.swift, Conditionals, cond_nestedtuple_var: a tuple within a tuple, changed in place.
    [Differentiable]
    public static double NestedTuple(double x)
    {
        (double A, double B) y = (x + x, x * x);
        ((double A, double B) Pair, double C) z = (y, x);
        if (x > 0)
        {
            y.A = z.Pair.B;
            z.Pair.A = z.Pair.A - (y.A * z.C);
            z.Pair.B += y.A;
        }
        else
        {
            z = ((y.A - x, y.B + x), x);
        }

        return (y.A * y.B) - z.Pair.A + (z.Pair.B * z.C);
    }

    // Swift, control_flow.swift, Conditionals, guard2_var: what a guard's branches assign before they leave.
    [Differentiable]
    public static double Guard(double x, double y)
    {
        double z = y;
        if (!(x > 0))
        {
            if (y > 0)
            {
                z = z * x;
            }
            else if (x < -1)
            {
                z = x;
                z = z * z * y;
            }
            else
            {
                z = 0;
            }

            return z;
        }

        return z * y;
    }

    // Swift, control_flow.swift, Conditionals, guard3: outside of the domain it throws.
    [Differentiable]
    public static double GuardThatThrows(double x, double y)
    {
        if (x <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(x));
        }

        return y * y * x;
    }

    // Swift, control_flow.swift, Conditionals, cond_empty: a branch with nothing in it.
    [Differentiable]
    public static double EmptyBranch(double x)
    {
        if (x > 0)
        {
        }

        return x * x;
    }

    // Swift, control_flow.swift, NestedConditionals, nested3_var: three levels, some of which return.
    [Differentiable]
    public static double ThreeLevels(double x, double y)
    {
        double w = y;
        if (x > 0)
        {
            if (y > 1)
            {
                double z = x * w;
                if (z > 4)
                {
                    z = x + (z * w);
                    return z;
                }
                else if (y > 2)
                {
                    z = z * z;
                    return z;
                }
            }
            else
            {
                w = x + (w * w);
                return w;
            }
        }

        w = -w;
        return w * x;
    }

    // Swift, control_flow.swift, NestedConditionals, TF_781: only one parameter is differentiated, within two conditions that always hold.
    [Differentiable(WithRespectTo = [nameof(x)])]
    public static double OneParameterOfTwo(double x, double y, int one)
    {
        double result = y;
        if (one > 0)
        {
            if (one > -1)
            {
                result = result * x;
            }
        }

        return result;
    }

    // Swift, control_flow.swift, Recursion, factorial_var2: a local that is assigned in both branches, recursively.
    [Differentiable]
    public static double Factorial(double x)
    {
        double y = 1;
        if (x < 1)
        {
            y = x * x;
        }
        else
        {
            y = x;
            y = y * Factorial(y - 1);
        }

        return y;
    }

    // Swift, control_flow.swift, Recursion, product: a recursion on a count.
    [Differentiable]
    public static double RecursiveProduct(double x, int count)
    {
        if (count <= 0)
        {
            return x;
        }

        return x * RecursiveProduct(x + 0.1, count - 1);
    }

    private abstract record Payload;

    private sealed record Single(double A) : Payload;

    private sealed record Double(double B, double C) : Payload;

    private sealed record Indirect(Payload Inner) : Payload;

    // Swift, control_flow.swift, Enums, enum_notactive1: constants that a case carries.
    [Differentiable]
    public static double PayloadOfACase(int kind, double x)
    {
        Payload payload = kind switch
        {
            0 => new Single(10),
            1 => new Double(4, 5),
            _ => new Indirect(new Double(3, 0.5)),
        };
        return payload switch
        {
            Single { A: double a } => x * a,
            Double { B: double b, C: double c } => x * x * b * c,
            Indirect { Inner: Double { B: double b } } => Math.Sin(x * b),
            _ => x,
        };
    }

    // Swift, control_flow.swift, Enums, enum_notactive2: the case is looked at three times, values change in between.
    [Differentiable]
    public static double CaseLookedAtTwice(double x, DayOfWeek day)
    {
        double y = x;
        if (x > 0)
        {
            double z = y + y;
            switch (day)
            {
                case DayOfWeek.Sunday:
                    z = z - (y * z);
                    break;
                case DayOfWeek.Saturday:
                    y = y + (x * x);
                    break;
            }

            double w = y;
            if (day is DayOfWeek.Sunday or DayOfWeek.Friday)
            {
                w = w * z;
            }

            return w;
        }
        else if (day == DayOfWeek.Saturday)
        {
            return y * y;
        }

        return x + y;
    }

    // Swift, control_flow.swift, Enums, optional_notactive1: a constant that may be missing.
    [Differentiable]
    public static double MissingConstant(double? factor, double x)
    {
        if (factor is { } y)
        {
            return x * x * y;
        }

        return x + x;
    }

    // Swift, control_flow.swift, Loops, for_loop_nonactive_initial_value: the accumulator starts as a constant.
    [Differentiable]
    public static double ConstantStart(double x, int n)
    {
        double result = 1;
        for (int i = 0; i < n; i++)
        {
            result = result * x;
        }

        return result;
    }

    // Swift, control_flow.swift, Loops, repeat_while_loop_nested_repeat: `do` within `do`, with a local of the outer body.
    [Differentiable]
    public static double DoWithinDo(double x, int n)
    {
        double result = x;
        int i = 0;
        do
        {
            double local = x;
            int j = 0;
            do
            {
                local = local * x;
                j++;
            }
            while (j < n);
            result = result * local;
            i++;
        }
        while (i < n);
        return result;
    }

    // Swift, control_flow.swift, Loops, repeat_while_loop_nested_while: `while` within `do`.
    [Differentiable]
    public static double WhileWithinDo(double x, int n)
    {
        double result = x;
        int i = 0;
        do
        {
            double local = x;
            int j = 0;
            while (j < i)
            {
                local = local * result;
                j++;
            }

            result = result + local;
            i++;
        }
        while (i < n);
        return result;
    }

    // Swift, control_flow.swift, Loops, repeat_while_loop_condition: the first and the second iteration do different things, the third leaves.
    [Differentiable]
    public static double IterationsDiffer(double x, int last)
    {
        double result = x;
        int i = 0;
        do
        {
            if (i == last)
            {
                break;
            }

            if (i == 0)
            {
                result = result * x;
            }
            else
            {
                result = result * result;
            }

            i++;
        }
        while (i < 4);
        return result;
    }

    // Swift, control_flow.swift, Loops, loop_continue: even counts are skipped.
    [Differentiable]
    public static double EvenSkipped(double x, int n)
    {
        double result = x;
        for (int i = 1; i < n; i++)
        {
            if (i % 2 == 0)
            {
                continue;
            }

            result = result * x;
        }

        return result;
    }

    // Swift, control_flow.swift, Loops, nested_loop1: the inner loop works on a copy that the outer loop takes over.
    [Differentiable]
    public static double CopyTakenOver(double x, int n)
    {
        double outer = x;
        for (int i = 0; i < n; i++)
        {
            outer = outer * x;
            double inner = outer;
            int k = 0;
            while (k < n)
            {
                inner = inner + (x * outer);
                k++;
            }

            outer = inner;
        }

        return outer;
    }

    // Swift, control_flow.swift, Loops, nested_loop2: a switch on a computed value leaves the inner loop, both loops, or goes on.
    [Differentiable]
    public static double LeavesBothLoops(double x, int count)
    {
        double outer = x;
        bool left = false;
        for (int i = 0; i < count && !left; i++)
        {
            outer = outer * x;
            double inner = outer;
            int k = 0;
            while (k < count)
            {
                inner = inner + (x * 0.7);
                k++;
                switch ((int)Math.Floor(Gradient.Stop(inner)) % 7)
                {
                    case 0:
                        left = true;
                        break;
                    case 1:
                        break;
                    default:
                        continue;
                }

                break;
            }

            if (!left)
            {
                outer = inner;
            }
        }

        return outer;
    }

    // Swift, control_flow.swift, ThrowingCalls, testComplexControlFlow: calls without active arguments that could throw, in a loop.
    [Differentiable]
    public static double CallsThatCouldThrow(double x, int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        double y = x;
        for (int i = 0; i < n; i++)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(i, 100);
            if (i > 0)
            {
                ArgumentException.ThrowIfNullOrEmpty("not empty");
                y *= x;
            }
        }

        return y;
    }

    // Swift, control_flow.swift, ThrowingCalls, testBooleanShortCircuitingOperations: `&&` and `||` without brackets.
    [Differentiable]
    public static double ShortCircuits(double x, bool a, bool b)
    {
        if ((a && b) || (b && x > 1))
        {
            return x * x;
        }

        return x + x;
    }

    // Swift, issue-64257-use-after-free.swift and sr16094.swift: a loop in a recursion's branch, over values that an earlier loop made.
    [Differentiable]
    public static double LoopInARecursion(double[] x, int depth)
    {
        double[] scaled = new double[x.Length];
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            scaled[i] = x[i] * (1 + (0.2 * depth));
        }

        if (depth > 0)
        {
            foreach (double s in scaled)
            {
                sum += s * s;
            }

            return sum + LoopInARecursion(scaled, depth - 1);
        }

        return scaled[0] * scaled[^1];
    }
}
