using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization.OuterLoops;

/// <summary>What iterations collect, and the last of them: where a rest is left, iterations before it run with it once more, and what they collect then doesn't count.</summary>
internal sealed partial class OuterLoopCode
{
    // The lanes of iterations that haven't run.
    private Operand _fresh = null!;

    // Whether iterations that run once more collect nothing but zeros.
    private bool _collectsOnce;

    // Where the iterations that run together start. Of those that run once more the cotangents are zero, or else what came before the last vector is added up first.
    private Variable Overlap(Variable loopIndex, Variable next, IReadOnlyList<MemoryAccess> collected)
    {
        Variable index = _builder.Let(new Opaque([$"{LaneCode.Runtime}First<{_code.Element.CSharp}>(", ", ", ")"], [loopIndex, next], ScalarType.Int32, Effects.None), _loop.Index.Name);
        Variable[] seeds = collected.Count == 0 ? [] : Seeds.Of(_loop, _divergence, variable => _variables.OriginOf(variable) < _firstMadeId);
        _collectsOnce = seeds.Length > 0;
        if (collected.Count > 0 && !_collectsOnce)
        {
            Variable isLast = _builder.Let(new Binary(BinaryOperator.Less, index, loopIndex, ScalarType.Boolean));
            _builder.Emit(new If(
                isLast,
                new Block(collected.Select(access => (Statement)Writing("MoveSums", access.Root, Uniform(access.Root))).ToEquatableArray()),
                new Block([])));
        }

        _fresh = _builder.Let(_code.Fresh(_builder.Let(new Binary(BinaryOperator.Subtract, loopIndex, index, ScalarType.Int32))));
        foreach (Variable seed in seeds)
        {
            _values[seed.Id] = new VectorValue(_builder.Let(_code.Choose(_fresh, _builder.Let(_code.Broadcast(seed)), _code.Zero), seed.Name));
        }

        return index;
    }

    // What goes to memory that iterations share must go there once.
    private Variable Fresh(Operand value) => _builder.Let(_code.Choose(_fresh, value, _code.Zero));

    private EquatableArray<Carried> Carried(List<(Carried Entry, Variable Parameter, Variable Result)> sums)
    {
        var carried = new List<Carried>();
        foreach ((Carried entry, Variable parameter, Variable result) in sums)
        {
            if (!_divergence.Sums.IsFree(entry.Parameter))
            {
                carried.Add(new Carried(parameter, entry.Initial, parameter, InOrder(entry, parameter), result));
                continue;
            }

            Operand after = Vector(entry.AfterBody);
            carried.Add(new Carried(parameter, _code.Zero, parameter, _builder.Let(_code.Choose(_fresh, after, parameter)), result));
        }

        return carried.ToEquatableArray();
    }

    private void AddSums(IEnumerable<MemoryAccess> collected, Variable next)
    {
        if (_collectsOnce)
        {
            foreach (MemoryAccess access in collected)
            {
                _builder.Emit(Writing("AddSums", access.Root, Uniform(access.Root)));
            }

            return;
        }

        Operand? lanes = null;
        foreach (MemoryAccess access in collected)
        {
            lanes ??= _builder.Let(_code.Fresh(_builder.Let(new Opaque([$"{LaneCode.Runtime}Skipped<{_code.Element.CSharp}>(", ", ", ")"], [_loop.Start, next], ScalarType.Int32, Effects.None))));
            _builder.Emit(Writing("AddSums", access.Root, Uniform(access.Root), lanes));
        }
    }

    // What iterations add to a sum of the primal, one after the other.
    private Operand InOrder(Carried entry, Operand total)
    {
        List<(Operand Value, bool IsNegative)> steps = [.. _steps[entry.Parameter.Id].Select(step =>
            ((Operand)_builder.Let(_code.Choose(_fresh, step.Value, _code.Nothing(step.IsNegative))), step.IsNegative))];
        if (steps is [var (value, isNegative)])
        {
            Operand added = isNegative ? _builder.Let(_code.Negate(value)) : value;
            return _builder.Let(new Opaque([LaneCode.Runtime + "AddInOrder(", ", ", ")"], [total, added], entry.Parameter.Type, Effects.None), entry.Parameter.Name);
        }

        for (int lane = 0; lane < _code.Width; lane++)
        {
            foreach ((Operand step, bool isSubtracted) in steps)
            {
                total = _builder.Let(new Binary(
                    isSubtracted ? BinaryOperator.Subtract : BinaryOperator.Add, total, _builder.Let(_code.Lane(step, lane)), entry.Parameter.Type));
            }
        }

        return total;
    }
}
