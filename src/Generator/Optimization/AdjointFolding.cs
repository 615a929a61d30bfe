using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization;

/// <summary>Arithmetic of adjoints whose operands turned out to be zero or one (a seed that goes round a loop, say). Primal arithmetic isn't folded: it would
/// lose a NaN or the sign of a zero.</summary>
internal static class AdjointFolding
{
    /// <summary>The operand that the expression equals, or null.</summary>
    public static Operand? Fold(Expression expression) => expression switch
    {
        Binary { Type.IsFloat: true } binary => Fold(binary),
        Unary { Operator: UnaryOperator.Negate, Operand: Constant { IsZero: true } zero } => zero,
        Select select when select.WhenTrue.IsSameAs(select.WhenFalse) => select.WhenTrue,
        Select { Condition: Constant condition } select => condition.Text == "true" ? select.WhenTrue : select.WhenFalse,
        _ => null,
    };

    private static Operand? Fold(Binary binary) => (binary.Operator, binary.Left, binary.Right) switch
    {
        (BinaryOperator.Add, Constant { IsZero: true }, _) => binary.Right,
        (BinaryOperator.Add or BinaryOperator.Subtract, _, Constant { IsZero: true }) => binary.Left,
        (BinaryOperator.Multiply, Constant { IsOne: true }, _) => binary.Right,
        (BinaryOperator.Multiply or BinaryOperator.Divide, _, Constant { IsOne: true }) => binary.Left,
        (BinaryOperator.Multiply or BinaryOperator.Divide, Constant { IsZero: true }, _) => binary.Left,
        (BinaryOperator.Multiply, _, Constant { IsZero: true }) => binary.Right,
        _ => null,
    };
}
