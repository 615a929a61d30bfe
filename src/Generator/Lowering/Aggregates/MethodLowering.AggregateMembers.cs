using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>Members of differentiable aggregates: fields and auto-properties are places, other properties are lowered as the methods that they are.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>The place of a field or auto-property of an aggregate, or null when the reference isn't one.</summary>
    private Place? LowerMemberPlace(IMemberReferenceOperation reference)
    {
        if (FindMember(reference) is not { } found)
        {
            return null;
        }

        (int index, AggregateMember member) = found;
        IOperation instance = reference.Instance!;
        if (TypeOf(instance) is { IsValueType: true })
        {
            Place? place = MemberOf(LowerPlace(instance), index);
            return place is null ? RejectedPlace(reference) : WithoutGradient(member.IsActive, place);
        }

        Operand receiver = LowerExpression(instance);
        _operation = reference;
        return receiver.Type is BufferType { Kind: BufferKind.Object, Element: StructType type }
            ? NewElementPlace([PinOperand(receiver)], type, isReferenced: false).Field(type.Fields[index])
            : RejectedPlace(reference);
    }

    /// <summary>The value of a field or auto-property of a struct that isn't a variable, or null.</summary>
    private Value? LowerMemberOfValue(IMemberReferenceOperation reference)
    {
        if (reference.Instance is not { } instance || TypeOf(instance) is not { IsValueType: true } || IsPlace(instance) || FindMember(reference) is not { } found)
        {
            return null;
        }

        Value value = LowerValue(instance);
        _operation = reference;
        return value.Elements is { } elements ? elements[found.Index] : RejectedValue(reference);
    }

    private static (int Index, AggregateMember Member)? FindMember(IMemberReferenceOperation reference)
    {
        if (reference.Instance is not { } instance || TypeOf(instance) is not INamedTypeSymbol owner || !Aggregates.IsAggregate(owner)
            || (reference.Member is IPropertySymbol property && (property.IsVirtual || property.IsOverride) && !owner.IsSealed))
        {
            return null;
        }

        int index = Aggregates.IndexOf(owner, reference.Member);
        return index < 0 ? null : (index, Aggregates.MembersOf(owner)[index]);
    }

    /// <summary>An expression's type, in the frame that is being lowered: for a type parameter that stands for objects of an aggregate, this class.</summary>
    private static ITypeSymbol? TypeOf(IOperation operation) => operation.Type is { } type ? Aggregates.Known(Substitution.Apply(type)) : null;

    private static Place? MemberOf(Place place, int index) => place switch
    {
        TuplePlace whole => whole.Elements[index],
        ElementPlace { Type: StructType type } element => element.Field(type.Fields[index]),
        OpaquePlace { Type: StructType type } opaque => FieldOf(opaque, type.Fields[index]),
        ChoicePlace { Type: StructType type } choice => new ChoicePlace(
            choice.Form, Array.ConvertAll(choice.Alternatives, alternative => (alternative.Number, alternative.Place.Field(type.Fields[index]))), type.Fields[index].Type),
        _ => null,
    };

    private static OpaquePlace FieldOf(OpaquePlace place, StructField field)
    {
        (string before, string after) = FieldStep.Around([field.Name], isWritten: false);
        string[] parts = place.Parts.ToArray();
        parts[0] = before + parts[0];
        parts[parts.Length - 1] += after;
        return new(new EquatableArray<string>(parts), place.Arguments, field.Type, place.Name)
        {
            ReadEffects = place.ReadEffects,
            ReadsOnce = place.ReadsOnce,
            Kind = place.Kind,
            ChangesReceiver = place.ChangesReceiver,
            Struct = place.Struct,
        };
    }

    /// <summary>Whether a method, accessor, operator or constructor is an aggregate's own code in this compilation, so that it is lowered in place of its call.</summary>
    private bool IsAggregateCode(IMethodSymbol method) =>
        method is { MethodKind: not (MethodKind.LocalFunction or MethodKind.DelegateInvoke), IsAbstract: false, IsAsync: false, IsExtern: false }
        && method.ContainingType is { } type && Aggregates.IsAggregate(type)
        && method.DeclaringSyntaxReferences.Length > 0
        && _compilation.ContainsSyntaxTree(method.DeclaringSyntaxReferences[0].SyntaxTree);

    /// <summary>Whether a method is being lowered where the current operation stands.</summary>
    private bool IsActiveFrame(IMethodSymbol method)
    {
        for (Frame? frame = _frame; frame is not null; frame = frame.Caller)
        {
            if (SymbolEqualityComparer.Default.Equals(frame.Method.OriginalDefinition, method.OriginalDefinition))
            {
                return true;
            }
        }

        return SymbolEqualityComparer.Default.Equals(_lifting.Root, method.OriginalDefinition);
    }

    /// <summary>Whether a body is being lowered where the current operation stands: one that only chooses between others isn't its method's.</summary>
    private bool IsRunning(IMethodSymbol method)
    {
        for (Frame? frame = _frame; frame is not null; frame = frame.Caller)
        {
            if (SymbolEqualityComparer.Default.Equals(frame.Method.OriginalDefinition, method.OriginalDefinition) && !(frame.Caller is null && IsOverridable(method)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What <c>this</c> means where the current operation stands.</summary>
    private Place? FindThis()
    {
        for (Frame? frame = _frame; frame is not null; frame = frame.Declaring)
        {
            if (frame.This is { } place)
            {
                return place;
            }
        }

        return null;
    }
}
