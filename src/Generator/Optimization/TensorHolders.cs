using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization;

/// <summary>The variables of a member's body that hold memory of tensors, the variables that refer to the same memory, and where it may be kept beyond them.</summary>
internal sealed class TensorHolders
{
    private readonly int _firstOfTransform;

    // By variable: the holders whose memory it may refer to.
    private readonly Dictionary<int, HashSet<int>> _refersTo = [];
    private readonly Dictionary<int, Block> _holders = [];
    private readonly HashSet<int> _tuples = [];
    private readonly Dictionary<int, Opaque> _composed = [];
    private readonly HashSet<int> _kept = [];
    private readonly HashSet<int> _handedOver = [];
    private readonly Dictionary<int, int> _taken = [];
    private readonly Dictionary<Statement, HashSet<int>> _uses = new(ReferenceComparer.Instance);

    public TensorHolders(Block body, int firstOfTransform)
    {
        _firstOfTransform = firstOfTransform;
        Collect(body);
        KeepWhatIsUsedOutside(body, new HashSet<object>(ReferenceComparer.Instance));
    }

    public static EquatableArray<Carried> CarriedBy(Statement loop) => loop switch
    {
        For counted => counted.Carried,
        Loop { Carried: var carried } => carried,
        _ => [],
    };

    /// <summary>Whether a tensor that goes round a loop is held by each iteration. Adjoints aren't: they end with the reverse of what they belong to.</summary>
    public bool IsHeld(Carried entry) => IsPrimal(entry.Parameter) && entry.AfterHeader.Equals(entry.Parameter);

    /// <summary>The merges whose result holds memory.</summary>
    public IEnumerable<Merge> Held(If branch) => branch.Merges.Where(merge => IsPrimal(merge.Result));

    /// <summary>The variables that hold memory from a statement on.</summary>
    public IEnumerable<Variable> MadeBy(Statement statement) => IrWalk.Definitions(statement).Where(variable => _holders.ContainsKey(variable.Id) && !IsParameter(statement, variable));

    public bool IsDefinedIn(Variable variable, Block block) => _holders.TryGetValue(variable.Id, out Block? home) && ReferenceEquals(home, block);

    /// <summary>Whether a holder needs its memory no longer once it is taken where it is taken: there is no other such place.</summary>
    public bool CanHandOver(Variable variable) => _holders.ContainsKey(variable.Id) && !_kept.Contains(variable.Id) && _taken[variable.Id] == 1;

    public void HandOver(Variable variable) => _handedOver.Add(variable.Id);

    public bool MustRelease(Variable variable) => !_kept.Contains(variable.Id) && !_handedOver.Contains(variable.Id);

    /// <summary>Whether a statement, or one inside it, may read the memory of a holder.</summary>
    public bool Uses(Statement statement, Variable holder) => UsesOf(statement).Contains(holder.Id);

    /// <summary>The tensor, of those whose last use a statement is, in whose memory it may write its result, or null: it reads that memory by no other name.</summary>
    public Variable? Overwritten(Statement statement, IEnumerable<Variable> dying)
    {
        if (statement is not OpaqueCall { InPlace: > 0 } call)
        {
            return null;
        }

        IEnumerable<Variable> read = call.Holes.Take(call.InPlace).OfType<ValueHole>().Select(hole => hole.Operand).OfType<Variable>();
        return read.FirstOrDefault(variable => dying.Contains(variable)
            && IrWalk.Uses(call).All(other => other.Equals(variable) || !ReferencesOf(other).Contains(variable.Id)));
    }

    /// <summary>What is returned, where it is a tuple its parts.</summary>
    public IEnumerable<Operand> Parts(Return @return) =>
        @return.Values.SelectMany(value => value is Variable variable && _composed.TryGetValue(variable.Id, out Opaque? tuple) ? tuple.Operands.ToList() : [value]);

    /// <summary>The tensors that a statement may keep somewhere, and that others hold.</summary>
    public IEnumerable<Variable> MayBeKeptBy(Statement statement) => KeptBy(statement).Where(variable => !_holders.ContainsKey(variable.Id) && IsPrimal(variable)).Distinct();

    private bool IsPrimal(Variable variable) => variable.Type is BufferType { IsTensor: true } && variable.Id < _firstOfTransform;

    private static bool IsParameter(Statement statement, Variable variable) => CarriedBy(statement).Any(entry => entry.Parameter.Id == variable.Id);

    private static IEnumerable<Variable> KeptBy(Statement statement)
    {
        IEnumerable<Operand> operands = statement switch
        {
            Store store => [store.Value],
            BufferCall call => call.Arguments,
            OpaqueCall { Borrows: false } call when (call.Effects & Effects.Anything) == Effects.Anything => IrWalk.Uses(call),
            _ => [],
        };
        return operands.OfType<Variable>().Where(variable => variable.Type is not ScalarType);
    }

    private void Collect(Block block)
    {
        foreach (Statement statement in block.Statements)
        {
            switch (statement)
            {
                case OpaqueCall { GivesMemory: true, Result: { } result }:
                    AddHolderOrTuple(result, block);
                    break;
                case Assign { Value: CopyOf { Type: BufferType { IsTensor: true } } } copy:
                    AddHolder(copy.Target, block);
                    break;
                case Assign { Target.Type: BufferType { IsTensor: true }, Value: Opaque { Operands: [Variable tuple] } } item when _tuples.Contains(tuple.Id):
                    AddHolder(item.Target, block);
                    break;
                case If branch:
                    Collect(branch.Then);
                    Collect(branch.Else);
                    CollectMerges(branch, block);
                    break;
                case For or Loop:
                    CollectLoop(statement, block);
                    break;
                case Return @return:
                    foreach (Operand part in Parts(@return))
                    {
                        Take(part);
                    }

                    break;
                default:
                    CollectReferences(statement);
                    break;
            }

            foreach (Variable kept in KeptBy(statement))
            {
                _kept.UnionWith(ReferencesOf(kept));
            }
        }
    }

    // A branch of the forward sweep leaves its variables to the reverse of the branch.
    private void KeepWhatIsUsedOutside(Block block, HashSet<object> around)
    {
        around.Add(block);
        foreach (Statement statement in block.Statements)
        {
            IEnumerable<Operand> uses = statement switch
            {
                If branch => [branch.Condition],
                For or Loop => CarriedBy(statement).Select(entry => entry.Initial),
                _ => IrWalk.Uses(statement),
            };
            _kept.UnionWith(uses.SelectMany(ReferencesOf).Where(holder => !around.Contains(_holders[holder])));
            foreach (Block inner in IrWalk.Blocks(statement))
            {
                KeepWhatIsUsedOutside(inner, around);
            }
        }

        around.Remove(block);
    }

    // What isn't a scalar may refer to what it was made from: a view, a shape.
    private void CollectReferences(Statement statement)
    {
        if (statement is Assign { Value: Allocate or CopyOf })
        {
            return;
        }

        if (statement is Assign { Value: Opaque { Type: OpaqueType } composed } tuple)
        {
            _composed[tuple.Target.Id] = composed;
        }

        foreach (Variable definition in IrWalk.Definitions(statement))
        {
            if (definition.Type is not ScalarType)
            {
                Refer(definition, IrWalk.Uses(statement));
            }
        }
    }

    private void CollectMerges(If branch, Block block)
    {
        foreach (Merge merge in branch.Merges)
        {
            if (IsPrimal(merge.Result))
            {
                AddHolder(merge.Result, block);
                Take(merge.Then);
                Take(merge.Else);
            }
            else if (merge.Result.Type is not ScalarType)
            {
                Refer(merge.Result, [merge.Then, merge.Else]);
            }
        }
    }

    private void CollectLoop(Statement loop, Block block)
    {
        EquatableArray<Carried> carried = CarriedBy(loop);
        Block body = loop is For counted ? counted.Body : ((Loop)loop).Body;
        foreach (Carried entry in carried)
        {
            if (IsHeld(entry))
            {
                AddHolder(entry.Parameter, body);
                AddHolder(entry.Result, block);
            }
            else if (entry.Parameter.Type is not ScalarType)
            {
                Refer(entry.Parameter, [entry.Initial]);
            }
        }

        foreach (Block inner in IrWalk.Blocks(loop))
        {
            Collect(inner);
        }

        foreach (Carried entry in carried)
        {
            if (IsHeld(entry))
            {
                Take(entry.Initial);
                Take(entry.AfterBody);
            }
            else if (entry.Parameter.Type is not ScalarType)
            {
                // It comes round to where its uses have been looked at.
                foreach (Operand operand in new[] { entry.Initial, entry.AfterHeader, entry.AfterBody })
                {
                    _kept.UnionWith(ReferencesOf(operand));
                }

                Refer(entry.Result, [entry.Initial, entry.AfterHeader, entry.AfterBody]);
            }
        }
    }

    private void AddHolderOrTuple(Variable result, Block block)
    {
        if (result.Type is BufferType { IsTensor: true })
        {
            AddHolder(result, block);
        }
        else if (result.Type is OpaqueType)
        {
            _tuples.Add(result.Id);
        }
    }

    private void AddHolder(Variable variable, Block block)
    {
        _holders[variable.Id] = block;
        _refersTo[variable.Id] = [variable.Id];
        if (!_taken.ContainsKey(variable.Id))
        {
            _taken[variable.Id] = 0;
        }
    }

    private void Take(Operand operand)
    {
        if (operand is Variable { Type: BufferType { IsTensor: true } } variable)
        {
            _taken[variable.Id] = (_taken.TryGetValue(variable.Id, out int count) ? count : 0) + 1;
        }
    }

    private void Refer(Variable variable, IEnumerable<Operand> operands)
    {
        foreach (Operand operand in operands)
        {
            if (ReferencesOf(operand) is { Count: > 0 } references)
            {
                if (!_refersTo.TryGetValue(variable.Id, out HashSet<int>? own))
                {
                    _refersTo[variable.Id] = own = [];
                }

                own.UnionWith(references);
            }
        }
    }

    private HashSet<int> ReferencesOf(Operand operand) => operand is Variable variable && _refersTo.TryGetValue(variable.Id, out HashSet<int>? references) ? references : [];

    private HashSet<int> UsesOf(Statement statement)
    {
        if (!_uses.TryGetValue(statement, out HashSet<int>? uses))
        {
            _uses[statement] = uses = [];
            foreach (Operand operand in IrWalk.Uses(statement))
            {
                uses.UnionWith(ReferencesOf(operand));
            }

            foreach (Block inner in IrWalk.Blocks(statement))
            {
                foreach (Statement nested in inner.Statements)
                {
                    uses.UnionWith(UsesOf(nested));
                }
            }
        }

        return uses;
    }
}
