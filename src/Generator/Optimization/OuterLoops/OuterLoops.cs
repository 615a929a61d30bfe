using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Differentiation;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization.OuterLoops;

/// <summary>What exceptions ask of a loop that runs several iterations side by side: iterations throw in another order than theirs, so the method itself is run for the exception that comes first.</summary>
/// <param name="AheadName">The variable that says so, or null where no exception can come.</param>
internal sealed record OuterLoopGuard(string? AheadName)
{
    /// <summary>Whether there is such a loop.</summary>
    public bool IsUsed { get; set; }
}

/// <summary>
/// Runs several iterations of a loop with loops in it side by side, one in each lane of a vector (D. Nuzman and A. Zaks, "Outer-loop vectorization: revisited for short SIMD
/// architectures", 2008): the loop whose sweeps are fused, in which iterations depend on each other by sums alone. Every value of the primal has the bits that it had. The loop as it was runs
/// the rest, and all of it where the processor has no such vectors, or where there are few iterations for what they add to.
/// </summary>
internal static class OuterLoops
{
    public static Block Run(Block body, ReverseContext context)
    {
        if (context is not { FusedLoop: { } fused, OuterLoop: { } guard })
        {
            return body;
        }

        for (int i = 0; i < body.Statements.Count; i++)
        {
            if (body.Statements[i] is For loop && loop.Index.Id == fused.Index.Id)
            {
                bool MayReassociate(Variable variable) => context.IsFast || IsMade(variable, context);
                For lanes = InnerLoops(body, i, loop, context.Variables, MayReassociate);
                Block member = With(body, i, lanes);
                return Divergence.Of(member, lanes, access => IsOwn(access, context), MayReassociate) is { } divergence
                    ? With(body, i, [.. Lanes(divergence, member, lanes, loop, context, guard)])
                    : body;
            }
        }

        return body;
    }

    // The loop with loops inside that suit many iterations side by side.
    private static For InnerLoops(Block body, int position, For loop, VariableFactory variables, Func<Variable, bool> mayReassociate)
    {
        For paired = loop with { Body = UnrollAndJam.Run(body, loop.Body, variables) };
        return paired with { Body = UpwardLoops.Run(With(body, position, paired), paired.Body, variables, mayReassociate) };
    }

    private static List<Statement> Lanes(Divergence divergence, Block member, For lanes, For loop, ReverseContext context, OuterLoopGuard guard)
    {
        guard.IsUsed = true;
        return new OuterLoopCode(divergence, member, lanes, loop, context).Build(
            guard.AheadName is null ? null : isAhead => new OpaqueCall(null, [$"{guard.AheadName} = {(isAhead ? "true" : "false")}"], [], Effects.Anything), context.LocalFunctions);
    }

    private static Block With(Block body, int position, params Statement[] replacement)
    {
        var statements = new List<Statement>(body.Statements);
        statements.RemoveAt(position);
        statements.InsertRange(position, replacement);
        return new Block(statements.ToEquatableArray());
    }

    // An iteration overwrites active memory before it reads it, or the sweeps wouldn't be fused; the adjoint of such memory is zero where an iteration begins and where it ends.
    private static bool IsOwn(MemoryAccess access, ReverseContext context)
    {
        if (IsMade(access.Root, context))
        {
            return !access.IsStored;
        }

        MemoryClass memory = context.Analysed.PointsTo.Of(access.Root);
        return context.Analysed.Activity.IsActiveMemory(memory) || memory.Allocations.TrueForAll(allocation => context.FusedScope!.Contains(allocation.Scope));
    }

    private static bool IsMade(Variable variable, ReverseContext context) => context.Variables.OriginOf(variable) >= context.Function.NextVariableId;
}
