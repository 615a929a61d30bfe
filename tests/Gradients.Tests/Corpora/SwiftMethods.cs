namespace AutoDiff.Gradients.Tests.Corpora;

/// <summary>A value behind a property, with methods and operators: what Swift's <c>method.swift</c> has.</summary>
[Differentiable]
internal readonly partial struct SwiftParameter(double x)
{
    private readonly double _stored = x;

    public double X => _stored;

    public double Doubled
    {
        get => _stored + _stored;
        init => _stored = value / 2;
    }

    public static double operator *(SwiftParameter a, SwiftParameter b) => a.X * b.X;

    public static double SquaredOf(SwiftParameter p) => p.X * p.X;

    public double Squared() => X * X;

    public double MultipliedWith(double other) => X * other;
}

/// <summary>A value in a wrapper in a wrapper, as a property: what Swift's <c>property_wrappers.swift</c> has.</summary>
[Differentiable]
internal partial struct SwiftWrapped
{
    public (double Value, double Unused) Wrapped;
    private ((double Value, double Unused) Value, double Unused) _twice;

    public double X
    {
        readonly get => _twice.Value.Value;
        set => _twice.Value.Value = value;
    }

    public double Y
    {
        readonly get => Wrapped.Value;
        set => Wrapped = (value, Wrapped.Unused);
    }

    public double Z { get; set; }
}

/// <summary>A model whose layers may be missing: what Swift's <c>optional.swift</c> and <c>simple_model.swift</c> have.</summary>
[Differentiable]
internal sealed partial class SwiftDense(double weight, double bias)
{
    public double Weight { get; set; } = weight;

    public double Bias { get; set; } = bias;

    [NoGradient]
    public double? Extra { get; init; }

    public static void SquareWeight(SwiftDense c) => c.Weight *= c.Weight;

    public static void Replace(ref SwiftDense c) => c = new SwiftDense(c.Weight * c.Bias, c.Weight);

    public double Apply(double input)
    {
        if (Extra is { } extra)
        {
            return Math.Tanh((input * Weight * extra) + Bias);
        }

        return Math.Tanh((input * Weight) + Bias);
    }

    public double LoopInMethod(double x, int n)
    {
        double result = x;
        for (int i = 0; i < n; i++)
        {
            result *= result * Weight;
        }

        return result;
    }
}

/// <summary>Methods, properties, repeated calls and rules: Swift's <c>method.swift</c>, <c>property_wrappers.swift</c>, <c>superset_adjoint.swift</c> and others.</summary>
internal static partial class SwiftMethods
{
    // Swift, method.swift, instance method with generated adjoint, called from differentated func.
    [Differentiable]
    public static double CalledFromDifferentiated(double x) => 100 * new SwiftParameter(x).Squared();

    // Swift, method.swift, instance method with generated adjoint, wrt only non-self: the receiver is a constant.
    [Differentiable]
    public static double OnlyTheArgument(double other) => 100 * new SwiftParameter(200).MultipliedWith(other * other);

    // Swift, method.swift, static method with generated adjoint, wrt all params: the operator, both ways round.
    [Differentiable]
    public static double StaticOperator(double a, double b)
    {
        SwiftParameter p = new(a), q = new(b * a);
        return (p * q) + (q * q) + SwiftParameter.SquaredOf(p);
    }

    // Swift, method.swift, instance method with custom adjoint: the rule clamps what passes, which the rest of the method has to keep to.
    [Differentiable]
    public static double RuleThatClamps(double x, double y) => 3 * Multiply(x, Multiply(y, 2));

    public static double Multiply(double x, double y) => x * y;

    [DerivativeOf(nameof(Multiply))]
    private static (double dx, double dy) MultiplyVjp(double x, double y, double dresult) =>
        (Math.Clamp(y, -10, 10) * dresult, Math.Clamp(x, -10, 10) * dresult);

    [DerivativeOf(nameof(Multiply))]
    private static double MultiplyJvp(double x, double y, double dx, double dy) => (Math.Clamp(y, -10, 10) * dx) + (Math.Clamp(x, -10, 10) * dy);

    // Swift, superset_adjoint.swift, Superset: the rule is for both parameters, only one is active.
    [Differentiable]
    public static double OnlyTheFirstActive(double x) => Multiply(x * x, 3);

    // Swift, superset_adjoint.swift, SupersetNested: only the second, through another method.
    [Differentiable]
    public static double OnlyTheSecondActive(double y) => CallsMultiply(2, y) * CallsMultiply(y, y);

    [Differentiable]
    public static double CallsMultiply(double x, double y) => Multiply(x, y);

    // Swift, superset_adjoint.swift, SubsetOfSubset: one of two active parameters isn't used at all.
    [Differentiable]
    public static double UnusedParameter(double x, double z) => Ignores(x, 1, z) * x;

    [Differentiable(WithRespectTo = [nameof(x), nameof(z)])]
    public static double Ignores(double x, double y, double z) => x > 1e9 ? z : y * x;

    // Swift, repeated_calls.swift, Repeat: a function of its own result.
    [Differentiable]
    public static double Repeated(double x) => Twice(Twice(x)) * Twice(x);

    [Differentiable]
    public static double Twice(double x) => 2 * x * x;

    // Swift, property_wrappers.swift, SimpleStruct, setter: through getter and setter of a value that is wrapped twice.
    [Differentiable]
    public static double SetterOfTwiceWrapped(double x, double z, double factor)
    {
        var s = new SwiftWrapped { X = x, Y = 20, Z = z };
        s.X = s.X * factor * s.Z;
        return s.X * s.Y;
    }

    // Swift, property_wrappers.swift, SimpleStruct, modify: compound assignments to properties, which Swift leaves out.
    [Differentiable]
    public static double ModifiedProperties(double x, double z, double factor)
    {
        var s = new SwiftWrapped { X = x, Z = z };
        s.X *= factor * s.Z;
        s.Y += s.X * s.Z;
        s.Z--;
        s.Y /= s.Z++;
        return (s.Y * s.X) + s.Z;
    }

    // Swift, differentiable_property.swift: a computed property with an initialiser of its own.
    [Differentiable]
    public static double ComputedProperty(double x)
    {
        var p = new SwiftParameter { Doubled = x * x };
        return p.X * p.Doubled;
    }

    // Swift, control_flow.swift, Enums, Dense: a member that may be missing, and isn't differentiated.
    [Differentiable]
    public static double MissingMember(double weight, double input, bool has)
    {
        var dense = new SwiftDense(weight, 0.1) { Extra = has ? 0.5 : null };
        return dense.Apply(input);
    }

    // Swift, simple_model.swift: layers in a row, the middle one used twice.
    [Differentiable]
    public static double SimpleModel(double w1, double w2, double x)
    {
        SwiftDense first = new(w1, 0.2), second = new(w2, w1);
        return second.Apply(first.Apply(second.Apply(x)));
    }

    // Swift, control_flow.swift, Loops, issue 56342: a loop in a method.
    [Differentiable]
    public static double LoopInMethod(double x, double weight, int n) => new SwiftDense(weight, 0).LoopInMethod(x, n);

    // Swift, class_differentiation.swift and inout_parameters.swift, InoutClassParameter: a property of a class is squared by a function.
    [Differentiable]
    public static double SquaredThroughAReference(double x)
    {
        var c = new SwiftDense(x, 1);
        SwiftDense.SquareWeight(c);
        SwiftDense.Replace(ref c);
        return c.Weight * x;
    }

    // Swift, custom_derivatives.swift, SumOfGradPieces: three uses of a value, each of which counts.
    [Differentiable]
    public static double ThreeUses(double x) => Scaled(x) * Scaled(x) * Scaled(x);

    // Swift, custom_derivatives.swift, ModifyGradientOfSum: a rule beside the plain method.
    public static double Scaled(double x) => 2 * x;

    [DerivativeOf(nameof(Scaled))]
    private static double ScaledVjp(double dresult) => 2 * dresult;

    [DerivativeOf(nameof(Scaled))]
    private static double ScaledJvp(double dx) => 2 * dx;

    // Swift, custom_derivatives.swift, WithoutDerivative: a part without a derivative, taken out by hand.
    [Differentiable]
    public static double WithoutStopped(double x) => (x * x) + (0 * Gradient.Stop(Math.Sin(x) + Math.Cos(x)));
}
