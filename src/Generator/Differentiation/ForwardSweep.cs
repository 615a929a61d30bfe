using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Differentiation.Rules;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation;

/// <summary>
/// The primal with what the reverse sweep asked for added: shadows beside buffers, residuals kept, trips counted. Every primal statement stays, in order: the value is F's own.
/// </summary>
internal sealed class ForwardSweep
{
    private readonly ReverseContext _context;
    private readonly ShadowCode _shadows;

    public ForwardSweep(ReverseContext context)
    {
        _context = context;
        _shadows = new ShadowCode(context);
    }

    public Block Run()
    {
        var result = new List<Statement>();
        var start = new IrBuilder(_context.Variables);
        foreach (Parameter parameter in _context.Function.Parameters)
        {
            _shadows.AtParameter(parameter, start);
        }

        result.AddRange(start.Statements);
        Append(_context.Function.Body, _context.Tree.Root, result, isEnd: true);
        foreach ((Variable tape, IrType element) in _context.Plan.Tapes)
        {
            result.Insert(0, TapeCode.Tape(tape, _context.Plan.Workspace, element));
        }

        return new Block(result.ToEquatableArray());
    }

    private void Append(Block block, Scope scope, List<Statement> result, bool isEnd)
    {
        foreach (Statement statement in block.Statements)
        {
            Append(statement, scope, result);
        }

        if (isEnd && !IrWalk.EndsInThrow(block))
        {
            IReadOnlyList<Residual> pushes = _context.Plan.PushesOf(scope);
            for (int i = pushes.Count - 1; i >= 0; i--)
            {
                result.AddRange(Push(pushes[i]));
            }
        }
    }

    private IEnumerable<Statement> Push(Residual residual)
    {
        Variable kept = residual.IsShadow ? _context.Shadows.Of(residual.Variable) : residual.Variable;
        if (kept.Type is not BufferType { IsSpan: true })
        {
            Variable tape = _context.Plan.TapeOf(kept.Type);
            return [residual.IsHeld ? TapeCode.PushHeld(tape, _context.Plan.Workspace, kept) : TapeCode.Push(tape, kept)];
        }

        var builder = new IrBuilder(_context.Variables);
        IReadOnlyList<Operand> roots = _context.Shadows.Roots(residual, builder, _context.IsSplit);
        builder.Emit(TapeCode.PushSpan(_context.Plan.Workspace, kept, _context.Shadows.OwnerOf(kept), roots));
        return builder.Statements;
    }

    private void Append(Statement statement, Scope scope, List<Statement> result)
    {
        AppendSnapshots(statement, before: true, result);
        switch (statement)
        {
            case Assign { Target.Type: not BufferType }:
                result.Add(statement);
                break;
            case If branch:
                result.Add(Convert(branch));
                break;
            case Loop loop:
                result.Add(Convert(loop));
                break;
            case For counted:
                AppendReservations(counted, result);
                result.Add(Convert(counted));
                break;
            case SplitCall { ReverseRule: { } custom } call:
                result.AddRange(RuleCalls.Forward(call, custom, _context));
                break;
            case SplitCall call:
                result.AddRange(SplitCalls.Forward(call, _context));
                break;
            case BufferCall call:
                result.Add(call);
                if (call.Arguments.Any(_context.Shadows.Has))
                {
                    var beside = new IrBuilder(_context.Variables);
                    DerivativeRules.ForBufferCall(call)?.Forward?.Invoke(new ForwardShadowScope(_context, beside, call));
                    result.AddRange(beside.Statements);
                }

                break;
            default:
                var after = new IrBuilder(_context.Variables);
                _shadows.Replace(statement, result, after);
                result.AddRange(after.Statements);
                break;
        }

        AppendSnapshots(statement, before: false, result);
        if (!_context.Plan.HasRegions)
        {
            return;
        }

        foreach (Variable definition in IrWalk.Definitions(statement))
        {
            AppendRegionStores(definition, scope, result, isHere: true);
        }

        if (statement is Loop uncounted && _context.Plan.TripsOf(_context.Tree.ScopeOf(uncounted.Body)) is { } trips)
        {
            AppendRegionStores(trips, scope, result, isHere: true);
        }

        foreach ((_, Variable snapshot, _) in _context.Plan.SnapshotsOf(statement))
        {
            AppendRegionStores(snapshot, scope, result, isHere: true);
        }
    }

    private void AppendSnapshots(Statement statement, bool before, List<Statement> result)
    {
        if (!_context.Plan.HasSnapshots)
        {
            return;
        }

        foreach ((bool isBefore, Variable target, CopyOf value) in _context.Plan.SnapshotsOf(statement))
        {
            if (isBefore == before)
            {
                result.Add(new Assign(target, value));
            }
        }
    }

    private void AppendReservations(For loop, List<Statement> result)
    {
        Scope scope = _context.Tree.ScopeOf(loop.Body);
        IReadOnlyList<Region> regions = _context.Plan.RegionsOf(scope);
        if (regions.Count == 0)
        {
            return;
        }

        var builder = new IrBuilder(_context.Variables);
        Operand count = LoopShapes.CountIterations(builder, loop, loop.Start, loop.Limit, _context.Loops.IsNonNegative(loop.Limit));
        for (int i = regions.Count - 1; i >= 0; i--)
        {
            IrType element = ((BufferType)regions[i].Tape.Type).Element;
            builder.Emit(TapeCode.Reserve(regions[i].Tape, _context.Plan.TapeOf(element), count));
        }

        result.AddRange(builder.Statements);
    }

    // Stores what was just defined into its slot for this iteration.
    private void AppendRegionStores(Variable definition, Scope scope, List<Statement> result, bool isHere = false)
    {
        // A loop's parameters are defined inside it.
        if (isHere && !(_context.TryGetDefinition(definition, out Definition place) && ReferenceEquals(place.Scope, scope)))
        {
            return;
        }

        Scope? loop = scope;
        while (loop is not null && !loop.IsLoop)
        {
            loop = loop.Parent;
        }

        if (loop?.Owner is not For counted)
        {
            return;
        }

        foreach (Region region in _context.Plan.RegionsOf(loop))
        {
            if (region.Residual.Variable.Id == definition.Id && ReferenceEquals(region.Scope, scope))
            {
                var builder = new IrBuilder(_context.Variables);
                Operand index = counted.Start is Constant { IsZero: true }
                    ? counted.Index
                    : builder.Let(new Binary(BinaryOperator.Subtract, counted.Index, counted.Start, ScalarType.Int32));
                builder.Emit(new Store(region.Tape, [index], definition));
                result.AddRange(builder.Statements);
            }
        }
    }

    private Statement Convert(If branch) => branch with
    {
        Then = Convert(branch.Then, _context.Tree.ScopeOf(branch.Then)),
        Else = Convert(branch.Else, _context.Tree.ScopeOf(branch.Else)),
        Merges = _shadows.WithShadows(branch.Merges),
    };

    private Block Convert(Block block, Scope scope)
    {
        var result = new List<Statement>();
        Append(block, scope, result, isEnd: true);
        return new Block(result.ToEquatableArray());
    }

    private Statement Convert(Loop loop)
    {
        Scope scope = _context.Tree.ScopeOf(loop.Body);
        var header = new List<Statement>();
        Append(loop.Header, scope, header, isEnd: false);
        var body = new List<Statement>();
        Append(loop.Body, scope, body, isEnd: true);
        var carried = new List<Carried>(_shadows.WithShadows(loop.Carried));
        if (_context.Plan.TripsOf(scope) is { } trips)
        {
            Variable parameter = _context.Variables.New(trips.Name, ScalarType.Int64);
            Variable next = _context.Variables.New(trips.Name, ScalarType.Int64);
            body.Add(new Assign(next, new Binary(BinaryOperator.Add, parameter, Constant.Long(1), ScalarType.Int64)));
            carried.Add(new Carried(parameter, Constant.Long(0), parameter, next, trips));
        }

        return loop with
        {
            Header = new Block(header.ToEquatableArray()),
            Body = new Block(body.ToEquatableArray()),
            Carried = carried.ToEquatableArray(),
        };
    }

    private Statement Convert(For loop)
    {
        Scope scope = _context.Tree.ScopeOf(loop.Body);
        var body = new List<Statement>();
        AppendRegionStores(loop.Index, scope, body);
        foreach (Carried entry in loop.Carried)
        {
            AppendRegionStores(entry.Parameter, scope, body);
        }

        Append(loop.Body, scope, body, isEnd: true);
        return loop with
        {
            Body = new Block(body.ToEquatableArray()),
            Carried = _shadows.WithShadows(loop.Carried),
        };
    }
}
