using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation.Rules;

/// <summary>The one table of derivatives: operators, functions of scalars, operations on buffers. A missing entry is an error, never a zero.</summary>
internal static partial class DerivativeRules
{
    /// <summary>The rule of a scalar operation, or null when there is none.</summary>
    public static ScalarRule? ForExpression(Expression expression) => expression switch
    {
        Unary unary => Operators.ForUnary(unary),
        Binary binary => Operators.ForBinary(binary),
        Convert convert => Operators.ForConvert(convert),
        Select => Operators.Select,
        Intrinsic intrinsic => ForIntrinsic(intrinsic),
        _ => null,
    };

    private static ScalarRule? ForIntrinsic(Intrinsic intrinsic)
    {
        if (intrinsic.Key.StartsWith(IntrinsicCatalog.PurePrefix, StringComparison.Ordinal))
        {
            return new ScalarRule(new Func<RuleScope, Value>?[intrinsic.Arguments.Count]) { IsLinear = true };
        }

        if (!s_functions.TryGetValue(intrinsic.Key, out ScalarRule? rule))
        {
            return null;
        }

        // A constant power of at least one has a derivative everywhere.
        return intrinsic is { Key: "Math.Pow", Arguments: [_, Constant exponent] } && new Value(null!, exponent).Constant >= 1 ? rule with { IsSingular = false } : rule;
    }

    /// <summary>Whether the derivative is a finite literal: times that, zero is zero. Only the other operand is active.</summary>
    public static bool IsScaledByConstant(Expression expression) => expression switch
    {
        Binary { Operator: BinaryOperator.Multiply } product => IsFinite(product.Left) || IsFinite(product.Right),
        Binary { Operator: BinaryOperator.Divide } quotient => IsFinite(quotient.Right) && quotient.Right is Constant { IsZero: false },
        _ => false,
    };

    /// <summary>Whether the operand is a constant other than infinity or NaN.</summary>
    public static bool IsFinite(Operand operand) => operand is Constant constant && constant.Text.IndexOfAny(['N', 'I']) < 0;

    /// <summary>The rule of an operation on buffers, or null when there is none for these arguments.</summary>
    public static BufferRule? ForBufferCall(BufferCall call) =>
        Buffers.Table.TryGetValue(call.Key, out Func<BufferCall, BufferRule?>? rule) ? rule(call) : null;

    /// <summary>Whether there is a rule for operations of this key, at least for some arguments.</summary>
    public static bool HasBufferRule(string key) => Buffers.Table.ContainsKey(key);
}
