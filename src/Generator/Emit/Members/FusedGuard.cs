using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Members;

/// <summary>
/// What keeps a member's promise about exceptions where sweeps are fused: adjoints have been added to before the method is through. They are copied first, and an exception puts the copies
/// back. Where something has run ahead of its turn, the method itself is run for its exception.
/// </summary>
/// <param name="Statements">The member's sweeps, in order.</param>
/// <param name="Copies">The adjoints that are copied, each with the variable that has the copy.</param>
/// <param name="AheadName">The variable that says whether something has run ahead, or null when nothing does that can throw.</param>
/// <param name="Call">The call of the method.</param>
internal sealed record FusedGuard(IReadOnlyList<Statement> Statements, IReadOnlyList<(string Copy, string Adjoint, IrType Element)> Copies, string? AheadName, string Call)
{
    public const string Runtime = "global::AutoDiff.CompilerServices.AdjointCopies.";

    public bool IsNeeded => AheadName is not null || Copies.Count > 0;

    public void WriteStart(SourceWriter writer)
    {
        foreach ((string copy, _, IrType element) in Copies)
        {
            writer.Line($"{element.CSharp}[]? {copy} = null;");
        }

        if (AheadName is not null)
        {
            writer.Line($"bool {AheadName} = false;");
        }

        writer.Line("try");
        writer.OpenBlock();
    }

    public void WriteEnd(SourceWriter writer)
    {
        writer.CloseBlock();
        writer.Line("catch");
        writer.OpenBlock();
        foreach ((string copy, string adjoint, IrType element) in Copies)
        {
            writer.Line($"{Runtime}PutBack<{element.CSharp}>({copy}, {adjoint});");
        }

        if (AheadName is not null)
        {
            writer.Line($"if ({AheadName})");
            writer.OpenBlock();
            writer.Line($"{Call};");
            writer.CloseBlock();
            writer.Line();
        }

        writer.Line("throw;");
        writer.CloseBlock();
    }
}
