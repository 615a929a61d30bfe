using AutoDiff.Generator.CustomDerivatives;
using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>The marked method itself: its parameters, body and results.</summary>
internal sealed partial class MethodLowering
{
    private readonly Dictionary<SyntaxTree, SemanticModel> _models;

    public static LoweringResult Lower(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        // References turn out to have more forms as they are lowered; there are no more than the method has places.
        ReferenceForms forms = new(new ReferenceKeys());
        while (true)
        {
            forms.HasChanged = false;
            LoweringResult result = Lower(method, new MethodLowering(method, compilation, forms, cancellation));
            if (!forms.HasChanged)
            {
                return result;
            }
        }
    }

    // Symbols by what they stand for, syntax by itself.
    private sealed class ReferenceKeys : IEqualityComparer<object>
    {
        bool IEqualityComparer<object>.Equals(object x, object y) =>
            x is ISymbol symbol && y is ISymbol other ? DeclaredSymbols.Comparer.Equals(symbol, other) : ReferenceEquals(x, y);

        int IEqualityComparer<object>.GetHashCode(object key) => key is ISymbol symbol ? DeclaredSymbols.Comparer.GetHashCode(symbol) : key.GetHashCode();
    }

    private static LoweringResult Lower(IMethodSymbol method, MethodLowering lowering)
    {
        MethodModel? result = null;
        var asked = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        TypeMapping.Asked = asked;
        try
        {
            result = lowering.LowerMethod(method);
        }
        catch (InsufficientExecutionStackException)
        {
            SyntaxReference? declaration = method.DeclaringSyntaxReferences.FirstOrDefault();
            if (declaration is not null)
            {
                lowering.Report(
                    DiagnosticDescriptors.UnsupportedSyntax, declaration.GetSyntax(lowering._cancellation), $"'{method.Name}', which is nested too deeply", "Split it");
            }
        }
        finally
        {
            // Also when an exception left a frame.
            Substitution.Current = null;
            TypeMapping.Asked = null;
        }

        // What is wrong with a type is said there; its members can't be reached, as nothing is generated for it.
        if (result is not null && asked.Any(type => RejectedAggregates.Contain(type, lowering._cancellation)))
        {
            result = null;
        }

        return new(lowering._hasErrors ? null : result, [.. lowering._diagnostics], [.. lowering._sites])
        {
            UsedRules = [.. lowering._lifting.UsedRules],
            Rejected = lowering._rejected is { } rejected ? lowering.SiteOf(rejected.Syntax) : null,
        };
    }

    private MethodModel? LowerMethod(IMethodSymbol method)
    {
        if (BodyOrAnchor(method) is not { } body)
        {
            return null;
        }

        AttributeData? attribute = MarkedMethod.Attribute(method, "DifferentiableAttribute");
        HashSet<string>? withRespectTo = MarkedMethod.WithRespectTo(attribute);
        _references.Add(method, body);
        bool jvp = MarkedMethod.HasJvp(attribute);
        _tangents = jvp ? new() : null;
        var parameters = new List<Parameter>();
        if (!method.IsStatic)
        {
            LowerReceiver(method, withRespectTo is null || withRespectTo.Contains("this"), parameters);
        }

        foreach (IParameterSymbol parameter in method.Parameters)
        {
            LowerParameter(parameter, withRespectTo, body, parameters);
        }

        if (LowerFunction(method.Name, method, parameters, body, OwnRules(method, body)) is not { } function)
        {
            return null;
        }

        return new(HeaderBuilder.Build(method, RuleTable.Of(_compilation).RulesBeside(method)), function)
        {
            LocalFunctions = _lifting.Functions.ToEquatableArray(),
            Usings = _lifting.Usings.OrderBy(name => name, StringComparer.Ordinal).ToEquatableArray(),
            SplitCallees = _lifting.SplitCallees.OrderBy(name => name, StringComparer.Ordinal).ToEquatableArray(),
            FastMath = MarkedMethod.FastMath(attribute),
            Jvp = jvp,
            Jacobian = MarkedMethod.HasJacobian(attribute),
            TangentCallees = _tangents is null ? [] : _tangents.Callees.ToEquatableArray(),
        };
    }

    // The hand-written derivatives of the marked method itself: its generated members use them as well.
    private RulePair? OwnRules(IMethodSymbol method, IOperation body)
    {
        RulePair? rules = RulesOf(method, out bool isHidden);
        if (rules is not null && isHidden)
        {
            Report(DiagnosticDescriptors.RuleNotAccessible, body, method.Name, rules.Any.Method.Name, rules.Any.Method.ContainingType.Name);
        }

        return rules?.Reverse is null ? null : rules;
    }

    private Value LowerOwnRule(RulePair rules, IMethodSymbol method, IOperation body)
    {
        _operation = body;
        RuleOperand[] operands = [.. method.Parameters.Select(parameter => Current(_frame.Find(parameter)) is not { } place ? default
            : parameter.RefKind == RefKind.Out ? new RuleOperand(default, place)
            : new RuleOperand(Kept(Read(place)), parameter.RefKind == RefKind.Ref ? place : null))];
        return EmitRuleCall(rules, method, default, operands, body);
    }

    private void LowerParameter(IParameterSymbol parameter, HashSet<string>? withRespectTo, IOperation body, List<Parameter> parameters)
    {
        if (TypeMapping.Map(parameter.Type) is not { } type)
        {
            RejectType(parameter.Type, body);
            type = ScalarType.Double;
        }

        PassingMode mode = ModeOf(parameter.RefKind);
        bool isReference = mode is PassingMode.Ref or PassingMode.Out;
        if (!isReference && type is StructType structure)
        {
            string text = parameter.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
            _frame.Bind(parameter, AddParts(
                new ParameterPart(parameter.Name, structure, text, []), structure, MarkedMethod.IsActive(parameter, withRespectTo), parameter.Name, parameters));
            return;
        }

        Variable variable = NewVariable(parameter.Name, isReference ? new BufferType(BufferKind.Ref, type) : type);
        _frame.Bind(parameter, isReference ? new ElementPlace(variable, [], [], type) : new VariablePlace(variable));
        parameters.Add(new(variable, mode, type.CanBeActive && MarkedMethod.IsActive(parameter, withRespectTo))
        {
            Default = parameter.HasExplicitDefaultValue ? Literals.Of(parameter.Type, parameter.ExplicitDefaultValue).Text : null,
            IsParams = parameter.IsParams,
            AnnotatedType = QualifiedNames.Annotated(parameter.Type),
            IsRefReadOnly = parameter.RefKind == RefKind.RefReadOnlyParameter,
        });
    }

    /// <summary>Lowers a body whose parameters are bound: the function, or null when an error was found.</summary>
    private Function? LowerFunction(string name, IMethodSymbol method, List<Parameter> parameters, IBlockOperation body, RulePair? rules = null)
    {
        BindReferences(method, body);
        _countsForCallers = parameters.Exists(parameter => HoldsListOfStructs(parameter.Variable.Type));
        Value value = rules is not null ? LowerOwnRule(rules, method, body)
            : ReferenceScan.ReturnsReference(method) ? Read(LowerReferenceBody(method, body))
            : IsOverridable(method) ? LowerOverridable(method, body)
            : LowerBody(body);
        var results = new List<Operand>();
        Flatten(value, results);
        Block block = FlagSweep.Sweep(_region.Close(), _unreadTargets);
        return _hasErrors ? null : new Function(name, parameters.ToEquatableArray(), block, results.ToEquatableArray())
        {
            ResultNames = ShapeOf(method) is null ? [] : NamesOf(method.ReturnType).ToEquatableArray(),
            ResultShape = ShapeOf(method),
            ResultType = method.ReturnsVoid ? "void" : method.ReturnType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            NextVariableId = NextVariableId,
        };
    }

    // What a call of the method on its receiver runs: the members of a virtual method are as virtual as it is.
    private Value LowerOverridable(IMethodSymbol method, IBlockOperation body)
    {
        _operation = body;
        Place?[] arguments = [.. method.Parameters.Select(parameter => _frame.FindOwn(parameter))];
        return CallVirtual(body, method, ((VariablePlace)_frame.This!).Variable, method.ContainingType, arguments, null, isRoot: true);
    }

    /// <summary>A method's body; for an abstract one, the place of what is said about it: the body of the first method that overrides it.</summary>
    private IBlockOperation? BodyOrAnchor(IMethodSymbol method) =>
        method.IsAbstract ? Implementers(method, method.ContainingType).Select(implementer => BodyOf(implementer.Target)).FirstOrDefault(body => body is not null) : BodyOf(method);

    /// <summary>Whether an instance method of a struct may write the struct.</summary>
    private bool ChangesReceiver(IMethodSymbol method) => IsForeign(method)
        ? method.ContainingType.IsValueType && method.ContainingType.GetMembers(HeaderBuilder.MemberName(method) + "Forward").OfType<IMethodSymbol>().Any(forward => forward.Parameters is [{ RefKind: RefKind.Ref }, ..]
            && forward.Parameters.Length > method.Parameters.Length)
        : _receiverWrites.MayBeIn(method);

    private static StructType? ShapeOf(IMethodSymbol method) => TypeMapping.Of(method.ReturnType) as StructType;

    // A part's name, after those of the parts around it.
    private static IEnumerable<string> NamesOf(ITypeSymbol type) => Composites.PartsOf(type) is { } parts
        ? parts.SelectMany(part => NamesOf(part.Type).Select(inner => inner.Length == 0 ? part.Name : $"{part.Name}_{inner}"))
        : [""];

    private static PassingMode ModeOf(RefKind kind) => kind switch
    {
        RefKind.Ref => PassingMode.Ref,
        RefKind.Out => PassingMode.Out,
        RefKind.None => PassingMode.Value,
        _ => PassingMode.In,
    };

    private static void Flatten(Value value, List<Operand> into)
    {
        if (value.Operand is { } operand)
        {
            into.Add(operand);
        }

        foreach (Value element in value.Elements ?? [])
        {
            Flatten(element, into);
        }
    }

    /// <summary>The body of a method or local function of this compilation, or null when it has none.</summary>
    private IBlockOperation? BodyOf(IMethodSymbol method)
    {
        foreach (SyntaxReference reference in (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences)
        {
            SyntaxNode syntax = reference.GetSyntax(_cancellation);
            if (ModelOf(syntax) is not { } model)
            {
                return null;
            }

            switch (model.GetOperation(syntax, _cancellation))
            {
                case IMethodBodyBaseOperation { BlockBody: { } block }:
                    return block;
                case IMethodBodyBaseOperation { ExpressionBody: { } expression }:
                    return expression;
                case ILocalFunctionOperation { Body: { } local }:
                    return local;
                case IBlockOperation block:
                    return block;
            }
        }

        return null;
    }
}
