using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Bodies;

internal static class Operators
{
    public static bool IsComparison(BinaryOperator binary) => BinaryOperators.PrecedenceOf(binary) is Precedence.Equality or Precedence.Relational;

    /// <summary>The comparison that holds exactly when this one doesn't, or null: with NaN, <c>!(a &lt; b)</c> isn't <c>a &gt;= b</c>.</summary>
    public static BinaryOperator? Opposite(Binary comparison)
    {
        bool isOrdered = comparison.Left.Type is ScalarType { IsInteger: true } && comparison.Right.Type is ScalarType { IsInteger: true };
        return comparison.Operator switch
        {
            BinaryOperator.Equal when comparison.Left.Type is ScalarType => BinaryOperator.NotEqual,
            BinaryOperator.NotEqual when comparison.Left.Type is ScalarType => BinaryOperator.Equal,
            BinaryOperator.Less when isOrdered => BinaryOperator.GreaterOrEqual,
            BinaryOperator.LessOrEqual when isOrdered => BinaryOperator.Greater,
            BinaryOperator.Greater when isOrdered => BinaryOperator.LessOrEqual,
            BinaryOperator.GreaterOrEqual when isOrdered => BinaryOperator.Less,
            _ => null,
        };
    }

    /// <summary>Whether <c>checked</c> changes what the operation does.</summary>
    public static bool DependsOnContext(Expression expression) => expression switch
    {
        Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply } binary => binary.Type is ScalarType { IsInteger: true },
        Unary { Operator: UnaryOperator.Negate } unary => unary.Type is ScalarType { IsInteger: true },
        Convert convert => convert.Type is ScalarType { IsInteger: true } or OpaqueType { IsReference: false } && !IsWidening(convert.Operand.Type, convert.Type),
        Opaque => true,
        _ => false,
    };

    public static bool IsChecked(Expression expression) => expression switch
    {
        Binary binary => binary.IsChecked,
        Unary unary => unary.IsChecked,
        Convert convert => convert.IsChecked,
        _ => false,
    };

    private static bool IsWidening(IrType from, IrType to) =>
        from is ScalarType { IsInteger: true } source && to is ScalarType { IsInteger: true } target
        && (IsSigned(source.Kind) == IsSigned(target.Kind) ? SizeOf(source.Kind, 8) <= SizeOf(target.Kind, 4)
            : IsSigned(target.Kind) && SizeOf(source.Kind, 8) < SizeOf(target.Kind, 4));

    private static bool IsSigned(ScalarKind kind) =>
        kind is ScalarKind.SByte or ScalarKind.Int16 or ScalarKind.Int32 or ScalarKind.Int64 or ScalarKind.NInt;

    private static int SizeOf(ScalarKind kind, int native) => kind switch
    {
        ScalarKind.SByte or ScalarKind.Byte => 1,
        ScalarKind.Int16 or ScalarKind.UInt16 or ScalarKind.Char => 2,
        ScalarKind.Int32 or ScalarKind.UInt32 => 4,
        ScalarKind.NInt or ScalarKind.NUInt => native,
        _ => 8,
    };
}
