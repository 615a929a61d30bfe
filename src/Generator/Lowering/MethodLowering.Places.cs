using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    /// <summary>Evaluates what stands left of an assignment, once: the place that is then read and written.</summary>
    private Place LowerPlace(IOperation operation)
    {
        if (RejectHiddenUse(operation))
        {
            return RejectedPlace(operation);
        }

        switch (operation)
        {
            case ILocalReferenceOperation local:
                return LowerLocalPlace(local);
            case IParameterReferenceOperation parameter:
                return Current(_frame.Find(parameter.Parameter)) ?? CapturedParameter(parameter.Parameter) ?? RejectedPlace(operation);
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } when FindThis() is { } receiver:
                return receiver;
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } when _initialized.Count > 0:
                return _initialized.Peek();
            case IDiscardOperation:
                return DiscardPlace.Instance;
            case IDeclarationExpressionOperation declaration:
                return LowerPlace(declaration.Expression);
            case IArrayElementReferenceOperation element:
                return LowerArrayElement(element);
            case IPropertyReferenceOperation property:
                return LowerPropertyPlace(property);
            case IImplicitIndexerReferenceOperation indexer:
                return LowerImplicitIndexerPlace(indexer);
            case IFieldReferenceOperation field:
                return LowerFieldPlace(field);
            case ITupleOperation tuple:
                return LowerTargets(tuple, checksAtOnce: false);
            case IInvocationOperation { TargetMethod.ReturnsByRef: true } call:
                return LowerReferenceCall(call);
            case IInvocationOperation { TargetMethod.ReturnsByRefReadonly: true } call:
                return LowerReferenceCall(call);
            case IConditionalOperation { IsRef: true } conditional:
                return LowerReferenceConditional(conditional);
            case ISimpleAssignmentOperation { IsRef: true } assignment:
                return LowerReferenceAssignment(assignment);
            default:
                // A value where C# accepts one in the place of a reference (an `in` argument): a variable of its own.
                return Spill(operation);
        }
    }

    private Place LowerLocalPlace(ILocalReferenceOperation local)
    {
        if (Current(_frame.Find(local.Local)) is { } place)
        {
            return place;
        }

        if (local.Local.IsRef)
        {
            return RejectedPlace(local);
        }

        return BindLocal(local.Local, local);
    }

    /// <summary>What a reference that can change refers to now.</summary>
    private static Place? Current(Place? place) => place switch
    {
        SpanReference reference => Referenced(reference.Variable),
        ChangingPlace changing => changing.Current() is var choice && choice.Alternatives is [(_, var only)] ? only : choice,
        _ => place,
    };

    private Place Spill(IOperation operation)
    {
        int first = NextVariableId;
        Value value = LowerValue(operation);
        Place place = NewPlaceFor(value);
        Write(place, value, first);
        return place;
    }

    private Place NewPlaceFor(Value value) => value switch
    {
        { Elements: { } elements } => new TuplePlace(Array.ConvertAll(elements, NewPlaceFor), value.Type),
        { Operand: { } operand } => new VariablePlace(NewTemporary(operand.Type)),
        _ => DiscardPlace.Instance,
    };

    private Place RejectedPlace(IOperation operation)
    {
        return new VariablePlace(NewTemporary(Rejected(operation).Type));
    }

    private Place LowerArrayElement(IArrayElementReferenceOperation element)
    {
        var pins = new Pin[element.Indices.Length + 1];
        Operand array = LowerExpression(element.ArrayReference);
        pins[0] = PinOperand(array);
        for (int i = 0; i < element.Indices.Length; i++)
        {
            pins[i + 1] = PinOperand(LowerIndex(element.Indices[i], pins[0]));
        }

        return array.Type is BufferType type
            ? NewElementPlace(pins, type.Element, isReferenced: element.Type is { IsValueType: true } or { IsSealed: true, TypeKind: not TypeKind.Array })
            : RejectedPlace(element);
    }

    private static ElementPlace NewElementPlace(Pin[] pins, IrType type, bool isReferenced)
    {
        var indices = new Operand[pins.Length - 1];
        for (int i = 0; i < indices.Length; i++)
        {
            indices[i] = pins[i + 1].Operand;
        }

        return new(pins[0].Operand, new(indices), [], type) { Pins = pins, IsReferenced = isReferenced };
    }

    /// <summary>The place with operands as they were when it was evaluated.</summary>
    private ElementPlace Settle(ElementPlace place)
    {
        if (place.Pins is not { } pins)
        {
            return place;
        }

        Operand[] operands = Unpin(pins);
        return new(operands[0], new(operands.AsSpan(1).ToArray()), place.Path, place.Type) { IsReferenced = place.IsReferenced };
    }

    /// <summary>The place in a form that stays the same as long as the method runs.</summary>
    private Place Freeze(Place place)
    {
        switch (place)
        {
            case ElementPlace element:
                ElementPlace settled = Settle(element);
                Operand buffer = Freeze(settled.Buffer);
                if (_singles.Contains(settled.Buffer))
                {
                    _singles.Add(buffer);
                }

                return new ElementPlace(buffer, settled.Indices.Map(Freeze), settled.Path, settled.Type) { IsReferenced = settled.IsReferenced };
            case TuplePlace tuple:
                return new TuplePlace(Array.ConvertAll(tuple.Elements, Freeze), tuple.Type);
            case OpaquePlace opaque:
                return opaque.WithArguments(opaque.Arguments.Map(Freeze));
            case ChoicePlace choice:
                return new ChoicePlace(
                    Freeze(choice.Form), Array.ConvertAll(choice.Alternatives, alternative => (alternative.Number, (ElementPlace)Freeze(alternative.Place))), choice.Type);
            case SpanReference or ChangingPlace:
                return Freeze(Current(place)!);
            default:
                return place;
        }
    }

    private Value Read(Place place)
    {
        switch (place)
        {
            case VariablePlace variable:
                return variable.Variable;
            case TuplePlace tuple:
                return new(Array.ConvertAll(tuple.Elements, Read), tuple.Type);
            case ElementPlace { Type: StructType type } element:
                ElementPlace whole = Settle(element);
                return new(type.Fields.Map(field => Read(whole.Field(field))).ToArray(), type.IsTuple ? null : type);
            case ElementPlace element:
                ElementPlace settled = Settle(element);
                return Let(new Load(settled.Buffer, settled.Indices, settled.Type) { Path = settled.Path, IsSafe = _singles.Contains(settled.Buffer) && settled.Indices.Equals(s_first) });
            case OpaquePlace opaque:
                return ReadOpaque(opaque);
            case AccessorPlace accessor:
                return CallGetter(accessor);
            case ChoicePlace choice:
                return ReadChoice(choice);
            case SpanReference or ChangingPlace:
                return Read(Current(place)!);
            default:
                return default;
        }
    }

    /// <summary>Assigns a value to a place. Temporaries from <paramref name="firstNewVariable"/> on belong to the value alone.</summary>
    private void Write(Place place, Value value, int firstNewVariable = int.MaxValue)
    {
        switch (place)
        {
            case VariablePlace { IsConstant: true } variable when value.Operand is { } operand:
                EmitAssign(variable.Variable, Stop(operand), firstNewVariable);
                break;
            case VariablePlace variable when value.Operand is { } operand:
                EmitAssign(variable.Variable, operand, firstNewVariable);
                break;
            case TuplePlace tuple when value.Elements is { } elements:
                WriteAll(tuple.Elements, elements);
                break;
            case ElementPlace { Type: StructType type } element when value.Elements is { } elements:
                ElementPlace target = Settle(element);
                ElementPlace whole = Referable(target);
                for (int i = 0; i < elements.Length; i++)
                {
                    Write(whole.Field(type.Fields[i]), elements[i]);
                }

                CountChange(target.Buffer);
                break;
            case ElementPlace element when value.Operand is { } operand:
                ElementPlace settled = Settle(element);
                Emit(new Store(settled.Buffer, settled.Indices, operand) { Path = settled.Path });
                break;
            case OpaquePlace opaque:
                WriteOpaque(opaque, value);
                break;
            case AccessorPlace accessor:
                CallSetter(accessor, value);
                break;
            case ChoicePlace choice:
                WriteChoice(choice, value);
                break;
            case SpanReference or ChangingPlace:
                Write(Current(place)!, value, firstNewVariable);
                break;
            case DiscardPlace:
                break;
            default:
                _hasErrors = true;
                _rejected ??= _operation;
                break;
        }
    }

    // C# can't assign a field of a list's element, which is a value: it is assigned through a span, once the index is known to be right.
    private ElementPlace Referable(ElementPlace place)
    {
        if (place is not { Buffer.Type: BufferType { Kind: BufferKind.List }, Type: StructType })
        {
            return place;
        }

        CheckBounds("ListIndex", Let(new Length(place.Buffer)), place.Indices[0]);
        return new ElementPlace(SpanOf(place.Buffer), place.Indices, place.Path, place.Type);
    }

    /// <summary>Assigns several values at once: none of the places is written before all values are safe.</summary>
    private void WriteAll(Place[] places, Value[] values)
    {
        for (int i = 1; i < values.Length; i++)
        {
            values[i] = Protect(values[i], places, i);
        }

        for (int i = 0; i < values.Length; i++)
        {
            Write(places[i], values[i]);
        }
    }

    // Copies a variable that an earlier write of the same assignment would change.
    private Value Protect(Value value, Place[] places, int count)
    {
        if (value.Elements is { } elements)
        {
            return new(Array.ConvertAll(elements, element => Protect(element, places, count)), value.Type);
        }

        for (int i = 0; i < count && value.Operand is Variable; i++)
        {
            if (Assigns(places[i], (Variable)value.Operand))
            {
                return Let(new Copy(value.Operand));
            }
        }

        return value;
    }

    private static bool Assigns(Place place, Variable variable) => place switch
    {
        VariablePlace target => target.Variable.Id == variable.Id,
        TuplePlace tuple => Array.Exists(tuple.Elements, element => Assigns(element, variable)),
        AccessorPlace => true,
        _ => false,
    };
}
