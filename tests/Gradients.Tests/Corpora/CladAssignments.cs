namespace AutoDiff.Gradients.Tests.Corpora;

/// <summary>Assignments in every form and order: what Clad tests in <c>test/Gradient/Assignments.C</c> and <c>CommaOperator.C</c>.</summary>
public static partial class CladAssignments
{
    // Clad, Assignments.C, f1: a parameter that is overwritten, and not used afterwards.
    [Differentiable]
    public static double OverwrittenAndUnused(double x, double y)
    {
        double before = x * y;
        x = y;
        return y * before;
    }

    // Clad, Assignments.C, f2: overwritten in one branch.
    [Differentiable]
    public static double OverwrittenInABranch(double x, double y)
    {
        if (x < y)
        {
            x = y * y;
        }

        return x;
    }

    // Clad, Assignments.C, f3: parameters reused as temporaries.
    [Differentiable]
    public static double ParametersAsTemporaries(double x, double y)
    {
        double unused = y;
        x = x * x;
        y = x * x;
        x = y;
        x += unused * 0;
        return y + x;
    }

    // Clad, Assignments.C, f4: the source of a copy is cleared.
    [Differentiable]
    public static double SourceCleared(double x, double y)
    {
        y = x;
        x = 0;
        return (y * y) + x;
    }

    // Clad, Assignments.C, f5: a sign that is changed in place before an early return.
    [Differentiable]
    public static double SignChanges(double x, double y)
    {
        double t = x * x;
        if (x < 0)
        {
            t = -t;
            return t;
        }

        if (y < 0)
        {
            t = -t * y;
        }

        return t;
    }

    // Clad, Assignments.C, f7: every compound assignment and increment on an element.
    [Differentiable]
    public static double EveryCompoundForm(double x, double y)
    {
        double[] t = [1, x, x * x];
        t[0]++;
        t[0]--;
        ++t[0];
        --t[0];
        t[0] = x;
        x = y;
        t[0] += t[1];
        t[0] *= t[2];
        t[0] /= t[1] + x;
        t[0] -= t[1];
        x = ++t[0];
        return x * t[0]--;
    }

    // Clad, Assignments.C, f8: a chain of assignments to elements within a compound assignment to a parameter.
    [Differentiable]
    public static double ChainOfElements(double x, double y)
    {
        double[] t = [1, x, y, 1];
        t[3] = y *= t[0] = t[1] = t[2];
        return t[3] + (t[0] * t[1]);
    }

    // Clad, Assignments.C, f9: the result of a compound assignment takes part in the next one.
    [Differentiable]
    public static double CompoundOfCompound(double x, double y)
    {
        double t = x;
        y *= t *= x;
        return t * y;
    }

    // Clad, Assignments.C, f10: a chain through a parameter.
    [Differentiable]
    public static double ChainThroughAParameter(double x, double y)
    {
        double t = x;
        double u = t;
        t = x = y;
        return (t * x) + u;
    }

    // Clad, Assignments.C, f12: a reference picked by a condition is the target.
    [Differentiable]
    public static double ConditionalTarget(double x, double y)
    {
        double a = x, b = y;
        (x > y ? ref a : ref b) *= y;
        return a + (b * b);
    }

    // Clad, Assignments.C, f13: an assignment as the second factor.
    [Differentiable]
    public static double AssignmentAsFactor(double x, double y)
    {
        double t = y * (y = x * x);
        return t * y;
    }

    // Clad, Assignments.C, f14: all writes go through a reference to the parameter.
    [Differentiable]
    public static double ThroughAReference(double i, double j)
    {
        ref double a = ref i;
        a = 2 * i;
        a += i * j;
        a *= i;
        return i;
    }

    // Clad, Assignments.C, f15: three references, to a local and to both parameters.
    [Differentiable]
    public static double ThreeReferences(double i, double j)
    {
        double b = i * j;
        ref double a = ref b;
        ref double c = ref i;
        ref double d = ref j;
        a *= i;
        b += 2 * i;
        c += 3 * i;
        d *= 3 * j;
        return (a * c) + d;
    }

    // Clad, Assignments.C, f16: a reference to a reference to a reference.
    [Differentiable]
    public static double ChainOfReferences(double i, double j)
    {
        ref double a = ref i;
        ref double b = ref a;
        ref double c = ref b;
        c *= 4 * j;
        return i * a;
    }

    // Clad, Assignments.C, f18: an inactive parameter that becomes active.
    [Differentiable(WithRespectTo = [nameof(i), nameof(j)])]
    public static double InactiveBecomesActive(double i, double j, double k)
    {
        k = (2 * i) + (k * j);
        k += i * k;
        return k;
    }

    // Clad, Assignments.C, f19: a fused multiply-add.
    [Differentiable]
    public static double FusedMultiplyAdd(double a, double b) => Math.FusedMultiplyAdd(a, b, b) * double.FusedMultiplyAdd(b, b, a);

    // Clad, Assignments.C, f20: a constant through a reference, then the parameter itself.
    [Differentiable]
    public static double ConstantThroughAReference(double x, double y)
    {
        double before = x;
        ref double r = ref x;
        r = 3;
        x = r * y;
        return x * before;
    }

    // Clad, Assignments.C, f21: an increment whose result is thrown away by the assignment it stands in.
    [Differentiable]
    public static double IncrementThenOverwritten(double x, double y)
    {
        double old = y++;
        y = x + (0 * y++);
        return y * old;
    }

    // Clad, Assignments.C, f24: declared with nothing but a default.
    [Differentiable]
    public static double DefaultInitialised(double x, double y)
    {
        double sum = x + y, zero = default;
        double[] defaults = new double[2];
        return (sum * sum) + (zero * x) + (defaults[1] * y);
    }

    // Clad, Assignments.C, f26: a division by a plain parameter in place.
    [Differentiable]
    public static double DividedInPlace(double x, double y)
    {
        double l = x;
        l /= y;
        y /= l;
        return l + y;
    }

    // Clad, Assignments.C, f27: a sum as the right-hand side of `*=`.
    [Differentiable]
    public static double TimesASum(double x, double y)
    {
        x *= y + 1;
        y -= x * (y - 2);
        return x * y;
    }

    // Clad, Assignments.C, constVal: a constant copy of what is then multiplied by it.
    [Differentiable]
    public static double TimesItsCopy(double y, double x)
    {
        double z = y;
        y *= z;
        y *= z;
        return y * x;
    }

    // Clad, CommaOperator.C, comma_side_effect: a side effect on a value that the result doesn't use.
    [Differentiable]
    public static double UnusedSideEffect(double a, double b, double c)
    {
        double first = a += 1;
        return (first > 0 ? b : -b) * c;
    }

    // Clad, CommaOperator.C, comma_lvalue_assign: a tuple's second element is assigned through.
    [Differentiable]
    public static double TupleTarget(double a, double b, double c)
    {
        (a, b) = (b, c);
        (b, _) = (c * b, a);
        return (b * 2) + a;
    }

    // Clad, UnaryMinus.C, f2: signs within signs.
    [Differentiable]
    public static double NestedSigns(double x, double y) => (-2 * -(-(-x)) * -y) - (1 * -y * -(-x) * -x);
}
