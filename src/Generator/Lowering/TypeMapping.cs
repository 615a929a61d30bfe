using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Lowering;

/// <summary>From C#'s types to the IR's.</summary>
internal static class TypeMapping
{
    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<INamedTypeSymbol, IrType> s_aggregates = new();

    // The aggregates that are being mapped, from the outside in, and those inside of them that are complete but for what the outer ones will be.
    [ThreadStatic]
    private static Dictionary<ISymbol, StructDefinition>? s_enclosing;

    [ThreadStatic]
    private static List<(INamedTypeSymbol Type, IrType Mapped)>? s_finished;

    /// <summary>The IR type of values of <paramref name="type"/>, or null when the language that is differentiated has no such values.</summary>
    public static IrType? Map(ITypeSymbol type) =>
        type is IErrorTypeSymbol or IPointerTypeSymbol or IFunctionPointerTypeSymbol or IDynamicTypeSymbol || (type is not INamedTypeSymbol { IsAnonymousType: true } && HoldsAnonymous(type))
            ? null
            : Of(type);

    /// <summary>Whether a type consists of anonymous ones, so that it has no name.</summary>
    public static bool HoldsAnonymous(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => HoldsAnonymous(array.ElementType),
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.Any(element => element.Type is not INamedTypeSymbol { IsAnonymousType: true } && HoldsAnonymous(element.Type)),
        INamedTypeSymbol named => named.IsAnonymousType || named.TypeArguments.Any(HoldsAnonymous),
        _ => false,
    };

    /// <summary>The IR type of values of <paramref name="type"/>. Whatever carries no derivative by itself is an <see cref="OpaqueType"/>.</summary>
    public static IrType Of(ITypeSymbol type)
    {
        type = Substitution.Apply(type);
        if (ScalarKindOf(type) is { } kind)
        {
            return new ScalarType(kind);
        }

        switch (type)
        {
            case ITypeParameterSymbol parameter when IsFloatingPoint(parameter):
                return new ScalarType(ScalarKind.Generic) { Parameter = QualifiedNames.Identifier(parameter.Name) };

            case ITypeParameterSymbol parameter when Aggregates.ClassOf(parameter) is { } constraint && OfAggregate(constraint) is BufferType { Element: StructType structure } mapped:
                return mapped with { Element = structure with { Name = QualifiedNames.Identifier(parameter.Name), Constraint = structure.Name } };

            case IArrayTypeSymbol array:
                return new BufferType(BufferKind.Array, Of(array.ElementType), array.Rank);

            case INamedTypeSymbol named when IsTensor(named):
                return BufferType.Tensor;

            case INamedTypeSymbol named when BufferKindOf(named) is { } buffer:
                return new BufferType(buffer, Of(named.TypeArguments[0]));

            case INamedTypeSymbol { IsTupleType: true, TupleElements.Length: > 1 } tuple:
                return new StructType(
                    QualifiedNames.Type(type),
                    tuple.TupleElements.Select((element, i) => new StructField("Item" + (i + 1), Of(element.Type))).ToEquatableArray());

            case INamedTypeSymbol { IsAnonymousType: true } anonymous:
                return new StructType(
                    "anonymous", Composites.Properties(anonymous).Select(property => new StructField(QualifiedNames.Identifier(property.Name), Of(property.Type))).ToEquatableArray())
                {
                    Creator = "new { ",
                    End = " }",
                    NamesFields = true,
                };

            case INamedTypeSymbol aggregate when Aggregates.IsAggregate(aggregate):
                return OfAggregate(aggregate);

            default:
                return new OpaqueType(QualifiedNames.Type(type), IsReference(type));
        }
    }

    /// <summary>Where the aggregates that this thread asks for are noted, or null.</summary>
    [ThreadStatic]
    internal static HashSet<INamedTypeSymbol>? Asked;

    // Where a type contains itself it is a mention of what it will be.
    private static IrType OfAggregate(INamedTypeSymbol type)
    {
        Asked?.Add(type);
        if (s_aggregates.TryGetValue(type, out IrType? known))
        {
            return known;
        }

        s_enclosing ??= new(SymbolEqualityComparer.Default);
        s_finished ??= [];
        if (s_enclosing.TryGetValue(type, out StructDefinition? around))
        {
            return Whole(type, new StructType(QualifiedNames.Type(type), around) { Creator = Aggregates.CreatorOf(type), IsOpen = type.IsAbstract });
        }

        if (s_finished.Find(finished => SymbolEqualityComparer.Default.Equals(finished.Type, type)) is { Mapped: { } finished })
        {
            return finished;
        }

        var definition = new StructDefinition();
        s_enclosing.Add(type, definition);
        try
        {
            StructType structure = Aggregates.StructOf(type, Of);
            definition.Type = structure;
            IrType mapped = Whole(type, structure);
            s_finished.Add((type, mapped));
        }
        finally
        {
            s_enclosing.Remove(type);
        }

        IrType result = s_finished[s_finished.Count - 1].Mapped;
        if (s_enclosing.Count == 0)
        {
            // Only now no mention is without its definition.
            foreach ((INamedTypeSymbol inner, IrType complete) in s_finished)
            {
                s_aggregates.GetValue(inner, _ => complete);
            }

            s_finished.Clear();
        }

        return result;
    }

    private static IrType Whole(INamedTypeSymbol type, StructType structure) => type.IsValueType ? structure : new BufferType(BufferKind.Object, structure);

    /// <summary>Whether a type parameter is constrained to <c>IFloatingPointIeee754</c> of itself, also through another interface or type parameter.</summary>
    public static bool IsFloatingPoint(ITypeParameterSymbol parameter)
    {
        foreach (ITypeSymbol constraint in parameter.ConstraintTypes)
        {
            if (constraint is INamedTypeSymbol named && (IsFloatingPointOf(named, parameter) || named.AllInterfaces.Any(inherited => IsFloatingPointOf(inherited, parameter))))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsFloatingPointOf(INamedTypeSymbol type, ITypeParameterSymbol parameter) =>
        type is { Name: "IFloatingPointIeee754", TypeArguments.Length: 1 }
        && SymbolEqualityComparer.Default.Equals(type.TypeArguments[0], parameter)
        && IsIn(type, "System.Numerics");

    /// <summary>The scalar that values of <paramref name="type"/> are, or null. An enum isn't one: it converts to one.</summary>
    public static ScalarKind? ScalarKindOf(ITypeSymbol type) => type.TypeKind == TypeKind.Enum ? null : type.SpecialType switch
    {
        SpecialType.System_Boolean => ScalarKind.Boolean,
        SpecialType.System_Char => ScalarKind.Char,
        SpecialType.System_SByte => ScalarKind.SByte,
        SpecialType.System_Byte => ScalarKind.Byte,
        SpecialType.System_Int16 => ScalarKind.Int16,
        SpecialType.System_UInt16 => ScalarKind.UInt16,
        SpecialType.System_Int32 => ScalarKind.Int32,
        SpecialType.System_UInt32 => ScalarKind.UInt32,
        SpecialType.System_Int64 => ScalarKind.Int64,
        SpecialType.System_UInt64 => ScalarKind.UInt64,
        SpecialType.System_IntPtr => ScalarKind.NInt,
        SpecialType.System_UIntPtr => ScalarKind.NUInt,
        SpecialType.System_Single => ScalarKind.Single,
        SpecialType.System_Double => ScalarKind.Double,
        _ => null,
    };

    /// <summary>Whether a type is the runtime's <c>Tensor</c>.</summary>
    public static bool IsTensor(ITypeSymbol type) => type is INamedTypeSymbol { Name: "Tensor", Arity: 0, TypeKind: TypeKind.Struct, ContainingType: null } && IsIn(type, "AutoDiff");

    /// <summary>Which kind of buffer a span or list type is, or null.</summary>
    public static BufferKind? BufferKindOf(INamedTypeSymbol type)
    {
        if (type.Arity != 1 || type.ContainingType is not null)
        {
            return null;
        }

        return type.Name switch
        {
            "Span" when IsIn(type, "System") => BufferKind.Span,
            "ReadOnlySpan" when IsIn(type, "System") => BufferKind.ReadOnlySpan,
            "List" when IsIn(type, "System.Collections.Generic") => BufferKind.List,
            _ => null,
        };
    }

    /// <summary>
    /// Whether a value of <paramref name="type"/> might have a float in it, so that an active value could vanish into it: anything but
    /// integers, booleans, characters, enums, strings and what consists of these.
    /// </summary>
    public static bool CanHoldFloat(ITypeSymbol type) => CanHoldFloat(Substitution.Apply(type), depth: 0);

    /// <summary>Whether a type is <c>float</c>, <c>double</c>, a buffer of them or a tuple with one: what carries derivatives.</summary>
    public static bool CanBeActive(ITypeSymbol type) => Of(type).CanBeActive;

    /// <summary>Whether <paramref name="type"/> is declared in the namespace <paramref name="name"/> (in full, with dots).</summary>
    public static bool IsIn(ITypeSymbol type, string name)
    {
        INamespaceSymbol? space = type.ContainingNamespace;
        int end = name.Length;
        while (space is { IsGlobalNamespace: false })
        {
            int start = end - space.Name.Length;
            if (start < 0 || string.CompareOrdinal(name, start, space.Name, 0, space.Name.Length) != 0)
            {
                return false;
            }

            space = space.ContainingNamespace;
            if (start == 0)
            {
                return space is { IsGlobalNamespace: true };
            }

            if (name[start - 1] != '.')
            {
                return false;
            }

            end = start - 1;
        }

        return false;
    }

    private static bool IsReference(ITypeSymbol type) => type.IsReferenceType || type.TypeKind is TypeKind.Dynamic or TypeKind.Error;

    private static bool CanHoldFloat(ITypeSymbol type, int depth)
    {
        if (ScalarKindOf(type) is { } kind)
        {
            return kind is ScalarKind.Single or ScalarKind.Double;
        }

        switch (type)
        {
            case { TypeKind: TypeKind.Enum }:
            case { SpecialType: SpecialType.System_String or SpecialType.System_Void or SpecialType.System_DateTime }:
                return false;

            case IArrayTypeSymbol array:
                return CanHoldFloat(array.ElementType, depth + 1);

            case INamedTypeSymbol named when BufferKindOf(named) is not null || named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T:
                return CanHoldFloat(named.TypeArguments[0], depth + 1);

            case INamedTypeSymbol { IsTupleType: true } tuple:
                return tuple.TupleElements.Any(element => CanHoldFloat(element.Type, depth + 1));

            case INamedTypeSymbol { TypeKind: TypeKind.Struct } structure when structure.Locations.Any(location => location.IsInSource) && depth < 8:
                return structure.GetMembers().OfType<IFieldSymbol>().Any(field => !field.IsStatic && CanHoldFloat(field.Type, depth + 1));

            case INamedTypeSymbol { TypeKind: TypeKind.Struct, Name: "Index" or "Range" or "TimeSpan" or "Guid" or "DateOnly" or "TimeOnly" } known:
                return !IsIn(known, "System");

            default:
                return true;
        }
    }
}
