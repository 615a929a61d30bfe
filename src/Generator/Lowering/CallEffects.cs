using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Lowering;

/// <summary>
/// What calls of methods without a derivative can do to the caller's memory. Little is certain: an unknown method may do anything; those here
/// are known to leave every array, span and list of the caller alone.
/// </summary>
internal static class CallEffects
{
    /// <summary>Whether the call only computes its result from the values of its arguments, and gives the same again for the same arguments.</summary>
    public static bool IsPure(IMethodSymbol method) => method.ContainingType is { } type && HasPlainArguments(method) && type switch
    {
        { SpecialType: SpecialType.System_String } => method.Name is not ("Intern" or "Format") && !method.ReturnsByRef,
        { SpecialType: SpecialType.System_Boolean or SpecialType.System_Char } => !ReadsCulture(method),
        _ when TypeMapping.ScalarKindOf(type) is not null => !ReadsCulture(method),
        { SpecialType: SpecialType.System_Decimal } => !ReadsCulture(method),
        { Name: "Math" or "MathF" or "TimeSpan" or "Index" or "Range" or "Half" } when TypeMapping.IsIn(type, "System") => !ReadsCulture(method),
        { Name: "BitOperations" or "BigInteger" or "Complex" } when TypeMapping.IsIn(type, "System.Numerics") => !ReadsCulture(method),
        { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => method.Name is "GetValueOrDefault" or "get_HasValue" or "get_Value",
        _ => false,
    };

    /// <summary>What the call can do besides giving its result; for a pure one, whether it can throw.</summary>
    public static Effects Of(IMethodSymbol method)
    {
        if (IsPure(method))
        {
            return NeverThrows(method) ? Effects.None : Effects.Throws;
        }

        return LeavesBuffersAlone(method) ? Effects.Throws : Effects.Anything;
    }

    /// <summary>Whether a property is only a field with a getter around it.</summary>
    public static bool IsAutoProperty(IPropertySymbol property) =>
        !property.IsVirtual && !property.IsAbstract && !property.IsOverride && property.ContainingType is { } type
        && type.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));

    private static bool NeverThrows(IMethodSymbol method) => method.Name
        is "IsNaN" or "IsInfinity" or "IsFinite" or "IsNegative" or "IsPositiveInfinity" or "IsNegativeInfinity" or "IsNormal" or "IsSubnormal"
        or "IsInteger" or "IsPositive" or "IsRealNumber" or "IsEvenInteger" or "IsOddInteger" or "IsPow2" or "IsNullOrEmpty" or "IsNullOrWhiteSpace"
        or "GetValueOrDefault" or "get_HasValue" or "IsDigit" or "IsLetter" or "IsWhiteSpace"
        or "PopCount" or "LeadingZeroCount" or "TrailingZeroCount" or "RotateLeft" or "RotateRight" or "Log2"
        || (method.ContainingType.Name is "Math" or "MathF" && method.Name is "Max" or "Min" or "BigMul");

    private static bool LeavesBuffersAlone(IMethodSymbol method)
    {
        INamedTypeSymbol type = method.ContainingType;
        if (type is null || !(HasPlainArguments(method) || TakesOnlyValues(method)))
        {
            return false;
        }

        // Formatting a value calls its ToString: only values whose ToString is known may be formatted.
        return type.SpecialType == SpecialType.System_String || TypeMapping.ScalarKindOf(type) is not null || type.Name switch
        {
            "Console" or "Random" or "Environment" or "DateTime" or "DateTimeOffset" or "Guid" or "TimeSpan" or "Math" or "MathF" or "GC"
                or "ArgumentException" or "ArgumentNullException" or "ArgumentOutOfRangeException" or "ObjectDisposedException"
                or "InvalidOperationException" or "NotSupportedException" or "ArithmeticException" or "DivideByZeroException" or "OverflowException"
                or "IndexOutOfRangeException" or "FormatException" or "Exception" or "NotImplementedException"
                => TypeMapping.IsIn(type, "System"),
            "Stopwatch" or "Debug" or "Trace" => TypeMapping.IsIn(type, "System.Diagnostics"),
            "StringBuilder" => TypeMapping.IsIn(type, "System.Text"),
            "Thread" or "Interlocked" => false,
            _ => false,
        };
    }

    private static bool ReadsCulture(IMethodSymbol method) =>
        method.Name is "Parse" or "TryParse" or "ToString" or "ToUpper" or "ToLower" or "Format";

    // Scalars, enums and strings by value: nothing that a callee could reach memory of the caller through.
    private static bool HasPlainArguments(IMethodSymbol method) => method.Parameters.All(parameter =>
        parameter.RefKind is RefKind.None or RefKind.In && IsPlain(parameter.Type));

    private static bool TakesOnlyValues(IMethodSymbol method) => method.Parameters.All(parameter => IsPlain(parameter.Type)
        || (parameter.Type.SpecialType == SpecialType.System_Object && method.ContainingType.Name.StartsWith("Argument", StringComparison.Ordinal)));

    private static bool IsPlain(ITypeSymbol type) =>
        TypeMapping.ScalarKindOf(type) is not null
        || type.TypeKind == TypeKind.Enum
        || type.SpecialType is SpecialType.System_String or SpecialType.System_Decimal or SpecialType.System_DateTime
        || (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable && IsPlain(nullable.TypeArguments[0]))
        || (type is INamedTypeSymbol { Name: "TimeSpan" or "Half" or "Index" or "Range" or "Int128" or "UInt128" } known && TypeMapping.IsIn(known, "System"))
        || (type is INamedTypeSymbol { Name: "BigInteger" or "Complex" } number && TypeMapping.IsIn(number, "System.Numerics"));
}
