using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization.OuterLoops;

/// <summary>What a variable has in the iterations that run side by side.</summary>
internal abstract record LaneValue;

/// <summary>The same in all.</summary>
internal sealed record UniformValue(Operand Operand) : LaneValue;

/// <summary><c>First</c>, <c>First + Stride</c>, <c>First + 2 * Stride</c> ...</summary>
internal sealed record AffineValue(Operand First, Operand Stride) : LaneValue;

/// <summary>Numbers or conditions: a vector.</summary>
internal sealed record VectorValue(Operand Operand) : LaneValue;

/// <summary>Integers: a variable for each iteration.</summary>
internal sealed record ScalarValues(EquatableArray<Operand> Operands) : LaneValue;
