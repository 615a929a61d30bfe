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
        if ((reference.Property.SetMethod ?? reference.Property.GetMethod) is not { } accessor || FindMember(reference) is not null
            || !(IsAggregateCode(accessor) || (reference.Instance is { } owner && IsDispatched(Substitution.Apply(accessor, owner.Type), TypeOf(owner)))))
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
        IMethodSymbol method = Substitution.Apply(accessor, reference.Instance?.Type);
        var arguments = new Place?[method.Parameters.Length];
        for (int i = 0; i < arguments.Length; i++)
        {
            // Variables of its own: the accessor may assign them.
            Place own = NewLocalPlace(method.Parameters[i].Type, method.Parameters[i].Name, reference);
            Write(own, i < place.Arguments.Length ? Read(place.Arguments[i]) : assigned ?? default);
            arguments[i] = own;
        }

        return CallOn(reference, method, reference.Instance, isVirtual: !accessor.IsStatic, place.Receiver, arguments);
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
