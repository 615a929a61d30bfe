using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization;

/// <summary>
/// Folds what is left over from normalising exits and from SSA construction: constant conditions, merges of equal values, flags that repeat a condition,
/// values that go round a loop unchanged. Never touches the primal's floating-point arithmetic.
/// </summary>
internal sealed class Simplification : IrRewriter
{
    private readonly Operand?[] _substitutes;
    private readonly Dictionary<int, Operand> _negations = [];
    private readonly int _firstAdjoint;

    // Whether something came to light that an earlier statement of the same pass could have used.
    private bool _isIncomplete;

    private Simplification(int nextId, int firstAdjoint) => (_substitutes, _firstAdjoint) = (new Operand?[nextId], firstAdjoint);

    public static Function Run(Function function)
    {
        var pass = new Simplification(function.NextVariableId, int.MaxValue);
        var deadCode = new DeadCode(function.NextVariableId, static _ => false);
        Block body = function.Body;
        EquatableArray<Operand> results = function.Results;
        do
        {
            body = pass.Once(body);
            results = results.MapInPlace(pass.Use);
            body = deadCode.Run(body, results);
        }
        while (pass._isIncomplete);

        return function with { Body = body, Results = results };
    }

    /// <summary>The same for the body of a generated member, whose roots are its <see cref="Return"/>, stores and calls.</summary>
    /// <param name="body">The body.</param>
    /// <param name="nextId">The ids of all variables are below.</param>
    /// <param name="firstAdjoint">The first id of the variables that the transform made: arithmetic on these may be folded.</param>
    /// <param name="isRemovable">See <see cref="DeadCode"/>.</param>
    public static Block Run(Block body, int nextId, int firstAdjoint, Func<Assign, bool> isRemovable)
    {
        var pass = new Simplification(nextId, firstAdjoint);
        var deadCode = new DeadCode(nextId, isRemovable);
        do
        {
            body = deadCode.Run(pass.Once(body), default);
        }
        while (pass._isIncomplete);

        return body;
    }

    private Block Once(Block body)
    {
        _isIncomplete = false;
        _negations.Clear();
        return Rewrite(body);
    }

    protected override Operand Use(Operand operand)
    {
        while (operand is Variable variable && _substitutes[variable.Id] is { } substitute)
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
                result.Add(ReferenceEquals(negated, not.Operand) ? assign : assign with { Value = not with { Operand = negated } });
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
            _ => left.IsSameAs(right) ? left : null,
        };
    }

    private void RewriteBranch(If branch, List<Statement> result)
    {
        List<Merge>? kept = null;
        List<Statement>? after = null;
        for (int i = 0; i < branch.Merges.Count; i++)
        {
            Merge merge = branch.Merges[i];
            bool isKept = false;
            if (merge.Then.IsSameAs(merge.Else))
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
                (after ??= []).Add(new Assign(merge.Result, new Unary(UnaryOperator.Not, branch.Condition)));
                _isIncomplete = true;
            }
            else
            {
                isKept = true;
            }

            if (!isKept && kept is null)
            {
                kept = [.. branch.Merges.Items.AsSpan(0, i)];
            }
            else if (isKept)
            {
                kept?.Add(merge);
            }
        }

        if (!branch.Then.Statements.IsEmpty || !branch.Else.Statements.IsEmpty || (kept?.Count ?? branch.Merges.Count) > 0)
        {
            result.Add(kept is null ? branch : branch with { Merges = kept.ToEquatableArray() });
        }

        if (after is not null)
        {
            result.AddRange(after);
        }
    }

    private void SubstituteInvariants(EquatableArray<Carried> carried)
    {
        foreach (Carried entry in carried)
        {
            if (IsInvariant(entry, Use(entry.Initial), Use(entry.AfterHeader), Use(entry.AfterBody)))
            {
                Operand initial = Use(entry.Initial);
                Substitute(entry.Parameter, initial);
                Substitute(entry.Result, initial);
            }
        }
    }

    private static bool IsInvariant(Carried entry, Operand initial, Operand afterHeader, Operand afterBody) =>
        afterHeader.IsSameAs(entry.Parameter) && (afterBody.IsSameAs(entry.Parameter) || afterBody.IsSameAs(initial));

    private void Substitute(Variable variable, Operand operand)
    {
        if (!operand.IsSameAs(variable))
        {
            _substitutes[variable.Id] ??= operand;
        }
    }

    // A carried entry whose parameter was replaced defines nothing any more.
    protected override Statement RewriteLoop(Loop loop)
    {
        EquatableArray<Carried> kept = Kept(loop.Carried);
        var rewritten = (Loop)base.RewriteLoop(kept.IsSameAs(loop.Carried) ? loop : loop with { Carried = kept });
        LookForInvariants(rewritten.Carried);
        return rewritten;
    }

    protected override Statement RewriteFor(For counted)
    {
        EquatableArray<Carried> kept = Kept(counted.Carried);
        var rewritten = (For)base.RewriteFor(kept.IsSameAs(counted.Carried) ? counted : counted with { Carried = kept });
        LookForInvariants(rewritten.Carried);
        return rewritten;
    }

    private EquatableArray<Carried> Kept(EquatableArray<Carried> carried) => carried.Where(c => _substitutes[c.Parameter.Id] is null);

    // What the body turned out to leave alone is known too late for the body.
    private void LookForInvariants(EquatableArray<Carried> carried)
    {
        foreach (Carried entry in carried)
        {
            _isIncomplete |= IsInvariant(entry, entry.Initial, entry.AfterHeader, entry.AfterBody);
        }
    }
}
