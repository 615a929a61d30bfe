using AutoDiff.Generator.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Generator.Diagnostics;

/// <summary>Whether a marked method's parameters, result and modifiers leave something to differentiate.</summary>
internal static class SignatureChecks
{
    /// <summary>The diagnostic for a kind of method whose body isn't even looked at, or null.</summary>
    public static Diagnostic? CheckKind(IMethodSymbol method, CancellationToken cancellation)
    {
        SyntaxNode? declaration = Declaration(method, cancellation);
        if (method.IsAsync)
        {
            SyntaxToken keyword = Modifiers(declaration).FirstOrDefault(token => token.IsKind(SyntaxKind.AsyncKeyword));
            return Diagnostic.Create(DiagnosticDescriptors.AsyncMethod, LocationOf(keyword, method), method.Name);
        }

        if (method.IsVararg)
        {
            return Diagnostic.Create(
                DiagnosticDescriptors.UnsupportedSignature, method.Locations[0], method.Name, "it takes a variable argument list", "Take a span instead of __arglist");
        }

        // Others can't be iterators; an unknown type may be meant to be one.
        if (method.ReturnType.TypeKind is TypeKind.Interface or TypeKind.Error && FirstYield(declaration) is { } yield)
        {
            return Diagnostic.Create(DiagnosticDescriptors.IteratorMethod, yield.GetLocation(), method.Name);
        }

        return null;
    }

    /// <summary>The diagnostics about parameters and result.</summary>
    public static IEnumerable<Diagnostic> Check(IMethodSymbol method, DifferentiableMark mark, CancellationToken cancellation)
    {
        SyntaxNode? declaration = Declaration(method, cancellation);
        bool namesAreWrong = false;
        foreach (Diagnostic wrongName in CheckNames(method, mark, cancellation))
        {
            namesAreWrong = true;
            yield return wrongName;
        }

        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (parameter.Type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer)
            {
                yield return Diagnostic.Create(
                    DiagnosticDescriptors.UnsafeCode, parameter.Locations[0], $"{parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)} {parameter.Name}");
            }
        }

        (IParameterSymbol Parameter, ITypeParameterSymbol Type)[] unknown = [.. UnknownAggregates(method, mark)];
        foreach ((IParameterSymbol parameter, ITypeParameterSymbol type) in unknown)
        {
            yield return Diagnostic.Create(
                DiagnosticDescriptors.GenericMethod, parameter.Locations[0], method.Name, type.Name, "stands for a differentiable type that is known only where the method is called",
                "Constrain it to a class marked [Differentiable], take a type that is in its place, or remove [Differentiable] and make it a method of such a type, to be differentiated where it is called");
        }

        if (unknown.Length == 0 && !namesAreWrong && !method.Parameters.Any(mark.IsActive) && !IsReceiverActive(method, mark))
        {
            yield return TypeParameterIn(method) is { } typeParameter
                ? Diagnostic.Create(
                    DiagnosticDescriptors.GenericMethod, method.Locations[0], method.Name, typeParameter, "may stand for any type", $"Constrain it: where {typeParameter} : IFloatingPointIeee754<{typeParameter}>")
                : Diagnostic.Create(DiagnosticDescriptors.NoActiveParameter, method.Locations[0], method.Name, WhyInactive(method, mark));
        }

        // A type that isn't found is the compiler's to report.
        if (method.ReturnType.TypeKind != TypeKind.Error
            && !TypeMapping.CanBeActive(method.ReturnType)
            && !method.Parameters.Any(parameter => CanBeOutput(parameter))
            && !(method.ReturnsVoid && !method.IsStatic && TypeMapping.CanBeActive(method.ContainingType)
                && (method.ContainingType is { IsValueType: false } or { IsReadOnly: false } && !method.IsReadOnly)))
        {
            yield return Diagnostic.Create(
                DiagnosticDescriptors.NonDifferentiableResult,
                ResultLocation(declaration, method),
                method.Name,
                method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
        }
    }

    /// <summary>Whether the method is one of a differentiable aggregate, with derivatives with respect to its members.</summary>
    public static bool IsReceiverActive(IMethodSymbol method, DifferentiableMark mark) =>
        !method.IsStatic && TypeMapping.CanBeActive(method.ContainingType) && (mark.WithRespectTo is not { } names || names.Contains("this"));

    private static IEnumerable<Diagnostic> CheckNames(IMethodSymbol method, DifferentiableMark mark, CancellationToken cancellation)
    {
        if (mark.WithRespectTo is not { } names)
        {
            yield break;
        }

        for (int i = 0; i < names.Length; i++)
        {
            string name = names[i];
            Location location = NameLocation(mark, i, cancellation) ?? method.Locations[0];
            IParameterSymbol? parameter = method.Parameters.FirstOrDefault(candidate => candidate.Name == name);
            if (name == "this" && !method.IsStatic && TypeMapping.CanBeActive(method.ContainingType))
            {
                continue;
            }

            if (parameter is null)
            {
                yield return Diagnostic.Create(DiagnosticDescriptors.UnknownParameterName, location, method.Name, name, Quoted(method.Parameters));
            }
            else if (DifferentiableMark.IsNoGradient(parameter))
            {
                yield return Diagnostic.Create(DiagnosticDescriptors.InactiveParameterNamed, location, method.Name, name, "it is marked [NoGradient]");
            }
            else if (!TypeMapping.CanBeActive(parameter.Type) && parameter.Type.TypeKind != TypeKind.Error)
            {
                string type = parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
                yield return Diagnostic.Create(DiagnosticDescriptors.InactiveParameterNamed, location, method.Name, name, $"its type '{type}' carries no derivative");
            }
        }
    }

    /// <summary>The names of parameters for a message.</summary>
    public static string Quoted(IEnumerable<IParameterSymbol> parameters)
    {
        string text = string.Join(", ", parameters.Select(parameter => $"'{parameter.Name}'"));
        return text.Length == 0 ? "none" : text;
    }

    private static string WhyInactive(IMethodSymbol method, DifferentiableMark mark)
    {
        if (mark.WithRespectTo is { IsEmpty: true })
        {
            return " (WithRespectTo is empty)";
        }

        if (method.Parameters.FirstOrDefault(parameter => parameter.Type is INamedTypeSymbol { IsRefLikeType: true } type && TypeMapping.BufferKindOf(type) is null && TypeMapping.CanHoldFloat(type)) is { } holder)
        {
            return $" ('{holder.Name}' is of the ref struct '{holder.Type.Name}': its spans and numbers have to be parameters of their own)";
        }

        IParameterSymbol[] candidates = method.Parameters.Where(parameter => TypeMapping.CanBeActive(parameter.Type)).ToArray();
        return candidates.Length > 0 && candidates.All(DifferentiableMark.IsNoGradient) ? $" ({Quoted(candidates)} marked [NoGradient])" : "";
    }

    private static bool CanBeOutput(IParameterSymbol parameter)
    {
        if (!TypeMapping.CanBeActive(parameter.Type))
        {
            return false;
        }

        return parameter.RefKind is RefKind.Ref or RefKind.Out
            || (TypeMapping.Map(parameter.Type) is Ir.BufferType buffer && buffer.Kind != Ir.BufferKind.ReadOnlySpan);
    }

    // The type parameter that what could have been active depends on.
    private static string? TypeParameterIn(IMethodSymbol method)
    {
        return method.Parameters.Select(parameter => parameter.Type).Append(method.ReturnType).Select(TypeParameterIn).FirstOrDefault(name => name is not null);
    }

    private static string? TypeParameterIn(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol parameter when !TypeMapping.IsFloatingPoint(parameter) => parameter.Name,
        IArrayTypeSymbol array => TypeParameterIn(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Select(TypeParameterIn).FirstOrDefault(name => name is not null),
        _ => null,
    };

    // Parameters that would be aggregates if more were known of their types: as constants their derivatives would be lost.
    private static IEnumerable<(IParameterSymbol Parameter, ITypeParameterSymbol Type)> UnknownAggregates(IMethodSymbol method, DifferentiableMark mark)
    {
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (!DifferentiableMark.IsNoGradient(parameter) && (mark.WithRespectTo is not { } names || names.Contains(parameter.Name)) && AggregateParameterIn(parameter.Type) is { } type)
            {
                yield return (parameter, type);
            }
        }
    }

    private static ITypeParameterSymbol? AggregateParameterIn(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol parameter when IsAggregate(parameter) => parameter,
        IArrayTypeSymbol array => AggregateParameterIn(array.ElementType),
        INamedTypeSymbol named when named.IsTupleType || TypeMapping.BufferKindOf(named) is not null => named.TypeArguments.Select(AggregateParameterIn).FirstOrDefault(found => found is not null),
        _ => null,
    };

    // One that is constrained to a class is an aggregate as this is.
    private static bool IsAggregate(ITypeParameterSymbol parameter) => Aggregates.ClassOf(parameter) is null && parameter.ConstraintTypes.Any(constraint => constraint switch
    {
        ITypeParameterSymbol other => IsAggregate(other),
        INamedTypeSymbol named => Aggregates.IsAggregate(named) || IsDifferentiable(named) || named.AllInterfaces.Any(IsDifferentiable),
        _ => false,
    });

    private static bool IsDifferentiable(INamedTypeSymbol type) => type is { Name: "IDifferentiable", Arity: 1 } && TypeMapping.IsIn(type, "AutoDiff");

    private static SyntaxNode? Declaration(IMethodSymbol method, CancellationToken cancellation) =>
        (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);

    private static SyntaxTokenList Modifiers(SyntaxNode? declaration) => declaration is MemberDeclarationSyntax member ? member.Modifiers : default;

    // The yields of local functions are theirs, and no expression has one of the method's.
    private static SyntaxNode? FirstYield(SyntaxNode? declaration) =>
        declaration?.DescendantNodes(node => node is not (LocalFunctionStatementSyntax or ExpressionSyntax))
            .FirstOrDefault(node => node is YieldStatementSyntax);

    private static Location ResultLocation(SyntaxNode? declaration, IMethodSymbol method) => declaration switch
    {
        MethodDeclarationSyntax member => member.ReturnType.GetLocation(),
        OperatorDeclarationSyntax member => member.ReturnType.GetLocation(),
        ConversionOperatorDeclarationSyntax member => member.Type.GetLocation(),
        _ => method.Locations[0],
    };

    private static Location LocationOf(SyntaxToken token, IMethodSymbol method) => token == default ? method.Locations[0] : token.GetLocation();

    // The i-th element of WithRespectTo = [...] or new[] { ... }, when the mark is written with as many elements as it has names.
    private static Location? NameLocation(DifferentiableMark mark, int index, CancellationToken cancellation)
    {
        if (mark.Syntax?.GetSyntax(cancellation) is not AttributeSyntax { ArgumentList: { } list })
        {
            return null;
        }

        ExpressionSyntax? value = list.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == "WithRespectTo")?.Expression;
        SyntaxNode[] elements = value switch
        {
            CollectionExpressionSyntax collection => [.. collection.Elements.OfType<ExpressionElementSyntax>().Select(element => element.Expression)],
            ArrayCreationExpressionSyntax { Initializer: { } initializer } => [.. initializer.Expressions],
            ImplicitArrayCreationExpressionSyntax array => [.. array.Initializer.Expressions],
            _ => [],
        };
        return index < elements.Length && elements.Length == mark.WithRespectTo!.Value.Length ? elements[index].GetLocation() : value?.GetLocation();
    }
}
