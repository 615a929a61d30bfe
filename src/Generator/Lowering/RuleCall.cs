using AutoDiff.Generator.CustomDerivatives;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Optimization;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Lowering;

/// <summary>A call of a method with a hand-written derivative, as the IR has it: what its arguments and results are, and the text of the calls.</summary>
/// <param name="Callee">The callee.</param>
/// <param name="HasReceiver">Whether the leaves of the receiver are the first arguments.</param>
/// <param name="References">The parameters (-1: the receiver) passed by reference, each with the result that it holds afterwards.</param>
internal sealed record RuleCall(Callee Callee, bool HasReceiver, IReadOnlyList<(int Parameter, int Result)> References)
{
    /// <summary>Builds it; null when a struct or tuple is passed by reference.</summary>
    public static RuleCall? Build(RulePair rules, IMethodSymbol method, bool changesReceiver, Effects effects)
    {
        var layout = new Layout(rules, method, changesReceiver);
        if (layout.References.Any(reference => layout.ShapeOf(reference.Parameter).Leaves.Count != 1))
        {
            return null;
        }

        int[] adjoints = [.. layout.Target.Returned.SelectMany(index => Enumerable.Range(layout.ArgumentOf(index), layout.ShapeOf(index).Leaves.Count))];
        var custom = new CustomDerivative(Primal(layout, method), effects)
        {
            RuleName = rules.Any.Method.Name,
            ReturnsNewMemory = CallEffects.IsTensorOperation(method),
            Elementwise = CallEffects.IsTensorOperation(method) ? Elementwise(method) : null,
            Composition = CallEffects.IsTensorOperation(method) ? ElementwiseOperations.CompositionOf(method.Name) : null,
            Reverse = rules.Reverse is { } reverse ? Reverse(layout, reverse) : null,
            Adjoints = adjoints.ToEquatableArray(),
            Forward = rules.Forward is { } forward ? Forward(layout, forward) : null,
        };
        var callee = new Callee(DisplayName(method), "", "", layout.Parameters.ToEquatableArray(), layout.Results.ToEquatableArray()) { Custom = custom };
        return new(callee, layout.Target.HasReceiver, layout.References);
    }

    private static FusedOperation? Elementwise(IMethodSymbol method) =>
        ElementwiseOperations.Of(method.Name) is { } name && method.Parameters.All(parameter => TypeMapping.IsTensor(parameter.Type))
            ? ElementwiseOperations.Apply(name, method.Parameters.Length)
            : null;

    // As the comments in generated code name it.
    private static string DisplayName(IMethodSymbol method) => method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : method.Name;

    private static CallText Primal(Layout layout, IMethodSymbol method)
    {
        var text = new CallTextBuilder();
        string type = QualifiedNames.Type(method.ContainingType);
        switch (method)
        {
            case { MethodKind: MethodKind.Constructor }:
                AddArguments(text.Add($"new {type}("), layout, method, ")");
                break;
            case { MethodKind: MethodKind.Conversion }:
                layout.AddPrimal(text.Add($"(({QualifiedNames.Type(method.ReturnType)})"), 0).Add(")");
                break;
            case { MethodKind: MethodKind.UserDefinedOperator or MethodKind.BuiltinOperator, Parameters.Length: 1 }:
                layout.AddPrimal(text.Add("(" + Symbol(method)), 0).Add(")");
                break;
            case { MethodKind: MethodKind.UserDefinedOperator or MethodKind.BuiltinOperator }:
                layout.AddPrimal(layout.AddPrimal(text.Add("("), 0).Add($" {Symbol(method)} "), 1).Add(")");
                break;
            case { MethodKind: MethodKind.PropertyGet, AssociatedSymbol: IPropertySymbol property }:
                text = method.IsStatic ? text.Add(type) : layout.AddPrimal(text, -1);
                text = property.IsIndexer ? AddArguments(text.Add("["), layout, method, "]") : text.Add("." + QualifiedNames.Identifier(property.Name));
                break;
            default:
                text = method.IsStatic ? text.Add(type) : layout.AddPrimal(text, -1);
                AddArguments(text.Add($".{QualifiedNames.MethodName(method)}("), layout, method, ")");
                break;
        }

        ITypeSymbol result = RuleTarget.ResultType(method);
        return result.SpecialType == SpecialType.System_Void ? text.ToCall(null, null) : text.ToCall(ValueShape.Of(result), QualifiedNames.Type(result));
    }

    private static CallTextBuilder AddArguments(CallTextBuilder text, Layout layout, IMethodSymbol method, string end)
    {
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            layout.AddPrimal(text.Add(parameter.Ordinal == 0 ? "" : ", "), parameter.Ordinal);
        }

        return text.Add(end);
    }

    private static CallTextBuilder CallOf(Layout layout, DerivativeRule rule)
    {
        var text = new CallTextBuilder();
        text.Add($"{QualifiedNames.Type(rule.Method.ContainingType)}.{QualifiedNames.MethodName(rule.Method)}(");
        for (int i = 0; i < rule.Inputs.Length; i++)
        {
            layout.AddInput(text.Add(i == 0 ? "" : ", "), rule.Inputs[i]);
        }

        return text.Add(")");
    }

    private static CallText Forward(Layout layout, DerivativeRule rule)
    {
        CallTextBuilder text = CallOf(layout, rule);
        return rule.Method.ReturnsVoid ? text.ToCall(null, null) : text.ToCall(ValueShape.Of(rule.Method.ReturnType), QualifiedNames.Type(rule.Method.ReturnType));
    }

    private static CallText Reverse(Layout layout, DerivativeRule rule)
    {
        CallTextBuilder text = CallOf(layout, rule);
        int[] returned = [.. layout.Target.Returned];
        return returned.Length switch
        {
            0 => text.ToCall(null, null),
            _ => text.ToCall(ValueShape.Of(rule.Method.ReturnType), QualifiedNames.Type(rule.Method.ReturnType)),
        };
    }

    private static string Symbol(IMethodSymbol method) => method.MetadataName switch
    {
        "op_Addition" or "op_CheckedAddition" or "op_UnaryPlus" => "+",
        "op_Subtraction" or "op_CheckedSubtraction" or "op_UnaryNegation" or "op_CheckedUnaryNegation" => "-",
        "op_Multiply" or "op_CheckedMultiply" => "*",
        "op_Division" or "op_CheckedDivision" => "/",
        "op_Modulus" => "%",
        "op_BitwiseAnd" => "&",
        "op_BitwiseOr" => "|",
        "op_ExclusiveOr" => "^",
        "op_LeftShift" => "<<",
        "op_RightShift" => ">>",
        "op_UnsignedRightShift" => ">>>",
        "op_OnesComplement" => "~",
        "op_LogicalNot" => "!",
        "op_Equality" => "==",
        "op_Inequality" => "!=",
        "op_LessThan" => "<",
        "op_GreaterThan" => ">",
        "op_LessThanOrEqual" => "<=",
        _ => ">=",
    };

    /// <summary>Where the leaves of each parameter are among the arguments and results.</summary>
    private sealed class Layout
    {
        private readonly IMethodSymbol _method;
        private readonly Dictionary<int, ValueShape> _shapes = [];
        private readonly Dictionary<int, int> _arguments = [];
        private readonly Dictionary<int, int> _results = [];
        private readonly ValueShape? _result;

        public Layout(RulePair rules, IMethodSymbol method, bool changesReceiver)
        {
            _method = method;
            Target = new RuleTarget(method, new HashSet<int>(rules.Any.Constants));
            if (RuleTarget.ResultType(method) is { SpecialType: not SpecialType.System_Void } type)
            {
                _result = ValueShape.Of(type);
                Results.AddRange(_result.Leaves.Select(leaf => leaf.Type));
            }

            foreach (int index in Target.Indices)
            {
                ValueShape shape = _shapes[index] = ValueShape.Of(Target.TypeOf(index));
                RefKind kind = index < 0 ? changesReceiver ? RefKind.Ref : RefKind.None : Target.KindOf(index);
                if (kind != RefKind.Out)
                {
                    AddArgument(rules, index, shape);
                }

                if (kind != RefKind.None)
                {
                    _results[index] = Results.Count;
                    References.Add((index, Results.Count));
                    Results.AddRange(shape.Leaves.Select(leaf => leaf.Type));
                }
            }
        }

        public RuleTarget Target { get; }

        public List<CalleeParameter> Parameters { get; } = [];

        public List<IrType> Results { get; } = [];

        public List<(int Parameter, int Result)> References { get; } = [];

        public ValueShape ShapeOf(int index) => _shapes[index];

        public int ArgumentOf(int index) => _arguments[index];

        public CallTextBuilder AddPrimal(CallTextBuilder text, int index)
        {
            if (_results.TryGetValue(index, out int result))
            {
                bool isOut = !_arguments.TryGetValue(index, out int first);
                return text.Add(index < 0 ? "" : isOut ? "out " : "ref ").Add(isOut
                    ? new CallHole(CallHoleKind.Result, Result: result)
                    : new CallHole(CallHoleKind.InOut, first, result));
            }

            return Leaves(text, index, CallHoleKind.Argument);
        }

        public CallTextBuilder AddInput(CallTextBuilder text, RuleInput input)
        {
            switch (input.Kind)
            {
                case RuleInputKind.Result:
                    return text.Add(_result!, leaf => new CallHole(CallHoleKind.Result, Result: leaf));
                case RuleInputKind.Cotangent:
                    return text.Add(_result!, leaf => new CallHole(CallHoleKind.Cotangent, Result: leaf));
                case RuleInputKind.Adjoint when _results.TryGetValue(input.Index, out int result):
                    return _arguments.TryGetValue(input.Index, out int argument)
                        ? text.Add("ref ").Add(new CallHole(CallHoleKind.InOutAdjoint, argument, result))
                        : text.Add(new CallHole(CallHoleKind.Cotangent, Result: result));
                case RuleInputKind.Tangent when _results.TryGetValue(input.Index, out int changed):
                    return _arguments.TryGetValue(input.Index, out int before)
                        ? text.Add("ref ").Add(new CallHole(CallHoleKind.InOutAdjoint, before, changed))
                        : text.Add("out ").Add(new CallHole(CallHoleKind.ResultTangent, Result: changed));
                case RuleInputKind.Tangent:
                    return Leaves(text, input.Index, CallHoleKind.Tangent);
                case RuleInputKind.Adjoint:
                    return Leaves(text, input.Index, CallHoleKind.Adjoint);
                default:
                    return _arguments.ContainsKey(input.Index)
                        ? Leaves(text, input.Index, CallHoleKind.Argument)
                        : text.Add(new CallHole(CallHoleKind.Result, Result: _results[input.Index]));
            }
        }

        private CallTextBuilder Leaves(CallTextBuilder text, int index, CallHoleKind kind) =>
            text.Add(_shapes[index], leaf => new CallHole(kind, _arguments[index] + leaf));

        private void AddArgument(RulePair rules, int index, ValueShape shape)
        {
            _arguments[index] = Parameters.Count;
            bool isActive = Target.CanBeActive(index);
            bool isReturned = !Target.IsBuffer(index) && Target.KindOf(index) == RefKind.None;
            bool hasAdjoint = isReturned || rules.Reverse?.Takes(RuleInputKind.Adjoint, index) != false;
            string name = index < 0 ? "this" : _method.Parameters[index].Name;
            Parameters.AddRange(shape.Leaves.Select(leaf => new CalleeParameter(name, leaf.Type, PassingMode.Value, isActive && hasAdjoint && leaf.IsActive && leaf.Type.CanBeActive)
            {
                LacksAdjoint = isActive && !hasAdjoint && leaf.IsActive && leaf.Type.CanBeActive,
            }));
        }
    }
}
