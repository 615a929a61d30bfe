using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Lowering;

/// <summary>
/// What calls of methods without a derivative can do to the caller's memory. Little is certain: an unknown method may do anything; those here
/// are known to leave every array, span and list of the caller alone.
/// </summary>
internal static class CallEffects
{
    /// <summary>Whether the method only computes its result from plain arguments, and gives the same again for the same ones.</summary>
    public static bool IsPure(IMethodSymbol method) => method.ContainingType is { } type && !ReadsCulture(method) && !method.ReturnsByRef && type switch
    {
        { SpecialType: SpecialType.System_String } => method.Name is not ("Intern" or "IsInterned" or "Create" or "CopyTo" or "TryCopyTo"),
        { SpecialType: SpecialType.System_Boolean or SpecialType.System_Char or SpecialType.System_Decimal } => true,
        _ when TypeMapping.ScalarKindOf(type) is not null => true,
        { Name: "Math" or "MathF" or "TimeSpan" or "Index" or "Range" or "Half" } => TypeMapping.IsIn(type, "System"),
        { Name: "SpecialFunctions" } => TypeMapping.IsIn(type, "AutoDiff"),
        { Name: "BitOperations" or "BigInteger" or "Complex" } => TypeMapping.IsIn(type, "System.Numerics"),
        { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => method.Name is "GetValueOrDefault" or "get_HasValue" or "get_Value",
        _ => false,
    };

    /// <summary>What a call with arguments of these types (as they are before boxing) can do besides giving its result.</summary>
    public static Effects Of(IMethodSymbol method, IReadOnlyCollection<ITypeSymbol> arguments)
    {
        if (IsTensorOperation(method))
        {
            return method.ReturnsVoid ? Effects.Reads | Effects.Throws | Effects.WritesOperands : Effects.Reads | Effects.Throws;
        }

        if (KeepsNothing(method) && arguments.All(IsPlainOrSequence) && !method.Parameters.Any(parameter => parameter.RefKind == RefKind.Ref))
        {
            return OnlyReads(method) ? Effects.Reads | Effects.Throws : Effects.Reads | Effects.Throws | Effects.WritesOperands;
        }

        if (!LeavesBuffersAlone(method) || !arguments.All(IsPlainOrSequence) || method.Parameters.Any(parameter => parameter.RefKind == RefKind.Ref))
        {
            return Effects.Anything;
        }

        return arguments.All(IsPlain) ? NeverThrows(method) ? Effects.None : Effects.Throws : Effects.Reads | Effects.Throws;
    }

    /// <summary>Whether a method is one of the runtime's operations on tensors, which give their results in new memory, but for <c>Reshape</c>.</summary>
    public static bool IsTensorOperation(IMethodSymbol method) =>
        method is { IsStatic: true, ContainingType: { } type } && (TypeMapping.IsTensor(type) || (type.Name == "Losses" && TypeMapping.IsIn(type, "AutoDiff")));

    /// <summary>Scalars, enums, strings and the like: nothing through which a callee could reach memory or code of the caller.</summary>
    public static bool IsPlain(ITypeSymbol type) =>
        TypeMapping.ScalarKindOf(type) is not null
        || type.TypeKind == TypeKind.Enum
        || type.SpecialType is SpecialType.System_String or SpecialType.System_Decimal or SpecialType.System_DateTime
        || (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable && IsPlain(nullable.TypeArguments[0]))
        || (type is INamedTypeSymbol { Name: "TimeSpan" or "Half" or "Index" or "Range" or "Int128" or "UInt128" } known && TypeMapping.IsIn(known, "System"))
        || (type is INamedTypeSymbol { Name: "BigInteger" or "Complex" } number && TypeMapping.IsIn(number, "System.Numerics"));

    /// <summary>Whether reading a collection's properties runs no code of the user's.</summary>
    public static bool IsKnownCollection(ITypeSymbol type) => type is INamedTypeSymbol named
        && (TypeMapping.IsIn(type, "System.Collections.Generic") || TypeMapping.IsIn(type, "System.Collections.Immutable"))
        && type.TypeKind != TypeKind.Interface
        && named.TypeArguments.All(argument => IsPlain(argument) || argument.IsReferenceType);

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

    // The library's own methods on buffers: they touch what they get, and forget it.
    private static bool KeepsNothing(IMethodSymbol method) => method.ContainingType is { } type && type switch
    {
        { Name: "Array" or "Buffer" } => TypeMapping.IsIn(type, "System") && method.Name is not "AsReadOnly" && IsScalarOrVoid(method.ReturnType),
        { Name: "MemoryExtensions" } => TypeMapping.IsIn(type, "System") && IsScalarOrVoid(method.ReturnType),
        { Name: "List" } => TypeMapping.BufferKindOf(type) is BufferKind.List && IsScalarOrVoid(method.ReturnType) && method.MethodKind == MethodKind.Ordinary,
        { Name: "Span" or "ReadOnlySpan" } => TypeMapping.BufferKindOf(type) is not null && IsScalarOrVoid(method.ReturnType) && method.MethodKind == MethodKind.Ordinary,
        _ => false,
    };

    private static bool IsScalarOrVoid(ITypeSymbol type) => type.SpecialType == SpecialType.System_Void || TypeMapping.ScalarKindOf(type) is not null;

    private static bool OnlyReads(IMethodSymbol method) => method.Name
        is "IndexOf" or "LastIndexOf" or "IndexOfAny" or "IndexOfAnyExcept" or "LastIndexOfAny" or "IndexOfAnyInRange" or "Contains" or "ContainsAny" or "BinarySearch" or "SequenceEqual"
        or "SequenceCompareTo" or "StartsWith" or "EndsWith" or "Count" or "CommonPrefixLength" or "Overlaps" or "Equals" or "GetHashCode" or "GetValue" or "GetLength" or "GetLongLength"
        or "GetUpperBound" or "GetLowerBound" or "ByteLength" or "GetByte";

    /// <summary>Whether what is passed to the method is read at most (an array or list of plain values printed by <c>string.Join</c>, say).</summary>
    public static bool LeavesBuffersAlone(IMethodSymbol method)
    {
        if (IsPure(method))
        {
            return true;
        }

        return method.ContainingType is { } type && (TypeMapping.ScalarKindOf(type) is not null || type.SpecialType == SpecialType.System_Decimal || type switch
        {
            { SpecialType: SpecialType.System_String } => method.Name is not ("Create" or "CopyTo" or "TryCopyTo"),
            { SpecialType: SpecialType.System_Object } => method.Name is "ReferenceEquals",
            { Name: "Random" } => method.Name is "Next" or "NextDouble" or "NextSingle" or "NextInt64" or ".ctor" or "get_Shared" && TypeMapping.IsIn(type, "System"),
            { Name: "Console" or "Environment" or "DateTime" or "DateTimeOffset" or "Guid" or "TimeSpan" } => TypeMapping.IsIn(type, "System"),
            { Name: "Stopwatch" or "Debug" or "Trace" } => TypeMapping.IsIn(type, "System.Diagnostics"),
            { Name: "StringBuilder" } => method.Name is not "CopyTo" && TypeMapping.IsIn(type, "System.Text"),
            _ => type.Name.EndsWith("Exception", StringComparison.Ordinal) && TypeMapping.IsIn(type, "System"),
        });
    }

    private static bool ReadsCulture(IMethodSymbol method) =>
        method.Name is "Parse" or "TryParse" or "ToString" or "ToUpper" or "ToLower" or "Format" or "Compare" or "CompareTo"
            or "StartsWith" or "EndsWith" or "IndexOf" or "LastIndexOf";

    private static bool IsPlainOrSequence(ITypeSymbol type) => IsPlain(type) || (type switch
    {
        IArrayTypeSymbol array => IsPlainOrSequence(array.ElementType),
        INamedTypeSymbol named when TypeMapping.BufferKindOf(named) is not null => IsPlainOrSequence(named.TypeArguments[0]),
        { TypeKind: TypeKind.Class, Name: "CultureInfo" or "NumberFormatInfo" or "DateTimeFormatInfo" } => TypeMapping.IsIn(type, "System.Globalization"),
        { TypeKind: TypeKind.Class, Name: "Random" } => TypeMapping.IsIn(type, "System"),
        _ => false,
    });
}
