using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>Assignments that call an aggregate's own code.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>The setter that an assignment runs, when it isn't that of an auto-property.</summary>
    private IMethodSymbol? ComputedSetter(IOperation target) =>
        target is IPropertyReferenceOperation { Property.SetMethod: { } setter } reference && FindMember(reference) is null && IsAggregateCode(setter) ? setter : null;

    private Value LowerSetterCall(ISimpleAssignmentOperation assignment, IPropertyReferenceOperation target, IMethodSymbol setter)
    {
        Place assigned = Spill(assignment.Value);
        LowerAggregateCall(assignment, setter, target.Instance, isVirtual: !setter.IsStatic, target.Arguments, Read(assigned));
        return Read(assigned);
    }

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
        Value result = CallOperator(assignment, method, [left, right]);
        Write(place, result);
        return Assigned(place, result);
    }
}
