using AutoDiff.Generator.Differentiation;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization;

/// <summary>
/// Gives the memory of primal tensors back to the workspace after their last use. Memory is held by the variables of generated code that stand for it, which are
/// counted at run time: what a call makes is held by its result; a tape holds what lies on it; where branches and iterations join, and at the end
/// of a forward half, a holder hands over, or one more is counted. A tensor that may be kept where this pass can't follow stays until the scope ends.
/// What an elementwise operation is the last to read is offered to it before, so that it may work in place.
/// </summary>
internal sealed class TensorLifetimes
{
    private readonly TensorHolders _holders;
    private readonly Operand _workspace;
    private readonly bool _handsOver;

    private TensorLifetimes(TensorHolders holders, Operand workspace, bool handsOver) => (_holders, _workspace, _handsOver) = (holders, workspace, handsOver);

    /// <param name="body">The body of a member, ready but for this.</param>
    /// <param name="context">The transform that built it.</param>
    /// <param name="handsOver">Whether the caller takes over what is returned: in a forward half.</param>
    public static Block Run(Block body, ReverseContext context, bool handsOver)
    {
        if (!IrWalk.Any(body, static statement => statement is OpaqueCall { GivesMemory: true } or Assign { Value: CopyOf { Type: BufferType { IsTensor: true } } })
            && !(handsOver && context.Function.Results.Any(IsTensor)))
        {
            return body;
        }

        return new TensorLifetimes(new TensorHolders(body, context.Function.NextVariableId), context.Workspace, handsOver).Rewrite(body, [], []);
    }

    private static bool IsTensor(Operand operand) => operand is Variable { Type: BufferType { IsTensor: true } };

    // "given" are held when the block is entered, "taken" must be when it is left.
    private Block Rewrite(Block block, IReadOnlyList<Variable> given, IReadOnlyList<Operand> taken)
    {
        var statements = new List<Statement>();
        foreach (Statement statement in block.Statements)
        {
            foreach (Variable kept in _holders.MayBeKeptBy(statement))
            {
                statements.Add(Keep(kept));
            }

            if (statement is For or Loop)
            {
                KeepInitials(statement, block, statements);
            }

            if (statement is Return @return && _handsOver)
            {
                KeepTaken(_holders.Parts(@return), block, given, statements);
            }

            statements.Add(RewriteInside(statement));
        }

        if (!IrWalk.EndsInThrow(block))
        {
            KeepTaken(taken, block, given, statements);
        }

        return new Block(WithReleases(statements, given).ToEquatableArray());
    }

    private Statement RewriteInside(Statement statement) => statement switch
    {
        If branch => branch with
        {
            Then = Rewrite(branch.Then, [], _holders.Held(branch).Select(merge => merge.Then).ToList()),
            Else = Rewrite(branch.Else, [], _holders.Held(branch).Select(merge => merge.Else).ToList()),
        },
        For counted => counted with { Body = RewriteBody(counted.Body, counted.Carried) },
        Loop loop => loop with { Header = Rewrite(loop.Header, [], []), Body = RewriteBody(loop.Body, loop.Carried) },
        _ => statement,
    };

    private Block RewriteBody(Block body, EquatableArray<Carried> carried)
    {
        List<Carried> held = carried.Where(_holders.IsHeld).ToList();
        return Rewrite(body, held.ConvertAll(entry => entry.Parameter), held.ConvertAll(entry => entry.AfterBody));
    }

    // What goes round a loop is held by each iteration in turn.
    private void KeepInitials(Statement loop, Block block, List<Statement> statements)
    {
        foreach (Carried entry in TensorHolders.CarriedBy(loop).Where(_holders.IsHeld))
        {
            if (entry.Initial is Variable initial && !(_holders.CanHandOver(initial) && IsLastUse(initial, loop, block)))
            {
                statements.Add(Keep(initial));
            }
            else if (entry.Initial is Variable given)
            {
                _holders.HandOver(given);
            }
        }
    }

    private bool IsLastUse(Variable variable, Statement loop, Block block)
    {
        if (!_holders.IsDefinedIn(variable, block) || IsUsedInside(loop, variable))
        {
            return false;
        }

        bool after = false;
        foreach (Statement statement in block.Statements)
        {
            if (after && _holders.Uses(statement, variable))
            {
                return false;
            }

            after |= ReferenceEquals(statement, loop);
        }

        return true;
    }

    private bool IsUsedInside(Statement loop, Variable variable)
    {
        foreach (Block block in IrWalk.Blocks(loop))
        {
            if (block.Statements.Any(statement => _holders.Uses(statement, variable)))
            {
                return true;
            }
        }

        return false;
    }

    private void KeepTaken(IEnumerable<Operand> taken, Block block, IReadOnlyList<Variable> given, List<Statement> statements)
    {
        foreach (Variable variable in taken.OfType<Variable>().Where(IsTensor))
        {
            if (_holders.CanHandOver(variable) && (given.Contains(variable) || _holders.IsDefinedIn(variable, block)))
            {
                _holders.HandOver(variable);
            }
            else
            {
                statements.Add(Keep(variable));
            }
        }
    }

    private List<Statement> WithReleases(List<Statement> statements, IReadOnlyList<Variable> given)
    {
        var made = given.Select(variable => (Variable: variable, Position: -1)).ToList();
        for (int i = 0; i < statements.Count; i++)
        {
            made.AddRange(_holders.MadeBy(statements[i]).Select(variable => (variable, i)));
        }

        var last = made.Where(holder => _holders.MustRelease(holder.Variable))
            .Select(holder => (holder.Variable, Position: Math.Max(holder.Position, statements.FindLastIndex(statement => _holders.Uses(statement, holder.Variable)))))
            .ToLookup(holder => holder.Position, holder => holder.Variable);

        var result = new List<Statement>();
        AddReleases(-1, null);
        for (int i = 0; i < statements.Count; i++)
        {
            Variable? yielded = _holders.Overwritten(statements[i], last[i]);
            if (yielded is not null)
            {
                result.Add(TensorCode.Yield(_workspace, yielded));
            }

            result.Add(statements[i]);
            AddReleases(i, yielded);
        }

        return result;

        void AddReleases(int position, Variable? yielded)
        {
            if (position >= 0 && statements[position] is Return or Throw)
            {
                return;
            }

            result.AddRange(last[position].Where(variable => !ReferenceEquals(variable, yielded)).Select(variable => TensorCode.Release(_workspace, variable)));
        }
    }

    private Statement Keep(Variable tensor) => TensorCode.Keep(_workspace, tensor);
}
