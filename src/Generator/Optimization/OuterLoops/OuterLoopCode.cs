using AutoDiff.Generator.Differentiation;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Optimization.Vectors;

namespace AutoDiff.Generator.Optimization.OuterLoops;

/// <summary>
/// Builds the loop that runs several iterations side by side, what stands before it and after it, and the loop for the rest. Memory that iterations have for themselves, and adjoints
/// that they add to, get a twin with one vector for each element; the twins of adjoints are added up at the end.
/// </summary>
internal sealed partial class OuterLoopCode
{
    private readonly Divergence _divergence;
    private readonly For _loop;
    private readonly For _rest;
    private readonly LaneCode _code;
    private readonly VariableFactory _variables;
    private readonly Variable _workspace;
    private readonly bool _isFast;
    private readonly HashSet<int> _uses;
    private readonly int _firstMadeId;
    private readonly Dictionary<int, LaneValue> _values = [];
    private readonly Dictionary<int, Variable> _tapes = [];
    private readonly Dictionary<int, List<(Operand Value, bool IsNegative)>> _steps = [];
    private readonly LoopCounts _counts;
    private readonly HashSet<int> _used = [];
    private readonly int _firstLaneId;
    private IrBuilder _builder;
    private Operand? _mask;

    /// <param name="divergence">What differs between iterations.</param>
    /// <param name="member">The member's body.</param>
    /// <param name="loop">The loop, a statement of it.</param>
    /// <param name="rest">The loop as it runs one iteration after the other.</param>
    /// <param name="context">What the member is made with.</param>
    public OuterLoopCode(Divergence divergence, Block member, For loop, For rest, ReverseContext context)
    {
        (_divergence, _loop, _rest, _variables, _workspace, _isFast, _uses, _firstMadeId) = (divergence, loop, rest, context.Variables, context.Workspace, context.IsFast, context.Uses, context.Function.NextVariableId);
        _code = new LaneCode(divergence.Element);
        _counts = new LoopCounts(member);
        _firstLaneId = _variables.NextId;
        foreach (Operand operand in IrWalk.All(loop.Body).SelectMany(static statement => IrWalk.Uses(statement).Items).Concat(loop.Carried.Select(static entry => entry.AfterBody)))
        {
            if (operand is Variable variable)
            {
                _used.Add(variable.Id);
            }
        }

        _builder = new IrBuilder(_variables);
    }

    /// <param name="ahead">Says that iterations run in another order than theirs, or don't any more; null where that doesn't matter.</param>
    /// <param name="functions">Gets the loop as a function.</param>
    public List<Statement> Build(Func<bool, Statement>? ahead, List<LocalFunction> functions)
    {
        List<MemoryAccess> twins = [.. _divergence.Twins];
        Variable next = _variables.New("next", ScalarType.Int32);
        IrBuilder inside = _builder = new IrBuilder(_variables);
        foreach (MemoryAccess access in twins)
        {
            Variable twin = _variables.New(access.Root.Name, new BufferType(BufferKind.Span, _code.TypeOf(((BufferType)access.Root.Type).Element)));
            inside.Emit(Twin(twin, access.Root));
            _values[access.Root.Id] = new UniformValue(twin);
        }

        Variable loopIndex = _variables.New(_loop.Index.Name, ScalarType.Int32);
        var merges = new List<Merge>();
        var rest = new List<Carried>();
        List<(Carried Entry, Variable Parameter, Variable Result)> sums = [];
        foreach (Carried entry in _loop.Carried)
        {
            bool isFree = _divergence.Sums.IsFree(entry.Parameter);
            IrType type = isFree ? _code.Numbers : entry.Parameter.Type;
            Variable parameter = _variables.Like(entry.Parameter, type), result = _variables.Like(entry.Parameter, type);
            _values[entry.Parameter.Id] = isFree ? new VectorValue(parameter) : new UniformValue(parameter);
            _steps[entry.Parameter.Id] = [];
            sums.Add((entry, parameter, result));
        }

        IrBuilder body = _builder = new IrBuilder(_variables);
        Variable index = Overlap(loopIndex, next, [.. twins.Where(Divergence.IsSum)]);
        _values[_loop.Index.Id] = new AffineValue(index, Constant.Int(1));
        AddAll(_loop.Body);
        EquatableArray<Carried> carried = Carried(sums);
        foreach ((Variable memory, Operand buffer, Operand count) in _memories)
        {
            inside.Emit(Twin(memory, buffer, count));
        }

        _builder = inside;
        inside.Emit(new For(loopIndex, _loop.Start, BinaryOperator.Less, next, _code.Width, body.ToBlock()) { Carried = carried });
        AddSums(twins.Where(Divergence.IsSum), next);
        foreach ((Carried entry, _, Variable result) in sums)
        {
            Operand total = _divergence.Sums.IsFree(entry.Parameter)
                ? inside.Let(new Binary(BinaryOperator.Add, entry.Initial, inside.Let(_code.Sum(result)), entry.Parameter.Type))
                : result;
            Variable merged = _variables.Like(entry.Parameter);
            merges.Add(new Merge(merged, total, entry.Initial));
            rest.Add(entry with { Initial = merged });
        }

        Block block = inside.ToBlock();
        if (IrWalk.All(block).TrueForAll(Outlining.CanMove)
            && Outlining.Call("Iterations", block, null, merges.Select(static merge => merge.Then).OfType<Variable>(), _variables, functions) is { } call)
        {
            block = new Block([call]);
        }

        IEnumerable<Statement> tapes = _tapes.Values.Select(tape => TapeCode.Tape(tape, _workspace, ElementOf(tape)));
        block = new Block(ahead is null ? [.. tapes, .. block.Statements] : [ahead(true), .. tapes, .. block.Statements, ahead(false)]);

        var before = new IrBuilder(_variables);
        before.Emit(new Assign(next, End(twins, before)));
        Variable isWide = before.Let(new Binary(BinaryOperator.Less, _loop.Start, next, ScalarType.Boolean));
        before.Emit(new If(isWide, block, new Block([])) { Merges = merges.ToEquatableArray() });
        before.Emit(_rest with { Start = next, Carried = rest.ToEquatableArray() });
        return [.. before.Statements];
    }

    private OpaqueCall Twin(Variable twin, params Operand[] arguments) => Call(twin, "Twin", Effects.Throws | Effects.Reads, [_workspace, .. arguments]);

    private static OpaqueCall Call(Variable? result, string method, Effects effects, params Operand[] arguments)
    {
        string[] parts = [LaneCode.Runtime + method + "(", .. Enumerable.Repeat(", ", arguments.Length - 1), ")"];
        return new OpaqueCall(result, new(parts), new([.. arguments.Select(static argument => new ValueHole(argument))]), effects);
    }

    // Where the loop over several iterations ends: at its start when there are too few of them for what twins cost.
    private Opaque End(List<MemoryAccess> twins, IrBuilder before)
    {
        Operand[] elements = [.. twins.Select(twin => before.Let(new Length(twin.Root))), .. _memories.Select(static memory => memory.Count)];
        string[] parts = [$"{LaneCode.Runtime}End<{_code.Element.CSharp}>(", ", ", .. Enumerable.Repeat(" + ", elements.Length), ")"];
        parts[2] = elements.Length == 0 ? ", 0L)" : ", 0L + ";
        return new Opaque(new(parts), new([_loop.Start, _loop.Limit, .. elements]), ScalarType.Int32, Effects.None);
    }

    private static IrType ElementOf(Variable tape)
    {
        string name = tape.Type.CSharp;
        int start = name.IndexOf('<') + 1;
        return new OpaqueType(name.Substring(start, name.Length - start - 1), IsReference: false);
    }

    // The tape that holds a vector for each value of another.
    private Variable Wide(Variable tape, IrType element)
    {
        if (!_tapes.TryGetValue(tape.Id, out Variable? wide))
        {
            _tapes[tape.Id] = wide = _variables.New(tape.Name, new OpaqueType($"global::AutoDiff.Tape<{element.CSharp}>"));
        }

        return wide;
    }

    private LaneValue ValueOf(Operand operand) => operand is Variable variable && _values.TryGetValue(variable.Id, out LaneValue? value) ? value : new UniformValue(operand);

    // What is the same in all iterations.
    private Operand Uniform(Operand operand) => ((UniformValue)ValueOf(operand)).Operand;

    private Operand Vector(Operand operand) => Vector(ValueOf(operand), operand.Type);

    // A number or a condition as a vector.
    private Operand Vector(LaneValue value, IrType type)
    {
        bool isCondition = type is ScalarType { Kind: ScalarKind.Boolean };
        return value switch
        {
            VectorValue vector => vector.Operand,
            UniformValue { Operand: Constant { IsZero: true } } when !isCondition => _code.Zero,
            UniformValue uniform => _builder.Let(isCondition ? _code.MaskOf(uniform.Operand) : _code.Broadcast(uniform.Operand)),
            _ => throw new InvalidOperationException("An integer has no vector."),
        };
    }

    // One operand for each iteration.
    private EquatableArray<Operand> Scalars(Operand operand)
    {
        var lanes = new Operand[_code.Width];
        switch (ValueOf(operand))
        {
            case ScalarValues scalars:
                return scalars.Operands;
            case UniformValue uniform:
                return new([.. Enumerable.Repeat(uniform.Operand, _code.Width)]);
            case VectorValue vector:
                bool isCondition = operand.Type is ScalarType { Kind: ScalarKind.Boolean };
                for (int lane = 0; lane < lanes.Length; lane++)
                {
                    lanes[lane] = _builder.Let(isCondition ? _code.LaneOfMask(vector.Operand, lane) : _code.Lane(vector.Operand, lane));
                }

                return new(lanes);
            case AffineValue affine:
                for (int lane = 0; lane < lanes.Length; lane++)
                {
                    lanes[lane] = lane == 0 ? affine.First : _builder.Let(new Binary(
                        BinaryOperator.Add, affine.First, affine.Stride is Constant { Integer: { } stride }
                            ? Constant.Int(unchecked((int)stride * lane))
                            : _builder.Let(new Binary(BinaryOperator.Multiply, affine.Stride, Constant.Int(lane), ScalarType.Int32)),
                        ScalarType.Int32));
                }

                return new(lanes);
            default:
                throw new InvalidOperationException("Unknown value.");
        }
    }
}
