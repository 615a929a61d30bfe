using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation.FusedSweeps;

/// <summary>
/// What statements do to the primal's memory and which variables they need. Memory that only the transform knows of (tapes, adjoints) isn't counted: no primal statement touches it.
/// </summary>
internal sealed class MemoryUse(AnalysedFunction analysed)
{
    private readonly HashSet<MemoryClass> _reads = [];
    private readonly HashSet<MemoryClass> _writes = [];
    private readonly HashSet<int> _uses = [];
    private readonly HashSet<int> _definitions = [];
    private bool _clobbers;

    /// <summary>Whether an exception may come of them.</summary>
    public bool MayThrow { get; private set; }

    /// <summary>Whether there is a call among them that runs exactly once, in order.</summary>
    public bool HasCalls { get; private set; }

    /// <summary>Whether they take from a tape or give to one: also to a place that was reserved in one before, as loops do whose count is known.</summary>
    public bool UsesTapes { get; private set; }

    public IReadOnlyCollection<int> Uses => _uses;

    public bool Defines(int variable) => _definitions.Contains(variable);

    public bool Reads(MemoryClass memory) => _reads.Contains(memory);

    public static MemoryUse Of(AnalysedFunction analysed, IEnumerable<Statement> statements)
    {
        var use = new MemoryUse(analysed);
        foreach (Statement statement in statements)
        {
            use.AddAll(statement);
        }

        return use;
    }

    /// <summary>Whether the order of the two matters to what they read and write.</summary>
    public bool Conflicts(MemoryUse other) => WritesWhatIsUsed(other) || other.WritesWhatIsUsed(this);

    /// <summary>Whether these statements may write what the others read.</summary>
    public bool WritesWhatIsRead(MemoryUse other) =>
        _writes.Overlaps(other._reads) || (_clobbers && (other._clobbers || other._reads.Any(IsOpen)));

    private bool WritesWhatIsUsed(MemoryUse other) =>
        WritesWhatIsRead(other) || _writes.Overlaps(other._writes) || (_clobbers && other._writes.Any(IsOpen));

    // Memory that code elsewhere can reach.
    private static bool IsOpen(MemoryClass memory) => memory.HasParameter || memory.IsForeign || memory.Escapes;

    private void AddAll(Statement statement)
    {
        Add(statement);
        foreach (Block block in IrWalk.Blocks(statement))
        {
            foreach (Statement inner in block.Statements)
            {
                AddAll(inner);
            }
        }
    }

    private void Add(Statement statement)
    {
        foreach (Operand operand in IrWalk.Uses(statement))
        {
            if (operand is Variable variable)
            {
                _uses.Add(variable.Id);
            }
        }

        foreach (Variable variable in IrWalk.Definitions(statement))
        {
            _definitions.Add(variable.Id);
        }

        foreach (MemoryClass memory in ReadBy(statement, analysed))
        {
            _reads.Add(memory);
        }

        switch (statement)
        {
            case Assign assign:
                MayThrow |= (assign.Value.Effects & Effects.Throws) != 0;
                break;
            case Evaluate evaluate:
                MayThrow |= (evaluate.Expression.Effects & Effects.Throws) != 0;
                break;
            case Store store:
                MayThrow = true;
                AddWrite(store.Buffer);
                break;
            case BufferCall call:
                MayThrow = true;
                foreach (int argument in call.Written)
                {
                    AddWrite(call.Arguments[argument]);
                }

                break;
            case OpaqueCall call when TapeCode.IsTape(call):
                UsesTapes = true;
                break;
            case OpaqueCall call:
                MayThrow = true;
                HasCalls = true;
                _clobbers |= (call.Effects & Effects.Anything) == Effects.Anything;
                if ((call.Effects & Effects.WritesOperands) != 0)
                {
                    foreach (Operand argument in IrWalk.Uses(call))
                    {
                        AddWrite(argument);
                    }
                }

                break;
            case SplitCall:
                MayThrow = true;
                HasCalls = true;
                _clobbers = true;
                break;
            case Throw:
                MayThrow = true;
                break;
        }
    }

    private void AddWrite(Operand buffer)
    {
        if (ClassOf(buffer, analysed) is { } memory)
        {
            _writes.Add(memory);
        }
        else if (buffer is Variable { Type: BufferType })
        {
            UsesTapes = true;
        }
    }

    /// <summary>The primal's memory that a statement itself takes values from. An access whose value nobody needs only checks that the element is there.</summary>
    public static IEnumerable<MemoryClass> ReadBy(Statement statement, AnalysedFunction analysed)
    {
        IEnumerable<Operand> read = statement switch
        {
            Assign { Value: Load load } assign => analysed.Tree.UsesOf(assign.Target) == 0 && assign.Target.Id < analysed.Function.NextVariableId ? [] : [load.Buffer],
            Assign { Value: CopyOf or Opaque or Reshape } assign => assign.Value.Operands,
            Evaluate { Expression: Load } => [],
            Evaluate evaluate => evaluate.Expression.Operands,
            BufferCall { Key: "Span.Clear" } => [],
            BufferCall { Key: "Span.Fill" } fill => fill.Arguments.From(1),
            BufferCall or OpaqueCall or SplitCall => IrWalk.Uses(statement),
            _ => [],
        };
        foreach (Operand operand in read)
        {
            if (ClassOf(operand, analysed) is { } memory)
            {
                yield return memory;
            }
        }
    }

    private static MemoryClass? ClassOf(Operand operand, AnalysedFunction analysed) =>
        operand is Variable { Type: BufferType } variable && variable.Id < analysed.Function.NextVariableId ? analysed.PointsTo.Of(variable) : null;
}
