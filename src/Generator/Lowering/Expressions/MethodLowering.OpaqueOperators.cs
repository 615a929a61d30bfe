using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>Operators on types that carry no derivative (enums, strings, decimals, nullable values), and the user's own.</summary>
internal sealed partial class MethodLowering
{
    private Operand LowerOpaqueOperator(IOperation operation, BinaryOperatorKind kind, IMethodSymbol? method, Operand left, Operand right, ITypeSymbol type)
    {
        if (OperatorText(kind) is not { } symbol)
        {
            Report(DiagnosticDescriptors.UnsupportedSyntax, operation, $"'{operation.Syntax}'", "Write it with other operators");
            return Rejected(operation);
        }

        // Comparing two enums, or combining their flags, is what it is for integers.
        bool isPlain = method is null or { ContainingType.SpecialType: not SpecialType.None } || CallEffects.IsPure(method);
        bool isChecked = operation is IBinaryOperation { IsChecked: true } or ICompoundAssignmentOperation { IsChecked: true }
            && kind is BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply or BinaryOperatorKind.Divide;
        bool neverThrows = isPlain && !isChecked && type.SpecialType is SpecialType.System_Boolean or SpecialType.System_String
            || type.TypeKind == TypeKind.Enum && !isChecked;
        OpaqueText text = new(this);
        text.Add(isChecked ? "checked(" : "(").Add(left).Add($" {symbol} ").Add(right).Add(")");
        IfActive? lost = IsWithoutDerivative(type) ? null : OperatorError(method, type);
        return EmitOpaque(text, type, isPlain ? neverThrows ? Effects.None : Effects.Throws : Effects.Anything, lost, runsOnce: !isPlain).Operand
            ?? Rejected(operation);
    }

    private Operand LowerOpaqueIncrement(IOperation operation, BinaryOperatorKind kind, Operand old, ITypeSymbol type)
    {
        if (operation is not IIncrementOrDecrementOperation { OperatorMethod: var method } increment)
        {
            return Rejected(operation);
        }

        // A user-defined ++ works on a variable; the built-in ones of enums, decimals and nullable values add one.
        bool isPlain = method is null or { ContainingType.SpecialType: not SpecialType.None } || CallEffects.IsPure(method);
        string symbol = kind == BinaryOperatorKind.Add ? "+" : "-";
        OpaqueText text = new(this);
        if (isPlain)
        {
            text.Add($"({QualifiedNames.Type(type)})({(increment.IsChecked ? "checked" : "")}(").Add(old).Add($" {symbol} 1))");
            return EmitOpaque(text, type, Effects.Throws, LostIn(type)).Operand ?? Rejected(operation);
        }

        Variable changed = NewTemporary(old.Type);
        EmitAssign(changed, new Copy(old));
        text.Add(symbol + symbol).AddReference(changed, isRead: true);
        EmitOpaque(text, _compilation.GetSpecialType(SpecialType.System_Void), Effects.Anything, OperatorError(method, type));
        return changed;
    }

    private Operand LowerOpaqueUnary(IUnaryOperation operation, Operand operand)
    {
        string? symbol = operation.OperatorKind switch
        {
            UnaryOperatorKind.Plus => "+",
            UnaryOperatorKind.Minus => "-",
            UnaryOperatorKind.Not => "!",
            UnaryOperatorKind.BitwiseNegation => "~",
            _ => null,
        };
        if (symbol is null || operation.Type is not { } type)
        {
            Report(DiagnosticDescriptors.UnsupportedSyntax, operation, $"'{operation.Syntax}'", "Write it with other operators");
            return Rejected(operation);
        }

        IMethodSymbol? method = operation.OperatorMethod;
        bool isPlain = method is null or { ContainingType.SpecialType: not SpecialType.None } || CallEffects.IsPure(method);
        OpaqueText text = new(this);
        text.Add((operation.IsChecked ? "checked(" : "(") + symbol).Add(operand).Add(")");
        IfActive? lost = IsWithoutDerivative(type) ? null : OperatorError(method, type);
        return EmitOpaque(text, type, isPlain ? Effects.Throws : Effects.Anything, lost, runsOnce: !isPlain).Operand ?? Rejected(operation);
    }

    private IfActive OperatorError(IMethodSymbol? method, ITypeSymbol type) =>
        method is null or { ContainingType.SpecialType: not SpecialType.None } || CallEffects.IsPure(method)
            ? LostIn(type)
            : new(DiagnosticDescriptors.CallWithoutDerivative, method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat));

    private static string? OperatorText(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => "+",
        BinaryOperatorKind.Subtract => "-",
        BinaryOperatorKind.Multiply => "*",
        BinaryOperatorKind.Divide => "/",
        BinaryOperatorKind.Remainder => "%",
        BinaryOperatorKind.Equals => "==",
        BinaryOperatorKind.NotEquals => "!=",
        BinaryOperatorKind.LessThan => "<",
        BinaryOperatorKind.LessThanOrEqual => "<=",
        BinaryOperatorKind.GreaterThan => ">",
        BinaryOperatorKind.GreaterThanOrEqual => ">=",
        BinaryOperatorKind.And => "&",
        BinaryOperatorKind.Or => "|",
        BinaryOperatorKind.ExclusiveOr => "^",
        BinaryOperatorKind.LeftShift => "<<",
        BinaryOperatorKind.RightShift => ">>",
        BinaryOperatorKind.UnsignedRightShift => ">>>",
        _ => null,
    };
}
