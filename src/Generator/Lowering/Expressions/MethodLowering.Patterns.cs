using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>Patterns: each becomes a condition, whose parts are evaluated only as far as C# may evaluate them.</summary>
internal sealed partial class MethodLowering
{
    // The values whose members a property pattern is looking at, innermost last.
    private readonly Stack<Value> _patternInputs = new();

    private Value LowerIsPattern(IIsPatternOperation operation)
    {
        if (LowerAccessPattern(operation) is { } access)
        {
            return access;
        }

        Value value = LowerValue(operation.Value);
        _operation = operation;
        return Matched([operation.Pattern], [], () => Match(operation.Pattern, value, ""));
    }

    /// <summary>Whether the value matches; variables that the pattern declares are assigned when it does.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="value">The value.</param>
    /// <param name="part">Which part of the value under test it is.</param>
    private Operand Match(IPatternOperation pattern, Value value, string part)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        value = Narrowed(value, pattern.InputType);
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return Constant.True;
            case IConstantPatternOperation constant:
                return MatchConstant(constant, value);
            case IRelationalPatternOperation relational:
                return MatchRelation(relational, value);
            case ITypePatternOperation type:
                return MatchType(value, pattern.InputType, type.MatchedType);
            case IDeclarationPatternOperation declaration:
                return MatchDeclaration(declaration, value);
            case INegatedPatternOperation negated:
                return Negate(Match(negated.Pattern, value, part));
            case IBinaryPatternOperation binary:
                return ShortCircuit(
                    binary.OperatorKind == BinaryOperatorKind.And, Match(binary.LeftPattern, value, part), () => Match(binary.RightPattern, value, part));
            case IRecursivePatternOperation recursive:
                return MatchRecursive(recursive, value, part);
            case IListPatternOperation list:
                return MatchList(list, value, part);
            default:
                return RejectUnsupported(pattern);
        }
    }

    // What an earlier part of the pattern has shown the value to be.
    private Value Narrowed(Value value, ITypeSymbol type)
    {
        if (value.Operand is not { } operand || type.TypeKind == TypeKind.Error)
        {
            return value;
        }

        IrType mapped = TypeMapping.Of(type);
        if (operand.Type is BufferType { Kind: BufferKind.Object } && mapped is BufferType { Kind: BufferKind.Object } && !operand.Type.Equals(mapped))
        {
            return Let(new Ir.Convert(operand, mapped));
        }

        return operand.Type.Equals(mapped) || operand.Type is BufferType or ScalarType
            ? value
            : SplitTuple(LetOpaque(mapped, Effects.Throws, $"(({mapped.CSharp})", operand, ")"));
    }

    private Operand MatchConstant(IConstantPatternOperation pattern, Value value)
    {
        if (value.Operand is not { } operand)
        {
            return RejectUnsupported(pattern);
        }

        if (LowerExpression(pattern.Value) is not Constant constant)
        {
            return RejectUnsupported(pattern);
        }

        if (pattern.Value.ConstantValue is { HasValue: true, Value: null })
        {
            return LetOpaque(ScalarType.Boolean, Effects.None, "(", operand, " is null)");
        }

        if (operand.Type is not ScalarType || !operand.Type.Equals(constant.Type))
        {
            return LetOpaque(ScalarType.Boolean, Effects.None, "(", operand, $" is {constant.Text})");
        }

        // A NaN matches NaN, unlike ==.
        return constant.Text.EndsWith(".NaN", StringComparison.Ordinal)
            ? Let(new Binary(BinaryOperator.NotEqual, operand, operand, ScalarType.Boolean))
            : Let(new Binary(BinaryOperator.Equal, operand, constant, ScalarType.Boolean));
    }

    private Operand MatchRelation(IRelationalPatternOperation pattern, Value value)
    {
        if (value.Operand is not { } operand || MapOperator(pattern.OperatorKind) is not { } relation
            || LowerExpression(pattern.Value) is not Constant constant)
        {
            return RejectUnsupported(pattern);
        }

        return operand.Type is ScalarType && operand.Type.Equals(constant.Type)
            ? Let(new Binary(relation, operand, constant, ScalarType.Boolean))
            : LetOpaque(ScalarType.Boolean, Effects.None, "(", operand, $" is {OperatorText(pattern.OperatorKind)} {constant.Text})");
    }

    private Operand MatchType(Value value, ITypeSymbol from, ITypeSymbol to)
    {
        if (value.Operand is not { } operand || (from.IsValueType && SymbolEqualityComparer.Default.Equals(from, to)) || (operand.Type is ScalarType && operand.Type.Equals(TypeMapping.Of(to))))
        {
            return Constant.True;
        }

        return LetOpaque(ScalarType.Boolean, Effects.None, "(", operand, $" is {QualifiedNames.Type(to)})");
    }

    private Operand MatchDeclaration(IDeclarationPatternOperation pattern, Value value)
    {
        Operand matches = pattern.MatchesNull || pattern.MatchedType is null ? Constant.True : MatchType(value, pattern.InputType, pattern.MatchedType);
        return Declare(matches, pattern.DeclaredSymbol, pattern, () => pattern.MatchedType is { } type ? Narrowed(value, type) : value);
    }

    /// <summary>Assigns the variable that a pattern declares, if it matches.</summary>
    private Operand Declare(Operand matches, ISymbol? symbol, IOperation pattern, Func<Value> value)
    {
        if (symbol is not ILocalSymbol local)
        {
            return matches;
        }

        Place place = BindLocal(local, pattern);
        if (matches is Constant { Text: "true" })
        {
            Write(place, value());
        }
        else
        {
            LowerIf(matches, () => Write(place, value()), null);
        }

        return matches;
    }

    private Operand MatchRecursive(IRecursivePatternOperation pattern, Value value, string part)
    {
        bool isTuple = value.IsTuple;
        Operand matches = isTuple || value.Operand?.Type is BufferType { IsSpan: true } or ScalarType
            ? Constant.True
            : MatchType(value, pattern.InputType, pattern.MatchedType);
        Value narrowed = isTuple ? value : default;
        matches = ShortCircuit(isAnd: true, matches, () =>
        {
            narrowed = Narrowed(value, pattern.MatchedType);
            return MatchParts(pattern, narrowed, PartAs(part, pattern.MatchedType));
        });
        return Declare(matches, pattern.DeclaredSymbol, pattern, () => Narrowed(value, pattern.MatchedType));
    }

    private Operand MatchParts(IRecursivePatternOperation pattern, Value value, string whole)
    {
        Operand matches = Constant.True;
        if (!pattern.DeconstructionSubpatterns.IsEmpty)
        {
            Value[]? elements = value.Elements;
            Func<int, Value, Value> elementOf = static (_, element) => element;
            if (pattern.DeconstructSymbol is IMethodSymbol deconstruct && (value.IsTuple || value.Operand is not null))
            {
                elements = ReadPart(
                    $"{whole}({deconstruct.ToDisplayString()})", runsCode: !deconstruct.IsImplicitlyDeclared, () => new(CallDeconstruct(pattern, deconstruct, value).Elements)).Elements;
            }
            else if (elements is null && pattern.DeconstructSymbol is ITypeSymbol { Name: "ITuple" } && value.Operand is { } untyped)
            {
                int count = pattern.DeconstructionSubpatterns.Length;
                const string Untyped = "((global::System.Runtime.CompilerServices.ITuple)";
                matches = LetOpaque(ScalarType.Boolean, Effects.Throws, "(", untyped, $" is global::System.Runtime.CompilerServices.ITuple {{ Length: {count} }})");
                elements = [.. Enumerable.Range(0, count).Select(i => new Value(untyped))];
                elementOf = (i, whole) => LetOpaque(new OpaqueType("object?"), Effects.Reads | Effects.Throws, Untyped, whole.Operand!, $")[{i}]");
            }

            if (elements is null || elements.Length != pattern.DeconstructionSubpatterns.Length)
            {
                return RejectUnsupported(pattern);
            }

            for (int i = 0; i < elements.Length; i++)
            {
                IPatternOperation inner = pattern.DeconstructionSubpatterns[i];
                Value element = elements[i];
                string name = $"{whole}({i})";
                int number = i;
                matches = ShortCircuit(isAnd: true, matches, () => Match(inner, elementOf(number, element), name));
            }
        }

        foreach (IPropertySubpatternOperation property in pattern.PropertySubpatterns)
        {
            matches = ShortCircuit(isAnd: true, matches, () =>
            {
                string name = $"{whole}.{(property.Member as IMemberReferenceOperation)?.Member.Name}";
                Value member = ReadPart(name, RunsCode(property.Member), () =>
                {
                    _patternInputs.Push(value);
                    Value read = LowerValue(property.Member);
                    _patternInputs.Pop();
                    return read;
                });
                return Match(property.Pattern, member, name);
            });
        }

        return matches;
    }
}
