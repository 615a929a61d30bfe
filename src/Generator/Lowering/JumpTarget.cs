using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Lowering;

internal enum JumpKind
{
    Break, Continue, Return,
}

/// <summary>
/// What a jump statement can leave: a loop (<c>break</c>), one turn of a loop (<c>continue</c>), a <c>switch</c> (<c>break</c>), a body
/// (<c>return</c>). A jump sets the flags of all targets that it leaves; a flag is declared where its scope starts, if anything reads it.
/// </summary>
internal sealed class JumpTarget(JumpKind kind, ILabelSymbol? label, JumpTarget? outer, Variable flag)
{
    public JumpKind Kind { get; } = kind;

    /// <summary>The label that branch operations name it by; null for a body.</summary>
    public ILabelSymbol? Label { get; } = label;

    public JumpTarget? Outer { get; } = outer;

    public Variable Flag { get; } = flag;

    /// <summary>The sections of a switch by their labels, where a jump to the target goes on with one of them; otherwise null.</summary>
    public IReadOnlyDictionary<ISymbol, int>? Sections { get; set; }

    /// <summary>The number of the section that is to run.</summary>
    public Variable? Section { get; set; }

    public bool FlagIsRead { get; set; }

    /// <summary>Whether some jump leaves the target, to it or through it.</summary>
    public bool IsLeft { get; set; }

    /// <summary>Where the scope starts: the flag is initialised here.</summary>
    public BlockBuilder? Start { get; set; }

    public int StartIndex { get; set; }

    /// <summary>How many branches of the region were open where the scope starts.</summary>
    public int Depth { get; set; }

    /// <summary>The jumps that the region had seen before the scope.</summary>
    public List<JumpTarget>? JumpsBefore { get; set; }
}
