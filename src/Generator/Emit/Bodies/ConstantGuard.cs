using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Bodies;

/// <summary>
/// Keeps the C# compiler from evaluating what must happen at run time: after constants have been propagated, <c>1 / 0</c> and overflow in a
/// checked context would be compile-time errors, and a cast of a constant float to an integer would saturate differently.
/// </summary>
internal sealed class ConstantGuard(BodyFacts facts)
{
    /// <summary>A method that returns its argument, which the compiler doesn't see through; null for types without arithmetic.</summary>
    public static string? Identity(IrType type) => type is ScalarType { IsGeneric: false } scalar
        ? "global::System.Convert.To" + scalar.Kind switch
        {
            ScalarKind.NInt => "Int64",
            ScalarKind.NUInt => "UInt64",
            _ => scalar.Kind.ToString(),
        }
        : null;

    /// <summary>Whether a literal would have another type than the constant where the context gives none.</summary>
    public static bool IsLiteralOfAnotherType(Constant constant)
    {
        char first = constant.Text.Length == 0 ? ' ' : constant.Text[0];
        bool isNumber = first is '-' or (>= '0' and <= '9');
        return isNumber && constant.ConstantType is ScalarType scalar && scalar.Kind switch
        {
            ScalarKind.Int32 or ScalarKind.Double or ScalarKind.Generic => false,
            ScalarKind.UInt32 or ScalarKind.Int64 or ScalarKind.UInt64 or ScalarKind.Single => char.IsDigit(constant.Text[constant.Text.Length - 1]),
            _ => true,
        };
    }

    public (bool Left, bool Right) Guards(Binary binary)
    {
        if (binary.Type.IsFloat || Operators.IsComparison(binary.Operator))
        {
            return (false, false);
        }

        bool isDivision = binary.Operator is BinaryOperator.Divide or BinaryOperator.Remainder;
        bool isPlainDivisor = binary.Right is Constant { IsZero: false } constant && constant.Text.TrimEnd('L', 'U', 'l', 'u') is not ("0" or "-1");
        return (binary.IsChecked && IsConstant(binary.Right), isDivision && !isPlainDivisor);
    }

    /// <summary>Whether the compiler sees a constant.</summary>
    public bool IsConstant(Operand operand)
    {
        if (operand is not Variable variable)
        {
            return true;
        }

        if (facts.Of(variable) is not { IsFolded: true, Definition: Assign { Value: Unary or Binary or Convert or Copy or Ir.Select } assign })
        {
            return false;
        }

        foreach (Operand inner in assign.Value.Operands)
        {
            if (!IsConstant(inner))
            {
                return false;
            }
        }

        return true;
    }
}
