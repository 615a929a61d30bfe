using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>Conversions, written and implied.</summary>
internal sealed partial class MethodLowering
{
    private Value LowerConversion(IConversionOperation conversion)
    {
        switch (conversion.Operand)
        {
            case IThrowOperation thrown:
                LowerThrow(thrown);
                return conversion.Type is { } never ? DefaultValue(never) : default;
            case IDelegateCreationOperation or IAnonymousFunctionOperation or IMethodReferenceOperation when !conversion.GetConversion().IsUserDefined:
                return LowerDelegate(conversion.Operand, conversion.Type!);
            case IDefaultValueOperation when conversion.Type is { } type && conversion.GetConversion().IsDefaultLiteral:
                return DefaultValue(type);
            case ICollectionExpressionOperation collection when conversion.GetConversion().IsCollectionExpression:
                return LowerCollectionExpression(collection);
            case IInvocationOperation when ClonedArray(conversion) is { } array:
                return LowerClone(conversion, array);
            case IInterpolatedStringOperation interpolation when conversion.GetConversion().IsInterpolatedString:
                return LowerFormattable(interpolation, conversion);
        }

        if (conversion.OperatorMethod is { } method
            && SymbolEqualityComparer.Default.Equals(method.Parameters[0].Type, conversion.Operand.Type)
            && IsDifferentiableOperator(method, conversion.ConstrainedToType))
        {
            return LowerAggregateOperator(conversion, method, conversion.Operand);
        }

        Value value = LowerValue(conversion.Operand);
        _operation = conversion;
        if (value.Elements is null)
        {
            return value.Operand is { } operand ? ConvertValue(conversion, operand) : value;
        }

        return ConvertTuple(conversion, value);
    }

    /// <summary>A conversion of an operand that has been evaluated.</summary>
    private Operand ApplyConversion(IConversionOperation conversion, Operand operand) => ConvertValue(conversion, operand).Operand ?? Rejected(conversion);

    private Value ConvertValue(IConversionOperation conversion, Operand operand)
    {
        if (conversion.Type is not { } type || conversion.Operand.Type is not { } from)
        {
            return conversion.Type is { } target && operand is Constant ? Constant.Default(TypeMapping.Of(target)) : RejectedValue(conversion);
        }

        if (type.TypeKind == TypeKind.Dynamic)
        {
            Report(DiagnosticDescriptors.DynamicExpression, conversion, conversion.Syntax.ToString());
            return Rejected(conversion);
        }

        if (type is IPointerTypeSymbol)
        {
            Report(DiagnosticDescriptors.UnsafeCode, conversion, conversion.Syntax.ToString());
            return Rejected(conversion);
        }

        IrType mapped = TypeMapping.Of(type);
        Conversion kind = conversion.GetConversion();
        if (!kind.IsUserDefined && operand.Type.Equals(mapped))
        {
            return operand;
        }

        if (kind.IsUserDefined && !IsBufferConversion(operand.Type, mapped))
        {
            return ConvertByMethod(conversion, kind.MethodSymbol!, operand, type);
        }

        return ConvertBuiltIn(conversion, operand, from, type, mapped);
    }

    private static bool IsBufferConversion(IrType from, IrType to) => from is BufferType && to is BufferType { IsSpan: true };

    private Value ConvertBuiltIn(IConversionOperation conversion, Operand operand, ITypeSymbol from, ITypeSymbol type, IrType mapped)
    {
        if (operand.Type is ScalarType && mapped is ScalarType)
        {
            return ConvertTo(operand, mapped, conversion.IsChecked);
        }

        if (IsBufferConversion(operand.Type, mapped))
        {
            return Let(new View(operand, null, null, mapped));
        }

        if (operand.Type is BufferType { Kind: BufferKind.Object } && mapped is BufferType { Kind: BufferKind.Object })
        {
            if (conversion.IsTryCast)
            {
                return LowerTryCast(operand, type, mapped);
            }

            return Let(new Convert(operand, mapped) { MayThrow = !conversion.IsImplicit });
        }

        // Between an enum and its numbers, both of them values.
        if ((from.TypeKind == TypeKind.Enum || operand.Type is ScalarType) && (type.TypeKind == TypeKind.Enum || mapped is ScalarType))
        {
            return Let(new Convert(operand, mapped, conversion.IsChecked && CanOverflow(operand.Type, ScalarType.Int32)));
        }

        bool neverThrows = conversion.IsImplicit || (conversion.GetConversion() is var kind && (kind.IsBoxing || (kind.IsNullable && kind.IsImplicit)));
        Effects effects = neverThrows ? Effects.None : Effects.Throws;
        OpaqueText text = new(this);
        text.Add(conversion.IsTryCast ? "(" : $"(({QualifiedNames.Type(type)})").Add(operand)
            .Add(conversion.IsTryCast ? $" as {QualifiedNames.Type(type)})" : ")");
        if (operand.Type is BufferType && mapped is OpaqueType)
        {
            effects = Effects.None;
        }

        // What goes into LINQ is turned into a sequence first, which isn't what the user wrote.
        IfActive? lost = conversion.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { ContainingType: { } container } called } }
            && TypeMapping.IsIn(container, "System.Linq") ? new(DiagnosticDescriptors.LinqCall, called.Name)
            : operand.Type is BufferType && IsOnlyLookedAt(conversion) ? null
            : LostIn(type);
        return EmitOpaque(text, type, conversion.IsTryCast ? Effects.None : effects, lost);
    }

    // Null for an object of another class.
    private Variable LowerTryCast(Operand operand, ITypeSymbol type, IrType mapped)
    {
        Operand source = Freeze(operand);
        Variable result = NewTemporary(mapped);
        LowerIf(
            Let(new Opaque(["(", $" is {QualifiedNames.Type(type)})"], [source], ScalarType.Boolean, Effects.None)),
            () => EmitAssign(result, new Convert(source, mapped)),
            () => EmitAssign(result, new Copy(Constant.Default(mapped))));
        return result;
    }

    // A buffer that is compared as a reference, or that goes into a guard or a message.
    private static bool IsOnlyLookedAt(IConversionOperation conversion)
    {
        IOperation? parent = conversion.Parent;
        while (parent is IConversionOperation or IArrayInitializerOperation or IArrayCreationOperation { IsImplicit: true } or ICollectionExpressionOperation)
        {
            parent = parent.Parent;
        }

        return parent switch
        {
            IBinaryOperation binary => binary is { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, OperatorMethod: null },
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { } method } } => CallEffects.LeavesBuffersAlone(method) && IsWithoutDerivative(method.ReturnType),
            _ => false,
        };
    }

    private Value ConvertByMethod(IConversionOperation conversion, IMethodSymbol method, Operand operand, ITypeSymbol type)
    {
        OpaqueText text = new(this);
        text.Add($"(({QualifiedNames.Type(type)})").Add(operand).Add(")");
        bool isPure = CallEffects.IsPure(method);
        IfActive lost = IsWithoutDerivative(type) ? LostIn(conversion.Operand.Type!) : LostIn(type);
        return EmitOpaque(text, type, isPure ? Effects.Throws : Effects.Anything, lost, runsOnce: !isPure);
    }

    private Value ConvertTuple(IConversionOperation conversion, Value value)
    {
        if (value.Type is not null && conversion.Type is { } target && TypeMapping.Of(target).Equals(value.Type))
        {
            return value;
        }

        if (conversion.Type is not INamedTypeSymbol { IsTupleType: true } to
            || conversion.Operand.Type is not INamedTypeSymbol { IsTupleType: true } from)
        {
            // Boxed, or made nullable.
            OpaqueText text = new(this);
            text.Add($"(({QualifiedNames.Type(conversion.Type!)})").Add(value).Add(")");
            return EmitOpaque(text, conversion.Type!, Effects.None, LostIn(conversion.Type!));
        }

        return ConvertElements(conversion, value, from, to);
    }

    private Value ConvertElements(IConversionOperation conversion, Value value, INamedTypeSymbol from, INamedTypeSymbol to)
    {
        var elements = new Value[to.TupleElements.Length];
        for (int i = 0; i < elements.Length; i++)
        {
            ITypeSymbol source = from.TupleElements[i].Type, target = to.TupleElements[i].Type;
            Value element = value.Elements![i];
            if (element.Elements is not null && source is INamedTypeSymbol inner && target is INamedTypeSymbol { IsTupleType: true } outer)
            {
                elements[i] = ConvertElements(conversion, element, inner, outer);
            }
            else if (element.Elements is not null)
            {
                // A struct that stays what it is.
                elements[i] = SymbolEqualityComparer.Default.Equals(source, target) ? element : RejectedValue(conversion);
            }
            else if (element.Operand is { } operand)
            {
                elements[i] = ConvertElement(conversion, operand, source, target);
            }
        }

        return new Value(elements);
    }

    private Value ConvertElement(IConversionOperation conversion, Operand operand, ITypeSymbol from, ITypeSymbol to)
    {
        IrType mapped = TypeMapping.Of(to);
        if (operand.Type.Equals(mapped))
        {
            return operand;
        }

        Conversion kind = _compilation.ClassifyConversion(from, to);
        if (kind.IsUserDefined && !IsBufferConversion(operand.Type, mapped))
        {
            return ConvertByMethod(conversion, kind.MethodSymbol!, operand, to);
        }

        return ConvertBuiltIn(conversion, operand, from, to, mapped);
    }
}
