using System.Globalization;
using AutoDiff.Generator.Differentiation.Rules;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>What the numeric interfaces give a type parameter that stands for a floating-point type: constants and conversions.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>The properties of the numeric interfaces that are written as literals: <c>T.One</c> and its kind.</summary>
    public static readonly IReadOnlyDictionary<string, double> NumericConstants = new Dictionary<string, double>
    {
        ["Zero"] = 0,
        ["AdditiveIdentity"] = 0,
        ["One"] = 1,
        ["MultiplicativeIdentity"] = 1,
        ["NegativeOne"] = -1,
        ["NaN"] = double.NaN,
        ["PositiveInfinity"] = double.PositiveInfinity,
        ["NegativeInfinity"] = double.NegativeInfinity,
    };

    // T.One and its kind as constants, T.Pi and its kind as what they are.
    private Value? LowerNumericConstant(IPropertyReferenceOperation reference)
    {
        if (IntrinsicCatalog.NumberOf(reference.Property) is not { } number || TypeMapping.Of(number) is not ScalarType type || !TypeMapping.Of(reference.Type!).Equals(type))
        {
            return null;
        }

        return NumericConstants.TryGetValue(reference.Property.Name, out double constant)
            ? Constant.Float(type, constant)
            : Let(new Opaque([$"{type.CSharp}.{QualifiedNames.Identifier(reference.Property.Name)}"], [], type, Effects.None));
    }

    /// <summary><c>T.CreateChecked(x)</c> and <c>double.CreateChecked(x)</c>: conversions between numbers, one of them generic.</summary>
    private Value? LowerNumericConversion(IInvocationOperation call)
    {
        if (call.TargetMethod is not { Name: "CreateChecked" or "CreateSaturating" or "CreateTruncating", IsStatic: true, Arity: 1, Parameters: [{ Type: { } from }] } method
            || TypeMapping.Of(method.ReturnType) is not ScalarType to
            || TypeMapping.Of(from) is not ScalarType
            || (IntrinsicCatalog.NumberOf(method) is null && method.ContainingType.SpecialType == SpecialType.None))
        {
            return null;
        }

        Operand value = LowerExpression(call.Arguments[0].Value);
        _operation = call;
        if (to.IsGeneric && value is Constant constant && Exactly(constant) is { } known)
        {
            return Constant.Float(to, known);
        }

        return value.Type.Equals(to) ? value : Let(new Convert(value, to)
        {
            Method = $"{QualifiedNames.Owner(method)}.{method.Name}",
            MayThrow = method.Name == "CreateChecked" && !to.IsFloat,
        });
    }

    // The value of a constant that double holds exactly.
    private static double? Exactly(Constant constant)
    {
        if (constant.Integer is { } integer)
        {
            return Math.Abs(integer) <= 1L << 53 ? integer : null;
        }

        if (constant.Type is not ScalarType { Kind: ScalarKind.Single or ScalarKind.Double } type
            || !double.TryParse(constant.Text.TrimEnd('f'), NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
        {
            return null;
        }

        return type.Kind == ScalarKind.Single ? (float)value : value;
    }
}
