using AutoDiff.Generator.Differentiation.Rules;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Analysis;

/// <summary>
/// Which active values may have a tangent of zero because of the path that was taken: a constant was merged in, a loop started from one, an argument was passed over. Times a
/// derivative that is infinite or NaN such a zero would give NaN where the truth is zero. It is the forward counterpart of what an adjoint frame knows.
/// </summary>
internal sealed class VanishingTangents
{
    private readonly AnalysedFunction _analysed;
    private readonly HashSet<int> _vanishing = [];

    public VanishingTangents(AnalysedFunction analysed)
    {
        _analysed = analysed;
        List<Statement> statements = analysed.Tree.All.Select(s => s.Statement).ToList();
        int before;
        do
        {
            before = _vanishing.Count;
            statements.ForEach(Visit);
        }
        while (_vanishing.Count > before);
    }

    /// <summary>Whether the operand's tangent is zero, or may be.</summary>
    public bool Contains(Operand operand) => !_analysed.Activity.IsActive(operand) || _vanishing.Contains(((Variable)operand).Id);

    private void Visit(Statement statement)
    {
        switch (statement)
        {
            case Assign assign:
                Mark(assign.Target, MayVanish(assign.Value));
                break;
            case If branch:
                foreach (Merge merge in branch.Merges)
                {
                    Mark(merge.Result, Contains(merge.Then) || Contains(merge.Else));
                }

                break;
            case Loop loop:
                Visit(loop.Carried);
                break;
            case For counted:
                Visit(counted.Carried);
                break;
            case BufferCall or SplitCall:
                foreach (Variable result in IrWalk.Definitions(statement))
                {
                    Mark(result, mayVanish: true);
                }

                break;
        }
    }

    private void Visit(EquatableArray<Carried> carried)
    {
        foreach (Carried entry in carried)
        {
            bool mayVanish = Contains(entry.Initial)
                || (!entry.AfterBody.Equals(entry.Parameter) && Contains(entry.AfterBody))
                || (!entry.AfterHeader.Equals(entry.Parameter) && Contains(entry.AfterHeader));
            Mark(entry.Parameter, mayVanish);
            Mark(entry.Result, mayVanish);
        }
    }

    private bool MayVanish(Expression expression)
    {
        switch (expression)
        {
            case Copy copy:
                return Contains(copy.Source);
            case Load load:
                // What is only read holds the caller's direction; elsewhere a constant may have been written.
                return _analysed.PointsTo.Of(load.Buffer) is not { HasParameter: true, IsForeign: false, Writes.Count: 0 };
            case Ir.Select select:
                return Contains(select.WhenTrue) || Contains(select.WhenFalse);
        }

        return DerivativeRules.ForExpression(expression) is not { } rule
            || rule.Selects
            || expression.Operands.Where((_, i) => rule.Contributions[i] is not null).All(Contains);
    }

    private void Mark(Variable variable, bool mayVanish)
    {
        if (mayVanish && _analysed.Activity.IsActive(variable))
        {
            _vanishing.Add(variable.Id);
        }
    }
}
