using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation.FusedSweeps;

/// <summary>
/// The loop of a function whose iterations are worth being run forwards and backwards one by one: independent but for sums (L. Hascoët, S. Fidanova and C. Held, "Adjoining
/// independent computations", 2002). What is found here is a candidate: <see cref="FusedOrder"/> has the last word, when the reverse sweep is there to look at.
/// </summary>
internal static class FusionCandidates
{
    private const int MaximumStatements = 4000;

    /// <summary>The candidate with most inside it, or null.</summary>
    public static For? Find(AnalysedFunction analysed)
    {
        List<(For Loop, int Position, int Size)>? loops = null;
        EquatableArray<Statement> statements = analysed.Function.Body.Statements;
        for (int i = 0; i < statements.Count; i++)
        {
            // A loop without loops in it keeps little, and its two sweeps run several elements at a time when they are two.
            if (statements[i] is For { Body: var body } loop && IrWalk.Any(body, static statement => statement is For or Loop))
            {
                (loops ??= []).Add((loop, i, IrWalk.All(body).Count));
            }
        }

        if (loops is null || !HasOnlyPlainMemory(analysed))
        {
            return null;
        }

        loops.Sort(static (a, b) => b.Size != a.Size ? b.Size.CompareTo(a.Size) : a.Position.CompareTo(b.Position));
        foreach ((For loop, int position, int size) in loops)
        {
            if (size <= MaximumStatements && CarriesOnlySums(loop, analysed) && new IterationMemory(analysed, loop, position).IsOwn())
            {
                return loop;
            }
        }

        return null;
    }

    // The caller's memory stays as it is, so that the method can be run again for its exception.
    private static bool HasOnlyPlainMemory(AnalysedFunction analysed)
    {
        foreach (Parameter parameter in analysed.Function.Parameters)
        {
            if (parameter.Mode is PassingMode.Ref or PassingMode.Out || (parameter.Part is not null && parameter.Variable.Type is BufferType) || parameter.IsReceiver || !IsPlain(parameter.Variable))
            {
                return false;
            }
        }

        foreach (Definition definition in analysed.Tree.Definitions)
        {
            if (!IsPlain(definition.Variable))
            {
                return false;
            }
        }

        foreach (MemoryClass memory in analysed.PointsTo.Classes)
        {
            if (memory.Writes.Count > 0 && (memory.HasParameter || memory.IsForeign || memory.Escapes))
            {
                return false;
            }
        }

        return !IrWalk.Any(analysed.Function.Body, static statement => statement is SplitCall) && !ResourceCalls.AreIn(analysed.Function.Body);
    }

    private static bool IsPlain(Variable variable) => variable.Type is not BufferType type
        || (type is { Kind: BufferKind.Span or BufferKind.ReadOnlySpan or BufferKind.Array, Rank: 1 } && !Fields.References(type.Element).Any());

    private static bool CarriesOnlySums(For loop, AnalysedFunction analysed)
    {
        bool hasSum = false;
        foreach (Carried entry in loop.Carried)
        {
            if (entry.Parameter.Type is BufferType)
            {
                return false;
            }

            if (analysed.Activity.IsActive(entry.Parameter) || analysed.Activity.IsActive(entry.Result))
            {
                hasSum = true;
                if (!PassesOn(entry.AfterBody, entry.Parameter, analysed.Tree, 0))
                {
                    return false;
                }
            }
        }

        return hasSum;
    }

    // Whether a value is the variable plus or minus something, on every path.
    private static bool PassesOn(Operand from, Variable to, ProgramTree tree, int depth)
    {
        if (from.Equals(to))
        {
            return true;
        }

        if (depth > 16 || from is not Variable variable || !tree.TryGet(variable.Id, out Definition definition))
        {
            return false;
        }

        return definition switch
        {
            { Expression: Binary { Operator: BinaryOperator.Add } sum } => PassesOn(sum.Left, to, tree, depth + 1) || PassesOn(sum.Right, to, tree, depth + 1),
            { Expression: Binary { Operator: BinaryOperator.Subtract } difference } => PassesOn(difference.Left, to, tree, depth + 1),
            { Expression: Copy copy } => PassesOn(copy.Source, to, tree, depth + 1),
            { Kind: DefinitionKind.Merge, Merge: { } merge } => PassesOn(merge.Then, to, tree, depth + 1) && PassesOn(merge.Else, to, tree, depth + 1),
            { Kind: DefinitionKind.CarriedResult, Carried: { } carried } =>
                PassesOn(carried.Initial, to, tree, depth + 1) && PassesOn(carried.AfterBody, carried.Parameter, tree, depth + 1) && PassesOn(carried.AfterHeader, carried.Parameter, tree, depth + 1),
            _ => false,
        };
    }
}
