using System.Text;
using AutoDiff.Generator.Differentiation;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Analysis;

/// <summary>The analyses as text, for tests and for the documentation.</summary>
internal static class AnalysisPrinter
{
    /// <summary>Activity and loops of a function.</summary>
    public static string Print(AnalysedFunction analysed)
    {
        var text = new StringBuilder();
        List<Variable> variables = analysed.Tree.Definitions.Select(d => d.Variable).OrderBy(v => v.Id).ToList();
        Line(text, "active", variables.Where(analysed.Activity.IsActive));
        Line(text, "shadowed", variables.Where(v => analysed.Activity.HasShadow(v)));
        Line(text, "inactive", variables.Where(v => v.Type.IsFloat && !analysed.Activity.IsActive(v)));
        foreach ((Statement statement, _, _) in analysed.Tree.All)
        {
            switch (statement)
            {
                case For counted:
                    text.Append("loop over ").Append(counted.Index.Name).Append(": counted, the trip count is known before it starts\n");
                    break;
                case Loop:
                    text.Append("loop: uncounted, the forward sweep counts its trips\n");
                    break;
            }
        }

        return text.ToString();
    }

    /// <summary>What the forward sweep keeps for the reverse sweep.</summary>
    public static string Print(TapePlan plan, AnalysedFunction analysed)
    {
        var text = new StringBuilder();
        foreach ((Statement statement, _, _) in analysed.Tree.All)
        {
            if (statement is For counted)
            {
                foreach (Region region in plan.RegionsOf(analysed.Tree.ScopeOf(counted.Body)))
                {
                    text.Append(Describe(region.Residual, analysed)).Append(": one slot for each iteration of the loop over ").Append(counted.Index.Name).Append('\n');
                }
            }
            else if (statement is Loop loop && plan.TripsOf(analysed.Tree.ScopeOf(loop.Body)) is not null)
            {
                text.Append("the trip count of a loop\n");
            }
        }

        foreach (Scope scope in ScopesOf(analysed.Tree).Distinct())
        {
            foreach (Residual residual in plan.PushesOf(scope))
            {
                text.Append(Describe(residual, analysed)).Append(": pushed at the end of its block\n");
            }
        }

        return text.Length == 0 ? "nothing\n" : text.ToString();
    }

    private static IEnumerable<Scope> ScopesOf(ProgramTree tree)
    {
        foreach ((Statement statement, _, _) in tree.All)
        {
            foreach (Block block in IrWalk.Blocks(statement))
            {
                yield return tree.ScopeOf(block);
            }
        }

        yield return tree.Root;
    }

    private static string Describe(Residual residual, AnalysedFunction analysed)
    {
        Variable variable = residual.Variable;
        string name = variable.IsTemporary && analysed.Tree.TryGet(variable.Id, out Definition definition) && definition.Expression is { } expression
            ? PrimalText.Of(expression, analysed.Tree)
            : variable.Name;
        return residual.IsShadow ? "the shadow of " + name : name;
    }

    private static void Line(StringBuilder text, string label, IEnumerable<Variable> variables)
    {
        List<string> names = variables.Where(v => !v.IsTemporary).Select(v => v.Name).Distinct().ToList();
        text.Append(label).Append(": ").Append(names.Count == 0 ? "none" : string.Join(", ", names)).Append('\n');
    }
}
