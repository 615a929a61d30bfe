using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization;

/// <summary>
/// Removes what no effect and no result needs: assignments, merges, carried values, counted loops and branches that are left empty. Operations that may
/// throw stay, since F would throw too, unless <c>isRemovable</c> says that they repeat what the forward sweep has done.
/// </summary>
internal sealed class DeadCode
{
    private readonly Func<Assign, bool> _isRemovable;
    private readonly List<Node> _nodes = [];
    private readonly Stack<Operand> _work = new();
    private Node?[] _definitions = new Node?[64];
    private bool[] _liveVariables = [];
    private int _next;

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
        pass._liveVariables = new bool[pass._definitions.Length];
        foreach (Operand root in roots)
        {
            pass._work.Push(root);
        }

        foreach (Node node in pass._nodes)
        {
            pass.MarkEffect(node);
        }

        pass.Propagate();
        return pass.Sweep(block);
    }

    // The nodes stand in program order: the sweep meets the statements in the same order.
    private void Register(Block block, Node? parent)
    {
        foreach (Statement statement in block.Statements)
        {
            var node = new Node(statement, parent);
            _nodes.Add(node);
            if (statement is Assign assign)
            {
                Define(assign.Target, node);
                continue;
            }

            foreach (Variable definition in IrWalk.Definitions(statement))
            {
                Define(definition, node);
            }

            int first = _nodes.Count;
            foreach (Block inner in IrWalk.Blocks(statement))
            {
                Register(inner, node);
            }

            node.Inner = _nodes.Count - first;
        }
    }

    private void Define(Variable variable, Node node)
    {
        if (variable.Id >= _definitions.Length)
        {
            Array.Resize(ref _definitions, Math.Max(variable.Id + 1, 2 * _definitions.Length));
        }

        _definitions[variable.Id] = node;
    }

    private void MarkEffect(Node node)
    {
        bool isRoot = node.Statement switch
        {
            Assign assign => (assign.Value.Effects & ~Effects.Reads) != 0 && !_isRemovable(assign),
            Evaluate evaluate => (evaluate.Expression.Effects & ~Effects.Reads) != 0,
            If or For or Comment => false,
            _ => true,
        };
        if (isRoot)
        {
            Mark(node);
        }
    }

    private void Mark(Node? node)
    {
        for (; node is { IsLive: false }; node = node.Parent)
        {
            node.IsLive = true;
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
            // What isn't defined here is a parameter.
            if (_work.Pop() is not Variable variable || variable.Id >= _definitions.Length || _liveVariables[variable.Id] || _definitions[variable.Id] is not { } node)
            {
                continue;
            }

            _liveVariables[variable.Id] = true;
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
            Node node = _nodes[_next++];
            if (statement is Comment)
            {
                result.Add(statement);
                continue;
            }

            if (!node.IsLive)
            {
                _next += node.Inner;
                continue;
            }

            result.Add(statement switch
            {
                If branch => branch with
                {
                    Then = Sweep(branch.Then),
                    Else = Sweep(branch.Else),
                    Merges = branch.Merges.Where(m => _liveVariables[m.Result.Id]),
                },
                Loop loop => loop with { Header = Sweep(loop.Header), Body = Sweep(loop.Body), Carried = Sweep(loop.Carried) },
                For counted => counted with { Body = Sweep(counted.Body), Carried = Sweep(counted.Carried) },
                _ => statement,
            });
        }

        return new Block(result.ToEquatableArray());
    }

    private EquatableArray<Carried> Sweep(EquatableArray<Carried> carried) =>
        carried.Where(c => _liveVariables[c.Parameter.Id] || _liveVariables[c.Result.Id]);

    private sealed class Node(Statement statement, Node? parent)
    {
        public Statement Statement => statement;

        public Node? Parent => parent;

        public bool IsLive { get; set; }

        /// <summary>How many statements are inside it.</summary>
        public int Inner { get; set; }
    }
}
