using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Lowering;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Emit.Types;

/// <summary>A differentiated member of an aggregate, as the code that goes through all of them sees it; a tuple by its elements.</summary>
/// <param name="Name">The name that visitors see.</param>
/// <param name="Path">The steps to it.</param>
/// <param name="Type">Its type.</param>
internal sealed record ActiveMember(string Name, EquatableArray<string> Path, ITypeSymbol Type)
{
    private enum Kind
    {
        /// <summary>A number.</summary>
        Scalar,

        /// <summary>A vector of <c>System.Numerics</c>.</summary>
        Vector,

        /// <summary>An array or list of numbers, or an array of such arrays.</summary>
        Memory,

        /// <summary>An aggregate.</summary>
        One,

        /// <summary>An array or list of aggregates.</summary>
        All,
    }

    /// <summary>What the method for its kind of member is called after.</summary>
    public string Suffix => KindOf(Type) switch
    {
        Kind.One => "One",
        Kind.All => "All",
        _ => "",
    };

    public bool IsByReference => KindOf(Type) is Kind.Scalar or Kind.Vector or Kind.One;

    /// <summary>Whether an adjoint's may have another shape.</summary>
    public bool IsChecked => KindOf(Type) is Kind.Memory or Kind.One or Kind.All;

    /// <summary>Whether C# adds it with <c>+=</c>.</summary>
    public bool IsSummed => KindOf(Type) is Kind.Scalar or Kind.Vector;

    /// <summary>Whether a constant member is state of the model all the same, as a checkpoint keeps it: tensors, and the layers in classes.</summary>
    public static bool IsState(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol named when TypeMapping.IsTensor(named) => true,
        INamedTypeSymbol named when Aggregates.IsAggregate(named) => named.IsReferenceType,
        IArrayTypeSymbol array => array.Rank == 1 && IsState(array.ElementType),
        INamedTypeSymbol named when TypeMapping.BufferKindOf(named) == BufferKind.List => IsState(named.TypeArguments[0]),
        _ => false,
    };

    public static IEnumerable<ActiveMember> Of(AggregateMember member) => Of(member.Name, [member.Step], member.Type);

    /// <summary>The member of a target, as a variable.</summary>
    public string Write(string target) => FieldStep.Apply(target, Path, isWritten: true);

    /// <summary>Zeros like a target's, among the copies that have been made.</summary>
    public string Zero(string target, string copies) => KindOf(Type) switch
    {
        Kind.Memory => $"{copies}.Of({target})!",
        Kind.One => $"global::AutoDiff.CompilerServices.AggregateZeros.Of({target}, {copies})",
        Kind.All => $"{copies}.OfAll({target})!",
        _ => "default",
    };

    private static IEnumerable<ActiveMember> Of(string name, EquatableArray<string> path, ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol { IsTupleType: true } || TypeMapping.Of(type) is not StructType structure || Composites.PartsOf(type) is not { } parts)
        {
            return [new(name, path, type)];
        }

        return parts.SelectMany((part, i) => structure.Fields[i].CanBeActive ? Of($"{name}.{part.Name}", path.Add(structure.Fields[i].Name), part.Type) : []);
    }

    private static Kind KindOf(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol named when TypeMapping.IsTensor(named) => Kind.Memory,
        INamedTypeSymbol named when Aggregates.IsAggregate(named) => Aggregates.IsVector(named) ? Kind.Vector : Kind.One,
        IArrayTypeSymbol array => Aggregates.IsAggregate(array.ElementType) ? Kind.All : Kind.Memory,
        INamedTypeSymbol named when TypeMapping.BufferKindOf(named) == BufferKind.List => Aggregates.IsAggregate(named.TypeArguments[0]) ? Kind.All : Kind.Memory,
        _ => Kind.Scalar,
    };
}
