namespace AutoDiff.Generator.Ir;

/// <summary>How tightly C#'s operators bind, from the loosest to the tightest.</summary>
internal enum Precedence
{
    Lowest, Conditional, ConditionalOr, ConditionalAnd, Or, ExclusiveOr, And, Equality, Relational, Shift, Additive, Multiplicative, Unary, Primary,
}

/// <summary>How binary operators are written, wherever the IR becomes text.</summary>
internal static class BinaryOperators
{
    public static Precedence PrecedenceOf(BinaryOperator binary) => binary switch
    {
        BinaryOperator.Add or BinaryOperator.Subtract => Precedence.Additive,
        BinaryOperator.Multiply or BinaryOperator.Divide or BinaryOperator.Remainder => Precedence.Multiplicative,
        BinaryOperator.Equal or BinaryOperator.NotEqual => Precedence.Equality,
        BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual => Precedence.Relational,
        BinaryOperator.And => Precedence.And,
        BinaryOperator.Or => Precedence.Or,
        BinaryOperator.ExclusiveOr => Precedence.ExclusiveOr,
        _ => Precedence.Shift,
    };

    public static string TextOf(BinaryOperator binary) => binary switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.Remainder => "%",
        BinaryOperator.Equal => "==",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.And => "&",
        BinaryOperator.Or => "|",
        BinaryOperator.ExclusiveOr => "^",
        BinaryOperator.ShiftLeft => "<<",
        BinaryOperator.ShiftRight => ">>",
        _ => ">>>",
    };
}
