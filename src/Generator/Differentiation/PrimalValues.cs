using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation;

/// <summary>
/// Gives the reverse sweep the primal values that it asks for, where it asks: a local that is still there, a cheap recomputation from what is there, or a residual
/// that the forward sweep then keeps. Asking is what makes a value to be recorded; nothing else is kept.
/// </summary>
internal sealed class PrimalValues
{
    private const int Unavailable = 1000;
    private const int RecordCost = 3;

    // A span is kept as its owner and two integers, found again by a search: worth more arithmetic than a scalar.
    private const int RecordSpanCost = 3 * RecordCost;

    private readonly ReverseContext _context;
    private readonly TakenBackIntegers _takenBack;
    private readonly Dictionary<Scope, ReverseFrame> _frames = [];

    public PrimalValues(ReverseContext context) => (_context, _takenBack) = (context, new TakenBackIntegers(context, this));

    public ReverseFrame Enter(Scope scope)
    {
        var frame = new ReverseFrame(scope, _context.Variables);
        _frames[scope] = frame;
        return frame;
    }

    public Operand Use(Operand operand)
    {
        if (operand is not Variable variable)
        {
            return operand;
        }

        Definition definition = _context.DefinitionOf(variable);
        ReverseFrame frame = _frames[definition.Scope];
        if (!frame.Values.TryGetValue(variable.Id, out Operand? value))
        {
            value = Provide(definition, frame);
            frame.Values[variable.Id] = value;
        }

        return value;
    }

    /// <summary>The shadow of a buffer.</summary>
    public Operand UseShadow(Operand buffer)
    {
        if (buffer is not Variable variable)
        {
            return Constant.Default(((BufferType)buffer.Type).Writable);
        }

        Definition definition = _context.DefinitionOf(variable);
        ReverseFrame frame = _frames[definition.Scope];
        if (!frame.Shadows.TryGetValue(variable.Id, out Operand? shadow))
        {
            shadow = ProvideShadow(definition, frame);
            frame.Shadows[variable.Id] = shadow;
        }

        return shadow;
    }

    private Operand Provide(Definition definition, ReverseFrame frame)
    {
        Variable variable = definition.Variable;
        if (_context.IsLocal(definition.Scope))
        {
            return variable;
        }

        if (_context.IsSplit && definition.Kind == DefinitionKind.Parameter && variable.Type is BufferType buffer)
        {
            if (buffer.Kind == BufferKind.Ref)
            {
                throw new UnsupportedDerivativeException($"The reverse half of a split call can't refer to '{variable.Name}' again. Pass a span");
            }

            return variable;
        }

        if (definition.Expression is { } expression && RecomputeCost(definition, expression, 0) <= RecordCostOf(variable))
        {
            Expression again = expression.On(expression.Operands.Map(Use));
            if (again is Load load)
            {
                again = load with { IsSafe = true };
            }

            return frame.Prologue.Let(again, variable.IsTemporary ? null : variable.Name);
        }

        return _takenBack.Of(definition, frame) ?? Record(new Residual(variable, IsShadow: false), definition, frame);
    }

    private Operand ProvideShadow(Definition definition, ReverseFrame frame)
    {
        Variable variable = definition.Variable;
        Variable shadow = _context.Shadows.Of(variable);
        if (_context.IsLocal(definition.Scope) || (_context.IsSplit && definition.Kind == DefinitionKind.Parameter && _context.Shadows.IsGiven(variable)))
        {
            return shadow;
        }

        switch (definition.Expression)
        {
            case View view:
                return frame.Prologue.Let(
                    new View(UseShadow(view.Buffer), view.Start is null ? null : Use(view.Start), view.Count is null ? null : Use(view.Count), ((BufferType)view.Type).Writable),
                    shadow.Name);
            case Copy copy:
                return UseShadow(copy.Source);
            case Convert convert:
                return frame.Prologue.Let(new Convert(UseShadow(convert.Operand), shadow.Type), shadow.Name);
            case Load load when load.Indices.All(i => Cost(i, definition.Scope) <= 1) && CanReload(load, definition):
                Variable loaded = frame.Prologue.Let(new Load(UseShadow(load.Buffer), load.Indices.Map(Use), shadow.Type) { IsSafe = true, Path = load.Path }, shadow.Name);
                return _context.MustBePresent(variable) ? frame.Prologue.Let(TensorCode.Present(loaded, Use(variable)), shadow.Name) : loaded;
            default:
                return Record(new Residual(variable, IsShadow: true), definition, frame);
        }
    }

    private Operand Record(Residual residual, Definition definition, ReverseFrame frame)
    {
        Variable kept = residual.IsShadow ? _context.Shadows.Of(residual.Variable) : residual.Variable;
        Variable restored = _context.Variables.New(kept.Name, kept.Type);
        if (kept.Type is BufferType { IsSpan: true })
        {
            _context.Shadows.KeepOwners(residual.Variable);
            _context.Plan.Push(definition.Scope, residual);
            frame.Prologue.Emit(TapeCode.PopSpan(restored, _context.Plan.Workspace, _context.Shadows.Roots(residual, frame.Prologue, _context.IsSplit)));
            return restored;
        }

        if (kept.Type is BufferType { Kind: BufferKind.Ref })
        {
            throw new UnsupportedDerivativeException($"A reference to '{kept.Name}' can't be kept for the reverse sweep.");
        }

        Scope? loop = EnclosingLoop(definition.Scope);
        if (loop is not null && _context.Loops.HasRegions(loop) && kept.Type is ScalarType && !SharesTapeWithSpans(kept.Type, loop))
        {
            Region region = _context.Plan.AddRegion(loop, residual, definition.Scope, _context.IsLocal(loop.Parent!));
            frame.Prologue.Emit(new Assign(restored, new Load(region.Restored, [_frames[loop].RegionIndex!], kept.Type) { IsSafe = true }));
            return restored;
        }

        _context.Plan.Push(definition.Scope, residual);
        Variable tape = _context.Plan.TapeOf(kept.Type);
        Statement pop = residual.IsHeld ? TapeCode.PopHeld(restored, tape) : TapeCode.Pop(restored, tape);
        frame.Prologue.Emit(pop);
        if (ReferenceEquals(loop, definition.Scope) && kept.Type is ScalarType && !kept.Type.Equals(ScalarType.Int32) && _context.Loops.MayHaveRegions(loop!))
        {
            frame.Movable.Add((residual, restored, pop));
        }

        return restored;
    }

    /// <summary>When the reverse of a loop's body has asked for all: what it pops lies in regions instead where the loops inside leave their tape alone.</summary>
    public void MoveToRegions(ReverseFrame frame)
    {
        foreach (var ofType in frame.Movable.GroupBy(static entry => entry.Residual.Variable.Type))
        {
            IReadOnlyList<Region> regions = _context.Plan.MoveToRegions(frame.Scope, ofType.Select(static entry => entry.Residual).ToList());
            foreach ((Region region, (Residual residual, Variable restored, Statement pop)) in regions.Zip(ofType, static (region, entry) => (region, entry)))
            {
                frame.Prologue.Replace(pop, new Assign(restored, new Load(region.Restored, [frame.RegionIndex!], residual.Variable.Type) { IsSafe = true }));
            }
        }
    }

    // Spans are kept as places, which are integers: between them a region that is found at the top of the tape has no place.
    private bool SharesTapeWithSpans(IrType type, Scope loop) =>
        type.Equals(ScalarType.Int32) && !_context.IsLocal(loop.Parent!) && LoopShapes.DefinesBuffers(((For)loop.Owner!).Body);

    private static Scope? EnclosingLoop(Scope? scope)
    {
        while (scope is not null && !scope.IsLoop)
        {
            scope = scope.Parent;
        }

        return scope;
    }

    /// <summary>What it costs to have the operand in the reverse of a scope, in units of an addition.</summary>
    private int Cost(Operand? operand, Scope user, int depth = 0)
    {
        if (operand is not Variable variable)
        {
            return 0;
        }

        Definition definition = _context.DefinitionOf(variable);
        if (_context.IsLocal(definition.Scope) || _frames[definition.Scope].Values.ContainsKey(variable.Id)
            || (definition.Kind == DefinitionKind.Parameter && variable.Type is BufferType))
        {
            return 0;
        }

        int record = RecordCostOf(variable);
        int cost = definition.Expression is { } expression ? Math.Min(record, RecomputeCost(definition, expression, depth + 1)) : record;

        // What comes of an outer loop is had once for all iterations of the inner one. A reference can't be kept at all.
        return ReferenceEquals(EnclosingLoop(definition.Scope), EnclosingLoop(user)) || variable.Type is BufferType { Kind: BufferKind.Ref } ? cost
            : variable.Type is BufferType && cost >= RecordSpanCost ? RecordCost - 1
            : 0;
    }

    private static int RecordCostOf(Variable variable) => variable.Type is BufferType ? RecordSpanCost : RecordCost;

    private int RecomputeCost(Definition definition, Expression expression, int depth)
    {
        if (depth > 6)
        {
            return Unavailable;
        }

        int own = expression switch
        {
            Copy or Length => 0,
            Unary or Select or View => 1,
            Convert { Type: BufferType { Kind: BufferKind.Object }, Operand.Type: BufferType { Kind: BufferKind.Object } } => 1,
            Convert convert => convert.Type is ScalarType && convert.Operand.Type is ScalarType ? 1 : Unavailable,
            Binary { Operator: BinaryOperator.Divide or BinaryOperator.Remainder } => RecordCost + 1,
            Binary => 1,
            Intrinsic { Key: "Math.Max" or "Math.Min" or "Math.Abs" } => 2,
            Load load when CanReload(load, definition) => 1,
            _ => Unavailable,
        };
        // A list's count, and the span over its elements, are those of the moment.
        if (expression is Length { Buffer.Type: BufferType { Kind: BufferKind.List } } or View { Buffer.Type: BufferType { Kind: BufferKind.List } }
            && !CanRepeatRead(expression.Operands[0], definition))
        {
            own = Unavailable;
        }

        foreach (Operand operand in expression.Operands)
        {
            if (own > RecordSpanCost)
            {
                break;
            }

            own += Cost(operand, definition.Scope, depth);
        }

        return own;
    }

    private bool CanReload(Load load, Definition definition) => CanRepeatRead(load.Buffer, definition);

    private bool CanRepeatRead(Operand buffer, Definition definition)
    {
        if (_context.PointsTo.Of(buffer) is not { } memory)
        {
            return false;
        }

        // In split form the caller goes on between the two sweeps: it may write what it can reach.
        if (IsOpenToCaller(memory))
        {
            return false;
        }

        return _context.PointsTo.IsUnchangedAfter(memory, definition.Scope, definition.Position, _context.FusedScope);
    }

    // Tensors aren't written while a split call keeps them, which is checked where it is called.
    private bool IsOpenToCaller(MemoryClass memory) => _context.IsSplit && !memory.IsTensor && (memory.HasParameter || memory.IsForeign || memory.Escapes);

    /// <summary>Whether the elements that a buffer has at a position are still there in the reverse sweep.</summary>
    public bool AreElementsKept(Operand buffer, Scope scope, int position) =>
        _context.PointsTo.Of(buffer) is { } memory
        && !IsOpenToCaller(memory)
        && _context.PointsTo.IsUnchangedAfter(memory, scope, position, _context.FusedScope);
}
