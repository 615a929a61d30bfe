using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization.OuterLoops;

/// <summary>Branches and loops for several iterations side by side.</summary>
internal sealed partial class OuterLoopCode
{
    // All iterations take the same branch.
    private void AddUniform(If branch)
    {
        IrBuilder outer = _builder;
        Operand condition = Uniform(branch.Condition);
        var results = branch.Merges.Select(merge => New(merge.Result)).ToList();
        (Block then, List<EquatableArray<Operand>> whenTrue) = Inner(branch.Then, branch.Merges.Select(static merge => merge.Then), results);
        (Block otherwise, List<EquatableArray<Operand>> whenFalse) = Inner(branch.Else, branch.Merges.Select(static merge => merge.Else), results);
        _builder = outer;
        var merges = new List<Merge>();
        for (int i = 0; i < results.Count; i++)
        {
            for (int k = 0; k < results[i].Count; k++)
            {
                merges.Add(new Merge((Variable)results[i][k], whenTrue[i][k], whenFalse[i][k]));
            }

            _values[branch.Merges[i].Result.Id] = ValueOf(branch.Merges[i].Result, results[i]);
        }

        outer.Emit(new If(condition, then, otherwise) { Merges = merges.ToEquatableArray() });
    }

    private (Block Block, List<EquatableArray<Operand>> Values) Inner(Block block, IEnumerable<Operand> given, List<EquatableArray<Operand>> like)
    {
        _builder = new IrBuilder(_variables);
        AddAll(block);
        List<EquatableArray<Operand>> values = [.. given.Select((operand, i) => As(operand, like[i]))];
        return (_builder.ToBlock(), values);
    }

    // New variables for what a merge gives or a loop carries.
    private EquatableArray<Operand> New(Variable variable)
    {
        if (_divergence.IsUniform(variable) || !IsInteger(variable.Type))
        {
            IrType type = _divergence.IsUniform(variable) ? variable.Type : _code.TypeOf(variable.Type);
            return [_variables.Like(variable, type)];
        }

        var lanes = new Operand[_code.Width];
        for (int lane = 0; lane < lanes.Length; lane++)
        {
            lanes[lane] = _variables.Like(variable);
        }

        return new(lanes);
    }

    private LaneValue ValueOf(Variable variable, EquatableArray<Operand> operands) =>
        _divergence.IsUniform(variable) ? new UniformValue(operands[0]) : IsInteger(variable.Type) ? new ScalarValues(operands) : new VectorValue(operands[0]);

    private EquatableArray<Operand> As(Operand operand, EquatableArray<Operand> like) =>
        like.Count > 1 ? Scalars(operand) : like[0].Type is OpaqueType ? [Vector(operand)] : [Uniform(operand)];

    // Conditions that say whether a cotangent is used, with it and what it is where they hold, zero elsewhere.
    private readonly Dictionary<int, (Variable Cotangent, Variable Flushed)> _flushed = [];

    // What the innermost loop defines that code is made for.
    private HashSet<int> _innermost = [];

    // Numbers that are too small to be normal take a hundred times as long in a multiplication. With fast mathematics a cotangent that a loop multiplies by is zero instead.
    private Variable? FlushedBy(Variable condition, Expression value) =>
        _isFast && _uses.Contains(condition.Id) && value is Binary { Operator: BinaryOperator.NotEqual, Left: Variable cotangent, Right: Constant { IsZero: true } }
            && cotangent.Type.Equals(_code.Element) && !_innermost.Contains(cotangent.Id) ? cotangent : null;

    // Iterations take different branches: both run, each with a mask of those that take it, and what they give is chosen.
    private void AddMasked(If branch)
    {
        if (branch.Condition is Variable isUsed && _flushed.TryGetValue(isUsed.Id, out (Variable Cotangent, Variable Flushed) flushed))
        {
            LaneValue before = _values[flushed.Cotangent.Id];
            _values[flushed.Cotangent.Id] = new VectorValue(flushed.Flushed);
            AddMasked(branch, Vector(branch.Condition));
            _values[flushed.Cotangent.Id] = before;
        }
        else
        {
            AddMasked(branch, Vector(branch.Condition));
        }
    }

    private void AddMasked(If branch, Operand condition)
    {
        if (IsPure(branch.Then) && IsPure(branch.Else))
        {
            AddAll(branch.Then);
            AddAll(branch.Else);
            foreach (Merge merge in branch.Merges)
            {
                _values[merge.Result.Id] = Chosen(condition, merge.Result, ValueOf(merge.Then), ValueOf(merge.Else), merge.Then, merge.Else);
            }

            return;
        }

        Operand? outer = _mask;
        List<LaneValue> whenTrue = Masked(branch.Then, condition, branch.Merges.Select(static merge => merge.Then));
        Operand opposite = branch.Else.Statements.IsEmpty ? condition : _builder.Let(_code.Not(condition));
        _mask = outer;
        List<LaneValue> whenFalse = Masked(branch.Else, opposite, branch.Merges.Select(static merge => merge.Else));
        _mask = outer;
        for (int i = 0; i < branch.Merges.Count; i++)
        {
            Merge merge = branch.Merges[i];
            _values[merge.Result.Id] = Chosen(condition, merge.Result, whenTrue[i], whenFalse[i], merge.Then, merge.Else);
        }
    }

    // A branch, if any iteration takes it.
    private List<LaneValue> Masked(Block block, Operand condition, IEnumerable<Operand> given)
    {
        if (block.Statements.IsEmpty)
        {
            return [.. given.Select(ValueOf)];
        }

        Operand mask = _mask is null ? condition : _builder.Let(_code.Combine(BinaryOperator.And, _mask, condition));
        Variable isTaken = _builder.Let(_code.Any(mask));
        IrBuilder outer = _builder;
        _mask = mask;
        _builder = new IrBuilder(_variables);
        AddAll(block);
        var merges = new List<Merge>();
        var values = new List<LaneValue>();
        foreach (Operand operand in given)
        {
            LaneValue value = ValueOf(operand);
            LaneValue Merged(LaneValue of)
            {
                switch (of)
                {
                    case VectorValue vector:
                        return new VectorValue(Give(vector.Operand, (vector.Operand.Type.Equals(_code.Masks) ? new Constant(_code.Masks, _code.Masks.Name + ".Zero") : _code.Zero)));
                    case ScalarValues scalars:
                        return new ScalarValues(scalars.Operands.Map(lane => Give(lane, Constant.Default(lane.Type))));
                    case UniformValue { Operand: Constant } constant:
                        return constant;
                    case UniformValue uniform:
                        return new UniformValue(Give(uniform.Operand, Constant.Default(uniform.Operand.Type)));
                    default:
                        return Merged(new ScalarValues(Scalars(operand)));
                }
            }

            values.Add(Merged(value));
        }

        Block inner = _builder.ToBlock();
        _builder = outer;
        outer.Emit(new If(isTaken, inner, new Block([])) { Merges = merges.ToEquatableArray() });
        return values;

        Operand Give(Operand value, Operand otherwise)
        {
            Variable result = _variables.Temporary(value.Type);
            merges.Add(new Merge(result, value, otherwise));
            return result;
        }
    }

    private LaneValue Chosen(Operand condition, Variable result, LaneValue whenTrue, LaneValue whenFalse, Operand then, Operand otherwise)
    {
        string? name = result.IsTemporary ? null : result.Name;
        if (!IsInteger(result.Type))
        {
            Operand a = Vector(whenTrue, result.Type), b = Vector(whenFalse, result.Type);
            return new VectorValue(_builder.Let(a.Type.Equals(_code.Masks) ? _code.ChooseMask(condition, a, b) : _code.Choose(condition, a, b), name));
        }

        EquatableArray<Operand> first = ScalarsOf(whenTrue, then), second = ScalarsOf(whenFalse, otherwise);
        var lanes = new Operand[_code.Width];
        for (int lane = 0; lane < lanes.Length; lane++)
        {
            lanes[lane] = _builder.Let(new Ir.Select(_builder.Let(_code.LaneOfMask(condition, lane)), first[lane], second[lane]), name);
        }

        return new ScalarValues(new(lanes));
    }

    private EquatableArray<Operand> ScalarsOf(LaneValue value, Operand operand) => value switch
    {
        ScalarValues scalars => scalars.Operands,
        UniformValue uniform => new([.. Enumerable.Repeat(uniform.Operand, _code.Width)]),
        _ => Scalars(operand),
    };

    // Nothing in it that an iteration which doesn't come here could notice.
    private static bool IsPure(Block block)
    {
        foreach (Statement statement in block.Statements)
        {
            bool isPure = statement switch
            {
                Comment => true,
                Assign assign => (assign.Value.Effects & Effects.Throws) == 0,
                If branch => IsPure(branch.Then) && IsPure(branch.Else),
                _ => false,
            };
            if (!isPure)
            {
                return false;
            }
        }

        return true;
    }
}
