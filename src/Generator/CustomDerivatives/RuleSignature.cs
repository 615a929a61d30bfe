using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Lowering;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.CustomDerivatives;

/// <summary>Compares a hand-written derivative's signature with what its target asks for.</summary>
internal static class RuleSignature
{
    /// <summary>Whether a rule is a forward one, which its name says.</summary>
    public static bool IsForward(IMethodSymbol rule) => rule.Name.EndsWith("Jvp", StringComparison.Ordinal);

    /// <summary>The rule, or what is wrong with its signature.</summary>
    public static (DerivativeRule? Rule, string Problem) Match(IMethodSymbol method, IMethodSymbol target, Compilation compilation)
    {
        if (Defect(method, target) is { } defect)
        {
            return (null, defect);
        }

        // The rule's type parameters stand for the target's.
        IMethodSymbol rule = method.Arity == 0 ? method : method.Construct([.. RuleTarget.TypeArguments(target)]);
        bool isForward = IsForward(method);
        RuleTarget expected = Expected(method, target, compilation);
        var inputs = new Dictionary<string, RuleInput>(StringComparer.Ordinal);
        foreach ((string name, RuleInput input) in expected.Inputs(isForward))
        {
            inputs[name] = input;
        }

        var taken = ImmutableArray.CreateBuilder<RuleInput>();
        foreach (IParameterSymbol parameter in rule.Parameters)
        {
            if (!inputs.TryGetValue(parameter.Name, out RuleInput input))
            {
                return (null, $"there is nothing that its parameter '{parameter.Name}' could stand for");
            }

            (RefKind kind, IrType[] types) = Accepted(expected, input, isForward);
            bool isKindRight = kind == RefKind.None ? parameter.RefKind is RefKind.None or RefKind.In or RefKind.RefReadOnlyParameter : parameter.RefKind == kind;
            if (!isKindRight || !types.Contains(TypeMapping.Of(parameter.Type)))
            {
                return (null, $"its parameter '{parameter.Name}' must be '{Keyword(kind)}{Short(types[0])}'");
            }

            taken.Add(input);
        }

        string returned = ReturnText(expected, isForward);
        return IsReturnRight(rule, expected, isForward)
            ? (new DerivativeRule(target, method, isForward, taken.ToImmutable(), [.. Constants(method, target)]), "")
            : (null, $"it must return '{returned}'");
    }

    /// <summary>The whole signature that a rule for the target may have.</summary>
    public static string Text(IMethodSymbol method, IMethodSymbol target, Compilation compilation)
    {
        bool isForward = IsForward(method);
        RuleTarget expected = Expected(method, target, compilation);
        IEnumerable<string> parameters = expected.Inputs(isForward).Select(input =>
        {
            (RefKind kind, IrType[] types) = Accepted(expected, input.Input, isForward);
            return $"{Keyword(kind)}{Short(types[0])} {QualifiedNames.Identifier(input.Name)}";
        });
        string typeParameters = string.Join(", ", RuleTarget.TypeArguments(target).Select(argument => argument.Name));
        return $"static {ReturnText(expected, isForward)} {method.Name}{(typeParameters.Length == 0 ? "" : $"<{typeParameters}>")}({string.Join(", ", parameters)})";
    }

    /// <summary>How many of the rule's parameters have names that the target knows: by this the overload that was meant is guessed.</summary>
    public static int CountKnownNames(IMethodSymbol method, IMethodSymbol target, Compilation compilation)
    {
        HashSet<string> names = [.. Expected(method, target, compilation).Inputs(IsForward(method)).Select(input => input.Name)];
        return method.Parameters.Count(parameter => names.Contains(parameter.Name));
    }

    private static RuleTarget Expected(IMethodSymbol method, IMethodSymbol target, Compilation compilation) =>
        new(target, new HashSet<int>(Constants(method, target)), compilation.GetSpecialType(SpecialType.System_Double));

    private static string? Defect(IMethodSymbol method, IMethodSymbol target)
    {
        if (!method.IsStatic)
        {
            return "it isn't static";
        }

        int arity = RuleTarget.TypeArguments(target).Count();
        if (method.Arity != arity)
        {
            return arity == 0 ? "it must have no type parameters" : $"it must have {arity} type parameter{(arity == 1 ? "" : "s")}";
        }

        return method.ContainingType.IsGenericType ? "its type is generic" : null;
    }

    private static IEnumerable<int> Constants(IMethodSymbol method, IMethodSymbol target)
    {
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (MarkedMethod.Attribute(parameter, "NoGradientAttribute") is not null)
            {
                int index = target.Parameters.FirstOrDefault(candidate => candidate.Name == parameter.Name)?.Ordinal ?? -2;
                yield return index == -2 && parameter.Name == "this" ? -1 : index;
            }
        }
    }

    // The types that a parameter may have; the first one is the one to write.
    private static (RefKind Kind, IrType[] Types) Accepted(RuleTarget target, RuleInput input, bool isForward)
    {
        IrType type = TypeMapping.Of(input.Kind is RuleInputKind.Result or RuleInputKind.Cotangent ? target.Result : target.TypeOf(input.Index));
        RefKind kind = input.Kind is RuleInputKind.Adjoint or RuleInputKind.Tangent ? target.KindOf(input.Index) : RefKind.None;
        if (type is not BufferType { Rank: 1 } buffer || buffer.Kind is BufferKind.List or BufferKind.Tensor)
        {
            return (kind == RefKind.Out && !isForward ? RefKind.None : kind, [type]);
        }

        IrType view = buffer with { Kind = BufferKind.ReadOnlySpan }, span = buffer with { Kind = BufferKind.Span };
        return (kind, input.Kind switch
        {
            RuleInputKind.Cotangent => [view, span, type],
            RuleInputKind.Adjoint => [buffer.Writable, span],
            RuleInputKind.Tangent when buffer.Kind == BufferKind.ReadOnlySpan => [view],
            RuleInputKind.Tangent => [type, span, view],
            _ => [type, view],
        });
    }

    private static bool IsReturnRight(IMethodSymbol rule, RuleTarget target, bool isForward)
    {
        if (isForward)
        {
            return rule.ReturnsVoid ? !ReturnsTangent(target) : ReturnsTangent(target) && TypeMapping.Of(rule.ReturnType).Equals(TypeMapping.Of(target.Result));
        }

        int[] returned = [.. target.Returned];
        switch (returned.Length)
        {
            case 0:
                return rule.ReturnsVoid;
            case 1:
                return TypeMapping.Of(rule.ReturnType).Equals(TypeMapping.Of(target.TypeOf(returned[0])));
            default:
                return rule.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple
                    && tuple.TupleElements.Length == returned.Length
                    && tuple.TupleElements.Zip(returned, (element, index) =>
                        (!element.IsExplicitlyNamedTupleElement || element.Name == target.DerivativeName(index))
                        && TypeMapping.Of(element.Type).Equals(TypeMapping.Of(target.TypeOf(index)))).All(isRight => isRight);
        }
    }

    private static bool ReturnsTangent(RuleTarget target) => target.ResultCanBeActive;

    private static string ReturnText(RuleTarget target, bool isForward)
    {
        if (isForward)
        {
            return ReturnsTangent(target) ? Short(TypeMapping.Of(target.Result)) : "void";
        }

        int[] returned = [.. target.Returned];
        return returned.Length switch
        {
            0 => "void",
            1 => Short(TypeMapping.Of(target.TypeOf(returned[0]))),
            _ => $"({string.Join(", ", returned.Select(index => $"{Short(TypeMapping.Of(target.TypeOf(index)))} {target.DerivativeName(index)}"))})",
        };
    }

    private static string Keyword(RefKind kind) => kind switch
    {
        RefKind.Ref => "ref ",
        RefKind.Out => "out ",
        _ => "",
    };

    // As the user would write it.
    private static string Short(IrType type) => Regex.Replace(type.CSharp, @"global::(?:@?\w+\.)*", "");
}
