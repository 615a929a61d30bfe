using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>
/// References. One that is known where it is declared is another name of what it refers to; any other is a span of one element, and the variables that it may refer to are
/// memory of one element (cells).
/// </summary>
internal sealed partial class MethodLowering
{
    private static readonly EquatableArray<Operand> s_first = [Constant.Int(0)];

    private void LowerRefDeclaration(ILocalSymbol local, IOperation? initializer, IOperation declarator)
    {
        if (initializer is null)
        {
            RejectUnsupported(declarator);
            return;
        }

        Place place = Freeze(LowerPlace(initializer));
        if (_references.Changing.Contains(local))
        {
            _frame.Bind(local, NewReference(local, local.Name, place, local.RefKind == RefKind.RefReadOnly, initializer));
            return;
        }

        if (place is ElementPlace element)
        {
            Emit(new Evaluate(new Load(element.Buffer, element.Indices, element.Type) { Path = element.Path }));
        }

        _frame.Bind(local, place);
    }

    private static ElementPlace Referenced(Operand reference) => new(reference, s_first, [], ((BufferType)reference.Type).Element);

    private static bool IsSpannable(Place place) => place is ElementPlace { Path.IsEmpty: true, Buffer.Type: BufferType { Kind: BufferKind.Ref } or BufferType { IsSpan: true } or BufferType { Kind: BufferKind.Array, Rank: 1 } };

    /// <summary>A place as a span of one element.</summary>
    private Operand ReferenceTo(ElementPlace place, bool isReadOnly)
    {
        ElementPlace settled = Settle(place);
        var buffer = (BufferType)settled.Buffer.Type;
        var type = new BufferType(isReadOnly ? BufferKind.ReadOnlySpan : BufferKind.Span, buffer.Element);
        if (buffer.Kind == BufferKind.Ref)
        {
            return Let(new View(settled.Buffer, null, null, type));
        }

        if (buffer.IsSpan && settled.Indices.Equals(s_first) && _singles.Contains(settled.Buffer))
        {
            return buffer.Equals(type) ? settled.Buffer : Let(new View(settled.Buffer, null, null, type));
        }

        // Checked as C# checks an index: a slice that is out of range is another exception.
        EmitCheck(settled);
        Operand view = Let(new View(settled.Buffer, settled.Indices[0], Constant.Int(1), type with { Kind = buffer.Kind == BufferKind.Array ? BufferKind.Span : buffer.Kind }));
        return view.Type.Equals(type) ? view : Let(new View(view, null, null, type));
    }

    /// <summary>The place of a new variable: memory when a reference may refer to it.</summary>
    private Place AsCell(ISymbol symbol, Place place) => _references.Cells.Contains(symbol) ? AsCell(place) : place;

    private Place AsCell(Place place)
    {
        switch (place)
        {
            case TuplePlace tuple:
                return new TuplePlace(Array.ConvertAll(tuple.Elements, AsCell), tuple.Type);
            case VariablePlace { Variable: var variable } when variable.Type is not BufferType { IsSpan: true }:
                Variable cell = NewVariable(variable.Name, new BufferType(BufferKind.Span, variable.Type));
                EmitAssign(cell, new Allocate(cell.Type, [Constant.Int(1)]));
                _singles.Add(cell);
                return Referenced(cell);
            default:
                return place;
        }
    }

    /// <summary>Gives the parameters of the function being lowered the form that the references to them ask for.</summary>
    private void BindReferences(IMethodSymbol method, IOperation body)
    {
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (_frame.FindOwn(parameter) is not { } place)
            {
                continue;
            }

            if (_references.Changing.Contains(parameter))
            {
                _frame.Bind(parameter, NewReference(parameter, parameter.Name, InCell(parameter, place), parameter.RefKind is RefKind.In or RefKind.RefReadOnlyParameter, body));
            }
            else
            {
                _frame.Bind(parameter, InCell(parameter, place));
            }
        }
    }

    /// <summary>What a read-only reference refers to: where only a value is known (an <c>in</c> argument), memory that holds it.</summary>
    private Place InCell(ISymbol symbol, Place place)
    {
        if (place is not VariablePlace || AsCell(symbol, place) is not ElementPlace cell)
        {
            return place;
        }

        Write(cell, Read(place));
        return cell;
    }

    private Place LowerReferenceConditional(IConditionalOperation conditional)
    {
        Operand condition = LowerExpression(conditional.Condition);
        bool isReadOnly = IsReadOnlyReference(conditional.WhenTrue) || IsReadOnlyReference(conditional.WhenFalse!);
        if (conditional.Type is null || TypeMapping.Map(conditional.Type) is not { } type)
        {
            return RejectedPlace(conditional);
        }

        Place reference = NewReference(conditional.Syntax, "t", isReadOnly, type, isTemporary: true);
        LowerIf(
            condition,
            () => Refer(reference, LowerPlace(conditional.WhenTrue), isReadOnly, conditional.WhenTrue),
            () => Refer(reference, LowerPlace(conditional.WhenFalse!), isReadOnly, conditional.WhenFalse!));
        return Current(reference)!;
    }

    private Place LowerReferenceAssignment(ISimpleAssignmentOperation assignment)
    {
        ISymbol? symbol = Referenced(assignment.Target);
        Place? found = symbol is null ? null : _frame.Find(symbol);
        if (found is not (SpanReference or ChangingPlace))
        {
            return RejectedPlace(assignment);
        }

        Place value = Freeze(LowerPlace(assignment.Value));
        Refer(found, value, IsReadOnlyReference(assignment.Target), assignment.Value);
        return Current(found)!;
    }

    private static bool IsReadOnlyReference(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local.RefKind == RefKind.RefReadOnly,
        IParameterReferenceOperation parameter => parameter.Parameter.RefKind is RefKind.In or RefKind.RefReadOnlyParameter,
        IPropertyReferenceOperation property => property.Property.ReturnsByRefReadonly,
        IInvocationOperation call => call.TargetMethod.ReturnsByRefReadonly,
        IConditionalOperation { WhenFalse: { } otherwise } conditional => IsReadOnlyReference(conditional.WhenTrue) || IsReadOnlyReference(otherwise),
        ISimpleAssignmentOperation assignment => IsReadOnlyReference(assignment.Target),
        _ => false,
    };

    private Place LowerReferenceCall(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (LowerReferenceMember(call, method, call.Instance, call.Arguments) is { } member)
        {
            return member;
        }

        bool isLocal = method.MethodKind == MethodKind.LocalFunction;
        if (isLocal ? !_lifting.IsRecursive(method, BodyOf) : MarkedMethod.IsMarked(method) && CanInline(method, always: true))
        {
            return InFrameOf(call, method, body => LowerReferenceBody(method, body)) ?? RejectedPlace(call);
        }

        Report(Diagnostics.DiagnosticDescriptors.CallWithoutDerivative, call, method.Name);
        return RejectedPlace(call);
    }

    /// <summary>What a method or property of an aggregate, which returns a reference, refers to; null when it isn't one that is lowered in place.</summary>
    private Place? LowerReferenceMember(IOperation reference, IMethodSymbol method, IOperation? instance, IEnumerable<IArgumentOperation> arguments)
    {
        method = Substitution.Apply(method, instance?.Type);
        if (!IsAggregateCode(method) || IsOverridable(method) || IsActiveFrame(method) || BodyOf(method) is not { } body || !Substitution.Fits(method, body, _compilation))
        {
            return null;
        }

        Place? receiver = instance is null ? null : Receiver(instance, method);
        Place?[] places = EvaluateArguments(method, arguments, reference);
        _references.Add(method, body);
        Frame callee = NewFrame(method, reference.Syntax);
        callee.This = receiver;
        for (int i = 0; i < places.Length; i++)
        {
            BindEvaluated(callee, method.OriginalDefinition.Parameters[i], method.Parameters[i].Type, places[i], reference);
        }

        return In(callee, () => LowerReferenceBody(method, body));
    }

    /// <summary>Lowers the body of the current frame, which returns a reference, in place: what it refers to.</summary>
    private Place LowerReferenceBody(IMethodSymbol method, IBlockOperation body)
    {
        if (body.Operations.Length == 1 && body.Operations[0] is IReturnOperation { Kind: OperationKind.Return, ReturnedValue: { } only })
        {
            Place known = Freeze(LowerPlace(only));
            if (known is ElementPlace element)
            {
                EmitCheck(element);
            }

            return known;
        }

        if (TypeMapping.Map(method.ReturnType) is not { } type)
        {
            return RejectedPlace(body);
        }

        Place result = NewReference(method, "result", method.ReturnsByRefReadonly, type, isTemporary: true);
        _frame.ReturnedReference = result;
        JumpTarget target = EnterScope(JumpKind.Return, null);
        _frame.Return = target;
        LowerStatement(body);
        ExitScope(target);
        return Current(result)!;
    }
}
