using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Lowering;

/// <summary>What a C# expression evaluates to: an operand, or for a tuple or a differentiable struct one value per element. Neither: a call without a result,
/// or an expression that was rejected.</summary>
internal readonly record struct Value
{
    public Value(Operand operand) => Operand = operand;

    public Value(Value[] elements, StructType? type = null)
    {
        Elements = elements;
        Type = type;
    }

    public Operand? Operand { get; }

    public Value[]? Elements { get; }

    /// <summary>The aggregate that the elements are the members of; null for a tuple.</summary>
    public StructType? Type { get; }

    public bool IsTuple => Elements is not null;

    public static implicit operator Value(Operand operand) => new(operand);
}
