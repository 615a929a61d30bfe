namespace AutoDiff.Generator.Ir;

/// <summary>What evaluating an expression or a call can do besides giving its value.</summary>
[Flags]
internal enum Effects
{
    None = 0,

    /// <summary>May throw: it can't be removed, and not moved over another effect.</summary>
    Throws = 1,

    /// <summary>Reads elements of a buffer that a store may change.</summary>
    Reads = 2,

    /// <summary>May write elements of the buffers among its operands.</summary>
    WritesOperands = 4,

    /// <summary>May write any array or list that other code can reach, and read or write statics or files: it runs exactly once, in order.</summary>
    Anything = 8 | Throws | Reads | WritesOperands,
}

internal enum UnaryOperator
{
    /// <summary>-a.</summary>
    Negate,

    /// <summary>!a.</summary>
    Not,

    /// <summary>~a.</summary>
    Complement,
}

internal enum BinaryOperator
{
    Add, Subtract, Multiply, Divide, Remainder,
    Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual,

    /// <summary><c>&amp;</c>, <c>|</c>, <c>^</c> on integers and on booleans (both operands are evaluated).</summary>
    And, Or, ExclusiveOr,
    ShiftLeft, ShiftRight, UnsignedShiftRight,
}

/// <summary>The right-hand side of an assignment: one operation on operands.</summary>
internal abstract record Expression(IrType Type)
{
    // Asked for by every pass: made once, and no part of the value.
    private Operand[]? _operands;

    protected Expression(Expression original) => Type = original.Type;

    public EquatableArray<Operand> Operands => new(_operands ??= ListOperands());

    public virtual bool Equals(Expression? other) => other is not null && EqualityContract == other.EqualityContract && Type.Equals(other.Type);

    public override int GetHashCode() => unchecked((EqualityContract.GetHashCode() * -1521134295) + Type.GetHashCode());

    public virtual Effects Effects => Effects.None;

    /// <summary>The same operation on other operands, in the order of <see cref="Operands"/>.</summary>
    public Expression On(EquatableArray<Operand> operands)
    {
        Expression result = WithOperands(operands);
        result._operands ??= operands.Items;
        return result;
    }

    protected abstract Expression WithOperands(EquatableArray<Operand> operands);

    protected abstract Operand[] ListOperands();
}

/// <summary>The operand itself (a buffer: the same memory).</summary>
internal sealed record Copy(Operand Source) : Expression(Source.Type)
{
    protected override Operand[] ListOperands() => [Source];

    protected override Expression WithOperands(EquatableArray<Operand> operands) => new Copy(operands[0]);
}

internal sealed record Unary(UnaryOperator Operator, Operand Operand, bool IsChecked = false) : Expression(Operand.Type)
{
    protected override Operand[] ListOperands() => [Operand];

    public override Effects Effects => IsChecked ? Effects.Throws : Effects.None;

    protected override Expression WithOperands(EquatableArray<Operand> operands) => this with { Operand = operands[0], Type = operands[0].Type };
}

/// <summary>A binary operator whose operands have been converted to the operator's type already.</summary>
internal sealed record Binary(BinaryOperator Operator, Operand Left, Operand Right, IrType Type, bool IsChecked = false) : Expression(Type)
{
    protected override Operand[] ListOperands() => [Left, Right];

    public override Effects Effects =>
        IsChecked || (Operator is BinaryOperator.Divide or BinaryOperator.Remainder && !Type.IsFloat && Right is not Constant { IsZero: false })
            ? Effects.Throws
            : Effects.None;

    protected override Expression WithOperands(EquatableArray<Operand> operands) => this with { Left = operands[0], Right = operands[1] };
}

/// <summary>A numeric, enum or reference conversion, printed as a cast.</summary>
internal sealed record Convert(Operand Operand, IrType Type, bool IsChecked = false) : Expression(Type)
{
    /// <summary>The static method that converts where the user called one, such as <c>int.CreateChecked</c>; null: a cast.</summary>
    public string? Method { get; init; }

    /// <summary>Whether the cast may throw though it isn't a checked numeric one (a downcast, an unboxing).</summary>
    public bool MayThrow { get; init; }

    protected override Operand[] ListOperands() => [Operand];

    public override Effects Effects => IsChecked || MayThrow ? Effects.Throws : Effects.None;

    protected override Expression WithOperands(EquatableArray<Operand> operands) => this with { Operand = operands[0] };
}

/// <summary><c>condition ? a : b</c> on operands that are both evaluated.</summary>
internal sealed record Select(Operand Condition, Operand WhenTrue, Operand WhenFalse) : Expression(WhenTrue.Type)
{
    protected override Operand[] ListOperands() => [Condition, WhenTrue, WhenFalse];

    protected override Expression WithOperands(EquatableArray<Operand> operands) => new Select(operands[0], operands[1], operands[2]);
}

/// <summary>
/// A pure function of scalars that the rule table knows: <see cref="Name"/> is its C# name, qualified
/// (<c>global::System.Math.Exp</c>), <see cref="Key"/> its entry in the table (<c>Math.Exp</c>; the operands' types tell overloads apart).
/// </summary>
internal sealed record Intrinsic(string Key, string Name, EquatableArray<Operand> Arguments, IrType Type) : Expression(Type)
{
    /// <summary>Whether it may throw (<c>Math.Clamp</c> with bounds the wrong way round, <c>Math.Sign(NaN)</c>).</summary>
    public bool MayThrow { get; init; }

    protected override Operand[] ListOperands() => Arguments.Items;

    public override Effects Effects => MayThrow ? Effects.Throws : Effects.None;

    protected override Expression WithOperands(EquatableArray<Operand> operands) => this with { Arguments = operands };
}

/// <summary>An element: <c>buffer[i]</c>, <c>buffer[i, j]</c>, <c>buffer[i].Item1</c>; the variable itself for a <see cref="BufferKind.Ref"/>.</summary>
internal sealed record Load(Operand Buffer, EquatableArray<Operand> Indices, IrType Type) : Expression(Type)
{
    /// <summary>The fields from the element on, outermost first.</summary>
    public EquatableArray<string> Path { get; init; }

    protected override Operand[] ListOperands() => [Buffer, .. Indices.Items];

    /// <summary>Whether the element is known to exist: the forward sweep has been there.</summary>
    public bool IsSafe { get; init; }

    public override Effects Effects =>
        IsSafe || (Indices.IsEmpty && Buffer.Type is not BufferType { Kind: BufferKind.Object }) ? Effects.Reads : Effects.Reads | Effects.Throws;

    protected override Expression WithOperands(EquatableArray<Operand> operands) =>
        this with { Buffer = operands[0], Indices = operands.From(1) };
}

/// <summary><c>Length</c>, <c>Count</c>, or with a dimension <c>GetLength(d)</c>. A list's count reads memory, other lengths are constant.</summary>
internal sealed record Length(Operand Buffer, int Dimension = -1) : Expression(ScalarType.Int32)
{
    protected override Operand[] ListOperands() => [Buffer];

    public override Effects Effects => Buffer.Type switch
    {
        BufferType { Kind: BufferKind.List } => Effects.Reads | Effects.Throws,
        BufferType { Kind: BufferKind.Array } => Effects.Throws,
        _ => Effects.None,
    };

    protected override Expression WithOperands(EquatableArray<Operand> operands) => this with { Buffer = operands[0] };
}

/// <summary>
/// A view of the same memory: <c>Slice(start, length)</c> of a span, <c>AsSpan</c> of an array, or a conversion of array or span
/// to span or read-only span (no start). Its type says which.
/// </summary>
internal sealed record View(Operand Buffer, Operand? Start, Operand? Count, IrType Type) : Expression(Type)
{
    protected override Operand[] ListOperands() =>
        Start is null ? [Buffer] : Count is null ? [Buffer, Start] : [Buffer, Start, Count];

    public override Effects Effects => Start is null ? Effects.None : Effects.Throws;

    protected override Expression WithOperands(EquatableArray<Operand> operands) => this with
    {
        Buffer = operands[0],
        Start = operands.Count > 1 ? operands[1] : null,
        Count = operands.Count > 2 ? operands[2] : null,
    };
}

/// <summary>The values of a tensor, or an array of floats, as a tensor of the shape that a span of integers gives: a view.</summary>
internal sealed record Reshape(Operand Buffer, Operand Shape) : Expression(BufferType.Tensor)
{
    protected override Operand[] ListOperands() => [Buffer, Shape];

    public override Effects Effects => Effects.Reads | Effects.Throws;

    protected override Expression WithOperands(EquatableArray<Operand> operands) => new Reshape(operands[0], operands[1]);
}

/// <summary>Where new memory comes from; user code sees no difference but for <see cref="Result"/>, which outlives the call.</summary>
internal enum AllocationSite
{
    /// <summary>Workspace memory, valid until the generated member returns.</summary>
    Workspace,

    /// <summary>The managed heap: memory that F returns or stores where the caller sees it.</summary>
    Result,
}

/// <summary>New zeroed memory: <c>new T[n]</c>, <c>new T[n, m]</c>, <c>stackalloc T[n]</c> (type span), <c>new List&lt;T&gt;()</c>.</summary>
internal sealed record Allocate(IrType Type, EquatableArray<Operand> Lengths, AllocationSite Site = AllocationSite.Workspace) : Expression(Type)
{
    protected override Operand[] ListOperands() => Lengths.Items;

    public override Effects Effects => Effects.Throws;

    protected override Expression WithOperands(EquatableArray<Operand> operands) => this with { Lengths = operands };
}

/// <summary>New memory with the elements of another buffer (<c>ToArray</c>, <c>Clone</c>, or a snapshot that the reverse sweep reads).</summary>
internal sealed record CopyOf(Operand Buffer, IrType Type, AllocationSite Site = AllocationSite.Workspace) : Expression(Type)
{
    /// <summary>Whether the elements are constants for differentiation.</summary>
    public bool IsConstant { get; init; }

    protected override Operand[] ListOperands() => [Buffer];

    public override Effects Effects => Effects.Reads | Effects.Throws;

    protected override Expression WithOperands(EquatableArray<Operand> operands) => this with { Buffer = operands[0] };
}

/// <summary>
/// Any other C# without a derivative: text with holes for the operands, <c>Parts[0] Arguments[0] Parts[1] ...</c>, one part more than
/// arguments. Printed as it stands; a part must put an argument in parentheses where precedence asks for it (arguments print as primary expressions).
/// </summary>
internal sealed record Opaque(EquatableArray<string> Parts, EquatableArray<Operand> Arguments, IrType Type, Effects OpaqueEffects) : Expression(Type)
{
    /// <summary>Whether it is its operand, a number or an object, as a constant for differentiation: nothing is known to share memory with it.</summary>
    public bool IsConstant { get; init; }

    protected override Operand[] ListOperands() => Arguments.Items;

    public override Effects Effects => OpaqueEffects;

    protected override Expression WithOperands(EquatableArray<Operand> operands) => this with { Arguments = operands };
}
