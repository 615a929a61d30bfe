using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>Collection expressions: <c>[a, .. b]</c>.</summary>
internal sealed partial class MethodLowering
{
    private Value LowerCollectionExpression(ICollectionExpressionOperation collection)
    {
        if (collection.Type is not { } type)
        {
            return RejectUnsupported(collection);
        }

        bool isBuffer = TypeMapping.Map(type) is BufferType { Rank: 1 };
        if (!isBuffer || collection.Elements.OfType<ISpreadOperation>().Any(spread => !IsSpreadBuffer(spread)))
        {
            return LowerOpaqueCollection(collection, type);
        }

        var mapped = (BufferType)TypeMapping.Of(type);
        if (!collection.Elements.Any(element => element is ISpreadOperation))
        {
            return LowerPlainCollection(collection, mapped);
        }

        // All elements are evaluated before any is copied.
        Value[] values = LowerValuesInOrder(collection.Elements.Select(element => element is ISpreadOperation spread ? BufferOrSelf(spread.Operand) : element).ToArray());
        _operation = collection;
        return mapped.Kind == BufferKind.List ? SpreadToList(collection, mapped, values) : SpreadToArray(collection, mapped, values);
    }

    private static bool IsSpreadBuffer(ISpreadOperation spread) =>
        BufferUnder(spread.Operand) is { } buffer && TypeMapping.Of(buffer.Type!) is BufferType { Rank: 1, Kind: not BufferKind.Ref } type
        && (IsSameElement(spread, type) || (type.Element is ScalarType && TypeMapping.Of(TargetOf(spread)) is ScalarType));

    private static bool IsSameElement(ISpreadOperation spread, BufferType type) => TypeMapping.Of(TargetOf(spread)).Equals(type.Element);

    // What the collection has for elements.
    private static ITypeSymbol TargetOf(ISpreadOperation spread) => spread.Parent?.Type switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol { TypeArguments: [var element] } => element,
        _ => spread.ElementType!,
    };

    private Value LowerPlainCollection(ICollectionExpressionOperation collection, BufferType type)
    {
        Variable memory = Let(new Allocate(type.Writable, type.Kind == BufferKind.List ? [] : [Constant.Int(collection.Elements.Length)]));
        for (int i = 0; i < collection.Elements.Length; i++)
        {
            Value value = LowerValue(collection.Elements[i]);
            _operation = collection;
            if (type.Kind == BufferKind.List)
            {
                AddToList(memory, value);
            }
            else
            {
                Write(new ElementPlace(memory, [Constant.Int(i)], [], type.Element), value);
            }
        }

        return type.Kind == BufferKind.ReadOnlySpan ? Let(new View(memory, null, null, type)) : memory;
    }

    private Variable SpreadToList(ICollectionExpressionOperation collection, BufferType type, Value[] values)
    {
        Variable list = Let(new Allocate(type, []));
        for (int i = 0; i < values.Length; i++)
        {
            if (collection.Elements[i] is ISpreadOperation && values[i].Operand is { } source)
            {
                AddAll(list, source, Let(new Length(source)), null, element => ConvertSpread(element, type.Element));
            }
            else
            {
                AddToList(list, values[i]);
            }
        }

        return list;
    }

    private Variable SpreadToArray(ICollectionExpressionOperation collection, BufferType type, Value[] values)
    {
        var lengths = new Operand?[values.Length];
        Operand total = Constant.Int(collection.Elements.Count(element => element is not ISpreadOperation));
        for (int i = 0; i < values.Length; i++)
        {
            if (collection.Elements[i] is ISpreadOperation && values[i].Operand is { } source)
            {
                lengths[i] = Let(new Length(source));
                total = total is Constant { IsZero: true } ? lengths[i]! : Plus(total, lengths[i]!);
            }
        }

        Variable memory = Let(new Allocate(type.Writable, [total]));
        Operand offset = Constant.Int(0);
        for (int i = 0; i < values.Length; i++)
        {
            if (lengths[i] is { } length)
            {
                CopySpread(values[i].Operand!, memory, offset, length, type.Element);
            }
            else
            {
                Write(new ElementPlace(memory, [offset], [], type.Element), values[i]);
            }

            if (i < values.Length - 1)
            {
                Operand step = lengths[i] ?? Constant.Int(1);
                offset = offset is Constant { IsZero: true } ? step : Plus(offset, step);
            }
        }

        return type.Kind == BufferKind.ReadOnlySpan ? Let(new View(memory, null, null, type)) : memory;
    }

    private void CopySpread(Operand source, Operand memory, Operand offset, Operand length, IrType element)
    {
        if (((BufferType)source.Type).Element.Equals(element))
        {
            EmitCopy(SpanOf(source), SpanOf(memory, offset, length));
            return;
        }

        EmitCountedLoop(length, index =>
        {
            Value value = ConvertSpread(ElementAt(source, index), element);
            Write(new ElementPlace(memory, [offset is Constant { IsZero: true } ? index : Plus(offset, index)], [], element), value);
        });
    }

    private Value ConvertSpread(Value value, IrType type) => value.Operand is { Type: ScalarType } operand && type is ScalarType ? ConvertTo(operand, type, isChecked: false) : value;

    /// <summary>A collection of another type, or of elements that aren't in a buffer: C# that carries no derivative.</summary>
    private Value LowerOpaqueCollection(ICollectionExpressionOperation collection, ITypeSymbol type)
    {
        if (!QualifiedNames.CanBeNamed(type))
        {
            return RejectUnsupported(collection);
        }

        OpaqueText text = new(this);
        text.Add($"(({QualifiedNames.Type(type)})[");
        for (int i = 0; i < collection.Elements.Length; i++)
        {
            IOperation element = collection.Elements[i];
            text.Add(i == 0 ? "" : ", ");
            if (element is ISpreadOperation spread)
            {
                text.Add(".. ").Add(LowerValue(spread.Operand));
            }
            else
            {
                text.Add(LowerValue(element));
            }
        }

        _operation = collection;
        return EmitOpaque(text.Add("])"), type, Effects.Anything, LostIn(type), runsOnce: true);
    }
}
