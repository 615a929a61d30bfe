namespace AutoDiff.Generator.Ir;

/// <summary>A statement. <see cref="Site"/> numbers the place in the source that diagnostics about it point at (-1: none); the places themselves
/// are kept outside the IR, so that moved code compares equal.</summary>
internal abstract record Statement
{
    public int Site { get; init; } = -1;

    /// <summary>What <see cref="IrWalk.Uses"/> gives. Asked for by every pass: made once, and no part of the value.</summary>
    internal Operand[]? CachedUses { get; set; }

    /// <inheritdoc cref="CachedUses"/>
    internal Variable[]? CachedDefinitions { get; set; }

    protected Statement(Statement original) => Site = original.Site;

    public virtual bool Equals(Statement? other) => other is not null && EqualityContract == other.EqualityContract && Site == other.Site;

    public override int GetHashCode() => unchecked((EqualityContract.GetHashCode() * -1521134295) + Site);
}

internal sealed record Block(EquatableArray<Statement> Statements)
{
    public static readonly Block Empty = new(EquatableArray<Statement>.Empty);
}

/// <summary><c>target = value;</c></summary>
internal sealed record Assign(Variable Target, Expression Value) : Statement;

/// <summary><c>buffer[indices].path = value;</c></summary>
internal sealed record Store(Operand Buffer, EquatableArray<Operand> Indices, Operand Value) : Statement
{
    public EquatableArray<string> Path { get; init; }
}

/// <summary><c>buffer[indices].path += value;</c> on an adjoint. Only transforms make it.</summary>
internal sealed record Accumulate(Operand Buffer, EquatableArray<Operand> Indices, Operand Value) : Statement
{
    public EquatableArray<string> Path { get; init; }
}

/// <summary>An expression evaluated for its effects.</summary>
internal sealed record Evaluate(Expression Expression) : Statement;

/// <summary>
/// A library operation on whole buffers with a derivative of its own. <see cref="Key"/> names its rule: <c>Span.CopyTo</c> (source, destination),
/// <c>Span.Fill</c> (buffer, value), <c>Span.Clear</c> (buffer), <c>List.Add</c> (list, value), <c>List.RemoveAt</c> (list, index), <c>List.Clear</c>,
/// <c>TensorPrimitives.Exp</c> (x, destination) ... <see cref="Parts"/> is its C# with a hole per argument, as in <see cref="Opaque"/>.
/// </summary>
internal sealed record BufferCall(string Key, EquatableArray<string> Parts, EquatableArray<Operand> Arguments, Variable? Result) : Statement
{
    /// <summary>Which arguments' elements it writes.</summary>
    public EquatableArray<int> Written { get; init; }
}

/// <summary>What fills a hole in the text of an <see cref="OpaqueCall"/>.</summary>
internal abstract record Hole;

/// <summary>The operand's value.</summary>
internal sealed record ValueHole(Operand Operand) : Hole;

/// <summary>A variable passed by reference: it holds <see cref="Initial"/> before the call (null for <c>out</c>) and is <see cref="Result"/> after it.
/// The keyword (<c>ref</c> or <c>out</c>) stands in the text.</summary>
internal sealed record ReferenceHole(Variable Result, Operand? Initial) : Hole;

/// <summary>
/// A call (or any other C#) without a derivative, run exactly once and in order, whose results, if the reverse sweep needs them, are recorded. Text with holes:
/// <c>Parts[0] Holes[0] Parts[1] ...</c>.
/// </summary>
internal sealed record OpaqueCall(Variable? Result, EquatableArray<string> Parts, EquatableArray<Hole> Holes, Effects Effects) : Statement
{
    /// <summary>The diagnostic to report when an argument turns out to be active (null: it may be, as for guards and logging), with its message arguments.</summary>
    public string? DiagnosticIfActive { get; init; }

    public EquatableArray<string> DiagnosticArguments { get; init; }

    /// <summary>Whether what it gives is a tensor (or a tuple of such) whose memory is the caller's to give back. Only transforms make it.</summary>
    public bool GivesMemory { get; init; }

    /// <summary>Whether it keeps none of the tensors that it is given, whatever its effects are. Only transforms make it.</summary>
    public bool Borrows { get; init; }

    /// <summary>
    /// How many of its holes, from the first on, are tensors that it reads value by value, each before the value in that place of what it writes: memory that nothing reads afterwards
    /// may be written in place. Only transforms make it.
    /// </summary>
    public int InPlace { get; init; }
}

/// <summary>
/// A call of a differentiable method in split form: the forward sweep calls its <c>Forward</c> member, the reverse sweep its <c>Reverse</c> member.
/// Arguments are in the order of the callee's parameters; buffers (and <c>ref</c>, <c>out</c>) are buffer operands.
/// </summary>
internal sealed record SplitCall(Callee Callee, EquatableArray<Operand> Arguments, EquatableArray<Variable> Results) : Statement
{
    /// <summary>Whether the callee may change the elements of an active argument. A differentiated method doesn't write the tensors that it gets.</summary>
    public bool MayChange(int argument) =>
        Callee.Parameters[argument] is { IsActive: true, Type: BufferType { Kind: not BufferKind.ReadOnlySpan } type }
        && (Callee.Custom is { } custom ? custom.Writes(argument) : !type.IsTensor);

    /// <summary>The hand-written derivative that reverse mode goes by, or null when it goes by the split form.</summary>
    public CustomDerivative? ReverseRule => Callee.Custom is { } custom && (custom.Reverse is not null || Callee.ForwardName.Length == 0) ? custom : null;
}

internal sealed record Callee(string Name, string ForwardName, string ReverseName, EquatableArray<CalleeParameter> Parameters, EquatableArray<IrType> Results)
{
    /// <summary>The tuple or aggregate that the results are the parts of, or null.</summary>
    public StructType? ResultShape { get; init; }

    /// <summary>The member that computes value and tangents at once, or null where no forward mode is asked for.</summary>
    public string? TangentName { get; init; }

    /// <summary>The hand-written derivative that takes the place of the split form, or null.</summary>
    public CustomDerivative? Custom { get; init; }

    /// <summary>Whether the first parameter is the receiver: then <see cref="Name"/> is what stands after the point.</summary>
    public bool IsInstance { get; init; }
}

internal sealed record CalleeParameter(string Name, IrType Type, PassingMode Mode, bool IsActive)
{
    /// <summary>Whether it is a constant for differentiation whose memory the callee may write all the same.</summary>
    public bool IsWrittenConstant { get; init; }

    /// <summary>Whether it could be active, but the hand-written derivative has no adjoint for it.</summary>
    public bool LacksAdjoint { get; init; }

    /// <summary>The user's parameter that this is a part of, or null when it is one itself.</summary>
    public ParameterPart? Part { get; init; }
}

/// <summary>
/// <c>if</c> with one block each. In SSA form <see cref="Merges"/> gives the values of the variables after it; before, there are none.
/// </summary>
internal sealed record If(Operand Condition, Block Then, Block Else) : Statement
{
    public EquatableArray<Merge> Merges { get; init; }
}

/// <summary><see cref="Result"/> is <see cref="Then"/> or <see cref="Else"/>, by the branch taken.</summary>
internal sealed record Merge(Variable Result, Operand Then, Operand Else);

/// <summary>
/// <code>
/// parameters = initial values
/// while (true)
/// {
///     Header
///     if (!Condition) { results = values after the header; break; }
///     Body
///     if (Break) { results = values after the body; break; }
///     parameters = values after the body
/// }
/// </code>
/// A <c>do</c> loop has an empty header and the condition <c>true</c>; a loop without a break has the constant <c>false</c>. Header and body are one scope:
/// the body sees what the header assigns.
/// </summary>
internal sealed record Loop(Block Header, Operand Condition, Block Body, Operand Break) : Statement
{
    public EquatableArray<Carried> Carried { get; init; }
}

/// <summary>A value that goes round a loop (SSA form). In a <see cref="For"/>, <see cref="AfterHeader"/> is <see cref="Parameter"/>.</summary>
internal sealed record Carried(Variable Parameter, Operand Initial, Operand AfterHeader, Operand AfterBody, Variable Result);

/// <summary>
/// A counted loop (SSA form only): <c>for (index = Start; index Comparison Limit; index += Step)</c>, with no other exit; limit and step don't change,
/// the body doesn't assign the index, nobody reads it afterwards.
/// </summary>
internal sealed record For(Variable Index, Operand Start, BinaryOperator Comparison, Operand Limit, long Step, Block Body) : Statement
{
    public EquatableArray<Carried> Carried { get; init; }

    /// <summary>Whether the increment was written in a checked context.</summary>
    public bool IsChecked { get; init; }
}

/// <summary><c>throw exception;</c> Nothing after it in its block.</summary>
internal sealed record Throw(Operand Exception) : Statement;

/// <summary>A comment for the reader of the generated code. Only transforms make it.</summary>
internal sealed record Comment(string Text) : Statement;

/// <summary>The end of a generated member: its results (as a named tuple when there are several). Only transforms make it, as the last statement.</summary>
internal sealed record Return(EquatableArray<Operand> Values, EquatableArray<string> Names) : Statement;
