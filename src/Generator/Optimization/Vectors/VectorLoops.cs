using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization.Vectors;

/// <summary>
/// Runs the iterations of counted loops several at a time: a loop whose iterations don't depend on each other becomes a loop over vectors and the loop itself for the rest.
/// The rest also takes over when an element isn't there or memory overlaps, so that exceptions come where they came before. Elementwise arithmetic gives the same bits in a
/// vector; sums don't, and are left alone unless they are adjoints.
/// </summary>
internal sealed class VectorLoops : IrRewriter
{
    private readonly VariableFactory _variables;
    private readonly Func<MemoryRoots> _findRoots;
    private readonly Func<Variable, bool> _mayReassociate;

    private readonly bool _isFast;

    private readonly List<Statement> _loops = [];

    // Found for the first loop that becomes one over vectors: most bodies have none.
    private MemoryRoots? _roots;

    private VectorLoops(VariableFactory variables, Func<MemoryRoots> findRoots, Func<Variable, bool> mayReassociate, bool isFast) =>
        (_variables, _findRoots, _mayReassociate, _isFast) = (variables, findRoots, mayReassociate, isFast);

    /// <param name="body">The body of a member, in SSA form.</param>
    /// <param name="variables">Makes the variables of the new loops.</param>
    /// <param name="parameters">The primal's own parameters.</param>
    /// <param name="mayReassociate">Whether a sum that a loop carries in the variable may be taken in another order.</param>
    /// <param name="isFast">Whether vector functions may take the place of those of <c>Math</c>.</param>
    /// <param name="functions">Gets the loops that became functions.</param>
    public static Block Run(
        Block body, VariableFactory variables, IEnumerable<Variable> parameters, Func<Variable, bool> mayReassociate, bool isFast, List<LocalFunction> functions)
    {
        if (!IrWalk.Any(body, static statement => statement is For { Step: 1 or -1 }))
        {
            return body;
        }

        var pass = new VectorLoops(variables, () => new MemoryRoots(body, parameters), mayReassociate, isFast);
        return OutlinedLoops.Run(pass.Rewrite(body), pass._loops, variables, functions);
    }

    protected override Operand Use(Operand operand) => operand;

    protected override void Rewrite(Statement statement, List<Statement> result)
    {
        if (statement is For loop && VectorLoop.Recognise(loop, _mayReassociate, _isFast) is { } vectors)
        {
            IReadOnlyList<Statement> built = new VectorCode(vectors, _variables, _roots ??= _findRoots()).Build();
            _loops.AddRange(built.OfType<If>());
            result.AddRange(built);
            return;
        }

        base.Rewrite(statement, result);
    }
}
