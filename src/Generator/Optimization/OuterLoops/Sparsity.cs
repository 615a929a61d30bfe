using AutoDiff.Generator.Differentiation.Rules;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization.OuterLoops;

/// <summary>
/// Finds nests of loops that do nothing as long as a buffer of cotangents holds zeros: all that they do is to add products with them. Of the components of a mixture few matter
/// for a point, of the units of a layer few are active.
/// </summary>
internal sealed class Sparsity
{
    private readonly LoopMemory _memory;
    private readonly Variable _root;
    private readonly HashSet<int> _zeros = [];
    private readonly HashSet<int> _false = [];
    private readonly HashSet<int> _true = [];

    private Sparsity(LoopMemory memory, Variable root) => (_memory, _root) = (memory, root);

    /// <summary>The memory without which the nest does nothing, or null.</summary>
    /// <param name="nest">A loop with loops in it.</param>
    /// <param name="divergence">The loop that it stands in.</param>
    /// <param name="used">The variables that something reads.</param>
    public static Variable? RootOf(For nest, Divergence divergence, HashSet<int> used)
    {
        List<Statement> statements = IrWalk.All(nest.Body);
        if (!statements.Exists(static statement => statement is For))
        {
            return null;
        }

        var tried = new HashSet<int>();
        foreach (Load load in statements.OfType<Assign>().Select(static assign => assign.Value).OfType<Load>())
        {
            if (divergence.Memory.RootOf(load.Buffer) is { } root && tried.Add(root.Id) && divergence.IsWide(root) && divergence.Memory.TapeOf(root) is null
                && load.Type.Equals(divergence.Element) && new Sparsity(divergence.Memory, root).DoesNothing(nest, divergence, used))
            {
                return root;
            }
        }

        return null;
    }

    // What is read of it afterwards are vectors of zeros.
    private bool DoesNothing(For nest, Divergence divergence, HashSet<int> used) =>
        Add(nest) && nest.Carried.All(entry => !used.Contains(entry.Result.Id) || (_zeros.Contains(entry.Result.Id) && !divergence.IsUniform(entry.Result)));

    private bool IsZero(Operand operand) => operand is Constant { IsZero: true } || (operand is Variable variable && _zeros.Contains(variable.Id));

    private bool IsKnown(Operand operand, bool value) => operand is Variable variable && (value ? _true : _false).Contains(variable.Id);

    private bool Add(Block block) => block.Statements.All(Add);

    private bool Add(Statement statement) => statement switch
    {
        Comment or Evaluate { Expression: Load } => true,
        Assign assign => Add(assign),
        Store store => IsZero(store.Value) && _memory.RootOf(store.Buffer)?.Id == _root.Id,
        Accumulate accumulate => IsZero(accumulate.Value),
        If branch => Add(branch),
        For loop => Add(loop),
        _ => false,
    };

    private bool Add(Assign assign)
    {
        Expression value = assign.Value;
        if ((value.Effects & Effects.WritesOperands) != 0)
        {
            return false;
        }

        bool isZero = value switch
        {
            Load load => _memory.RootOf(load.Buffer)?.Id == _root.Id,
            Copy copy => IsZero(copy.Source),
            Unary { Operator: UnaryOperator.Negate } negation => IsZero(negation.Operand),
            Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } sum => IsZero(sum.Left) && IsZero(sum.Right),

            // Zero times infinity isn't zero.
            Binary { Operator: BinaryOperator.Multiply } product =>
                (IsZero(product.Left) && DerivativeRules.IsFinite(product.Right)) || (IsZero(product.Right) && DerivativeRules.IsFinite(product.Left)),
            Ir.Select select => IsKnown(select.Condition, true) ? IsZero(select.WhenTrue)
                : IsZero(select.WhenFalse) && (IsKnown(select.Condition, false) || IsZero(select.WhenTrue)),
            _ => false,
        };
        Note(assign.Target, isZero, value switch
        {
            Binary { Operator: BinaryOperator.NotEqual } comparison when IsZero(comparison.Left) && IsZero(comparison.Right) => false,
            Binary { Operator: BinaryOperator.Equal } comparison when IsZero(comparison.Left) && IsZero(comparison.Right) => true,
            Unary { Operator: UnaryOperator.Not } not when IsKnown(not.Operand, true) => false,
            Unary { Operator: UnaryOperator.Not } not when IsKnown(not.Operand, false) => true,
            Binary { Operator: BinaryOperator.Or } either when IsKnown(either.Left, false) && IsKnown(either.Right, false) => false,
            Copy copy when IsKnown(copy.Source, true) => true,
            Copy copy when IsKnown(copy.Source, false) => false,
            _ => null,
        });
        return true;
    }

    private void Note(Variable target, bool isZero, bool? condition)
    {
        Set(_zeros, isZero && target.Type is ScalarType { IsFloat: true });
        Set(_true, condition == true);
        Set(_false, condition == false);

        void Set(HashSet<int> known, bool belongs) => _ = belongs ? known.Add(target.Id) : known.Remove(target.Id);
    }

    private bool Add(If branch)
    {
        bool neverThen = IsKnown(branch.Condition, false), neverElse = IsKnown(branch.Condition, true);
        if ((!neverThen && !Add(branch.Then)) || (!neverElse && !Add(branch.Else)))
        {
            return false;
        }

        foreach (Merge merge in branch.Merges)
        {
            Note(merge.Result, (neverThen || IsZero(merge.Then)) && (neverElse || IsZero(merge.Else)), null);
        }

        return true;
    }

    // What is zero when a loop begins stays so if an iteration leaves it so.
    private bool Add(For loop)
    {
        var assumed = new HashSet<int>(loop.Carried.Where(entry => IsZero(entry.Initial)).Select(static entry => entry.Parameter.Id));
        while (true)
        {
            foreach (Carried entry in loop.Carried)
            {
                Note(entry.Parameter, assumed.Contains(entry.Parameter.Id), null);
            }

            if (!Add(loop.Body))
            {
                return false;
            }

            if (assumed.RemoveWhere(id => !IsZero(loop.Carried.First(entry => entry.Parameter.Id == id).AfterBody)) == 0)
            {
                break;
            }
        }

        foreach (Carried entry in loop.Carried)
        {
            Note(entry.Result, assumed.Contains(entry.Parameter.Id), null);
        }

        return true;
    }
}
