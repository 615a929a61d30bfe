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

        return s_functions.TryGetValue(intrinsic.Key, out ScalarRule? rule) ? rule : null;
    }

    public static BufferRule? ForBufferCall(string key) => Buffers.TryGetValue(key, out BufferRule? rule) ? rule : null;
}
