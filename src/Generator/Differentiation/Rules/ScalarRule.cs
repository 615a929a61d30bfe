using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation.Rules;

/// <summary>
/// The derivative of an operation on scalars: for each argument, the contribution that <see cref="RuleScope.D"/> makes to it, linear in D. The reverse
/// transform passes the result's adjoint as D; the forward transform passes the argument's tangent and adds up the contributions. What a
/// contribution reads through its scope (arguments, the result) is what the reverse sweep records; what it doesn't read isn't kept.
/// </summary>
/// <param name="Contributions">One per argument; null where the derivative is zero everywhere (integers, <c>Floor</c>).</param>
internal sealed record ScalarRule(params Func<RuleScope, Value>?[] Contributions)
{
    /// <summary>Whether a contribution is D times something finite (1, -1, a constant): D = 0 then gives 0 whatever the primal values are.</summary>
    public bool IsLinear { get; init; }

    /// <summary>
    /// Whether a contribution can be infinite or NaN at finite arguments (a logarithm or a root at zero): the forward transform then looks whether the argument moves at
    /// all, so that a direction that leaves it alone gives zero.
    /// </summary>
    public bool IsSingular { get; init; }

    /// <summary>Whether a contribution can be zero because the argument wasn't chosen (<c>Max</c>, <c>Clamp</c>): what feeds the argument counts as not used.</summary>
    public bool Selects { get; init; }

    /// <summary>Whether an active argument loses its derivative here (<c>Floor</c>, <c>(int)x</c>), which deserves a warning.</summary>
    public bool LosesDerivative { get; init; }
}

/// <summary>What a rule may read, and the block that it appends to.</summary>
internal abstract class RuleScope(IrBuilder builder)
{
    public IrBuilder Builder => builder;

    /// <summary>The result's adjoint (reverse) or the argument's tangent (forward), in the result's type.</summary>
    public abstract Value D { get; }

    /// <summary>An argument's primal value.</summary>
    public abstract Value Argument(int index);

    /// <summary>The value of an argument that is a constant, otherwise null: looking doesn't count as reading.</summary>
    public virtual double? ConstantOf(int index) => null;

    /// <summary>The primal result.</summary>
    public abstract Value Result { get; }

    /// <summary>Whether two arguments are the same variable.</summary>
    public abstract bool SameArguments(int first, int second);

    public Value X => Argument(0);

    public Value Y => Argument(1);

    public Value Z => Argument(2);

    /// <summary>A call of <c>Math</c>, or of <c>MathF</c> for float arguments.</summary>
    public Value Math(string name, params Value[] arguments)
    {
        IrType type = arguments[0].Operand.Type;
        if (type is ScalarType { IsGeneric: true })
        {
            return Float(name, arguments);
        }

        string container = type is ScalarType { Kind: ScalarKind.Single } ? "MathF" : "Math";
        return Call("Math." + name, $"global::System.{container}.{name}", arguments);
    }

    /// <summary>A call of a static method of the argument's type: <c>double.Hypot</c>, <c>float.Hypot</c>. Its rule is that of <c>Math.Hypot</c>.</summary>
    public Value Float(string name, params Value[] arguments) =>
        Call("Math." + name, $"{arguments[0].Operand.Type.CSharp}.{name}", arguments);

    /// <summary>A call of the runtime's <c>SpecialFunctions</c>.</summary>
    public Value Special(string name, Value argument) =>
        Call("SpecialFunctions." + name, "global::AutoDiff.SpecialFunctions." + name, argument);

    public virtual Value Call(string key, string name, params Value[] arguments) =>
        new(arguments[0].Builder, arguments[0].Builder.Let(new Intrinsic(key, name, arguments.Select(a => a.Operand).ToEquatableArray(), arguments[0].Operand.Type)));
}
