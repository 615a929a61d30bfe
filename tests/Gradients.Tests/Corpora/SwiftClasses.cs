namespace AutoDiff.Gradients.Tests.Corpora;

/// <summary>A base class with a virtual method and a virtual property: what Swift's <c>class_differentiation.swift</c> has.</summary>
[Differentiable]
internal partial class SwiftSuper(double value)
{
    public double Base { get; set; } = value;

    [NoGradient]
    public double Constant { get; init; } = 1;

    public virtual double Squared => Base * Base;

    public virtual double F(double x) => Base * x;

    public void Square() => Base *= Base;
}

/// <summary>It overrides both, and calls one of the base's.</summary>
[Differentiable]
internal sealed partial class SwiftOverride(double value) : SwiftSuper(value)
{
    public SwiftOverride(double value, double factor)
        : this(value * factor)
    {
        Base += factor;
    }

    public override double Squared => base.Squared * Base;

    public override double F(double x) => (3 * x * Constant) + base.F(x * x);
}

/// <summary>A coefficient that is changed after it was used.</summary>
[Differentiable]
internal sealed partial class SwiftMultiplier(double coefficient)
{
    public double Coefficient { get; set; } = coefficient;

    public SwiftOverride Inner { get; } = new(2);

    public double Apply(double x) => Coefficient * x;
}

/// <summary>Classes: Swift's <c>class_differentiation.swift</c>.</summary>
internal static partial class SwiftClasses
{
    // Swift, class_differentiation.swift, TrivialMember: a convenience initialiser, and a method.
    [Differentiable]
    public static double ConvenienceInitialiser(double x, double factor) => new SwiftOverride(x, factor).F(x);

    // Swift, class_differentiation.swift, TrivialMember, testNoDerivative: a member without a derivative.
    [Differentiable]
    public static double MemberWithoutDerivative(double x)
    {
        var c = new SwiftOverride(x) { Constant = 0.5 };
        return c.Constant * c.Base * c.Base;
    }

    // Swift, class_differentiation.swift, TrivialMember, controlFlow: another object in one of the branches.
    [Differentiable]
    public static double ObjectInABranch(double a, double b, bool flag)
    {
        SwiftOverride first = new(a), second = new(b);
        double result = 0;
        if (flag)
        {
            var third = new SwiftOverride(first.Base * second.Base);
            result = third.Base * third.Base;
        }
        else
        {
            result = second.Base * first.Base;
            first = second;
        }

        return result * first.Base;
    }

    // Swift, class_differentiation.swift, ClassArgumentActivity: a method squares the object's member, a case that Swift has as wrong.
    [Differentiable]
    public static double ChangedByAMethod(double x)
    {
        var c = new SwiftOverride(x);
        c.Square();
        c.Square();
        return c.Base;
    }

    // Swift, class_differentiation.swift, ClassMethods: an override, called through the derived type.
    [Differentiable]
    public static double OverriddenMethod(double x) => new SwiftOverride(2).F(x) * new SwiftOverride(x).F(x);

    // Swift, class_differentiation.swift, ClassMethods - closure captures: the coefficient changes after the call that used it.
    [Differentiable]
    public static double CoefficientChangesLater(double x)
    {
        var m = new SwiftMultiplier(10 * x);
        double result = m.Apply(x);
        m.Coefficient += 1;
        double again = m.Apply(result);
        m.Coefficient *= x;
        return result + again + m.Coefficient;
    }

    // Swift, class_differentiation.swift, ClassProperties: an overridden property that asks the base's.
    [Differentiable]
    public static double OverriddenProperty(double x) => new SwiftOverride(x).Squared;

    // Swift, class_differentiation.swift, LetProperties: an object within an object, never replaced, but changed.
    [Differentiable]
    public static double ObjectWithinAnObject(double x, int n)
    {
        var m = new SwiftMultiplier(x);
        for (int i = 0; i < n; i++)
        {
            m.Inner.Base *= m.Apply(x);
            m.Coefficient = m.Inner.Squared;
        }

        return m.Inner.Base + m.Coefficient;
    }

    // Swift, inout_parameters.swift, InoutClassParameter: objects are exchanged by reference in a loop.
    [Differentiable]
    public static double ObjectsExchanged(double x, double y, int n)
    {
        SwiftOverride a = new(x), b = new(y);
        for (int i = 0; i < n; i++)
        {
            (a, b) = (b, a);
            a.Base *= b.Base;
            if (a.Base > 1)
            {
                b = new SwiftOverride(a.Base + x);
            }
        }

        return a.Base + (2 * b.Base);
    }

    // Swift, optional_property.swift: an object that may be missing.
    [Differentiable]
    public static double MissingObject(double x, bool has)
    {
        SwiftOverride? c = has ? new SwiftOverride(x) : null;
        return c is not null ? c.Base * x : x * x * x;
    }
}
