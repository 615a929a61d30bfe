using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>Calls of instance methods and accessors that are differentiated through.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>Whether a call on an object is one of code that is differentiated: an aggregate's own, a marked method, or one of several.</summary>
    private bool IsInstanceCall(IInvocationOperation call, IMethodSymbol method) =>
        !method.IsStatic
        && method.MethodKind is MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation
        && (IsAggregateCode(method)
            || (MarkedMethod.IsMarked(method) && !IsForeign(method))
            || (call.IsVirtual && call.Instance is { } instance && IsDispatched(method, TypeOf(instance))));

    /// <summary>The value of a property that an aggregate computes, or null when it isn't one.</summary>
    private Value? LowerComputedProperty(IPropertyReferenceOperation reference) =>
        reference.Property.GetMethod is { } declared && Substitution.Apply(declared, reference.Instance?.Type) is { } getter
        && (IsAggregateCode(getter) || (reference.Instance is { } instance && IsDispatched(getter, TypeOf(instance))))
            ? LowerInstanceCall(reference, getter, reference.Instance, isVirtual: !reference.Property.IsStatic, reference.Arguments)
            : (Value?)null;

    /// <summary>A call of code that is differentiated: in place, in split form, or of what the receiver's type says.</summary>
    private Value LowerInstanceCall(IOperation call, IMethodSymbol method, IOperation? instance, bool isVirtual, IEnumerable<IArgumentOperation> arguments)
    {
        method = Substitution.Apply(method, instance?.Type);
        Place? receiver = instance is null ? null : Receiver(instance, method);
        return CallOn(call, method, instance, isVirtual, receiver, EvaluateArguments(method, arguments, call));
    }

    /// <summary>The same, when receiver and arguments have been evaluated.</summary>
    private Value CallOn(IOperation call, IMethodSymbol method, IOperation? instance, bool isVirtual, Place? receiver, Place?[] arguments)
    {
        bool isBase = instance is IInstanceReferenceOperation { Syntax: BaseExpressionSyntax };
        IReadOnlyList<INamedTypeSymbol>? types = instance is IInstanceReferenceOperation ? _frame.ThisTypes : null;
        IMethodSymbol? target = Resolve(method, instance, isVirtual && !isBase);
        if (target is null && types is { Count: > 0 })
        {
            IMethodSymbol?[] found = [.. types.Select(type => Implementation(method, type)).Distinct<IMethodSymbol?>(SymbolEqualityComparer.Default)];
            target = found.Length == 1 ? found[0] : null;
        }

        _operation = call;
        var self = (receiver as VariablePlace)?.Variable;
        return target is null
            ? CallVirtual(call, method, self!, (INamedTypeSymbol)TypeOf(instance!)!, arguments, types)
            : CallTarget(call, target, self is null || target.ContainingType.IsValueType ? receiver : ReceiverAs(self, target.ContainingType), arguments, types, isBase);
    }

    /// <summary>The method that a call on an aggregate runs, or null when that is known only at run time.</summary>
    private static IMethodSymbol? Resolve(IMethodSymbol method, IOperation? instance, bool isVirtual)
    {
        if (!isVirtual || instance is null || !IsOverridable(method))
        {
            return method;
        }

        if (TypeOf(instance) is not INamedTypeSymbol { IsSealed: true } type)
        {
            return method.IsSealed ? method : null;
        }

        return Implementation(method, type) ?? method;
    }

    /// <summary>Evaluates arguments in their order: values into variables of their own, references to the places that they refer to; by position.</summary>
    private Place?[] EvaluateArguments(IMethodSymbol method, IEnumerable<IArgumentOperation> arguments, IOperation call)
    {
        var places = new Place?[method.Parameters.Length];
        foreach (IArgumentOperation argument in arguments)
        {
            // An indexer's arguments are for its parameters, which its accessors have again.
            if (argument.Parameter is not { } given || given.Ordinal >= places.Length)
            {
                _hasErrors = true;
                continue;
            }

            if (given.RefKind != RefKind.None)
            {
                places[given.Ordinal] = Freeze(LowerPlace(argument.Value));
                continue;
            }

            int first = NextVariableId;
            Value value = LowerValue(argument.Value);
            Place place = NewLocalPlace(given.Type, given.Name, argument);
            Write(place, value, first);
            places[given.Ordinal] = place;
        }

        _operation = call;
        return places;
    }

    /// <summary>A call whose receiver and arguments have been evaluated.</summary>
    private Value CallTarget(IOperation call, IMethodSymbol target, Place? receiver, Place?[] arguments, IReadOnlyList<INamedTypeSymbol>? types, bool isBase, bool isOneOfMany = false)
    {
        if (LowerRuleTarget(call, target, receiver, arguments) is { } ruled)
        {
            return ruled;
        }

        if (BodyOf(target) is not { } body || !Substitution.Fits(target, body, _compilation))
        {
            return target.AssociatedSymbol is IPropertySymbol property && receiver is not null && AutoProperty(target, property, receiver, arguments) is { } value
                ? value
                : Reject(DiagnosticDescriptors.CallWithoutDerivative, call, NameOf(target));
        }

        // A mark on an accessor is an error of its own: nothing is generated for it.
        bool isAccessor = target.MethodKind is MethodKind.PropertyGet or MethodKind.PropertySet;
        bool isMarked = MarkedMethod.IsMarked(target) && !isAccessor;
        bool isInPlace = isBase && IsOverridable(target) ? !IsRunning(target)
            : isMarked ? !(isOneOfMany && IsLarge(body)) && CanInline(target)
            : !IsActiveFrame(target);
        if (!isInPlace)
        {
            return isMarked && !isBase ? SplitCallOf(call, target, receiver, arguments, null)
                : isAccessor ? RejectUnsupported(call, $"'{FirstLine(call.Syntax)}', by which the accessors of '{NameOf(target)}' call themselves", "Move the computation to a method marked [Differentiable]")
                : Reject(DiagnosticDescriptors.CallWithoutDerivative, call, NameOf(target));
        }

        return RunInPlace(call, target, body, receiver, arguments, types);
    }

    private Value RunInPlace(IOperation call, IMethodSymbol target, IBlockOperation body, Place? receiver, Place?[] arguments, IReadOnlyList<INamedTypeSymbol>? types)
    {
        _references.Add(target, body);
        Frame callee = NewFrame(target, call.Syntax);
        (callee.This, callee.ThisTypes) = (receiver, types);
        for (int i = 0; i < arguments.Length; i++)
        {
            BindEvaluated(callee, target.OriginalDefinition.Parameters[i], target.Parameters[i].Type, arguments[i], call);
        }

        return In(callee, () => LowerBody(body));
    }

    private void BindEvaluated(Frame callee, IParameterSymbol parameter, ITypeSymbol type, Place? argument, IOperation call)
    {
        if (argument is null or DiscardPlace)
        {
            callee.Bind(parameter, AsCell(parameter, NewLocalPlace(type, parameter.Name, call)));
        }
        else if (IsBoundToConstant(callee, parameter, type, call))
        {
            Place place = AsCell(parameter, NewLocalPlace(type, parameter.Name, call));
            Write(place, Stop(Read(argument)));
            callee.Bind(parameter, place);
        }
        else if (parameter.RefKind != RefKind.None)
        {
            BindReference(callee, parameter, argument, call);
        }
        else
        {
            callee.Bind(parameter, InCell(parameter, argument));
        }
    }

    // A property without code, of a receiver whose type has been found out.
    private Value? AutoProperty(IMethodSymbol accessor, IPropertySymbol property, Place receiver, Place?[] arguments)
    {
        if (!Aggregates.IsAggregate(property.ContainingType) || Aggregates.IndexOf(property.ContainingType, property) is not (var index and >= 0)
            || PlaceIn(receiver, property.ContainingType, Aggregates.MembersOf(property.ContainingType)[index]) is not { } place)
        {
            return null;
        }

        place = WithoutGradient(Aggregates.MembersOf(property.ContainingType)[index].IsActive, place);
        if (accessor.MethodKind == MethodKind.PropertyGet)
        {
            return Read(place);
        }

        Write(place, Read(arguments[arguments.Length - 1]!));
        return default(Value);
    }

    /// <summary>What <c>this</c> is in a method that is called on an expression: the variable itself, or a copy where C# makes one.</summary>
    private Place Receiver(IOperation instance, IMethodSymbol method)
    {
        if (TypeOf(instance) is not { IsValueType: true } type)
        {
            Operand operand = LowerExpression(instance);
            // Of an interface that a type parameter is constrained to as well, it is the class that has derivatives.
            IrType own = TypeMapping.Of(instance.Type is ITypeParameterSymbol && method.ContainingType.TypeKind == TypeKind.Interface ? TypeOf(instance)! : method.ContainingType);
            var variable = NewVariable("this", own, isTemporary: true);
            EmitAssign(variable, own.Equals(operand.Type) ? new Copy(operand) : new Convert(operand, own));
            return new VariablePlace(variable);
        }

        bool isShared = IsPlace(instance) && (method.IsReadOnly || type.IsReadOnly || IsReferable(instance) || instance is IInstanceReferenceOperation);
        return isShared ? Freeze(LowerPlace(instance)) : Spill(instance);
    }
}
