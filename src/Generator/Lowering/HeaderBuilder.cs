using System.Runtime.CompilerServices;
using System.Text;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Lowering;

/// <summary>Where and how the members of a marked method are generated.</summary>
internal static class HeaderBuilder
{
    private static readonly SymbolDisplayFormat ContainerFormat = SymbolDisplayFormat.FullyQualifiedFormat;

    // A look at all names for each method would make large types slow.
    private static readonly ConditionalWeakTable<INamedTypeSymbol, string[]> _memberNames = new();

    private static readonly SymbolDisplayFormat TypeNameFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameOnly,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    /// <param name="method">The marked method.</param>
    /// <param name="rules">The hand-written derivatives of the method that stand beside it.</param>
    public static MethodHeader Build(IMethodSymbol method, params IMethodSymbol[] rules)
    {
        INamedTypeSymbol container = method.ContainingType;

        // A documentation id needs no name lookup, so that it means the method wherever it is written.
        string cref = Identity(method);
        return new(MemberName(method))
        {
            Namespace = container.ContainingNamespace is { IsGlobalNamespace: false } space ? Escaped(space) : "",
            ContainingTypes = ContainingTypes(container),
            QualifiedContainer = container.ToDisplayString(ContainerFormat),
            TakenNames = TakenNames(container, MemberName(method), rules),
            ReverseSuffix = ReverseSuffix(method),
            Rules = rules.Select(rule => new TakenSignature(rule.Name, rule.Parameters.Select(SignatureType).ToEquatableArray())).ToEquatableArray(),
            Accessibility = Accessibility(method.DeclaredAccessibility),
            IsStatic = method.IsStatic,
            IsExtension = method.IsExtensionMethod,
            TypeParameters = TypeParameters(method.TypeParameters),
            Constraints = Constraints(method.TypeParameters),
            HintName = HintName(method, cref),
            Cref = cref,
        };
    }

    /// <summary>What the names of a method's generated members start with.</summary>
    public static string MemberName(IMethodSymbol method) =>
        method.MethodKind is MethodKind.UserDefinedOperator or MethodKind.Conversion ? method.MetadataName : method.Name;

    /// <summary>
    /// The end of the name of <c>FReverse</c>. What F takes by value doesn't stand in its signature, so that the members of overloads could be the same: each has its own name then.
    /// </summary>
    public static string ReverseSuffix(IMethodSymbol method)
    {
        IMethodSymbol definition = method.OriginalDefinition;
        definition = definition.PartialDefinitionPart ?? definition;
        return definition.ContainingType.GetMembers(definition.Name).OfType<IMethodSymbol>()
            .Any(other => !SymbolEqualityComparer.Default.Equals(other, definition) && MarkedMethod.IsMarked(other))
                ? OverloadedReverseSuffix(definition)
                : "Reverse";
    }

    /// <summary>The end of the name that an overload's <c>FReverse</c> has: with the types of its parameters.</summary>
    public static string OverloadedReverseSuffix(IMethodSymbol method)
    {
        var text = new StringBuilder("Reverse");
        foreach (IParameterSymbol parameter in method.OriginalDefinition.Parameters)
        {
            text.Append(parameter.RefKind == RefKind.None ? "_" : "_ref_");
            foreach (char character in parameter.Type.ToDisplayString(TypeNameFormat))
            {
                text.Append(char.IsLetterOrDigit(character) ? character : '_');
            }
        }

        return text.ToString();
    }

    /// <summary>Where members of a type are generated: the type itself is the last of the containing ones.</summary>
    public static MethodHeader BuildType(INamedTypeSymbol type) => new(type.Name)
    {
        Namespace = type.ContainingNamespace is { IsGlobalNamespace: false } space ? Escaped(space) : "",
        ContainingTypes = ContainingTypes(type),
        QualifiedContainer = type.ToDisplayString(ContainerFormat),
        HintName = HintNameOf(Identity(type), type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat)),
    };

    private static string Escaped(INamespaceSymbol space) => space.ToDisplayString(
        SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted));

    private static EquatableArray<string> ContainingTypes(INamedTypeSymbol container)
    {
        var types = new List<string>();
        for (INamedTypeSymbol? type = container; type is not null; type = type.ContainingType)
        {
            types.Insert(0, (type.IsStatic ? "static " : "") + (type.IsReadOnly && type.IsValueType ? "readonly " : "") + (type.IsRefLikeType ? "ref " : "")
                + "partial " + Keyword(type) + " " + Identifier(type.Name) + TypeParameters(type.TypeParameters));
        }

        return types.ToEquatableArray();
    }

    private static string Keyword(INamedTypeSymbol type) => type switch
    {
        { IsRecord: true, IsValueType: true } => "record struct",
        { IsRecord: true } => "record",
        { TypeKind: TypeKind.Interface } => "interface",
        { IsValueType: true } => "struct",
        _ => "class",
    };

    private static string SignatureType(IParameterSymbol parameter) =>
        (parameter.RefKind == RefKind.None ? "" : "ref ") + QualifiedNames.Type(parameter.Type);

    // Only names that a generated member could have. A rule's name may have generated overloads: only its very signature is taken.
    private static EquatableArray<string> TakenNames(INamedTypeSymbol container, string start, IMethodSymbol[] rules)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        for (INamedTypeSymbol? type = container; type is not null && type.SpecialType != SpecialType.System_Object; type = type.BaseType)
        {
            string[] sorted = _memberNames.GetValue(type, static t => [.. t.MemberNames.OrderBy(name => name, StringComparer.Ordinal)]);
            int first = Array.BinarySearch(sorted, start, StringComparer.Ordinal);
            for (int i = first < 0 ? ~first : first; i < sorted.Length && sorted[i].StartsWith(start, StringComparison.Ordinal); i++)
            {
                string name = sorted[i];
                if (rules.Length == 0 || !type.GetMembers(name).All(member => rules.Contains(member, SymbolEqualityComparer.Default)))
                {
                    names.Add(name);
                }
            }
        }

        return names.ToEquatableArray();
    }

    private static string Accessibility(Microsoft.CodeAnalysis.Accessibility accessibility) => accessibility switch
    {
        Microsoft.CodeAnalysis.Accessibility.Public => "public",
        Microsoft.CodeAnalysis.Accessibility.Internal => "internal",
        Microsoft.CodeAnalysis.Accessibility.Protected => "protected",
        Microsoft.CodeAnalysis.Accessibility.ProtectedOrInternal => "protected internal",
        Microsoft.CodeAnalysis.Accessibility.ProtectedAndInternal => "private protected",
        _ => "private",
    };

    private static string TypeParameters(IReadOnlyList<ITypeParameterSymbol> parameters) =>
        parameters.Count == 0 ? "" : "<" + string.Join(", ", parameters.Select(parameter => Identifier(parameter.Name))) + ">";

    private static string Constraints(IReadOnlyList<ITypeParameterSymbol> parameters)
    {
        var text = new StringBuilder();
        foreach (ITypeParameterSymbol parameter in parameters)
        {
            var constraints = new List<string>();
            if (parameter.HasUnmanagedTypeConstraint)
            {
                constraints.Add("unmanaged");
            }
            else if (parameter.HasValueTypeConstraint)
            {
                constraints.Add("struct");
            }
            else if (parameter.HasReferenceTypeConstraint)
            {
                constraints.Add("class");
            }
            else if (parameter.HasNotNullConstraint)
            {
                constraints.Add("notnull");
            }

            constraints.AddRange(parameter.ConstraintTypes.Select(type => type.ToDisplayString(ContainerFormat)));
            if (parameter.HasConstructorConstraint)
            {
                constraints.Add("new()");
            }

            if (parameter.AllowsRefLikeType)
            {
                constraints.Add("allows ref struct");
            }

            if (constraints.Count > 0)
            {
                text.Append(" where ").Append(Identifier(parameter.Name)).Append(" : ").Append(string.Join(", ", constraints));
            }
        }

        return text.ToString();
    }

    /// <summary>The name of the file that a method's members are generated into: readable, and made unique (also where case doesn't count) by a hash of the signature.</summary>
    public static string HintName(IMethodSymbol method) => HintName(method, Identity(method));

    private static string HintName(IMethodSymbol method, string identity) =>
        HintNameOf(identity, method.ContainingType.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat) + "." + method.MetadataName);

    private static string Identity(ISymbol symbol) => symbol.GetDocumentationCommentId() ?? symbol.ToDisplayString();

    private static string HintNameOf(string identity, string name)
    {
        ulong hash = 14695981039346656037;
        foreach (char character in identity)
        {
            hash = unchecked((hash ^ character) * 1099511628211);
        }

        var text = new StringBuilder();
        foreach (char character in name)
        {
            text.Append(character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '_' ? character : '_');
        }

        string readable = text.Length > 100 ? text.ToString(text.Length - 100, 100) : text.ToString();
        return readable + "." + hash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
    }

    private static string Identifier(string name) =>
        Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetKeywordKind(name) != Microsoft.CodeAnalysis.CSharp.SyntaxKind.None
        || Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetContextualKeywordKind(name) != Microsoft.CodeAnalysis.CSharp.SyntaxKind.None
            ? "@" + name
            : name;
}
