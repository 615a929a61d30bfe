using AutoDiff.Generator.Differentiation;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization.OuterLoops;

/// <summary>Statements for several iterations side by side.</summary>
internal sealed partial class OuterLoopCode
{
    private void AddAll(Block block)
    {
        foreach (Statement statement in block.Statements)
        {
            Add(statement);
        }
    }

    private void Add(Statement statement)
    {
        switch (statement)
        {
            case Comment:
                break;
            case Assign assign when _divergence.Sums.IsStep(assign):
                (Carried sum, Operand value, bool isNegative) = _divergence.Sums.StepOf(assign);
                _steps[sum.Parameter.Id].Add((Vector(value), isNegative));
                break;
            case Assign { Target.Type: BufferType } assign:
                AddBuffer(assign.Target, assign.Value);
                break;
            case Assign assign:
                AddValue(assign.Target, assign.Value);
                break;
            case Evaluate { Expression: Load load }:
                _builder.Emit(new Evaluate(Loaded(load)));
                break;
            case Store store:
                Add(store);
                break;
            case Accumulate accumulate:
                Add(accumulate);
                break;
            case BufferCall call:
                Add(call);
                break;
            case OpaqueCall call when TapeCode.IsClear(call):
                _builder.Emit(TapeCode.ClearBesideVectors((Variable)Uniform(((ValueHole)call.Holes[0]).Operand)));
                break;
            case OpaqueCall call:
                AddTape(call);
                break;
            case If branch when _divergence.IsUniform(branch.Condition):
                AddUniform(branch);
                break;
            case If branch:
                AddMasked(branch);
                break;
            case For inner:
                Add(inner);
                break;
            case Throw @throw:
                _builder.Emit(new Throw(Uniform(@throw.Exception)));
                break;
            default:
                throw new InvalidOperationException($"A {statement.GetType().Name} can't run for several iterations.");
        }
    }

    private void Add(Store store)
    {
        (Operand buffer, Operand index) = UniformPlace(store, store.Buffer, store.Indices[0]);
        if (!IsWide(store.Buffer))
        {
            _builder.Emit(new Store(buffer, [index], Uniform(store.Value)));
            return;
        }

        if (IsInteger(store.Value.Type))
        {
            EquatableArray<Operand> lanes = Scalars(store.Value), places = Places(index);
            for (int lane = 0; lane < _code.Width; lane++)
            {
                _builder.Emit(new Store(buffer, [places[lane]], lanes[lane]));
            }

            return;
        }

        Operand value = Vector(store.Value);
        if (_mask is not null)
        {
            Operand old = _builder.Let(new Load(buffer, [index], value.Type));
            value = _builder.Let(value.Type.Equals(_code.Masks) ? _code.ChooseMask(_mask, value, old) : _code.Choose(_mask, value, old));
        }

        _builder.Emit(new Store(buffer, [index], value));
    }

    private void Add(Accumulate accumulate)
    {
        if (!_divergence.IsUniform(accumulate.Indices[0]) || _divergence.MovingStartOf(accumulate.Buffer) is not null)
        {
            Scatter(accumulate);
            return;
        }

        bool isInPlace = _divergence.IsAddedInPlace(_divergence.Memory.RootOf(accumulate.Buffer)!);
        Operand value = isInPlace || IsWide(accumulate.Buffer) ? Vector(accumulate.Value) : Uniform(accumulate.Value);
        if (_mask is not null)
        {
            value = _builder.Let(_code.Choose(_mask, value, _code.Zero));
        }

        if (isInPlace)
        {
            value = _builder.Let(_code.Sum(Fresh(value)));
        }

        (Operand buffer, Operand index) = UniformPlace(accumulate, accumulate.Buffer, accumulate.Indices[0]);
        _builder.Emit(new Accumulate(buffer, [index], value));
    }

    private (Operand Buffer, Operand Index) UniformPlace(object access, Operand buffer, Operand index) =>
        _parts.TryGetValue(access, out (Operand Part, Variable Index) part) ? (part.Part, part.Index) : (Uniform(buffer), Uniform(index));

    // Elements that are elsewhere in each iteration are added to where they are.
    private void Scatter(Accumulate accumulate)
    {
        Operand value = Fresh(Vector(accumulate.Value));
        (Operand buffer, LaneValue index) = Place(accumulate.Buffer, accumulate.Indices[0], isSafe: false);
        if (index is AffineValue affine)
        {
            Operand[] place = [buffer, affine.First, affine.Stride, value];
            _builder.Emit(_mask is null ? Writing("Scatter", place) : Writing("ScatterIf", [_mask, .. place]));
            return;
        }

        EquatableArray<Operand> indices = ((ScalarValues)index).Operands;
        for (int lane = 0; lane < _code.Width; lane++)
        {
            Operand added = _builder.Let(_code.Lane(value, lane));
            _builder.Emit(_mask is null
                ? new Accumulate(buffer, [indices[lane]], added)
                : Writing("AddIf", _builder.Let(_code.LaneOfMask(_mask, lane)), buffer, indices[lane], added));
        }
    }

    private static OpaqueCall Writing(string method, params Operand[] arguments) => Call(null, method, Effects.Throws | Effects.Reads | Effects.WritesOperands, arguments);

    private void Add(BufferCall call)
    {
        bool isFilled = call.Key == "Span.Fill" && IsWide(call.Arguments[0]);
        _builder.Emit(call with
        {
            Arguments = isFilled ? [Uniform(call.Arguments[0]), Vector(call.Arguments[1])] : call.Arguments.Map(Uniform),
            Result = null,
        });
    }

    private void AddTape(OpaqueCall call)
    {
        var tape = (Variable)((ValueHole)call.Holes[0]).Operand;
        bool isWide = _divergence.IsWideTape(tape);
        switch (call.Parts[1])
        {
            case ".Push(" when isWide:
                Operand pushed = ((ValueHole)call.Holes[1]).Operand;
                if (IsInteger(pushed.Type))
                {
                    foreach (Operand lane in Scalars(pushed))
                    {
                        _builder.Emit(TapeCode.Push(tape, lane));
                    }
                }
                else
                {
                    _builder.Emit(TapeCode.Push(Wide(tape, _code.TypeOf(pushed.Type)), Vector(pushed)));
                }

                break;
            case ".Pop()" when isWide:
                Pop(call.Result!, tape);
                break;
            case ".Release(" when isWide:
                _builder.Emit(TapeCode.Release(_tapes.TryGetValue(tape.Id, out Variable? released) ? released : tape, Count(call, tape)));
                break;
            case ".Reserve(" or ".Top(" when isWide:
                var type = (BufferType)call.Result!.Type;
                IrType element = _code.TypeOf(type.Element);
                Variable region = _variables.New(call.Result.Name, type with { Element = element }, call.Result.IsTemporary), wide = IsInteger(element) ? tape : Wide(tape, element);
                _builder.Emit(call.Parts[1] == ".Top(" ? TapeCode.Top(region, wide, Count(call, tape)) : TapeCode.Reserve(region, wide, Count(call, tape)));
                _values[call.Result.Id] = new UniformValue(region);
                break;
            default:
                Variable? result = call.Result is null ? null : Copy(call.Result);
                _builder.Emit(call with { Holes = call.Holes.Map(hole => (Hole)new ValueHole(Uniform(((ValueHole)hole).Operand))), Result = result });
                break;
        }
    }

    // As many elements of a record as there are, or one for each iteration and each of them: integers have no vectors.
    private Operand Count(OpaqueCall call, Variable tape)
    {
        Operand count = Uniform(((ValueHole)call.Holes[1]).Operand);
        return ElementOf(tape).CSharp is "double" or "float" or "bool" ? count
            : _builder.Let(new Binary(BinaryOperator.Multiply, count, count.Type.Equals(ScalarType.Int64) ? Constant.Long(_code.Width) : Constant.Int(_code.Width), count.Type));
    }

    // Where a record has the integers of all iterations for one element.
    private EquatableArray<Operand> Places(Operand index)
    {
        bool isLong = index.Type.Equals(ScalarType.Int64);
        Operand first = _builder.Let(new Binary(BinaryOperator.Multiply, index, isLong ? Constant.Long(_code.Width) : Constant.Int(_code.Width), index.Type));
        var places = new Operand[_code.Width];
        for (int lane = 0; lane < places.Length; lane++)
        {
            places[lane] = lane == 0 ? first : _builder.Let(new Binary(BinaryOperator.Add, first, isLong ? Constant.Long(lane) : Constant.Int(lane), index.Type));
        }

        return new(places);
    }

    private void Pop(Variable result, Variable tape)
    {
        if (!IsInteger(result.Type))
        {
            IrType type = _code.TypeOf(result.Type);
            Variable popped = _variables.Like(result, type);
            _builder.Emit(TapeCode.Pop(popped, Wide(tape, type)));
            _values[result.Id] = new VectorValue(popped);
            return;
        }

        var lanes = new Operand[_code.Width];
        for (int lane = lanes.Length - 1; lane >= 0; lane--)
        {
            Variable popped = _variables.Like(result);
            _builder.Emit(TapeCode.Pop(popped, tape));
            lanes[lane] = popped;
        }

        _values[result.Id] = new ScalarValues(new(lanes));
    }

    // The variable's counterpart, the same in all iterations.
    private Variable Copy(Variable variable)
    {
        Variable copy = _variables.Like(variable);
        _values[variable.Id] = new UniformValue(copy);
        return copy;
    }

    private static bool IsInteger(IrType type) => type is ScalarType { IsInteger: true };

    private bool IsWide(Operand buffer) => _divergence.IsWide(_divergence.Memory.RootOf(buffer)!);
}
