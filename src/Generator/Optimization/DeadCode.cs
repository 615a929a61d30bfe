using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization;

/// <summary>
/// Removes what no effect and no result needs: assignments, merges, carried values, counted loops and branches that are left empty. Operations that may
/// throw stay, since F would throw too, unless <c>isRemovable</c> says that they repeat what the forward sweep has done.
/// </summary>
internal sealed class DeadCode
{
    private readonly Func<Assign, bool> _isRemovable;
    private readonly Func<Merge, bool> _isLiveMerge;
    private readonly Func<Carried, bool> _isLiveCarried;
    private readonly Stack<Operand> _work = new();

    // By variable: the number of the statement that defines it, from 1 on, and whether it is live.
    private readonly int[] _definitions;
    private readonly bool[] _liveVariables;
    private Node[] _nodes = new Node[64];
    private int _count;
    private int _next;

    /// <param name="nextId">The ids of all variables are below.</param>
    /// <param name="isRemovable">Whether an assignment that has an effect may go as well.</param>
    public DeadCode(int nextId, Func<Assign, bool> isRemovable)
    {
        _isRemovable = isRemovable;
        _definitions = new int[nextId];
        _liveVariables = new bool[nextId];
        _isLiveMerge = merge => _liveVariables[merge.Result.Id];
        _isLiveCarried = entry => _liveVariables[entry.Parameter.Id] || _liveVariables[entry.Result.Id];
    }

    public Block Run(Block block, EquatableArray<Operand> roots)
    {
        Array.Clear(_definitions, 0, _definitions.Length);
        Array.Clear(_liveVariables, 0, _liveVariables.Length);
        (_count, _next) = (0, 0);
        Register(block, -1);
        foreach (Operand root in roots)
        {
            _work.Push(root);
        }

        for (int i = 0; i < _count; i++)
        {
            MarkEffect(i);
        }

        Propagate();
        return Sweep(block);
    }

    // The nodes stand in program order: the sweep meets the statements in the same order.
    private void Register(Block block, int parent)
    {
        foreach (Statement statement in block.Statements)
        {
            if (_count == _nodes.Length)
            {
                Array.Resize(ref _nodes, 2 * _count);
            }

            int index = _count++;
            _nodes[index] = new Node(statement, parent);
            if (statement is Assign assign)
            {
                _definitions[assign.Target.Id] = index + 1;
                continue;
            }

            foreach (Variable definition in IrWalk.Definitions(statement))
            {
                _definitions[definition.Id] = index + 1;
            }

            foreach (Block inner in IrWalk.Blocks(statement))
            {
                Register(inner, index);
            }

            _nodes[index].Inner = _count - index - 1;
        }
    }

    private void MarkEffect(int index)
    {
        bool isRoot = _nodes[index].Statement switch
        {
            Assign assign => (assign.Value.Effects & ~Effects.Reads) != 0 && !_isRemovable(assign),
            Evaluate evaluate => (evaluate.Expression.Effects & ~Effects.Reads) != 0,
            If or For or Comment => false,
            _ => true,
        };
        if (isRoot)
        {
            Mark(index);
        }
    }

    private void Mark(int index)
    {
        for (; index >= 0 && !_nodes[index].IsLive; index = _nodes[index].Parent)
        {
            _nodes[index].IsLive = true;
            switch (_nodes[index].Statement)
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
                case { } statement:
                    foreach (Operand use in IrWalk.Uses(statement))
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
            if (_work.Pop() is not Variable variable || _liveVariables[variable.Id] || _definitions[variable.Id] == 0)
            {
                continue;
            }

            _liveVariables[variable.Id] = true;
            int index = _definitions[variable.Id] - 1;
            Mark(index);
            switch (_nodes[index].Statement)
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

    // What loses nothing stays the same object.
    private Block Sweep(Block block)
    {
        EquatableArray<Statement> statements = block.Statements;
        Statement[]? result = null;
        int kept = 0;
        for (int i = 0; i < statements.Count; i++)
        {
            Statement statement = statements[i];
            int index = _next++;
            Statement? swept = statement is Comment ? statement : _nodes[index].IsLive ? Sweep(statement) : null;
            if (swept is null)
            {
                _next += _nodes[index].Inner;
            }

            if (result is null && !ReferenceEquals(swept, statement))
            {
                result = new Statement[statements.Count];
                Array.Copy(statements.Items, result, i);
            }

            if (swept is not null)
            {
                if (result is not null)
                {
                    result[kept] = swept;
                }

                kept++;
            }
        }

        if (result is null)
        {
            return block;
        }

        Array.Resize(ref result, kept);
        return new Block(new(result));
    }

    private Statement Sweep(Statement statement)
    {
        switch (statement)
        {
            case If branch:
                Block then = Sweep(branch.Then);
                Block @else = Sweep(branch.Else);
                EquatableArray<Merge> merges = branch.Merges.Where(_isLiveMerge);
                return ReferenceEquals(then, branch.Then) && ReferenceEquals(@else, branch.Else) && merges.IsSameAs(branch.Merges)
                    ? branch
                    : branch with { Then = then, Else = @else, Merges = merges };
            case Loop loop:
                Block header = Sweep(loop.Header);
                Block body = Sweep(loop.Body);
                EquatableArray<Carried> carried = loop.Carried.Where(_isLiveCarried);
                return ReferenceEquals(header, loop.Header) && ReferenceEquals(body, loop.Body) && carried.IsSameAs(loop.Carried)
                    ? loop
                    : loop with { Header = header, Body = body, Carried = carried };
            case For counted:
                Block inside = Sweep(counted.Body);
                EquatableArray<Carried> values = counted.Carried.Where(_isLiveCarried);
                return ReferenceEquals(inside, counted.Body) && values.IsSameAs(counted.Carried) ? counted : counted with { Body = inside, Carried = values };
            default:
                return statement;
        }
    }

    private struct Node(Statement statement, int parent)
    {
        public readonly Statement Statement => statement;

        public readonly int Parent => parent;

        public bool IsLive { get; set; }

        /// <summary>How many statements are inside it.</summary>
        public int Inner { get; set; }
    }
}
