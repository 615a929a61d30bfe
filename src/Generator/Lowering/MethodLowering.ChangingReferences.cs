using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Lowering;

/// <summary>
/// References that change and may refer to an element of a rectangular array, or to a field of an element: the buffer and the indices are variables, and where there is more than one
/// form of them, a number says which it is.
/// </summary>
internal sealed partial class MethodLowering
{
    private readonly ReferenceForms _forms;

    /// <summary>A variable that refers to a place and can be made to refer to another.</summary>
    /// <param name="key">What the reference is: its symbol, or the syntax of an expression.</param>
    /// <param name="name">Its name.</param>
    /// <param name="place">What it refers to first.</param>
    /// <param name="isReadOnly">Whether it is <c>ref readonly</c>.</param>
    /// <param name="operation">What it comes from.</param>
    private Place NewReference(object key, string name, Place place, bool isReadOnly, IOperation operation)
    {
        Place reference = NewReference(key, name, isReadOnly, TypeOf(place) ?? ScalarType.Double, isTemporary: false);
        Refer(reference, place, isReadOnly, operation);
        return reference;
    }

    private Place NewReference(object key, string name, bool isReadOnly, IrType type, bool isTemporary)
    {
        if (_forms.Of(key) is { } forms)
        {
            var changing = new ChangingPlace(key, name, type, NewVariable(name + "Form", ScalarType.Int32, isTemporary: true));
            foreach (ReferenceForm form in forms)
            {
                SlotOf(changing, form);
            }

            return changing;
        }

        Variable variable = NewVariable(name, new BufferType(isReadOnly ? BufferKind.ReadOnlySpan : BufferKind.Span, type), isTemporary);
        _singles.Add(variable);
        return new SpanReference(variable, key);
    }

    /// <summary>Makes a reference refer to a place.</summary>
    private void Refer(Place reference, Place place, bool isReadOnly, IOperation operation)
    {
        if (reference is ChangingPlace changing)
        {
            Refer(changing, place, operation);
        }
        else if (reference is SpanReference { Variable: var variable } span)
        {
            if (!IsSpannable(place))
            {
                // Lowered again, as a reference of the other kind.
                _forms.MarkGeneral(span.Key);
                return;
            }

            int first = NextVariableId;
            EmitAssign(variable, ReferenceTo((ElementPlace)place, isReadOnly), first);
        }
        else
        {
            _hasErrors = true;
        }
    }

    private void Refer(ChangingPlace reference, Place place, IOperation operation)
    {
        switch (place)
        {
            case ElementPlace element:
                ElementPlace settled = Settle(element);
                EmitCheck(settled);
                if (settled.Buffer.Type is BufferType { Kind: BufferKind.Ref } single)
                {
                    settled = new(Let(new View(settled.Buffer, null, null, single with { Kind = BufferKind.Span })), s_first, settled.Path, settled.Type);
                }

                var form = new ReferenceForm((BufferType)settled.Buffer.Type, settled.Path, settled.Type, settled.Indices.Count);
                ReferenceSlot slot = SlotOf(reference, form);
                EmitAssign(slot.Buffer, new Copy(settled.Buffer));
                for (int i = 0; i < slot.Indices.Length; i++)
                {
                    EmitAssign(slot.Indices[i], new Copy(settled.Indices[i]));
                }

                EmitAssign(reference.Form, new Copy(Constant.Int(_forms.NumberOf(form))));
                break;
            case SpanReference { Variable: var span }:
                Refer(reference, Referenced(span), operation);
                break;
            case ChangingPlace or ChoicePlace:
                ChoicePlace choice = (place as ChangingPlace)?.Current() ?? (ChoicePlace)place;
                foreach ((int number, ElementPlace alternative) in choice.Alternatives)
                {
                    LowerIf(
                        choice.Alternatives.Length == 1 ? Constant.True : IsForm(choice, number),
                        () => Refer(reference, alternative, operation),
                        null);
                }

                break;
            default:
                if (!_hasErrors)
                {
                    RejectUnsupported(operation, $"the reference to '{FirstLine(operation.Syntax)}', which changes what it refers to", "Use an index");
                }

                break;
        }
    }

    private ReferenceSlot SlotOf(ChangingPlace reference, ReferenceForm form)
    {
        if (reference.Slots.Find(slot => slot.Form.Equals(form)) is { } known)
        {
            return known;
        }

        _forms.Add(reference.Key, form);
        var slot = new ReferenceSlot(
            _forms.NumberOf(form),
            form,
            NewVariable(reference.Name, form.Buffer),
            [.. Enumerable.Range(0, form.IndexCount).Select(_ => NewVariable(reference.Name + "Index", ScalarType.Int32))]);
        reference.Slots.Add(slot);

        // A loop carries what is assigned before it.
        EmitAssign(slot.Buffer, new Copy(Constant.Default(form.Buffer)));
        foreach (Variable index in slot.Indices)
        {
            EmitAssign(index, new Copy(Constant.Int(0)));
        }

        return slot;
    }

    private Variable IsForm(ChoicePlace choice, int number) => Let(new Binary(BinaryOperator.Equal, choice.Form, Constant.Int(number), ScalarType.Boolean));

    private Value ReadChoice(ChoicePlace choice)
    {
        if (choice.Alternatives is [(_, var only)])
        {
            return Read(only);
        }

        Place result = NewPlaceFor(choice.Type);
        LowerAlternatives(choice, 0, alternative => Write(result, Read(alternative)));
        return Read(result);
    }

    private void WriteChoice(ChoicePlace choice, Value value) => LowerAlternatives(choice, 0, alternative => Write(alternative, value));

    private void LowerAlternatives(ChoicePlace choice, int index, Action<ElementPlace> lower)
    {
        if (choice.Alternatives.Length == 0)
        {
            // All that it refers to has been rejected.
            _hasErrors = true;
            return;
        }

        (int number, ElementPlace place) = choice.Alternatives[index];
        if (index == choice.Alternatives.Length - 1)
        {
            lower(place);
            return;
        }

        LowerIf(IsForm(choice, number), () => lower(place), () => LowerAlternatives(choice, index + 1, lower));
    }

    private Place NewPlaceFor(IrType type) => type is StructType structure
        ? new TuplePlace([.. structure.Fields.Select(field => NewPlaceFor(field.Type))], structure.IsTuple ? null : structure)
        : new VariablePlace(NewTemporary(type));
}
