using AutoDiff.Generator.Differentiation.Rules;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization.OuterLoops;

/// <summary>Follows which numbers are zero when some are taken to be: a symbolic run of statements.</summary>
internal abstract class ZeroFlow
{
    private readonly HashSet<int> _zeros = [];
    private readonly HashSet<int> _false = [];
    private readonly HashSet<int> _true = [];

    /// <summary>Whether a buffer holds nothing but zeros.</summary>
    protected abstract bool HoldsZeros(Operand buffer);

    /// <summary>Goes over a statement; false when nothing is known after it.</summary>
    protected abstract bool Add(Statement statement);

    protected bool IsZero(Operand operand) => operand is Constant { IsZero: true } || (operand is Variable variable && _zeros.Contains(variable.Id));

    private bool IsKnown(Operand operand, bool value) => operand is Variable variable && (value ? _true : _false).Contains(variable.Id);

    protected bool Add(Block block) => block.Statements.All(Add);

    protected bool Add(Assign assign)
    {
        Expression value = assign.Value;
        if ((value.Effects & Effects.WritesOperands) != 0)
        {
            return false;
        }

        bool isZero = value switch
        {
            Load load => HoldsZeros(load.Buffer),
            Copy copy => IsZero(copy.Source),
            Unary { Operator: UnaryOperator.Negate } negation => IsZero(negation.Operand),
            Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } sum => IsZero(sum.Left) && IsZero(sum.Right),

            // Zero times infinity isn't zero.
            Binary { Operator: BinaryOperator.Multiply } product =>
                (IsZero(product.Left) && DerivativeRules.IsFinite(product.Right)) || (IsZero(product.Right) && DerivativeRules.IsFinite(product.Left)),
            Binary { Operator: BinaryOperator.Divide } quotient => IsZero(quotient.Left) && quotient.Right is Constant { IsZero: false } && DerivativeRules.IsFinite(quotient.Right),
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

    protected void Note(Variable target, bool isZero, bool? condition)
    {
        Set(_zeros, isZero && target.Type is ScalarType { IsFloat: true });
        Set(_true, condition == true);
        Set(_false, condition == false);

        void Set(HashSet<int> known, bool belongs) => _ = belongs ? known.Add(target.Id) : known.Remove(target.Id);
    }

    protected bool Add(If branch)
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
    protected bool Add(For loop)
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
