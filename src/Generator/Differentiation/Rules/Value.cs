using System.Globalization;
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

    /// <summary>Both conditions.</summary>
    public static Value operator &(Value a, Value b) =>
        new(a.Builder, a.Builder.Let(new Binary(BinaryOperator.And, a.Operand, b.Operand, ScalarType.Boolean)));

    /// <summary>One of the conditions, or both.</summary>
    public static Value operator |(Value a, Value b) =>
        new(a.Builder, a.Builder.Let(new Binary(BinaryOperator.Or, a.Operand, b.Operand, ScalarType.Boolean)));

    /// <summary>This value, but where the condition holds the one that the function gives, computed only there.</summary>
    public Value Unless(Value condition, Func<IrBuilder, Value> better)
    {
        var inner = new IrBuilder(Builder.Variables);
        Operand instead = better(inner).Operand;
        Variable result = Builder.Variables.New("slope", Operand.Type);
        Builder.Emit(new If(condition.Operand, inner.ToBlock(), Block.Empty) { Merges = [new Merge(result, instead, Operand)] });
        return new(Builder, result);
    }

    /// <summary>The same operand, whose operations go to another block.</summary>
    public Value In(IrBuilder other) => new(other, Operand);

    /// <summary>The value of a float constant, otherwise null.</summary>
    public double? Constant => Operand is Constant { ConstantType.IsFloat: true } constant
        && double.TryParse(constant.Text.TrimEnd('f'), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : null;

    /// <summary>A constant of this value's type.</summary>
    public Value Like(double constant) => new(Builder, Ir.Constant.Float(Operand.Type, constant));
}
