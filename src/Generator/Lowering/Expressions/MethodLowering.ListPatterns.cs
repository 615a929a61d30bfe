using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>List patterns: on buffers, and on whatever else has a length and an indexer.</summary>
internal sealed partial class MethodLowering
{
    private Operand MatchList(IListPatternOperation pattern, Value value, string part)
    {
        if (value.Operand is not { } list || list.Type is BufferType { Rank: > 1 } or ScalarType || pattern.LengthSymbol is not IPropertySymbol)
        {
            return RejectUnsupported(pattern);
        }

        int count = pattern.Patterns.Length;
        int slice = -1;
        for (int i = 0; i < count; i++)
        {
            slice = pattern.Patterns[i] is ISlicePatternOperation ? i : slice;
        }

        bool isThere = list.Type is BufferType { IsSpan: true } || pattern.InputType is { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T };
        Operand matches = isThere ? Constant.True : LetOpaque(ScalarType.Boolean, Effects.None, "(", list, " is not null)");
        string whole = PartAs(part, pattern.NarrowedType);
        Value narrowed = default;
        Operand length = Constant.Int(0);
        matches = ShortCircuit(isAnd: true, matches, () =>
        {
            narrowed = Narrowed(value, pattern.NarrowedType);
            list = narrowed.Operand ?? list;
            length = LengthOf(pattern, list, whole);
            return slice < 0
                ? Let(new Binary(BinaryOperator.Equal, length, Constant.Int(count), ScalarType.Boolean))
                : Let(new Binary(BinaryOperator.GreaterOrEqual, length, Constant.Int(count - 1), ScalarType.Boolean));
        });
        for (int i = 0; i < count; i++)
        {
            int index = i;
            matches = ShortCircuit(isAnd: true, matches, () => MatchElement(pattern, list, length, index, slice, whole));
        }

        return Declare(matches, pattern.DeclaredSymbol, pattern, () => Narrowed(value, pattern.NarrowedType));
    }

    private Operand MatchElement(IListPatternOperation pattern, Operand list, Operand length, int index, int slice, string whole)
    {
        int fromEnd = pattern.Patterns.Length - index;
        if (index == slice)
        {
            return pattern.Patterns[index] is ISlicePatternOperation { Pattern: { } rest, SliceSymbol: var symbol }
                ? MatchSlice(rest, symbol, list, length, index, fromEnd - 1, whole)
                : Constant.True;
        }

        if (pattern.Patterns[index] is IDiscardPatternOperation)
        {
            return Constant.True;
        }

        bool isFromStart = slice < 0 || index < slice;
        string name = isFromStart ? $"{whole}[{index}]" : $"{whole}[^{fromEnd}]";
        Value element = ReadPart(name, !IsKnownList(list, pattern.InputType), () =>
        {
            Operand position = isFromStart
                ? Constant.Int(index)
                : Let(new Binary(BinaryOperator.Subtract, length, Constant.Int(fromEnd), ScalarType.Int32));
            return list.Type is BufferType buffer ? Read(new ElementPlace(list, [position], [], buffer.Element)) : ElementOf(pattern, list, position);
        });
        return Match(pattern.Patterns[index], element, name);
    }

    private Operand MatchSlice(IPatternOperation rest, ISymbol? symbol, Operand list, Operand length, int start, int after, string whole)
    {
        string name = $"{whole}[{start}..^{after}]";
        Value slice = ReadPart(name, !IsKnownList(list, null), () =>
        {
            Operand count = start + after == 0
                ? length
                : Let(new Binary(BinaryOperator.Subtract, length, Constant.Int(start + after), ScalarType.Int32));
            switch (list.Type)
            {
                case BufferType { Kind: BufferKind.List }:
                    return RangeOfList(list, Constant.Int(start), count);
                case BufferType type:
                    Operand view = SpanOf(list, Constant.Int(start), count);
                    return type.IsSpan ? view : Let(new CopyOf(view, type));
                default:
                    return OpaqueSlice(symbol, list, start, after, count);
            }
        });
        return Match(rest, slice, name);
    }

    private Operand LengthOf(IListPatternOperation pattern, Operand list, string whole)
    {
        if (list.Type is BufferType)
        {
            return Let(new Length(list));
        }

        var property = (IPropertySymbol)pattern.LengthSymbol!;
        bool isKnown = IsKnownList(list, pattern.InputType);
        Value length = ReadPart($"{whole}.{property.Name}", !isKnown, () => EmitOpaque(
            new OpaqueText(this).Add(list).Add("." + QualifiedNames.Identifier(property.Name)), property.Type, isKnown ? Effects.Reads | Effects.Throws : Effects.Anything, null, runsOnce: !isKnown));
        return length.Operand ?? Rejected(pattern);
    }

    private Value ElementOf(IListPatternOperation pattern, Operand list, Operand position)
    {
        if (pattern.IndexerSymbol is not IPropertySymbol { Parameters: [var parameter] } indexer)
        {
            return RejectUnsupported(pattern);
        }

        bool isKnown = IsKnownList(list, pattern.InputType);
        bool takesIndex = IsSystemType(parameter.Type, "Index");
        OpaqueText text = new(this);
        text.Add(list).Add(takesIndex ? "[new global::System.Index(" : "[").Add(position).Add(takesIndex ? ")]" : "]");
        return EmitOpaque(text, indexer.Type, isKnown ? Effects.Reads | Effects.Throws : Effects.Anything, null, runsOnce: !isKnown);
    }

    private Value OpaqueSlice(ISymbol? symbol, Operand list, int start, int after, Operand count)
    {
        OpaqueText text = new(this);
        text.Add(list);
        bool isString = list.Type is OpaqueType { Name: "string" };
        switch (symbol)
        {
            case IMethodSymbol method:
                text.Add($".{QualifiedNames.Identifier(method.Name)}({start}, ").Add(count).Add(")");
                return EmitOpaque(text, method.ReturnType, isString ? Effects.Throws : Effects.Anything, null, runsOnce: !isString);
            case IPropertySymbol property:
                text.Add($"[new global::System.Range({start}, new global::System.Index({after}, true))]");
                return EmitOpaque(text, property.Type, Effects.Anything, null, runsOnce: true);
            default:
                _hasErrors = true;
                return default;
        }
    }

    // Reading it runs no code of the user's.
    private static bool IsKnownList(Operand list, ITypeSymbol? type) =>
        list.Type is BufferType or OpaqueType { Name: "string" } || (type is not null && CallEffects.IsKnownCollection(type));
}
