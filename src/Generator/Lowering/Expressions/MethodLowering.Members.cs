using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    private Value LowerPropertyRead(IPropertyReferenceOperation property) => Read(LowerPropertyPlace(property));

    private Place LowerPropertyPlace(IPropertyReferenceOperation property)
    {
        if (property.Arguments.Length == 1 && property.Instance is { } instance)
        {
            var pins = new Pin[2];
            pins[0] = PinOperand(LowerExpression(instance));
            pins[1] = PinOperand(LowerIndex(property.Arguments[0].Value, pins[0]));
            if (pins[0].Operand.Type is BufferType type)
            {
                return NewElementPlace(pins, type.Element);
            }
        }

        if (property.Instance is { } buffer && property.Property.Name is "Length" or "Count")
        {
            return new VariablePlace(Let(new Length(LowerExpression(property.Instance!))));
        }

        RejectUnsupported(property);
        return RejectedPlace(property);
    }

    private Place LowerImplicitIndexerPlace(IImplicitIndexerReferenceOperation operation)
    {
        RejectUnsupported(operation);
        return RejectedPlace(operation);
    }

    private Value LowerFieldRead(IFieldReferenceOperation field) => Read(LowerFieldPlace(field));

    private Place LowerFieldPlace(IFieldReferenceOperation field)
    {
        if (field.Instance is { Type: INamedTypeSymbol { IsTupleType: true } tuple })
        {
            Place instance = LowerPlace(field.Instance);
            int index = tuple.TupleElements.IndexOf(field.Field, 0, SymbolEqualityComparer.Default);
            for (int i = 0; index < 0 && i < tuple.TupleElements.Length; i++)
            {
                if (tuple.TupleElements[i].CorrespondingTupleField?.Name == field.Field.CorrespondingTupleField?.Name)
                {
                    index = i;
                }
            }

            switch (instance)
            {
                case TuplePlace whole:
                    return whole.Elements[index];
                case ElementPlace { Type: StructType type } element:
                    return element.Field(type.Fields[index]);
            }
        }

        RejectUnsupported(field);
        return RejectedPlace(field);
    }

    private void WriteOpaque(OpaquePlace place, Operand value) =>
        Emit(new OpaqueCall(null, [.. place.Parts.Take(place.Parts.Count - 1), place.Parts[place.Parts.Count - 1] + " = ", ""], [.. place.Arguments.Map<Hole>(operand => new ValueHole(operand)), new ValueHole(value)], Effects.Anything));
}
