using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    private Value LowerInvocation(IInvocationOperation call)
    {
        IMethodSymbol method = Substitution.Apply(call.TargetMethod, call.ConstrainedToType ?? call.Instance?.Type);
        if (ReferenceScan.ReturnsReference(method) && (method.MethodKind == MethodKind.LocalFunction || MarkedMethod.IsMarked(method) || IsAggregateCode(method)))
        {
            return Read(LowerReferenceCall(call));
        }

        if (method is { MethodKind: MethodKind.LocalFunction, IsGenericMethod: true } && _lifting.IsRecursive(method.OriginalDefinition, BodyOf))
        {
            return RejectUnsupported(call, $"the call of the recursive generic local function '{method.Name}'", "Write it for the types that it is called with");
        }

        if (method.MethodKind == MethodKind.LocalFunction)
        {
            return !_lifting.IsRecursive(method.OriginalDefinition, BodyOf) ? LowerInlined(call, method)
                : _frame.Substitution is null ? LowerLiftedCall(call, method)
                : Reject(DiagnosticDescriptors.CallWithoutDerivative, call, method.Name);
        }

        if (LowerTensorOperation(call) is { } tensor)
        {
            return tensor;
        }

        if (LowerRuleInvocation(call, method) is { } ruled)
        {
            return ruled;
        }

        if (IsInstanceCall(call, method))
        {
            return LowerInstanceCall(call, method, call.Instance, call.IsVirtual, call.Arguments);
        }

        if (method.IsStatic && !MarkedMethod.IsMarked(method) && IsAggregateCode(method) && CanInline(method))
        {
            return LowerInlined(call, method);
        }

        if (Aggregates.IsVector(method.ContainingType) && method.IsStatic && method.Parameters.Length is 1 or 2
            && method.Name is "Add" or "Subtract" or "Multiply" or "Divide" or "Negate")
        {
            return LowerAggregateOperator(call, method, call.Arguments.Select(argument => argument.Value).ToArray());
        }

        if (MarkedMethod.IsMarked(method))
        {
            return IsForeign(method) ? LowerForeignCall(call, method)
                : CanInline(method, TakesCopiedReference(call)) ? LowerInlined(call, method)
                : LowerSplitCall(call, method);
        }

        return LowerLibraryCall(call);
    }

    private Value LowerInlined(IInvocationOperation call, IMethodSymbol method)
    {
        Value value = default;
        _ = InFrameOf(call, method, body =>
        {
            value = LowerBody(body);
            return DiscardPlace.Instance;
        });
        return value;
    }

    /// <summary>Evaluates a call's arguments and lowers the callee's body in a frame of its own; null when it has none.</summary>
    private Place? InFrameOf(IInvocationOperation call, IMethodSymbol method, Func<IBlockOperation, Place> lower)
    {
        Frame? declaring = method.MethodKind == MethodKind.LocalFunction ? DeclaringFrame(method) : null;
        Frame callee = NewFrame(method, call.Syntax, declaring);
        if (BodyOf(method) is not { } body)
        {
            Reject(DiagnosticDescriptors.CallWithoutDerivative, call, method.Name);
            return null;
        }

        _references.Add(method, body);
        foreach (IArgumentOperation argument in call.Arguments)
        {
            BindArgument(callee, argument);
        }

        return In(callee, () => lower(body));
    }

    /// <summary>Lowers something in a frame whose parameters are bound.</summary>
    private T In<T>(Frame callee, Func<T> lower)
    {
        Frame caller = _frame;
        IOperation? operation = _operation;
        Enter(callee);
        T result = lower();
        Enter(caller);
        _operation = operation;
        return result;
    }

    private Frame NewFrame(IMethodSymbol method, SyntaxNode call, Frame? declaring = null) =>
        new(method, declaring, new(call, _frame.Calls), _frame, Substitution.Of(method, _compilation)?.Within(declaring?.Substitution));

    private void Enter(Frame frame)
    {
        _frame = frame;
        Substitution.Current = frame.Substitution;
    }

    private Frame? DeclaringFrame(IMethodSymbol localFunction)
    {
        for (Frame? frame = _frame; frame is not null; frame = frame.Declaring)
        {
            if (SymbolEqualityComparer.Default.Equals(frame.Method.OriginalDefinition, localFunction.ContainingSymbol))
            {
                return frame;
            }
        }

        return _frame;
    }

    /// <summary>Evaluates an argument into the callee's parameter: a variable of its own, or the caller's place for a reference.</summary>
    private void BindArgument(Frame callee, IArgumentOperation argument)
    {
        if (argument.Parameter is not { } declared)
        {
            _hasErrors = true;
            _rejected ??= argument;
            return;
        }

        // The body's own: the call may be of an overridden method, of an interface's, or of an indexer, whose accessors have parameters of their own.
        IParameterSymbol parameter = declared.Ordinal < callee.Method.Parameters.Length ? callee.Method.OriginalDefinition.Parameters[declared.Ordinal] : declared;
        bool isConstant = IsBoundToConstant(callee, parameter, declared.Type, argument);
        if (parameter.RefKind != RefKind.None && !isConstant)
        {
            Place referenced = Freeze(LowerPlace(argument.Value));
            if (referenced is DiscardPlace)
            {
                referenced = AsCell(parameter, NewLocalPlace(declared.Type, parameter.Name, argument));
            }

            BindReference(callee, parameter, referenced, argument.Value);
            return;
        }

        int first = NextVariableId;
        Value value = LowerValue(argument.Value);
        if (isConstant)
        {
            _operation = argument;
            value = Stop(value);
        }

        Place place = AsCell(parameter, NewLocalPlace(callee.Method.Parameters[parameter.Ordinal].Type, parameter.Name, argument));
        Write(place, value, first);
        callee.Bind(parameter, place);
    }

    // A parameter that refers to a place, or (in) to a copy if its cell is needed.
    private void BindReference(Frame callee, IParameterSymbol parameter, Place referenced, IOperation operation) => callee.Bind(
        parameter,
        _references.Changing.Contains(parameter)
            ? NewReference(parameter, parameter.Name, referenced, parameter.RefKind is RefKind.In or RefKind.RefReadOnlyParameter, operation)
            : parameter.RefKind is RefKind.Ref or RefKind.Out ? referenced : InCell(parameter, referenced));

    /// <summary>Lowers the body of the current frame in place: its value.</summary>
    private Value LowerBody(IBlockOperation body)
    {
        IMethodSymbol method = _frame.Method;
        if (body.Operations.Length == 1 && body.Operations[0] is IReturnOperation { Kind: OperationKind.Return, ReturnedValue: { } only } && !method.ReturnsByRef && !method.ReturnsByRefReadonly)
        {
            return LowerValue(only);
        }

        if (!method.ReturnsVoid)
        {
            _frame.Result = NewResultPlace(method.ReturnType, "result", body);
        }

        JumpTarget target = EnterScope(JumpKind.Return, null);
        _frame.Return = target;
        LowerStatement(body);
        ExitScope(target);
        return _frame.Result is not { } result ? default : _region.IsReachable ? Read(result) : DefaultOf(method.ReturnType, body);
    }

    private Place NewResultPlace(ITypeSymbol type, string name, IOperation operation)
    {
        if (Composites.PartsOf(type) is { } parts)
        {
            return new TuplePlace(
                parts.Select(part => WithoutGradient(part.IsActive, NewResultPlace(part.Type, part.Name, operation))).ToArray(), Composites.StructOf(type));
        }

        if (TypeMapping.Map(type) is { } mapped)
        {
            return new VariablePlace(NewVariable(name, mapped, isTemporary: true));
        }

        RejectType(type, operation);
        return DiscardPlace.Instance;
    }

    private void LowerReturnedValue(IOperation value)
    {
        if (_frame.ReturnedReference is { } reference)
        {
            Refer(reference, LowerPlace(value), _frame.Method.ReturnsByRefReadonly, value);
            return;
        }

        int first = NextVariableId;
        Value returned = LowerValue(value);
        if (_frame.Result is { } place)
        {
            Write(place, returned, first);
        }
    }
}
