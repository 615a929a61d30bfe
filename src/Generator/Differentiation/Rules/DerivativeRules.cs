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
        Intrinsic intrinsic => Functions.TryGetValue(intrinsic.Key, out ScalarRule? rule) ? rule : null,
        _ => null,
    };

    public static BufferRule? ForBufferCall(string key) => Buffers.TryGetValue(key, out BufferRule? rule) ? rule : null;
}
