namespace AutoDiff.Generator.Ir;

internal enum ScalarKind
{
    Boolean, Char, SByte, Byte, Int16, UInt16, Int32, UInt32, Int64, UInt64, NInt, NUInt, Single, Double,

    /// <summary>A type parameter that stands for a floating-point type.</summary>
    Generic,
}

/// <summary>A type of a value in the IR. It prints as fully qualified C#.</summary>
internal abstract record IrType
{
    /// <summary>The type as C# text, qualified with <c>global::</c>.</summary>
    public abstract string CSharp { get; }

    /// <summary>Whether a value of this type can carry a derivative, itself or in its elements.</summary>
    public abstract bool CanBeActive { get; }

    public bool IsFloat => this is ScalarType { Kind: ScalarKind.Single or ScalarKind.Double or ScalarKind.Generic };

    public sealed override string ToString() => CSharp;
}

internal sealed record ScalarType(ScalarKind Kind) : IrType
{
    public bool Equals(ScalarType? other) => other is not null && Kind == other.Kind && Parameter == other.Parameter;

    public override int GetHashCode() => (int)Kind;

    public static readonly ScalarType Boolean = new(ScalarKind.Boolean);
    public static readonly ScalarType Int32 = new(ScalarKind.Int32);
    public static readonly ScalarType Int64 = new(ScalarKind.Int64);
    public static readonly ScalarType Single = new(ScalarKind.Single);
    public static readonly ScalarType Double = new(ScalarKind.Double);

    /// <summary>The name of the type parameter that a generic scalar is.</summary>
    public string? Parameter { get; init; }

    public bool IsGeneric => Kind == ScalarKind.Generic;

    public override string CSharp => Kind switch
    {
        ScalarKind.Generic => Parameter!,
        ScalarKind.Boolean => "bool",
        ScalarKind.Char => "char",
        ScalarKind.SByte => "sbyte",
        ScalarKind.Byte => "byte",
        ScalarKind.Int16 => "short",
        ScalarKind.UInt16 => "ushort",
        ScalarKind.Int32 => "int",
        ScalarKind.UInt32 => "uint",
        ScalarKind.Int64 => "long",
        ScalarKind.UInt64 => "ulong",
        ScalarKind.NInt => "nint",
        ScalarKind.NUInt => "nuint",
        ScalarKind.Single => "float",
        _ => "double",
    };

    public override bool CanBeActive => IsFloat;

    public bool IsInteger => Kind != ScalarKind.Boolean && !IsFloat;
}

internal enum BufferKind
{
    /// <summary><c>Span&lt;T&gt;</c>.</summary>
    Span,

    /// <summary><c>ReadOnlySpan&lt;T&gt;</c>.</summary>
    ReadOnlySpan,

    /// <summary><c>T[]</c>, or <c>T[,]</c> and so on by rank.</summary>
    Array,

    /// <summary><c>List&lt;T&gt;</c>.</summary>
    List,

    /// <summary>A <c>ref</c>, <c>out</c> or <c>ref readonly</c> variable: one element, loaded and stored with no index.</summary>
    Ref,

    /// <summary>An instance of a differentiable class: memory of one element, a struct of its members, loaded and stored with no index.</summary>
    Object,

    /// <summary><c>AutoDiff.Tensor</c>: single-precision values under a shape. Elements are reached by one index per dimension, or through its span.</summary>
    Tensor,
}

/// <summary>Memory with elements. Buffers are references: copying one copies no element.</summary>
internal sealed record BufferType(BufferKind Kind, IrType Element, int Rank = 1) : IrType
{
    // Asked for over and over: made once, and no part of the value.
    private string? _text;

    private BufferType(BufferType original)
        : base(original) => (Kind, Element, Rank) = (original.Kind, original.Element, original.Rank);

    public override string CSharp => _text ??= MakeText();

    public override bool CanBeActive => Element.CanBeActive;

    public bool Equals(BufferType? other) =>
        ReferenceEquals(this, other) || (other is not null && Kind == other.Kind && Rank == other.Rank && Element.Equals(other.Element));

    public override int GetHashCode() => unchecked((((int)Kind * 31) + Rank) * 31 + Element.GetHashCode());

    private string MakeText() => Kind switch
    {
        BufferKind.Span => $"global::System.Span<{Element.CSharp}>",
        BufferKind.ReadOnlySpan => $"global::System.ReadOnlySpan<{Element.CSharp}>",
        BufferKind.List => $"global::System.Collections.Generic.List<{Element.CSharp}>",
        BufferKind.Ref => $"ref {Element.CSharp}",
        BufferKind.Object => Element.CSharp,
        BufferKind.Tensor => "global::AutoDiff.Tensor",
        _ => ArrayText(),
    };

    public static BufferType Tensor { get; } = new(BufferKind.Tensor, ScalarType.Single);

    public bool IsTensor => Kind == BufferKind.Tensor;

    /// <summary>The type of the adjoint of a buffer of this type: its writable form.</summary>
    public BufferType Writable => Kind == BufferKind.ReadOnlySpan ? this with { Kind = BufferKind.Span } : this;

    /// <summary>Whether its one element is loaded and stored without an index.</summary>
    public bool IsSingle => Kind is BufferKind.Ref or BufferKind.Object;

    public bool IsSpan => Kind is BufferKind.Span or BufferKind.ReadOnlySpan;

    // C# writes the ranks of a jagged array from the outside in: double[][,] is an array of double[,].
    private string ArrayText()
    {
        string ranks = "";
        IrType type = this;
        while (type is BufferType { Kind: BufferKind.Array } array)
        {
            ranks += "[" + new string(',', array.Rank - 1) + "]";
            type = array.Element;
        }

        return type.CSharp + ranks;
    }
}


/// <summary>Any type that never carries a derivative: a string, an enum, a class of the user's.</summary>
internal sealed record OpaqueType(string Name, bool IsReference = true) : IrType
{
    /// <summary>Whether no code but the lowering's own sees its values, so that what they refer to doesn't outlive the method by them.</summary>
    public bool IsOwn { get; init; }

    public override string CSharp => Name;

    public override bool CanBeActive => false;
}
