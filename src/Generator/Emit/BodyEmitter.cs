using AutoDiff.Generator.Emit.Bodies;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit;

/// <summary>
/// Prints the body of a member: out of SSA form into C# variables, expressions folded, names kept. The statements stand in an <c>unchecked</c> block
/// when there is integer arithmetic among them; the caller writes the signature and the braces.
/// </summary>
internal static class BodyEmitter
{
    public static void Write(MemberBody body, SourceWriter writer)
    {
        BodyFacts facts = BodyFacts.Analyze(body);
        ExpressionFolding.Fold(facts, body.Body);
        Coalescing.Run(facts, LiveRanges.Compute(facts, body.Body));
        CodeBlock code = CodeBuilder.Build(facts, body.Body);
        List<Local> locals = Declarations.Place(facts, code);
        SpanScopes.Mark(facts, code, locals);
        DefiniteAssignment.Check(facts, code, locals);
        NameAllocator.Allocate(locals, Reserved(body, facts));
        var statements = new StatementWriter(facts, writer, new ExpressionWriter(facts, writer, body.Workspace));
        if (!facts.NeedsUnchecked)
        {
            statements.Write(code);
            return;
        }

        writer.Line("unchecked").OpenBlock();
        statements.Write(code);
        writer.CloseBlock();
    }

    private static HashSet<string> Reserved(MemberBody body, BodyFacts facts)
    {
        var reserved = new HashSet<string>(StringComparer.Ordinal) { "_" };
        foreach (string name in body.ReservedNames)
        {
            reserved.Add(CSharpNames.Escape(name));
        }

        foreach (SsaValue value in facts.All)
        {
            if (value.IsFixed)
            {
                reserved.Add(value.Local!.Name);
            }
        }

        return reserved;
    }
}
