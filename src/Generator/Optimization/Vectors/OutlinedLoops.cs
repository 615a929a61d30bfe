using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization.Vectors;

/// <summary>A part of a member's body that became a local function of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">What it gets.</param>
/// <param name="Results">What it gives by <c>out</c> parameters, besides the number that it returns.</param>
/// <param name="Body">Its statements.</param>
internal sealed record LocalFunction(string Name, EquatableArray<Variable> Parameters, EquatableArray<Variable> Results, Block Body);

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

    /// <param name="block">What becomes a function.</param>
    /// <param name="end">The integer that it returns: null for nothing to return.</param>
    /// <param name="totals">What else is read after it.</param>
    private OpaqueCall? Call(Block block, Variable? end, IEnumerable<Variable> totals)
    {
        List<Variable> given = Given(block);
        if (given.Exists(static variable => variable.Type is BufferType { Kind: BufferKind.Ref }))
        {
            return null;
        }

        string name = $"Vectors{_functions.Count + 1}";
        var names = new HashSet<string>(StringComparer.Ordinal);
        var renames = new Dictionary<int, string>();
        foreach (Variable variable in given)
        {
            renames[variable.Id] = Unique(variable.IsTemporary ? "value" : variable.Name, names);
        }

        var renaming = new Renaming(renames);
        var statements = new List<Statement>(renaming.Rewrite(block).Statements);
        var results = new List<Variable>();
        var parts = new List<string>();
        var holes = new List<Hole>();
        foreach (Variable variable in given)
        {
            parts.Add(holes.Count == 0 ? name + "(" : ", ");
            holes.Add(new ValueHole(variable));
        }

        foreach (Variable total in totals)
        {
            Variable result = _variables.New(Unique(total.IsTemporary ? "sum" : total.Name, names), new BufferType(BufferKind.Ref, total.Type));
            statements.Add(new Store(result, [], renaming.Rename(total)));
            results.Add(result);
            parts.Add(holes.Count == 0 ? name + "(out " : ", out ");
            holes.Add(new ReferenceHole(total, null));
        }

        parts.Add(")");
        statements.Add(new Return([end ?? (Operand)Constant.Int(0)], ["end"]));
        _functions.Add(new LocalFunction(
            name,
            given.ConvertAll(variable => (Variable)renaming.Rename(variable)).ToEquatableArray(),
            results.ToEquatableArray(),
            new Block(statements.ToEquatableArray())));
        return new OpaqueCall(end, parts.ToEquatableArray(), holes.ToEquatableArray(), end is null ? Effects.Anything : Effects.Reads | Effects.WritesOperands);
    }

    // What the block reads and doesn't define, in order.
    private static List<Variable> Given(Block block)
    {
        HashSet<int> known = IrWalk.DefinedIn(block);
        var given = new List<Variable>();
        foreach (Statement statement in IrWalk.All(block))
        {
            foreach (Operand operand in IrWalk.Uses(statement))
            {
                if (operand is Variable variable && known.Add(variable.Id))
                {
                    given.Add(variable);
                }
            }
        }

        return given;
    }

    private static string Unique(string name, HashSet<string> names)
    {
        string free = name;
        for (int i = 1; !names.Add(free); i++)
        {
            free = $"{name}_{i}";
        }

        return free;
    }
}
