using AutoDiff.Generator.Lowering;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Differentiation.Rules;

/// <summary>A library function as an <see cref="Ir.Intrinsic"/>: the key of its rule, and its name as it is called, so that the value is the user's.</summary>
internal readonly record struct IntrinsicEntry(string Key, string Name, bool MayThrow);

/// <summary>
/// Which static methods of the libraries are pure functions of scalars whose derivative is known. The key of a function with a float among its
/// arguments is <c>Math.Name</c> whichever type declares it (<c>Math.Exp</c>, <c>MathF.Exp</c> and <c>double.Exp</c> have one rule), with <c>/n</c> for
/// the overload of n arguments where there are several. Functions that no derivative passes through (of integers, or tests such as
/// <c>double.IsNaN</c>) have the key <see cref="PurePrefix"/> and their name.
/// </summary>
internal static class IntrinsicCatalog
{
    public const string PurePrefix = "Pure.";

    private static readonly HashSet<string> s_floatFunctions = new(StringComparer.Ordinal)
    {
        "Abs", "Acos", "AcosPi", "Acosh", "Asin", "AsinPi", "Asinh", "Atan", "Atan2", "Atan2Pi", "AtanPi", "Atanh",
        "BitDecrement", "BitIncrement", "Cbrt", "Ceiling", "Clamp", "ClampNative", "CopySign", "Cos", "CosPi", "Cosh",
        "DegreesToRadians", "Exp", "Exp10", "Exp10M1", "Exp2", "Exp2M1", "ExpM1", "Floor", "FusedMultiplyAdd", "Hypot",
        "IEEERemainder", "ILogB", "Ieee754Remainder", "Lerp", "Log", "Log10", "Log10P1", "Log2", "Log2P1", "LogP1",
        "Max", "MaxMagnitude", "MaxMagnitudeNumber", "MaxNative", "MaxNumber", "Min", "MinMagnitude", "MinMagnitudeNumber", "MinNative",
        "MinNumber", "MultiplyAddEstimate", "Pow", "RadiansToDegrees", "ReciprocalEstimate", "ReciprocalSqrtEstimate", "RootN", "Round", "ScaleB", "Sign", "Sin", "SinPi", "Sinh",
        "Sqrt", "Tan", "TanPi", "Tanh", "Truncate",
    };

    private static readonly HashSet<string> s_floatTests = new(StringComparer.Ordinal)
    {
        "IsEvenInteger", "IsFinite", "IsInfinity", "IsInteger", "IsNaN", "IsNegative", "IsNegativeInfinity", "IsNormal", "IsOddInteger",
        "IsPositive", "IsPositiveInfinity", "IsPow2", "IsRealNumber", "IsSubnormal",
    };

    private static readonly HashSet<string> s_integerFunctions = new(StringComparer.Ordinal)
    {
        "Abs", "BigMul", "Clamp", "CopySign", "IsEvenInteger", "IsNegative", "IsOddInteger", "IsPositive", "IsPow2", "LeadingZeroCount", "Log2",
        "Max", "MaxMagnitude", "Min", "MinMagnitude", "PopCount", "RotateLeft", "RotateRight", "RoundUpToPowerOf2", "Sign", "TrailingZeroCount",
    };

    private static readonly HashSet<string> s_specialFunctions = new(StringComparer.Ordinal) { "Erf", "NormalCdf", "LogGamma", "Digamma" };

    /// <summary>Whether the method is in the catalogue. Overloads with tuples, references, decimals or 128-bit integers aren't.</summary>
    public static bool TryGet(IMethodSymbol method, out IntrinsicEntry entry)
    {
        entry = default;
        if (!method.IsStatic || method.IsGenericMethod || method.ContainingType is not { } container)
        {
            return false;
        }

        ITypeParameterSymbol? number = NumberOf(method);
        if ((number is null ? ContainerOf(container) : Container.FloatType) is not { } kind || !HasScalarSignature(method, out bool takesFloat))
        {
            return false;
        }

        string name = method.Name;
        bool known = kind switch
        {
            Container.SpecialFunctions => s_specialFunctions.Contains(name),
            Container.FloatType or Container.Math when takesFloat =>
                s_floatFunctions.Contains(name) || (kind == Container.FloatType && s_floatTests.Contains(name)),
            Container.FloatType => false,
            _ => !takesFloat && s_integerFunctions.Contains(name),
        };
        if (!known)
        {
            return false;
        }

        entry = new IntrinsicEntry(
            KeyOf(kind, name, takesFloat, method.Parameters.Length),
            (number is null ? container.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) : QualifiedNames.Type(number)) + "." + name,
            MayThrow(name, takesFloat, method.Parameters.Length));
        return true;
    }

    /// <summary>The type parameter that stands for a number, one of whose static members a member of a numeric interface is; otherwise null.</summary>
    public static ITypeParameterSymbol? NumberOf(ISymbol member) =>
        member is { IsStatic: true, ContainingType: { TypeKind: TypeKind.Interface, TypeArguments: [ITypeParameterSymbol parameter, ..] } container }
        && TypeMapping.IsIn(container, "System.Numerics") && TypeMapping.IsFloatingPoint(parameter) ? parameter : null;

    private static string KeyOf(Container kind, string name, bool takesFloat, int arity) => name switch
    {
        _ when kind == Container.SpecialFunctions => "SpecialFunctions." + name,
        _ when !takesFloat || s_floatTests.Contains(name) => PurePrefix + name,
        "Ieee754Remainder" => "Math.IEEERemainder",
        "Round" or "Log" when arity > 1 => "Math." + name + "/" + (char)('0' + arity),
        _ => "Math." + name,
    };

    private static bool MayThrow(string name, bool takesFloat, int arity) => name switch
    {
        "Clamp" or "ClampNative" => true,
        "Sign" => takesFloat,
        "Round" => arity > 1,
        "Abs" or "CopySign" or "Log2" => !takesFloat,
        _ => false,
    };

    private static bool HasScalarSignature(IMethodSymbol method, out bool takesFloat)
    {
        takesFloat = false;
        if (method.ReturnsByRef || method.ReturnsByRefReadonly || !IsScalar(method.ReturnType) || method.Parameters.IsEmpty)
        {
            return false;
        }

        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (parameter.RefKind != RefKind.None || !(IsScalar(parameter.Type) || parameter.Type.Name == nameof(MidpointRounding)))
            {
                return false;
            }

            takesFloat |= parameter.Type is ITypeParameterSymbol || parameter.Type.SpecialType is SpecialType.System_Single or SpecialType.System_Double;
        }

        return true;
    }

    private static bool IsScalar(ITypeSymbol type) => type.SpecialType
        is SpecialType.System_Boolean or SpecialType.System_Single or SpecialType.System_Double || IsInteger(type.SpecialType)
        || type is ITypeParameterSymbol parameter && TypeMapping.IsFloatingPoint(parameter);

    private static bool IsInteger(SpecialType type) => type
        is SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16
        or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64
        or SpecialType.System_IntPtr or SpecialType.System_UIntPtr;

    private static Container? ContainerOf(INamedTypeSymbol type)
    {
        if (type.SpecialType is SpecialType.System_Single or SpecialType.System_Double)
        {
            return Container.FloatType;
        }

        if (IsInteger(type.SpecialType))
        {
            return Container.IntegerType;
        }

        return type.Name switch
        {
            "Math" or "MathF" when IsLibraryNamespace(type, "System", null) => Container.Math,
            "BitOperations" when IsLibraryNamespace(type, "Numerics", "System") => Container.IntegerType,
            "SpecialFunctions" when type.ContainingType is null && IsNamespace(type.ContainingNamespace, "AutoDiff", null) => Container.SpecialFunctions,
            _ => null,
        };
    }

    // A type of the same name that the user declares is the user's own.
    private static bool IsLibraryNamespace(INamedTypeSymbol type, string name, string? parent) =>
        type.DeclaringSyntaxReferences.IsEmpty && type.ContainingType is null && IsNamespace(type.ContainingNamespace, name, parent);

    private static bool IsNamespace(INamespaceSymbol symbol, string name, string? parent) =>
        symbol.Name == name
        && (parent is null ? symbol.ContainingNamespace is { IsGlobalNamespace: true } : IsNamespace(symbol.ContainingNamespace, parent, null));

    private enum Container
    {
        Math, FloatType, IntegerType, SpecialFunctions,
    }
}
