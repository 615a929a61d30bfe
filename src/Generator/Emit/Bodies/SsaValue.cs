using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Bodies;

/// <summary>An SSA variable with what emission finds out about it.</summary>
internal sealed class SsaValue(Variable variable)
{
    public Variable Variable => variable;

    /// <summary>The statement that defines it; null for a parameter.</summary>
    public Statement? Definition { get; set; }

    /// <summary>The values that it may be, when it is a merge or goes round a loop.</summary>
    public Operand? FirstSource { get; set; }

    /// <inheritdoc cref="FirstSource"/>
    public Operand? SecondSource { get; set; }

    /// <summary>Whether it comes from outside the body: its name is given, and it is never assigned.</summary>
    public bool IsFixed { get; set; }

    /// <summary>Whether something with an effect depends on it.</summary>
    public bool IsLive { get; set; }

    /// <summary>How often live statements read it.</summary>
    public int Uses { get; set; }

    /// <summary>Whether it is copied where control flow meets: then it needs a variable.</summary>
    public bool IsCopied { get; set; }

    /// <summary>Whether its definition prints where it is used.</summary>
    public bool IsFolded { get; set; }

    /// <summary>The merge that it is, when the whole <c>if</c> prints as a conditional expression.</summary>
    public Merge? Conditional { get; set; }

    /// <summary>How it may still be folded, while that is being decided.</summary>
    public FoldingCandidate? Candidate { get; set; }

    /// <summary>Where it is live; null when it is folded or dead.</summary>
    public LiveRange? Range { get; set; }

    /// <summary>The C# variable that holds it; null when it is folded or dead.</summary>
    public Local? Local { get; set; }
}

/// <summary>The size of an expression as text, and what evaluating it does.</summary>
internal readonly record struct FoldedExtent(int Width, int Depth, Effects Effects);

/// <summary>A definition that may move into its use. <see cref="Waiting"/> is the stack that it waits on, null when it has no effect.</summary>
internal sealed record FoldingCandidate(FoldedExtent Extent, int Loop, int Clock, List<SsaValue>? Waiting, bool IsFree);

/// <summary>A C# variable of the printed body.</summary>
internal sealed class Local(string wantedName, IrType type, bool isTemporary)
{
    public string WantedName { get; } = wantedName;

    public IrType Type => type;

    public bool IsTemporary => isTemporary;

    /// <summary>Its name, given last.</summary>
    public string Name { get; set; } = wantedName;

    /// <summary>Whether it is declared outside the body.</summary>
    public bool IsFixed { get; init; }

    /// <summary>The innermost block with all its uses.</summary>
    public CodeBlock? Scope { get; set; }

    /// <summary>How many statements assign it.</summary>
    public int Definitions { get; set; }

    /// <summary>Where it is first used.</summary>
    public CodeBlock? FirstBlock { get; set; }

    /// <summary>The index of the statement in <see cref="FirstBlock"/>.</summary>
    public int FirstIndex { get; set; }

    /// <summary>The statement whose assignment declares it, if any.</summary>
    public Code? DeclaredBy { get; set; }

    /// <summary>Whether the statement that uses it first reads it.</summary>
    public bool IsReadFirst { get; set; }

    /// <summary>Whether it is declared without its first value, and has to have one for the C# compiler.</summary>
    public bool NeedsInitializer { get; set; }

    /// <summary>Whether it is a span that may point at a <c>ref</c> parameter though its declaration doesn't show that.</summary>
    public bool IsScoped { get; set; }

    /// <summary>Scratch of the walks: whether it is assigned here, or how many copies still read it.</summary>
    public int Mark { get; set; }
}
