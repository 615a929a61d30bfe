using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Lowering;

/// <summary>What a C# expression evaluates to: an operand, or for a tuple one value per element. Neither: a call without a result,
/// or an expression that was rejected.</summary>
internal readonly record struct Value
{
    public Value(Operand operand) => Operand = operand;

    public Value(Value[] elements) => Elements = elements;

    public Operand? Operand { get; }

    public Value[]? Elements { get; }

    public bool IsTuple => Elements is not null;

    public static implicit operator Value(Operand operand) => new(operand);
}
