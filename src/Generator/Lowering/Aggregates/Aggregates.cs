using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Lowering;

/// <summary>Which types are differentiable aggregates, and what they consist of.</summary>
internal static class Aggregates
{
    /// <summary>The nested class that holds what generated code needs to reach an aggregate's members.</summary>
    public const string Accessors = "AutoDiffMembers";

    private static readonly ConditionalWeakTable<INamedTypeSymbol, StrongBox<ImmutableArray<AggregateMember>>> s_members = new();

    /// <summary>Whether a type is marked <c>[Differentiable]</c>, or one of the vectors of <c>System.Numerics</c>.</summary>
    public static bool IsAggregate(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Struct or TypeKind.Class, IsStatic: false, IsRefLikeType: false, IsTupleType: false } named
        && (IsVector(named) || MarkedMethod.Attribute(named.OriginalDefinition, "DifferentiableAttribute") is not null);

    public static bool IsVector(INamedTypeSymbol type) => type is { Name: "Vector2" or "Vector3" or "Vector4", Arity: 0 } && TypeMapping.IsIn(type, "System.Numerics");

    /// <summary>The class that a type parameter is constrained to, if it is an aggregate: objects of the type parameter have its members.</summary>
    public static INamedTypeSymbol? ClassOf(ITypeParameterSymbol parameter) => parameter.ConstraintTypes.Select(constraint => constraint switch
    {
        ITypeParameterSymbol other => ClassOf(other),
        INamedTypeSymbol { IsReferenceType: true } named when IsAggregate(named) => (INamedTypeSymbol)named.WithNullableAnnotation(NullableAnnotation.None),
        _ => null,
    }).FirstOrDefault(found => found is not null);

    /// <summary>A type, or the class in whose place a type parameter stands.</summary>
    public static ITypeSymbol Known(ITypeSymbol type) => type is ITypeParameterSymbol parameter && ClassOf(parameter) is { } constraint ? constraint : type;

    /// <summary>The instance fields of an aggregate, those of base aggregates first, in the order of their declaration.</summary>
    public static ImmutableArray<AggregateMember> MembersOf(INamedTypeSymbol type) => s_members.GetValue(type, static t => new(InOwnTerms(t))).Value;

    /// <summary>The fields that the type itself declares.</summary>
    public static IEnumerable<AggregateMember> DeclaredMembersOf(INamedTypeSymbol type) =>
        MembersOf(type).Where(member => SymbolEqualityComparer.Default.Equals(member.Owner, type));

    public static INamedTypeSymbol? BaseOf(INamedTypeSymbol type) => type.BaseType is { } parent && IsAggregate(parent) ? parent : null;

    /// <summary>Which of an aggregate's members a field or property of the source is, or -1.</summary>
    public static int IndexOf(INamedTypeSymbol aggregate, ISymbol member)
    {
        ImmutableArray<AggregateMember> members = MembersOf(aggregate);
        for (int i = 0; i < members.Length; i++)
        {
            if (IsSame(members[i].Symbol, member) || (members[i].Symbol is IFieldSymbol field && PropertyOf(field) is { } property && IsSame(property, member)))
            {
                return i;
            }
        }

        return -1;
    }

    // A body names the members of the definition of a generic type.
    private static bool IsSame(ISymbol first, ISymbol second) => SymbolEqualityComparer.Default.Equals(first.OriginalDefinition, second.OriginalDefinition);

    /// <summary>The field that keeps a primary constructor's parameter for the type's methods, or null when none uses it.</summary>
    public static AggregateMember? Captured(INamedTypeSymbol type, IParameterSymbol parameter) =>
        DeclaredMembersOf(type).FirstOrDefault(member => member.Symbol.Name == $"<{parameter.Name}>P");

    /// <summary>What an aggregate's values consist of, as the IR sees it.</summary>
    public static StructType StructOf(INamedTypeSymbol type, Func<ITypeSymbol, IrType> map) => new(
        QualifiedNames.Type(type),
        MembersOf(type).Select(member => new StructField(member.Step, map(member.Type), member.IsActive) { IsReadOnly = member.IsReadOnly && !type.IsValueType }).ToEquatableArray())
    {
        Creator = CreatorOf(type),
        IsOpen = type.IsAbstract,
        IsPooled = IsWhollyKnown(type),
        Derived = type.IsValueType || type.IsSealed ? [] : DerivedTypes.Of(type).Select(derived => (StructType)((BufferType)map(derived)).Element).ToEquatableArray(),
    };

    // A class of this compilation without a finalizer, with base classes of the same kind.
    private static bool IsWhollyKnown(INamedTypeSymbol type)
    {
        INamedTypeSymbol? t = type;
        while (t is { SpecialType: not SpecialType.System_Object })
        {
            if (t.IsValueType || !IsAggregate(t) || !t.OriginalDefinition.Locations.Any(location => location.IsInSource)
                || t.GetMembers().OfType<IMethodSymbol>().Any(method => method.MethodKind == MethodKind.Destructor))
            {
                return false;
            }

            t = t.BaseType;
        }

        return t is not null;
    }

    /// <summary>What stands before the list of the members' values where a value is made of them.</summary>
    public static string CreatorOf(INamedTypeSymbol type) =>
        IsVector(type) ? $"new {QualifiedNames.Type(type)}(" : $"{QualifiedNames.Type(type)}.{Accessors}.Create(";

    // What is kept for a generic type is written in its own type parameters, whatever they stand for where it is asked for first.
    private static ImmutableArray<AggregateMember> InOwnTerms(INamedTypeSymbol type)
    {
        Substitution? current = Substitution.Current;
        Substitution.Current = null;
        try
        {
            return Collect(type);
        }
        finally
        {
            Substitution.Current = current;
        }
    }

    private static ImmutableArray<AggregateMember> Collect(INamedTypeSymbol type)
    {
        ImmutableArray<AggregateMember>.Builder members = ImmutableArray.CreateBuilder<AggregateMember>();
        if (BaseOf(type) is { } parent)
        {
            members.AddRange(MembersOf(parent));
        }

        if (AccessorsOf(type) is { } accessors)
        {
            members.AddRange(Described(type, accessors));
            return members.ToImmutable();
        }

        foreach (IFieldSymbol field in type.GetMembers().OfType<IFieldSymbol>())
        {
            if (!field.IsStatic && !field.IsConst)
            {
                members.Add(new(field, type, field.Type, NameOf(field), !IsConstant(field, type), StepTo((ISymbol?)PropertyOf(field) ?? field, NameOf(field), type)));
            }
        }

        return members.ToImmutable();
    }

    // What was generated for a type of another assembly: a compilation sees no private fields there.
    private static INamedTypeSymbol? AccessorsOf(INamedTypeSymbol type) =>
        type.OriginalDefinition.Locations.Any(location => location.IsInSource) ? null : type.GetTypeMembers(Accessors).FirstOrDefault();

    private static IEnumerable<AggregateMember> Described(INamedTypeSymbol type, INamedTypeSymbol accessors)
    {
        foreach (IMethodSymbol accessor in accessors.GetMembers().OfType<IMethodSymbol>())
        {
            if (accessor is { ReturnsByRef: true, Parameters: [{ } self] })
            {
                ISymbol visible = type.GetMembers(accessor.Name).FirstOrDefault(member => member is IPropertySymbol or IFieldSymbol) ?? accessor;
                yield return new(visible, type, accessor.ReturnType, accessor.Name, !HasNoGradient(self), StepTo(visible, accessor.Name, type))
                {
                    IsReadOnly = visible is IFieldSymbol { IsReadOnly: true } || accessor.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name == "ReadOnlyAttribute"),
                };
            }
        }
    }

    /// <summary>The auto-property that a field is behind, or null. What is compiled says so by the field's name alone.</summary>
    public static IPropertySymbol? PropertyOf(IFieldSymbol field) => field.AssociatedSymbol as IPropertySymbol
        ?? (field.Name[0] == '<' && field.Name.EndsWith(">k__BackingField", StringComparison.Ordinal)
            ? field.ContainingType.GetMembers(Inside(field.Name)).OfType<IPropertySymbol>().FirstOrDefault()
            : null);

    // A parameter of a primary constructor that methods use lies in a field called <name>P.
    private static string NameOf(IFieldSymbol field) => PropertyOf(field) is { } property ? property.Name : field.Name[0] == '<' ? Inside(field.Name) : field.Name;

    private static string Inside(string name) => name.Substring(1, name.IndexOf('>') - 1);

    private static bool IsConstant(IFieldSymbol field, INamedTypeSymbol type) =>
        HasNoGradient(field)
        || (PropertyOf(field) is null && field.Name[0] == '<' && HasNoGradientParameter(type, NameOf(field)))
        || (PropertyOf(field) is { } property
            && (HasNoGradient(property)
                || (type.IsRecord && HasNoGradientParameter(type, property.Name))));

    private static bool HasNoGradientParameter(INamedTypeSymbol type, string name) =>
        type.InstanceConstructors.SelectMany(constructor => constructor.Parameters).Any(parameter => parameter.Name == name && HasNoGradient(parameter));

    private static bool HasNoGradient(ISymbol symbol) => MarkedMethod.Attribute(symbol, "NoGradientAttribute") is not null;

    private static string StepTo(ISymbol visible, string memberName, INamedTypeSymbol type)
    {
        string name = QualifiedNames.Identifier(memberName);
        if (IsVector(type))
        {
            return name;
        }

        string accessor = $"{QualifiedNames.Type(type)}.{Accessors}.";
        string write = accessor + name + (type.IsValueType ? "(ref " : "(");
        bool isVisible = visible.DeclaredAccessibility is Accessibility.Public
            || (visible.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedOrInternal && type.ContainingAssembly is ISourceAssemblySymbol);
        bool isReadable = isVisible && visible is IFieldSymbol or IPropertySymbol { IsVirtual: false, IsAbstract: false, IsOverride: false, GetMethod: not null };
        string read = isReadable ? name : type.IsValueType ? $"{accessor}Read{memberName}(" : write;
        return FieldStep.Of(memberName, read, isReadable && visible is IFieldSymbol { IsReadOnly: false } ? name : write);
    }
}
