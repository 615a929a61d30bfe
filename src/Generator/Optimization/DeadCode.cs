using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization;

/// <summary>
/// Removes what no effect and no result needs: assignments, merges, carried values, counted loops and branches that are left empty. Operations that may
/// throw stay, since F would throw too, unless <c>isRemovable</c> says that they repeat what the forward sweep has done.
/// </summary>
internal sealed class DeadCode
{
    private readonly Func<Assign, bool> _isRemovable;
    private readonly Dictionary<int, Node> _definitions = [];
    private readonly HashSet<Node> _live = [];
    private readonly HashSet<int> _liveVariables = [];
    private readonly Stack<Operand> _work = new();
    private readonly Dictionary<Statement, Node> _nodes = new(ReferenceComparer.Instance);

    private DeadCode(Func<Assign, bool> isRemovable) => _isRemovable = isRemovable;

    public static Function Run(Function function)
    {
        Block body = Run(function.Body, function.Results, static _ => false);
        return function with { Body = body };
    }

    public static Block Run(Block block, IEnumerable<Operand> roots, Func<Assign, bool> isRemovable)
    {
        var pass = new DeadCode(isRemovable);
        pass.Register(block, null);
        foreach (Operand root in roots)
        {
            pass._work.Push(root);
        }

        pass.MarkEffects(block);
        pass.Propagate();
        return pass.Sweep(block);
    }

    private void Register(Block block, Node? parent)
    {
        foreach (Statement statement in block.Statements)
        {
            var node = new Node(statement, parent);
            _nodes[statement] = node;
            foreach (Variable definition in IrWalk.Definitions(statement))
            {
                _definitions[definition.Id] = node;
            }

            foreach (Block inner in IrWalk.Blocks(statement))
            {
                Register(inner, node);
            }
        }
    }

    private void MarkEffects(Block block)
    {
        foreach (Statement statement in block.Statements)
        {
            bool isRoot = statement switch
            {
                Assign assign => (assign.Value.Effects & ~Effects.Reads) != 0 && !_isRemovable(assign),
                Evaluate evaluate => (evaluate.Expression.Effects & ~Effects.Reads) != 0,
                If or For or Comment => false,
                _ => true,
            };
            if (isRoot)
            {
                Mark(_nodes[statement]);
            }

            foreach (Block inner in IrWalk.Blocks(statement))
            {
                MarkEffects(inner);
            }
        }
    }

    private void Mark(Node? node)
    {
        for (; node is not null && _live.Add(node); node = node.Parent)
        {
            switch (node.Statement)
            {
                case If branch:
                    _work.Push(branch.Condition);
                    break;
                case Loop loop:
                    _work.Push(loop.Condition);
                    _work.Push(loop.Break);
                    break;
                case For counted:
                    _work.Push(counted.Start);
                    _work.Push(counted.Limit);
                    break;
                default:
                    foreach (Operand use in IrWalk.Uses(node.Statement))
                    {
                        _work.Push(use);
                    }

                    break;
            }
        }
    }

    private void Propagate()
    {
        while (_work.Count > 0)
        {
            if (_work.Pop() is not Variable variable || !_liveVariables.Add(variable.Id) || !_definitions.TryGetValue(variable.Id, out Node? node))
            {
                continue;
            }

            Mark(node);
            switch (node.Statement)
            {
                case If branch:
                    foreach (Merge merge in branch.Merges)
                    {
                        if (merge.Result.Id == variable.Id)
                        {
                            _work.Push(merge.Then);
                            _work.Push(merge.Else);
                        }
                    }

                    break;
                case Loop loop:
                    MarkCarried(loop.Carried, variable);
                    break;
                case For counted:
                    MarkCarried(counted.Carried, variable);
                    break;
            }
        }
    }

    private void MarkCarried(EquatableArray<Carried> carried, Variable variable)
    {
        foreach (Carried entry in carried)
        {
            if (entry.Parameter.Id == variable.Id || entry.Result.Id == variable.Id)
            {
                _work.Push(entry.Initial);
                _work.Push(entry.AfterHeader);
                _work.Push(entry.AfterBody);
            }
        }
    }

    private Block Sweep(Block block)
    {
        var result = new List<Statement>(block.Statements.Count);
        foreach (Statement statement in block.Statements)
        {
            if (statement is Comment)
            {
                result.Add(statement);
                continue;
            }

            if (!_live.Contains(_nodes[statement]))
            {
                continue;
            }

            result.Add(statement switch
            {
                If branch => branch with
                {
                    Then = Sweep(branch.Then),
                    Else = Sweep(branch.Else),
                    Merges = branch.Merges.Where(m => _liveVariables.Contains(m.Result.Id)).ToEquatableArray(),
                },
                Loop loop => loop with { Header = Sweep(loop.Header), Body = Sweep(loop.Body), Carried = Sweep(loop.Carried) },
                For counted => counted with { Body = Sweep(counted.Body), Carried = Sweep(counted.Carried) },
                _ => statement,
            });
        }

        return new Block(result.ToEquatableArray());
    }

    private EquatableArray<Carried> Sweep(EquatableArray<Carried> carried) =>
        carried.Where(c => _liveVariables.Contains(c.Parameter.Id) || _liveVariables.Contains(c.Result.Id)).ToEquatableArray();

    private sealed class Node(Statement statement, Node? parent)
    {
        public Statement Statement => statement;

        public Node? Parent => parent;
    }
}
