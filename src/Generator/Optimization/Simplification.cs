using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization;

/// <summary>
/// Folds what is left over from normalising exits and from SSA construction: constant conditions, merges of equal values, flags that repeat a condition,
/// values that go round a loop unchanged. Never touches the primal's floating-point arithmetic.
/// </summary>
internal sealed class Simplification : IrRewriter
{
    private readonly VariableFactory _variables;
    private readonly Dictionary<int, Operand> _substitutes = [];
    private readonly Dictionary<int, Operand> _negations = [];
    private readonly int _firstAdjoint;
    private bool _changed;

    private Simplification(VariableFactory variables, int firstAdjoint = int.MaxValue) => (_variables, _firstAdjoint) = (variables, firstAdjoint);

    public static Function Run(Function function)
    {
        var variables = new VariableFactory(function.NextVariableId);
        while (true)
        {
            var pass = new Simplification(variables);
            Block body = pass.Rewrite(function.Body);
            function = DeadCode.Run(function with { Body = body, Results = function.Results.Map(pass.Use), NextVariableId = variables.NextId });
            if (!pass._changed)
            {
                return function;
            }
        }
    }

    /// <summary>The same for the body of a generated member, whose roots are its <see cref="Return"/>, stores and calls.</summary>
    /// <param name="body">The body.</param>
    /// <param name="variables">Makes variables.</param>
    /// <param name="firstAdjoint">The first id of the variables that the transform made: arithmetic on these may be folded.</param>
    /// <param name="isRemovable">See <see cref="DeadCode"/>.</param>
    public static Block Run(Block body, VariableFactory variables, int firstAdjoint, Func<Assign, bool> isRemovable)
    {
        while (true)
        {
            var pass = new Simplification(variables, firstAdjoint);
            body = DeadCode.Run(pass.Rewrite(body), [], isRemovable);
            if (!pass._changed)
            {
                return body;
            }
        }
    }

    protected override Operand Use(Operand operand)
    {
        while (operand is Variable variable && _substitutes.TryGetValue(variable.Id, out Operand? substitute))
        {
            operand = substitute;
        }

        return operand;
    }

    protected override void Rewrite(Statement statement, List<Statement> result)
    {
        switch (statement)
        {
            case Assign { Value: Unary { Operator: UnaryOperator.Not } not } assign:
                Operand negated = Use(not.Operand);
                Operand? folded = negated switch
                {
                    Constant constant => Constant.Bool(constant.Text == "false"),
                    Variable variable when _negations.TryGetValue(variable.Id, out Operand? twice) => twice,
                    _ => null,
                };
                if (folded is not null)
                {
                    Substitute(assign.Target, folded);
                    return;
                }

                _negations[assign.Target.Id] = negated;
                result.Add(assign with { Value = not with { Operand = negated } });
                return;

            case Assign { Value: Copy copy } assign when copy.Source.Type.Equals(assign.Target.Type):
                Substitute(assign.Target, Use(copy.Source));
                return;

            case Assign { Value: Binary { Operator: BinaryOperator.And or BinaryOperator.Or } binary } assign
                when binary.Type.Equals(ScalarType.Boolean):
                if (FoldBoolean(binary.Operator, Use(binary.Left), Use(binary.Right)) is { } operand)
                {
                    Substitute(assign.Target, operand);
                    return;
                }

                break;

            case Assign assign when assign.Target.Id >= _firstAdjoint && AdjointFolding.Fold(Rewrite(assign.Value)) is { } known:
                Substitute(assign.Target, known);
                return;

            case If branch when Use(branch.Condition) is Constant known:
                Block taken = known.Text == "true" ? branch.Then : branch.Else;
                foreach (Statement inner in Rewrite(taken).Statements)
                {
                    result.Add(inner);
                }

                foreach (Merge merge in branch.Merges)
                {
                    Substitute(merge.Result, Use(known.Text == "true" ? merge.Then : merge.Else));
                }

                return;

            case If branch:
                RewriteBranch((If)RewriteParts(branch), result);
                return;

            case Loop loop:
                SubstituteInvariants(loop.Carried);
                break;

            case For counted:
                SubstituteInvariants(counted.Carried);
                break;
        }

        base.Rewrite(statement, result);
    }

    private static Operand? FoldBoolean(BinaryOperator @operator, Operand left, Operand right)
    {
        string absorbing = @operator == BinaryOperator.And ? "false" : "true";
        return (left, right) switch
        {
            (Constant a, _) => a.Text == absorbing ? a : right,
            (_, Constant b) => b.Text == absorbing ? b : left,
            _ => left.Equals(right) ? left : null,
        };
    }

    private void RewriteBranch(If branch, List<Statement> result)
    {
        var merges = new List<Merge>();
        var after = new List<Statement>();
        foreach (Merge merge in branch.Merges)
        {
            if (merge.Then.Equals(merge.Else))
            {
                Substitute(merge.Result, merge.Then);
            }
            else if (merge is { Then: Constant { Text: "true" }, Else: Constant { Text: "false" } })
            {
                Substitute(merge.Result, branch.Condition);
            }
            else if (merge is { Then: Constant { Text: "false" }, Else: Constant { Text: "true" } })
            {
                _negations[merge.Result.Id] = branch.Condition;
                after.Add(new Assign(merge.Result, new Unary(UnaryOperator.Not, branch.Condition)));
                _changed = true;
            }
            else
            {
                merges.Add(merge);
            }
        }

        if (branch.Then.Statements.IsEmpty && branch.Else.Statements.IsEmpty && merges.Count == 0)
        {
            _changed |= branch.Merges.Count > 0;
        }
        else
        {
            result.Add(branch with { Merges = merges.ToEquatableArray() });
        }

        result.AddRange(after);
    }

    private void SubstituteInvariants(EquatableArray<Carried> carried)
    {
        foreach (Carried entry in carried)
        {
            if (Use(entry.AfterHeader).Equals(entry.Parameter)
                && (Use(entry.AfterBody).Equals(entry.Parameter) || Use(entry.AfterBody).Equals(Use(entry.Initial))))
            {
                Operand initial = Use(entry.Initial);
                Substitute(entry.Parameter, initial);
                Substitute(entry.Result, initial);
            }
        }
    }

    private void Substitute(Variable variable, Operand operand)
    {
        if (!operand.Equals(variable) && !_substitutes.ContainsKey(variable.Id))
        {
            _substitutes[variable.Id] = operand;
            _changed = true;
        }
    }

    // A carried entry whose parameter was replaced defines nothing any more.
    protected override Statement RewriteLoop(Loop loop) => base.RewriteLoop(loop with { Carried = Kept(loop.Carried) });

    protected override Statement RewriteFor(For counted) => base.RewriteFor(counted with { Carried = Kept(counted.Carried) });

    private EquatableArray<Carried> Kept(EquatableArray<Carried> carried) =>
        carried.Where(c => !_substitutes.ContainsKey(c.Parameter.Id));
}
