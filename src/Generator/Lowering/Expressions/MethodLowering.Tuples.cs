using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>Tuples: never an object of their own, always their elements.</summary>
internal sealed partial class MethodLowering
{
    private Value LowerTuple(ITupleOperation tuple) => new(LowerValuesInOrder(tuple.Elements));

    /// <summary>Evaluates expressions from left to right, each to the value that it has at its turn.</summary>
    private Value[] LowerValuesInOrder(IReadOnlyList<IOperation> operations)
    {
        var pins = new List<Pin>();
        var values = new Value[operations.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = LowerValue(operations[i]);
            PinAll(values[i], pins);
        }

        int next = 0;
        Operand[] operands = Unpin(pins.ToArray());
        return Array.ConvertAll(values, value => Replace(value, operands, ref next));
    }

    private void PinAll(Value value, List<Pin> pins)
    {
        if (value.Operand is { } operand)
        {
            pins.Add(PinOperand(operand));
        }

        foreach (Value element in value.Elements ?? [])
        {
            PinAll(element, pins);
        }
    }

    private static Value Replace(Value value, Operand[] operands, ref int next)
    {
        if (value.Operand is not null)
        {
            return operands[next++];
        }

        if (value.Elements is not { } elements)
        {
            return value;
        }

        var replaced = new Value[elements.Length];
        for (int i = 0; i < replaced.Length; i++)
        {
            replaced[i] = Replace(elements[i], operands, ref next);
        }

        return new(replaced, value.Type);
    }

    private Value LowerTupleEquality(ITupleBinaryOperation operation)
    {
        var pins = new List<Pin>();
        Value left = LowerValue(operation.LeftOperand);
        PinAll(left, pins);
        Value right = LowerValue(operation.RightOperand);
        _operation = operation;
        int next = 0;
        left = Replace(left, Unpin(pins.ToArray()), ref next);
        bool isEquality = operation.OperatorKind == BinaryOperatorKind.Equals;
        Operand? equal = TupleEquality(operation, left, right, operation.LeftOperand.Type, operation.RightOperand.Type);
        return equal is null ? RejectedValue(operation) : isEquality ? equal : Negate(equal);
    }

    // C# stops at the first elements that differ; comparing the others as well makes no difference to scalars.
    private Operand? TupleEquality(IOperation operation, Value left, Value right, ITypeSymbol? leftType, ITypeSymbol? rightType)
    {
        if (left.Elements is not { } lefts || right.Elements is not { } rights)
        {
            return left.Operand is { } a && right.Operand is { } b ? ElementEquality(operation, a, b) : null;
        }

        Operand? all = null;
        for (int i = 0; i < lefts.Length; i++)
        {
            if (TupleEquality(operation, lefts[i], rights[i], leftType, rightType) is not { } equal)
            {
                return null;
            }

            all = all is null ? equal : Let(new Binary(BinaryOperator.And, all, equal, ScalarType.Boolean));
        }

        return all;
    }

    private Operand ElementEquality(IOperation operation, Operand left, Operand right)
    {
        if (left.Type is ScalarType a && right.Type is ScalarType b)
        {
            IrType type = Comparison(a, b);
            return EmitBinary(
                BinaryOperator.Equal, ConvertTo(left, type, isChecked: false), ConvertTo(right, type, isChecked: false), ScalarType.Boolean, isChecked: false);
        }

        OpaqueText text = new(this);
        text.Add("(").Add(left).Add(" == ").Add(right).Add(")");
        return EmitOpaque(text, _compilation.GetSpecialType(SpecialType.System_Boolean), Effects.Throws, null).Operand ?? Rejected(operation);
    }

    // The type that C# compares two scalars in.
    private static IrType Comparison(ScalarType left, ScalarType right)
    {
        if (left.Equals(right))
        {
            return left;
        }

        ScalarKind kind = Wider(left.Kind) > Wider(right.Kind) ? left.Kind : right.Kind;
        return new ScalarType(kind is ScalarKind.SByte or ScalarKind.Byte or ScalarKind.Int16 or ScalarKind.UInt16 or ScalarKind.Char
            ? ScalarKind.Int32
            : kind == ScalarKind.UInt32 && IsSigned(left.Kind, right.Kind) ? ScalarKind.Int64 : kind);
    }

    private static bool IsSigned(ScalarKind left, ScalarKind right) =>
        (left == ScalarKind.UInt32 ? right : left) is ScalarKind.SByte or ScalarKind.Int16 or ScalarKind.Int32;

    private static int Wider(ScalarKind kind) => kind == ScalarKind.Char ? (int)ScalarKind.UInt16 : (int)kind;

    private Value LowerDeconstruction(IDeconstructionAssignmentOperation operation)
    {
        bool checksAtOnce = !IsQuiet(operation.Value) || operation.Value.Type is not { IsTupleType: true }
            || (operation.Target is ITupleOperation { Elements: var targets } && !targets.All(IsQuiet));
        Place target = LowerTargets(operation.Target, checksAtOnce);
        int first = NextVariableId;
        ITypeSymbol? type = operation.Value.Type;
        Value value = LowerValue(operation.Value);
        _operation = operation;
        if (target is not TuplePlace places)
        {
            return RejectedValue(operation);
        }

        DeconstructionInfo info = operation.SemanticModel is { } model ? Deconstruction(model, operation.Syntax) : default;
        if (Deconstruct(operation, places, value, type, info) is not { } elements)
        {
            return RejectedValue(operation);
        }

        target = checksAtOnce ? SettleAll(target) : CheckTargets(target);
        Write(target, elements, first);
        return Assigned(target, elements);
    }

    private static DeconstructionInfo Deconstruction(SemanticModel model, SyntaxNode syntax) => syntax switch
    {
        Microsoft.CodeAnalysis.CSharp.Syntax.AssignmentExpressionSyntax assignment => model.GetDeconstructionInfo(assignment),
        Microsoft.CodeAnalysis.CSharp.Syntax.ForEachVariableStatementSyntax loop => model.GetDeconstructionInfo(loop),
        _ => default,
    };

    /// <summary>The value taken apart to the shape of the places, its elements converted to their types.</summary>
    private Value? Deconstruct(IOperation operation, TuplePlace places, Value value, ITypeSymbol? type, DeconstructionInfo info)
    {
        ITypeSymbol?[] types;
        Value[]? elements;
        if (info.Method is { } method && (value.IsTuple || value.Operand is not null))
        {
            (elements, types) = CallDeconstruct(operation, method, value);
        }
        else if (value.Elements is { } parted)
        {
            elements = parted;
            types = type is INamedTypeSymbol { IsTupleType: true } tuple ? tuple.TupleElements.Select(element => element.Type).ToArray() : new ITypeSymbol?[elements.Length];
        }
        else
        {
            return null;
        }

        if (elements.Length != places.Elements.Length)
        {
            return null;
        }

        var results = new Value[elements.Length];
        for (int i = 0; i < results.Length; i++)
        {
            DeconstructionInfo nested = info.Nested.Length > i ? info.Nested[i] : default;
            if (places.Elements[i] is TuplePlace inner && (elements[i].Elements is not null || nested.Method is not null))
            {
                if (Deconstruct(operation, inner, elements[i], types[i], nested) is not { } innerParts)
                {
                    return null;
                }

                results[i] = innerParts;
            }
            else
            {
                results[i] = ConvertForPlace(operation, elements[i], places.Elements[i], types[i], nested.Conversion);
            }
        }

        return new Value(results);
    }

    private Value ConvertForPlace(IOperation operation, Value value, Place place, ITypeSymbol? from, Conversion? conversion)
    {
        if (value.Operand is not { } operand || TypeOf(place) is not { } type || operand.Type.Equals(type))
        {
            return value;
        }

        if (operand.Type is ScalarType && type is ScalarType)
        {
            return ConvertTo(operand, type, isChecked: false);
        }

        if (IsBufferConversion(operand.Type, type))
        {
            return Let(new View(operand, null, null, type));
        }

        OpaqueText text = new(this);
        text.Add($"(({type.CSharp})").Add(operand).Add(")");
        (EquatableArray<string> parts, EquatableArray<Hole> holes) = text.Resolve();
        bool isPure = conversion is not { IsUserDefined: true };
        IfActive lost = from is null ? new(DiagnosticDescriptors.ActiveValueInInactiveType, type.CSharp, "Keep " + InNumbers) : LostIn(from);
        _ = operation;
        return EmitOpaque(parts, holes, type, isPure ? Effects.None : Effects.Anything, lost, runsOnce: !isPure);
    }

    private static IrType? TypeOf(Place place) => place switch
    {
        VariablePlace variable => variable.Variable.Type,
        ElementPlace element => element.Type,
        OpaquePlace opaque => opaque.Type,
        ChoicePlace choice => choice.Type,
        _ => null,
    };
}
