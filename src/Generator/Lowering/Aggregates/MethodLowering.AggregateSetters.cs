using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>Assignments that call an aggregate's own code: accessors and operators.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>The place of a property or indexer that an aggregate computes, or null when the reference isn't one.</summary>
    private AccessorPlace? LowerAccessorPlace(IPropertyReferenceOperation reference)
    {
        if ((reference.Property.SetMethod ?? reference.Property.GetMethod) is not { } accessor || FindMember(reference) is not null || !IsAggregateCode(accessor))
        {
            return null;
        }

        Place? receiver = reference.Instance is { } instance ? Receiver(instance, Substitution.Apply(accessor, instance.Type)) : null;
        var arguments = new Place[reference.Arguments.Length];
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[reference.Arguments[i].Parameter?.Ordinal ?? i] = Spill(reference.Arguments[i].Value);
        }

        return new AccessorPlace(reference, receiver, arguments);
    }

    private Value CallGetter(AccessorPlace place) =>
        place.Reference.Property.GetMethod is { } getter ? CallAccessor(place, getter, null) : RejectUnsupported(place.Reference);

    private void CallSetter(AccessorPlace place, Value value)
    {
        if (place.Reference.Property.SetMethod is { } setter)
        {
            CallAccessor(place, setter, value);
            return;
        }

        RejectUnsupported(place.Reference);
    }

    private Value CallAccessor(AccessorPlace place, IMethodSymbol accessor, Value? assigned)
    {
        IPropertyReferenceOperation reference = place.Reference;
        if (!FindAggregateBody(reference, accessor, reference.Instance, isVirtual: !accessor.IsStatic, out IMethodSymbol target, out IBlockOperation body, out Value rejected))
        {
            return rejected;
        }

        Frame callee = NewFrame(target, reference.Syntax);
        callee.This = place.Receiver;
        for (int i = 0; i < place.Arguments.Length; i++)
        {
            BindValue(callee, i, Read(place.Arguments[i]), reference);
        }

        if (assigned is { } value)
        {
            BindValue(callee, target.Parameters.Length - 1, value, reference);
        }

        return In(callee, () => LowerBody(body));
    }

    private void BindValue(Frame callee, int ordinal, Value value, IOperation operation)
    {
        IParameterSymbol parameter = callee.Method.OriginalDefinition.Parameters[ordinal];
        Place place = AsCell(parameter, NewLocalPlace(callee.Method.Parameters[ordinal].Type, parameter.Name, operation));
        Write(place, value);
        callee.Bind(parameter, place);
    }

    /// <summary>A value that stays what it is while the place is written: a setter may change the variable that holds it.</summary>
    private Value Steady(Value value, Place written) => written is AccessorPlace ? Kept(value) : value;

    private Value LowerAggregateCompound(ICompoundAssignmentOperation assignment, IMethodSymbol method)
    {
        Place place = LowerPlace(assignment.Target);
        var pins = new List<Pin>();
        Value left = Read(place);
        PinAll(left, pins);
        Value right = LowerValue(assignment.Value);
        _operation = assignment;
        int next = 0;
        left = Replace(left, Unpin(pins.ToArray()), ref next);
        Value result = Steady(CallOperator(assignment, method, [left, right]), place);
        Write(place, result);
        return Assigned(place, result);
    }
}
