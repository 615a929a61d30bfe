using AutoDiff.Generator.CustomDerivatives;
using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>Calls of methods with a hand-written derivative.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>An argument of such a call: its value before the call, and the place that a reference refers to.</summary>
    private readonly record struct RuleOperand(Value Value, Place? Place = null);

    /// <summary>
    /// The hand-written derivatives that a call of the method uses, or null. Those that aren't accessible are used by the method's own split form at most.
    /// </summary>
    private RulePair? RulesOf(IMethodSymbol method, out bool isHidden)
    {
        isHidden = false;
        if (RuleTable.Of(_compilation).Find(method) is not { } rules)
        {
            return null;
        }

        foreach (DerivativeRule rule in rules.All)
        {
            _lifting.UsedRules.Add(rule.Method.OriginalDefinition);
            isHidden |= !_compilation.IsSymbolAccessibleWithin(rule.Method, _lifting.Root.ContainingType);
        }

        return rules;
    }

    private Value? LowerRuleInvocation(IInvocationOperation call, IMethodSymbol method)
    {
        if (RulesOf(method, out bool isHidden) is not { } rules)
        {
            return null;
        }

        // The derivatives that are generated beside a marked method can use its rules; reverse mode needs a reverse one, or the body.
        bool isMarked = MarkedMethod.IsMarked(method);
        if (isMarked && (isHidden || rules.Reverse is null))
        {
            return IsForeign(method) ? LowerForeignCall(call, method) : LowerSplitCall(call, method, isHidden ? null : rules);
        }

        return isHidden
            ? RejectHidden(rules, call, method.Name)
            : LowerRuleCall(rules, method, call.Instance, call.Arguments, call);
    }

    /// <summary>The hand-written derivative of a call whose receiver and arguments have been evaluated, or null when the method has none.</summary>
    private Value? LowerRuleTarget(IOperation call, IMethodSymbol method, Place? receiver, Place?[] places)
    {
        if (RulesOf(method, out bool isHidden) is not { } rules || (MarkedMethod.IsMarked(method) && (isHidden || rules.Reverse is null)))
        {
            return null;
        }

        if (isHidden)
        {
            return RejectHidden(rules, call, method.Name);
        }

        RuleOperand[] operands = [.. method.Parameters.Select((parameter, i) => places[i] is not { } place ? default
            : parameter.RefKind == RefKind.Out ? new RuleOperand(default, place)
            : new RuleOperand(Kept(Read(place)), parameter.RefKind == RefKind.Ref ? place : null))];
        return EmitRuleCall(rules, method, receiver is null ? default : new RuleOperand(Kept(Read(receiver))), operands, call);
    }

    private Value RejectHidden(RulePair rules, IOperation operation, string target) =>
        Reject(DiagnosticDescriptors.RuleNotAccessible, operation, target, rules.Any.Method.Name, rules.Any.Method.ContainingType.Name);

    private Value LowerRuleCall(RulePair rules, IMethodSymbol method, IOperation? instance, IEnumerable<IArgumentOperation> arguments, IOperation call)
    {
        RuleOperand receiver = default;
        if (instance is not null)
        {
            Place? place = ChangesReceiver(method, instance) ? Freeze(LowerPlace(instance)) : null;
            receiver = new(Kept(place is null ? LowerValue(instance) : Read(place)), place);
        }

        var operands = new RuleOperand[method.Parameters.Length];
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Parameter is not { } parameter)
            {
                return RejectedValue(call);
            }

            if (parameter.RefKind is RefKind.Ref or RefKind.Out)
            {
                Place place = Freeze(LowerPlace(argument.Value));
                operands[parameter.Ordinal] = new(default, place);
            }
            else
            {
                operands[parameter.Ordinal] = new(Kept(LowerValue(argument.Value)));
            }
        }

        // What a reference refers to is read when all arguments have been evaluated.
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (parameter.RefKind == RefKind.Ref && operands[parameter.Ordinal].Place is { } place)
            {
                operands[parameter.Ordinal] = new(Kept(Read(place)), place);
            }
        }

        _operation = call;
        return _hasErrors ? RejectedValue(call) : EmitRuleCall(rules, method, receiver, operands, call);
    }

    // Variables of their own: what follows may change those that were read.
    private Value Kept(Value value)
    {
        if (value.Elements is { } elements)
        {
            return new(Array.ConvertAll(elements, Kept), value.Type);
        }

        if (value.Operand is not { } operand)
        {
            return value;
        }

        Variable kept = NewTemporary(operand.Type);
        EmitAssign(kept, new Copy(operand));
        return kept;
    }

    private static bool ChangesReceiver(IMethodSymbol method, IOperation instance) =>
        instance is not IInstanceReferenceOperation
        && method is { IsReadOnly: false, ContainingType: { IsValueType: true, IsReadOnly: false } type }
        && TypeMapping.Of(type) is OpaqueType
        && IsReferable(instance);

    private Value EmitRuleCall(RulePair rules, IMethodSymbol method, RuleOperand receiver, RuleOperand[] operands, IOperation call)
    {
        if (RuleCall.Build(rules, method, receiver.Place is not null, EffectsOf(method)) is not { } built)
        {
            return RejectUnsupported(call, $"a struct or tuple that '{method.Name}' takes by reference", "Pass its fields");
        }

        var arguments = new List<Operand>();
        if (built.HasReceiver)
        {
            Flatten(receiver.Value, arguments);
        }

        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (parameter.RefKind != RefKind.Out)
            {
                Flatten(operands[parameter.Ordinal].Value, arguments);
            }
        }

        if (arguments.Count != built.Callee.Parameters.Count)
        {
            return RejectedValue(call);
        }

        Variable[] results = built.Callee.Results.Map(NewTemporary).ToArray();
        Emit(new SplitCall(built.Callee, arguments.ToEquatableArray(), new(results)) { Site = CurrentSite() });
        foreach ((int parameter, int result) in built.References)
        {
            if ((parameter < 0 ? receiver : operands[parameter]).Place is { } place and not DiscardPlace)
            {
                Write(place, results[result]);
            }
        }

        int next = 0;
        ITypeSymbol type = RuleTarget.ResultType(method);
        return type.SpecialType == SpecialType.System_Void ? default : ValueOf(TypeMapping.Of(type), results, ref next);
    }

    private static Value ValueOf(IrType type, Variable[] leaves, ref int next)
    {
        if (type is not StructType structure)
        {
            return leaves[next++];
        }

        var elements = new Value[structure.Fields.Count];
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i] = ValueOf(structure.Fields[i].Type, leaves, ref next);
        }

        return new(elements, structure.IsTuple ? null : structure);
    }

    // A method that only computes from its arguments needn't be taken for one that may write any memory.
    private Effects EffectsOf(IMethodSymbol method)
    {
        Effects effects = CallEffects.Of(method, [.. method.Parameters.Select(parameter => parameter.Type)]);
        return effects == Effects.Anything && BodyOf(method) is { } body && body.Descendants().All(OnlyComputes) ? Effects.Reads | Effects.Throws | Effects.WritesOperands : effects;
    }

    private static bool OnlyComputes(IOperation operation) => operation switch
    {
        IAssignmentOperation assignment => IsOwn(assignment.Target),
        IIncrementOrDecrementOperation increment => IsOwn(increment.Target),
        IInvocationOperation call => CallEffects.IsPure(call.TargetMethod),
        IObjectCreationOperation { Type.IsValueType: false } or IAnonymousFunctionOperation or ILocalFunctionOperation or IDynamicInvocationOperation => false,
        IPropertyReferenceOperation { Property: { IsIndexer: false, Name: not ("Length" or "Count") } } => false,
        IBinaryOperation { OperatorMethod: { } binary } => CallEffects.IsPure(binary),
        IUnaryOperation { OperatorMethod: { } unary } => CallEffects.IsPure(unary),
        IConversionOperation { OperatorMethod: { } conversion } => CallEffects.IsPure(conversion) || TypeMapping.Of(conversion.ReturnType) is BufferType,
        _ => true,
    };

    // Elements are those of a parameter's buffer or of one that the method makes.
    private static bool IsOwn(IOperation target) => target switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation or IDiscardOperation => true,
        IArrayElementReferenceOperation { ArrayReference: ILocalReferenceOperation or IParameterReferenceOperation } => true,
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: ILocalReferenceOperation or IParameterReferenceOperation } => true,
        IImplicitIndexerReferenceOperation { Instance: ILocalReferenceOperation or IParameterReferenceOperation } => true,
        ITupleOperation tuple => tuple.Elements.All(IsOwn),
        IDeclarationExpressionOperation => true,
        _ => false,
    };
}
