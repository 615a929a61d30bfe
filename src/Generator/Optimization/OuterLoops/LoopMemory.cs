using AutoDiff.Generator.Differentiation;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization.OuterLoops;

/// <summary>What a loop does to a piece of memory.</summary>
internal sealed class MemoryAccess(Variable root)
{
    /// <summary>The variable that the memory was made with, or the parameter that refers to it.</summary>
    public Variable Root => root;

    public bool IsLoaded { get; set; }

    public bool IsAdded { get; set; }

    /// <summary>Whether something else than zero is written.</summary>
    public bool IsStored { get; set; }

    public bool IsCleared { get; set; }

    public bool IsWritten => IsStored || IsCleared;
}

/// <summary>The memory that a loop of a member's body uses: what the buffers in it refer to, and what is done to it.</summary>
internal sealed class LoopMemory
{
    private readonly Dictionary<int, Expression> _definitions = [];
    private readonly Dictionary<int, OpaqueCall> _regions = [];
    private readonly HashSet<int> _inside;
    private readonly HashSet<int> _defined = [];
    private readonly Dictionary<int, MemoryAccess> _accesses = [];

    public LoopMemory(Block body, For loop)
    {
        _inside = IrWalk.DefinedIn(loop.Body);
        foreach (Statement statement in IrWalk.All(body))
        {
            switch (statement)
            {
                case Assign { Target.Type: BufferType } assign:
                    _definitions[assign.Target.Id] = assign.Value;
                    break;
                case OpaqueCall { Result: { Type: BufferType } region } call when TapeCode.IsTape(call):
                    _regions[region.Id] = call;
                    break;
            }

            foreach (Variable variable in IrWalk.Definitions(statement))
            {
                _defined.Add(variable.Id);
            }
        }

        IsKnown = IrWalk.All(loop.Body).TrueForAll(Add);
    }

    /// <summary>Whether it is known of every access which memory it goes to.</summary>
    public bool IsKnown { get; }

    public IEnumerable<MemoryAccess> Accesses => _accesses.Values;

    /// <summary>Whether the variable is defined in the loop's body.</summary>
    public bool IsInside(Variable variable) => _inside.Contains(variable.Id);

    /// <summary>Whether the memory is made in the member: not a parameter's.</summary>
    public bool IsMade(Variable root) => _definitions.ContainsKey(root.Id);

    /// <summary>The tape that a root is a record of, or null.</summary>
    public Variable? TapeOf(Variable root) => _regions.TryGetValue(root.Id, out OpaqueCall? call) ? (Variable)((ValueHole)call.Holes[0]).Operand : null;

    public MemoryAccess? AccessOf(Variable root) => _accesses.TryGetValue(root.Id, out MemoryAccess? access) ? access : null;

    /// <summary>The expression that a buffer is assigned, or null.</summary>
    public Expression? DefinitionOf(Variable buffer) => _definitions.TryGetValue(buffer.Id, out Expression? value) ? value : null;

    /// <summary>What a buffer is a view of, in the end, or null when that isn't seen.</summary>
    public Variable? RootOf(Operand operand)
    {
        while (operand is Variable variable)
        {
            if (_regions.ContainsKey(variable.Id) || !_defined.Contains(variable.Id))
            {
                return variable;
            }

            switch (DefinitionOf(variable))
            {
                case Copy copy:
                    operand = copy.Source;
                    break;
                case View view:
                    operand = view.Buffer;
                    break;
                case Allocate or CopyOf:
                    return variable;
                default:
                    return null;
            }
        }

        return null;
    }

    private bool Add(Statement statement)
    {
        switch (statement)
        {
            case Assign { Value: Load load }:
                return Touch(load.Buffer, static access => access.IsLoaded = true);
            case Evaluate { Expression: Load load }:
                return Touch(load.Buffer, static _ => { });
            case Assign { Value: CopyOf copy }:
                return Touch(copy.Buffer, static access => access.IsLoaded = true);
            case Store store:
                bool isZero = store.Value is Constant { IsZero: true };
                return Touch(store.Buffer, access => _ = isZero ? access.IsCleared = true : access.IsStored = true);
            case Accumulate accumulate:
                return Touch(accumulate.Buffer, static access => access.IsAdded = true);
            case BufferCall { Key: "Span.Clear" } clear:
                return Touch(clear.Arguments[0], static access => access.IsCleared = true);
            case BufferCall { Key: "Span.Fill" } fill:
                return Touch(fill.Arguments[0], static access => access.IsStored = true);
            case BufferCall { Key: "Span.CopyTo" } copy:
                return Touch(copy.Arguments[0], static access => access.IsLoaded = true) && Touch(copy.Arguments[1], static access => access.IsStored = true);
            case OpaqueCall call when TapeCode.IsClear(call):
                return Touch(((ValueHole)call.Holes[0]).Operand, static access => access.IsCleared = true);
            case OpaqueCall call:
                return TapeCode.IsTape(call);
            default:
                return statement is not (BufferCall or SplitCall);
        }
    }

    private bool Touch(Operand buffer, Action<MemoryAccess> what)
    {
        if (RootOf(buffer) is not { Type: BufferType { Rank: 1, Kind: BufferKind.Span or BufferKind.ReadOnlySpan or BufferKind.Array, Element: ScalarType } } root)
        {
            return false;
        }

        if (!_accesses.TryGetValue(root.Id, out MemoryAccess? access))
        {
            _accesses[root.Id] = access = new MemoryAccess(root);
        }

        what(access);
        return true;
    }
}
