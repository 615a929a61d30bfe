using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization.OuterLoops;

/// <summary>Values for several iterations side by side.</summary>
internal sealed partial class OuterLoopCode
{
    private void AddBuffer(Variable target, Expression value)
    {
        if (_divergence.MovingStartOf(target) is not null)
        {
            // The view itself isn't there: its elements are looked for in what it is a view of. Only that it lies within is seen to here.
            if (value is View { Start: { } start, Count: { } count } moving && _divergence.MovingStartOf(moving.Buffer) is null)
            {
                var place = (AffineValue)ValueOf(start);
                _builder.Emit(Call(
                    null, $"CheckSlices<{_code.Element.CSharp}>", Effects.Throws, _builder.Let(new Length(Uniform(moving.Buffer))), place.First, place.Stride, Uniform(count)));
            }

            return;
        }

        var type = (BufferType)target.Type;
        if (IsWide(target))
        {
            type = type with { Element = _code.TypeOf(type.Element) };
        }

        Expression copy = value.On(value.Operands.Map(Uniform));
        if (copy is CopyOf { Buffer: Variable source } copied && IsWide(target) && !IsWide(((CopyOf)value).Buffer))
        {
            // A copy of what is the same in all iterations, which iterations change.
            Variable made = _builder.Let(new Allocate(type, [_builder.Let(new Length(source))], copied.Site), target.Name);
            _builder.Emit(Writing("Spread", source, made));
            _values[target.Id] = new UniformValue(made);
            return;
        }

        Variable result = _variables.New(target.Name, type, target.IsTemporary);
        _builder.Emit(new Assign(result, copy switch
        {
            View view => view with { Type = type },
            Allocate allocate => allocate with { Type = type },
            CopyOf whole => whole with { Type = type },
            _ => copy,
        }));
        _values[target.Id] = new UniformValue(result);
    }

    private void AddValue(Variable target, Expression value)
    {
        string? name = target.IsTemporary ? null : target.Name;
        switch (value)
        {
            case Length length when _divergence.MovingStartOf(length.Buffer) is not null:
                _values[target.Id] = new UniformValue(Uniform(_divergence.CountOf((Variable)length.Buffer)!));
                return;
            case Load load when _divergence.ShapeOf(target) == LaneShape.Varying:
                _values[target.Id] = Loaded(load, target);
                return;
            case Binary binary when _divergence.ShapeOf(target) == LaneShape.Affine:
                _values[target.Id] = Combined(binary.Operator, ValueOf(binary.Left), ValueOf(binary.Right));
                return;
            case Copy copy when ValueOf(copy.Source) is not UniformValue:
                _values[target.Id] = ValueOf(copy.Source);
                return;
        }

        if (_divergence.IsUniform(target))
        {
            if (value is Binary index && LoopNames.IsIndexArithmetic(value) && Folded(index.Operator, Uniform(index.Left), Uniform(index.Right)) is { } known)
            {
                _values[target.Id] = new UniformValue(known);
                return;
            }

            Expression same = value is Load uniform ? Loaded(uniform) : value.On(value.Operands.Map(Uniform));
            Variable result = Copy(target);
            _builder.Emit(new Assign(result, same));
            return;
        }

        if (FlushedBy(target, value) is { } cotangent)
        {
            Variable mask = _builder.Let(_code.IsNormal(Vector(cotangent)), name);
            _values[target.Id] = new VectorValue(mask);
            _flushed[target.Id] = (cotangent, _builder.Let(_code.Choose(mask, Vector(cotangent), _code.Zero)));
            return;
        }

        if (InVectors(value) is { } vector)
        {
            _values[target.Id] = new VectorValue(_builder.Let(vector, name));
            return;
        }

        EquatableArray<Operand> lanes = InScalars(value, name);
        _values[target.Id] = target.Type is ScalarType { IsFloat: true } ? new VectorValue(_builder.Let(_code.Create(lanes.Items), name))
            : IsInteger(target.Type) ? new ScalarValues(lanes)
            : new VectorValue(_builder.Let(_code.Masked(lanes.Items), name));
    }

    // The operation on each iteration's values, one after the other.
    private EquatableArray<Operand> InScalars(Expression value, string? name)
    {
        EquatableArray<Operand>[] operands = [.. value.Operands.Select(Scalars)];
        var lanes = new Operand[_code.Width];
        for (int lane = 0; lane < lanes.Length; lane++)
        {
            int current = lane;
            lanes[lane] = _builder.Let(value.On(new([.. operands.Select(of => of[current])])), IsInteger(value.Type) ? name : null);
        }

        return new(lanes);
    }

    // The operation on vectors, or null when there is none.
    private Opaque? InVectors(Expression value)
    {
        bool isNumber = value.Type.Equals(_code.Element), isCondition = value.Type is ScalarType { Kind: ScalarKind.Boolean };
        switch (value)
        {
            case Copy copy when isNumber || isCondition:
                return isNumber ? _code.Broadcast(Uniform(copy.Source)) : _code.MaskOf(Uniform(copy.Source));
            case Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply or BinaryOperator.Divide } binary when isNumber:
                return _code.Binary(binary.Operator, Vector(binary.Left), Vector(binary.Right));
            case Binary binary when isCondition && binary.Left.Type.Equals(_code.Element):
                return _code.Compare(binary.Operator, Vector(binary.Left), Vector(binary.Right));
            case Binary binary when isCondition && binary.Left.Type is ScalarType { Kind: ScalarKind.Boolean }:
                return _code.Combine(binary.Operator, Vector(binary.Left), Vector(binary.Right));
            case Unary { Operator: UnaryOperator.Negate } negation when isNumber:
                return _code.Negate(Vector(negation.Operand));
            case Unary { Operator: UnaryOperator.Not } not:
                return _code.Not(Vector(not.Operand));
            case Ir.Select select when isNumber || isCondition:
                Operand mask = Vector(select.Condition), whenTrue = Vector(select.WhenTrue), whenFalse = Vector(select.WhenFalse);
                return isNumber ? _code.Choose(mask, whenTrue, whenFalse) : _code.ChooseMask(mask, whenTrue, whenFalse);
            case Intrinsic intrinsic when isNumber && intrinsic.Arguments.All(argument => argument.Type.Equals(_code.Element)):
                return _code.Function(intrinsic.Key, [.. intrinsic.Arguments.Select(Vector)], _isFast);
            default:
                return null;
        }
    }

    // The sum, difference or product of integers that are the same in all iterations or grow evenly.
    private LaneValue Combined(BinaryOperator operation, LaneValue left, LaneValue right)
    {
        switch (operation, left, right)
        {
            case (_, UniformValue { Operand: var a }, UniformValue { Operand: var b }):
                return new UniformValue(Let(operation, a, b));
            case (BinaryOperator.Multiply, AffineValue growing, UniformValue { Operand: var factor }):
                return new AffineValue(Let(operation, growing.First, factor), Let(operation, growing.Stride, factor));
            case (BinaryOperator.Multiply, UniformValue, AffineValue):
                return Combined(operation, right, left);
            default:
                (Operand leftFirst, Operand leftStride) = Parts(left);
                (Operand rightFirst, Operand rightStride) = Parts(right);
                return new AffineValue(Let(operation, leftFirst, rightFirst), Let(operation, leftStride, rightStride));
        }

        static (Operand First, Operand Stride) Parts(LaneValue value) =>
            value is AffineValue affine ? (affine.First, affine.Stride) : (((UniformValue)value).Operand, Constant.Int(0));
    }

    private Operand Let(BinaryOperator operation, Operand left, Operand right) =>
        Folded(operation, left, right) ?? _builder.Let(new Binary(operation, left, right, ScalarType.Int32));

    // What is known of an operation on integers, or null when it must be computed.
    private static Operand? Folded(BinaryOperator operation, Operand left, Operand right) => (operation, left, right) switch
    {
        (BinaryOperator.Multiply, Constant { Integer: 1 }, _) => right,
        (BinaryOperator.Multiply, _, Constant { Integer: 1 }) => left,
        (BinaryOperator.Add, Constant { Integer: 0 }, _) => right,
        (BinaryOperator.Add or BinaryOperator.Subtract, _, Constant { Integer: 0 }) => left,
        (_, Constant { Integer: { } a }, Constant { Integer: { } b }) => Constant.Int(unchecked((int)(operation switch
        {
            BinaryOperator.Add => a + b,
            BinaryOperator.Subtract => a - b,
            _ => a * b,
        }))),
        _ => null,
    };

    // An element of a wide buffer, of shared memory at one place, or of shared memory at a place for each iteration.
    private LaneValue Loaded(Load load, Variable target)
    {
        string? name = target.IsTemporary ? null : target.Name;
        if (IsWide(load.Buffer) && IsInteger(load.Type))
        {
            (Operand record, Operand at) = UniformPlace(load, load.Buffer, load.Indices[0]);
            return new ScalarValues(Places(at).Map(place => (Operand)_builder.Let(load with { Buffer = record, Indices = [place] })));
        }

        if (IsWide(load.Buffer))
        {
            return new VectorValue(_builder.Let(Loaded(load), name));
        }

        if (_gathered.TryGetValue(load, out (Variable Vectors, Variable Index) ahead))
        {
            return new VectorValue(_builder.Let(new Load(ahead.Vectors, [Uniform(ahead.Index)], _code.Numbers), name));
        }

        (Operand buffer, LaneValue index) = Place(load.Buffer, load.Indices[0], load.IsSafe);
        if (index is AffineValue affine && load.Type.Equals(_code.Element))
        {
            return new VectorValue(_builder.Let(Gather(buffer, affine), name));
        }

        EquatableArray<Operand> indices = index is AffineValue even ? ScalarsOf(even) : index is UniformValue same ? new([.. Enumerable.Repeat(same.Operand, _code.Width)]) : ((ScalarValues)index).Operands;
        var lanes = new Operand[_code.Width];
        for (int lane = 0; lane < lanes.Length; lane++)
        {
            lanes[lane] = _builder.Let(_mask is null
                ? new Load(buffer, [indices[lane]], load.Type)
                : new Opaque(
                    [$"{LaneCode.Runtime}ElementIf<{load.Type.CSharp}>(", ", ", ", ", ")"],
                    [_builder.Let(_code.LaneOfMask(_mask, lane)), buffer, indices[lane]], load.Type, Effects.Throws | Effects.Reads));
        }

        return load.Type.Equals(_code.Element) ? new VectorValue(_builder.Let(_code.Create(lanes), name))
            : IsInteger(load.Type) ? new ScalarValues(new(lanes))
            : new VectorValue(_builder.Let(_code.Masked(lanes), name));
    }

    private EquatableArray<Operand> ScalarsOf(AffineValue affine)
    {
        Variable variable = _variables.Temporary(ScalarType.Int32);
        _values[variable.Id] = affine;
        return Scalars(variable);
    }

    private Expression Loaded(Load load)
    {
        if (IsWide(load.Buffer) || (_divergence.IsUniform(load.Indices[0]) && _divergence.MovingStartOf(load.Buffer) is null))
        {
            (Operand place, Operand at) = UniformPlace(load, load.Buffer, load.Indices[0]);
            return load with { Buffer = place, Indices = [at], Type = IsWide(load.Buffer) ? _code.TypeOf(load.Type) : load.Type };
        }

        (Operand buffer, LaneValue index) = Place(load.Buffer, load.Indices[0], load.IsSafe);
        return index is AffineValue affine && load.Type.Equals(_code.Element) ? Gather(buffer, affine) : throw new InvalidOperationException("An access for its exception alone.");
    }

    private Opaque Gather(Operand buffer, AffineValue index) => _mask is null
        ? new Opaque([LaneCode.Runtime + "Gather(", ", ", ", ", ")"], [buffer, index.First, index.Stride], _code.Numbers, Effects.Throws | Effects.Reads)
        : new Opaque([LaneCode.Runtime + "GatherIf(", ", ", ", ", ", ", ")"], [_mask, buffer, index.First, index.Stride], _code.Numbers, Effects.Throws | Effects.Reads);

    // The buffer that is there, and the index in it.
    private (Operand Buffer, LaneValue Index) Place(Operand buffer, Operand index, bool isSafe)
    {
        if (_divergence.MovingStartOf(buffer) is not { } start)
        {
            return (Uniform(buffer), ValueOf(index));
        }

        LaneValue within = ValueOf(index);
        if (!isSafe && within is UniformValue uniform)
        {
            Operand count = Uniform(_divergence.CountOf((Variable)buffer)!);
            within = new UniformValue(_builder.Let(new Opaque([LaneCode.Runtime + "Within(", ", ", ")"], [uniform.Operand, count], ScalarType.Int32, Effects.Throws)));
        }

        var moving = (AffineValue)ValueOf(start);
        (Operand first, Operand stride) = within is AffineValue affine ? (affine.First, affine.Stride) : (((UniformValue)within).Operand, Constant.Int(0));
        return (Uniform(OwnerOf(buffer)), new AffineValue(Let(BinaryOperator.Add, moving.First, first), Let(BinaryOperator.Add, moving.Stride, stride)));
    }
}
