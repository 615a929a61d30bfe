using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Lowering;

/// <summary>Parameters that are taken apart: the receiver of an aggregate's method, tuples and structs.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>The place of a primary constructor's parameter in a method of its type: a field of the receiver.</summary>
    private Place? CapturedParameter(IParameterSymbol parameter)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType: { } type } || !Aggregates.IsAggregate(type) || FindThis() is not { } receiver)
        {
            return null;
        }

        return Aggregates.Captured(type, parameter) is { } member && PlaceIn(receiver, type, member) is { } place ? WithoutGradient(member.IsActive, place) : null;
    }

    private void LowerReceiver(IMethodSymbol method, bool isActive, List<Parameter> parameters)
    {
        IrType mapped = TypeMapping.Of(method.ContainingType);
        if (mapped is StructType changed && ChangesReceiver(method))
        {
            // Passed by reference, as `this` is in C#.
            Variable reference = NewVariable("this", new BufferType(BufferKind.Ref, changed));
            _frame.This = new ElementPlace(reference, [], [], changed);
            parameters.Add(new(reference, PassingMode.Ref, isActive && changed.CanBeActive) { IsReceiver = true });
            return;
        }

        if (mapped is StructType structure)
        {
            int first = parameters.Count;
            _frame.This = AddParts(new ParameterPart("this", structure, structure.Name, []), structure, isActive, "this", parameters);
            for (int i = first; i < parameters.Count; i++)
            {
                parameters[i] = parameters[i] with { IsReceiver = true };
            }

            return;
        }

        // The receiver of a type that isn't an aggregate is a constant.
        Variable variable = NewVariable("this", mapped);
        _frame.This = new VariablePlace(variable);
        parameters.Add(new(variable, PassingMode.Value, isActive && mapped.CanBeActive) { IsReceiver = true });
    }

    // One parameter for each innermost field.
    private Place AddParts(ParameterPart part, StructType type, bool isActive, string name, List<Parameter> parameters)
    {
        var places = new Place[type.Fields.Count];
        for (int i = 0; i < places.Length; i++)
        {
            StructField field = type.Fields[i];
            string fieldName = name + "_" + FieldStep.Name(field.Name);
            ParameterPart inner = part with { Path = part.Path.Add(field.Name) };
            if (field.Type is StructType structure)
            {
                places[i] = AddParts(inner, structure, isActive && field.IsActive, fieldName, parameters);
                continue;
            }

            Variable variable = NewVariable(fieldName, field.Type);
            places[i] = WithoutGradient(field.IsActive, new VariablePlace(variable));
            parameters.Add(new(variable, PassingMode.Value, isActive && field.CanBeActive) { Part = inner });
        }

        return new TuplePlace(places, type.IsTuple ? null : type);
    }
}
