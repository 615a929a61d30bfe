using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>Reference arguments of calls that aren't lowered in place: memory where there is some, and copies of what has none.</summary>
internal sealed partial class MethodLowering
{
    // A reference to a field or to an element of a rectangular array would be passed as a copy to a call out of line.
    private static bool TakesCopiedReference(IInvocationOperation call) => call.Arguments.Length > 1 && call.Arguments.Any(argument =>
        argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out && argument.Value is IFieldReferenceOperation { Instance: not null and not ILocalReferenceOperation }
            or IPropertyReferenceOperation { Instance: not null and not ILocalReferenceOperation, Arguments.IsEmpty: true } or IArrayElementReferenceOperation { Indices.Length: > 1 }
            or ILocalReferenceOperation { Local.IsRef: true });

    /// <summary>Whether a reference that a call out of line gets a copy of may be to memory that another argument reaches.</summary>
    private static bool SharesMemory(Place place, IArgumentOperation argument, IInvocationOperation call) => place switch
    {
        ChoicePlace choice => choice.Alternatives.Any(alternative => SharesMemory(alternative.Place, argument, call)),
        ElementPlace { Buffer.Type: BufferType type } element => IsCopied(element) && call.Arguments.Any(other => other != argument && other.Parameter is { } parameter
            && (parameter.RefKind is RefKind.Ref or RefKind.Out || Reaches(TypeMapping.Of(parameter.Type), type))
            && (parameter.RefKind == RefKind.None || MayReferTo(other.Value))),
        _ => false,
    };

    private static bool IsCopied(ElementPlace place) =>
        !(place is { Path.IsEmpty: true, Buffer.Type: BufferType { Kind: BufferKind.Ref } or BufferType { Kind: BufferKind.Span or BufferKind.Array, Rank: 1 } });

    private static bool MayReferTo(IOperation argument) => argument switch
    {
        ILocalReferenceOperation { Local.RefKind: RefKind.None } or IParameterReferenceOperation { Parameter.RefKind: RefKind.None } or IDeclarationExpressionOperation or IDiscardOperation => false,
        _ => true,
    };

    private static bool Reaches(IrType type, BufferType memory) => type switch
    {
        BufferType buffer => buffer.Element.Equals(memory.Element) || Reaches(buffer.Element, memory),
        StructType structure => structure.Fields.Any(field => Reaches(field.Type, memory)),
        OpaqueType { IsReference: true, Name: not "string" } => true,
        _ => false,
    };

    private static IEnumerable<int> VariablesOf(Place place) => Leaves(place).OfType<VariablePlace>().Select(leaf => leaf.Variable.Id);

    /// <summary>
    /// Memory that a reference argument refers to. A local variable is copied to memory and back: nothing else can refer to it while the call runs.
    /// </summary>
    private Operand Reference(Place place, CalleeParameter parameter, List<(Place Place, Operand Cell)> copiesBack)
    {
        IrType type = ((BufferType)parameter.Type).Element;
        switch (place)
        {
            case ElementPlace { Buffer: Variable { Type: BufferType { Kind: BufferKind.Ref } } reference, Indices.IsEmpty: true, Path.IsEmpty: true }:
                return reference;
            case ElementPlace { Buffer.Type: BufferType { Kind: BufferKind.Span or BufferKind.Array, Rank: 1 } buffer, Indices.Count: 1, Path.IsEmpty: true } element:
                return Let(new View(element.Buffer, element.Indices[0], Constant.Int(1), new BufferType(BufferKind.Span, buffer.Element)));
            default:
                // The same variable twice is the same memory.
                int[] variables = [.. VariablesOf(place)];
                if (copiesBack.Find(copy => VariablesOf(copy.Place).Intersect(variables).Any()) is { Cell: { } shared } other)
                {
                    if (!VariablesOf(other.Place).SequenceEqual(variables) && _operation is { } call)
                    {
                        RejectUnsupported(call, "a variable and a part of it, both passed by reference", "Copy the part to a variable of its own");
                    }

                    return shared;
                }

                Variable cell = Let(new Allocate(new BufferType(BufferKind.Span, type), [Constant.Int(1)]));
                if (parameter.Mode == PassingMode.Ref)
                {
                    Write(Referenced(cell), Read(place));
                }

                if (place is not DiscardPlace)
                {
                    copiesBack.Add((place, cell));
                }

                return cell;
        }
    }
}
