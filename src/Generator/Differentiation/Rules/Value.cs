using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation.Rules;

/// <summary>An operand with arithmetic, so that a rule reads like its formula: <c>d * r.Cos(x)</c>. Each operation appends to the rule's block.</summary>
internal readonly struct Value(IrBuilder builder, Operand operand)
{
    public Operand Operand { get; } = operand;

    public IrBuilder Builder { get; } = builder;

    public static Value operator +(Value a, Value b) => new(a.Builder, a.Builder.Add(a.Operand, b.Operand));

    public static Value operator -(Value a, Value b) => new(a.Builder, a.Builder.Subtract(a.Operand, b.Operand));

    public static Value operator *(Value a, Value b) => new(a.Builder, a.Builder.Multiply(a.Operand, b.Operand));

    public static Value operator /(Value a, Value b) => new(a.Builder, a.Builder.Divide(a.Operand, b.Operand));

    public static Value operator -(Value a) => new(a.Builder, a.Builder.Negate(a.Operand));

    public static Value operator +(Value a, double b) => a + a.Like(b);

    public static Value operator +(double a, Value b) => b.Like(a) + b;

    public static Value operator -(Value a, double b) => a - a.Like(b);

    public static Value operator -(double a, Value b) => b.Like(a) - b;

    public static Value operator *(Value a, double b) => a * a.Like(b);

    public static Value operator *(double a, Value b) => b.Like(a) * b;

    public static Value operator /(Value a, double b) => a / a.Like(b);

    public static Value operator /(double a, Value b) => b.Like(a) / b;

    /// <summary>A comparison, for <see cref="Choose"/>.</summary>
    public Value Is(BinaryOperator comparison, Value other) => new(Builder, Builder.Compare(comparison, Operand, other.Operand));

    public Value Is(BinaryOperator comparison, double other) => Is(comparison, Like(other));

    /// <summary><c>this ? whenTrue : whenFalse</c>; both are evaluated.</summary>
    public Value Choose(Value whenTrue, Value whenFalse) => new(Builder, Builder.Select(Operand, whenTrue.Operand, whenFalse.Operand));

    /// <summary>A constant of this value's type.</summary>
    public Value Like(double constant) => new(Builder, Constant.Float(Operand.Type, constant));
}
