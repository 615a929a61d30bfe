using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>
/// When a target's element must exist. C# takes a reference to an element of a span, of an array that can't hold subtypes, or around a field, before it evaluates the value: an index out of
/// range shows before anything that the value does. The check is written out only where the difference can be seen.
/// </summary>
internal sealed partial class MethodLowering
{
    /// <summary>The place that a single assignment writes.</summary>
    private Place LowerTarget(ISimpleAssignmentOperation assignment)
    {
        Place place = LowerPlace(assignment.Target);
        if (place is AccessorPlace { Receiver: ElementPlace { IsReferenced: true } receiver } && !IsQuiet(assignment.Value))
        {
            EmitCheck(receiver);
        }

        bool takesReference = place is ElementPlace { IsReferenced: true } element && (!element.Path.IsEmpty || element.Buffer.Type is BufferType { IsSpan: true });
        return takesReference && !IsQuiet(assignment.Value) ? Check(place) : place;
    }

    /// <summary>The places that a deconstruction writes; <paramref name="checksAtOnce"/> when each is to be checked at its turn.</summary>
    private Place LowerTargets(IOperation target, bool checksAtOnce)
    {
        switch (target)
        {
            case IDeclarationExpressionOperation declaration:
                return LowerTargets(declaration.Expression, checksAtOnce);
            case ITupleOperation tuple:
                return new TuplePlace(tuple.Elements.Select(element => LowerTargets(element, checksAtOnce)).ToArray());
            default:
                Place place = LowerPlace(target);
                return checksAtOnce ? Check(place) : place;
        }
    }

    /// <summary>Checks the targets that haven't been: before the first of them is written, all exist.</summary>
    private Place CheckTargets(Place target)
    {
        // Of several pinned places the last is to be settled first.
        Place settled = SettleAll(target);
        ElementPlace[] elements = Leaves(settled).OfType<ElementPlace>().Where(element => element.IsReferenced).ToArray();
        for (int i = 0; i < elements.Length; i++)
        {
            // The first store checks itself, if nothing else can go wrong before it.
            if (i > 0 || elements.Length > 1 && !elements[0].Buffer.Equals(elements[1].Buffer))
            {
                EmitCheck(elements[i]);
            }
        }

        return settled;
    }

    private Place SettleAll(Place place)
    {
        switch (place)
        {
            case TuplePlace tuple:
                var elements = new Place[tuple.Elements.Length];
                for (int i = elements.Length - 1; i >= 0; i--)
                {
                    elements[i] = SettleAll(tuple.Elements[i]);
                }

                return new TuplePlace(elements, tuple.Type);
            case ElementPlace element:
                return Repin(Settle(element));
            default:
                return place;
        }
    }

    private static IEnumerable<Place> Leaves(Place place) => place is TuplePlace tuple ? tuple.Elements.SelectMany(Leaves) : [place];

    private Place Check(Place place)
    {
        if (place is not ElementPlace { IsReferenced: true } element)
        {
            return place;
        }

        ElementPlace settled = Settle(element);
        EmitCheck(settled);
        return Repin(settled);
    }

    private void EmitCheck(ElementPlace element)
    {
        if (!element.Indices.IsEmpty)
        {
            IrType type = ((BufferType)element.Buffer.Type).Element;
            EquatableArray<string> path = [];
            while (type is StructType { Fields.IsEmpty: false } structure)
            {
                path = path.Add(structure.Fields[0].Name);
                type = structure.Fields[0].Type;
            }

            Emit(new Evaluate(new Load(element.Buffer, element.Indices, type) { Path = path }));
        }
    }

    private ElementPlace Repin(ElementPlace element) => new(element.Buffer, element.Indices, element.Path, element.Type)
    {
        IsReferenced = element.IsReferenced,
        Pins = [PinOperand(element.Buffer), .. element.Indices.Select(PinOperand)],
    };

    /// <summary>
    /// Whether evaluating an expression changes nothing that is seen after an exception, and fails in no other way than by an index out of range: it doesn't matter then which of
    /// two failures comes first.
    /// </summary>
    private static bool IsQuiet(IOperation operation)
    {
        if (operation.ConstantValue.HasValue)
        {
            return true;
        }

        bool isItselfQuiet = operation switch
        {
            ILiteralOperation or ILocalReferenceOperation or IParameterReferenceOperation or ITupleOperation or IArrayElementReferenceOperation or IConditionalOperation => true,
            IConversionOperation conversion => conversion is { IsChecked: false, OperatorMethod: null },
            IUnaryOperation unary => unary is { IsChecked: false, OperatorMethod: null },
            IBinaryOperation binary => binary is { IsChecked: false, OperatorMethod: null }
                && (binary.OperatorKind is not (BinaryOperatorKind.Divide or BinaryOperatorKind.Remainder) || binary.Type is { SpecialType: SpecialType.System_Double or SpecialType.System_Single }
                    || binary.RightOperand.ConstantValue.HasValue),
            IIncrementOrDecrementOperation increment => increment is { IsChecked: false, OperatorMethod: null, Target: ILocalReferenceOperation { Local.RefKind: RefKind.None } },
            IPropertyReferenceOperation { Instance.Type: INamedTypeSymbol type } => TypeMapping.BufferKindOf(type) is not null,
            IFieldReferenceOperation field => field.Instance?.Type is { IsTupleType: true },
            IImplicitIndexerReferenceOperation { Instance.Type: INamedTypeSymbol type } => TypeMapping.BufferKindOf(type) is not null,
            IInvocationOperation call => call.TargetMethod.ContainingType is { Name: "Math" or "MathF" } math && TypeMapping.IsIn(math, "System"),
            IArgumentOperation => true,
            _ => false,
        };
        return isItselfQuiet && operation.ChildOperations.All(IsQuiet);
    }
}
