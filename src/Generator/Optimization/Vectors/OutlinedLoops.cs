using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization.Vectors;

/// <summary>
/// Puts each loop over vectors into a function of its own where a member has many. The just-in-time compiler stops inlining in a method with very many variables, and what is called in
/// such loops must be inlined. A loop around a few of them becomes one function together with them where it can: short vectors would cost less than the calls for each.
/// </summary>
internal sealed partial class OutlinedLoops : IrRewriter
{
    /// <summary>As many loops over vectors can stay where they are.</summary>
    private const int Inlined = 4;

    private readonly HashSet<Statement> _loops;
    private readonly VariableFactory _variables;
    private readonly List<LocalFunction> _functions = [];

    private OutlinedLoops(IEnumerable<Statement> loops, VariableFactory variables) => (_loops, _variables) = (new(loops, ReferenceComparer.Instance), variables);

    /// <param name="body">The member's body.</param>
    /// <param name="loops">The branches of it that hold loops over vectors.</param>
    /// <param name="variables">Makes variables.</param>
    /// <param name="functions">Gets the functions.</param>
    public static Block Run(Block body, IReadOnlyCollection<Statement> loops, VariableFactory variables, List<LocalFunction> functions)
    {
        if (loops.Count <= Inlined)
        {
            return body;
        }

        var pass = new OutlinedLoops(loops, variables);
        body = pass.Rewrite(body);
        functions.AddRange(pass._functions);
        return body;
    }

    protected override Operand Use(Operand operand) => operand;

    protected override void Rewrite(Statement statement, List<Statement> result)
    {
        if (statement is If branch && _loops.Contains(statement) && Call(branch) is { } call)
        {
            result.Add(branch with { Then = new Block([call]) });
            return;
        }

        if (statement is For nest && IsNest(nest) && Call(nest) is { } whole)
        {
            result.Add(whole);
            return;
        }

        base.Rewrite(statement, result);
    }

    private OpaqueCall? Call(If branch) => Call(branch.Then, (Variable)branch.Merges[0].Then, branch.Merges.Skip(1).Select(static merge => (Variable)merge.Then));

    private OpaqueCall? Call(Block block, Variable? end, IEnumerable<Variable> totals) =>
        Outlining.Call($"Vectors{_functions.Count + 1}", block, end, totals, _variables, _functions);
}
