using AutoDiff.Generator.Differentiation;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization.Vectors;

/// <summary>A part of a member's body that became a local function of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">What it gets.</param>
/// <param name="Results">What it gives by <c>out</c> parameters, besides the number that it returns.</param>
/// <param name="Body">Its statements.</param>
internal sealed record LocalFunction(string Name, EquatableArray<Variable> Parameters, EquatableArray<Variable> Results, Block Body);

/// <summary>Makes local functions of parts of a member's body: the just-in-time compiler has registers, and calls to inline, for each of its own.</summary>
internal static class Outlining
{
    /// <param name="name">The function's name.</param>
    /// <param name="block">What becomes a function.</param>
    /// <param name="end">The integer that it returns: null for nothing to return.</param>
    /// <param name="totals">What else is read after it.</param>
    /// <param name="variables">Makes variables.</param>
    /// <param name="functions">Gets the function.</param>
    /// <returns>The call of the function, or null when the block can't be one.</returns>
    public static OpaqueCall? Call(string name, Block block, Variable? end, IEnumerable<Variable> totals, VariableFactory variables, List<LocalFunction> functions)
    {
        List<Variable> given = Given(block);
        if (given.Exists(static variable => variable.Type is BufferType { Kind: BufferKind.Ref }))
        {
            return null;
        }

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
            Variable result = variables.New(Unique(total.IsTemporary ? "sum" : total.Name, names), new BufferType(BufferKind.Ref, total.Type));
            statements.Add(new Store(result, [], renaming.Rename(total)));
            results.Add(result);
            parts.Add(holes.Count == 0 ? name + "(out " : ", out ");
            holes.Add(new ReferenceHole(total, null));
        }

        parts.Add(")");
        statements.Add(new Return([end ?? (Operand)Constant.Int(0)], ["end"]));
        functions.Add(new LocalFunction(
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

    /// <summary>Whether a statement can stand in a static function: nothing of the user's own text, which may name what isn't there.</summary>
    public static bool CanMove(Statement statement) => statement switch
    {
        Assign assign => CanMove(assign.Value),
        OpaqueCall call => TapeCode.IsTape(call) || IsOurs(call.Parts[0]) || (call.Holes.Count == 1 && call.Parts[1] == ".Clear()"),
        Evaluate evaluate => CanMove(evaluate.Expression),
        BufferCall { Key: "Span.Clear" or "Span.Fill" } or Accumulate or Comment => true,
        Store store => store.Value.Type is ScalarType || IsVector(store.Value.Type),
        If branch => branch.Merges.All(static merge => merge.Result.Type is not OpaqueType type || IsVector(type)),
        For => true,
        _ => false,
    };

    private static bool CanMove(Expression value) => value switch
    {
        Copy or Unary or Binary or Ir.Select or Intrinsic or Load or Length or View => true,
        Ir.Convert convert => convert.Type is ScalarType or BufferType && convert.Method is null,
        Opaque opaque => IsVector(opaque.Type) || IsOurs(opaque.Parts[0]),
        _ => false,
    };

    private static bool IsVector(IrType type) => type is OpaqueType opaque && opaque.Name.StartsWith("global::System.Runtime.Intrinsics.Vector", StringComparison.Ordinal);

    private static bool IsOurs(string text) =>
        text.StartsWith("global::AutoDiff.CompilerServices.", StringComparison.Ordinal) || text.StartsWith("global::System.Runtime.Intrinsics.Vector", StringComparison.Ordinal);
}
