using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Tests.Emit;

/// <summary>A random body in SSA form: nested branches and loops, old versions read late, values of a branch read where the same branch was taken.</summary>
internal sealed class RandomBody
{
    private static readonly ScalarType s_byte = new(ScalarKind.Byte);
    private static readonly ScalarType[] s_types =
        [ScalarType.Double, ScalarType.Double, ScalarType.Double, ScalarType.Int32, ScalarType.Int32, ScalarType.Int64, ScalarType.Boolean, ScalarType.Single, s_byte];

    private static readonly string[] s_names = ["x", "y", "sum", "t", "t1", "max", "class", "a", "value", "_", "x_1"];
    private static readonly BufferType s_span = new(BufferKind.Span, ScalarType.Double);
    private static readonly BufferType s_array = new(BufferKind.Array, ScalarType.Double);
    private static readonly BufferType s_ref = new(BufferKind.Ref, ScalarType.Double);

    private readonly Random _random;
    private readonly List<Variable> _parameters = [];
    private readonly List<Slot> _slots = [];
    private int _nextId;
    private int _budget;

    public RandomBody(int seed)
    {
        _random = new Random(seed);
        _budget = _random.Next(5, 60);
        A = Parameter("a", ScalarType.Double);
        B = Parameter("b", ScalarType.Double);
        N = Parameter("n", ScalarType.Int32);
        M = Parameter("m", ScalarType.Int64);
        Flag = Parameter("flag", ScalarType.Boolean);
        S = Parameter("s", s_span);
        Array = Parameter("array", s_array);
        R = Parameter("r", s_ref);
        var scope = new Scope(null);
        scope.Values.AddRange([A, B, N, M, Flag]);
        var statements = new List<Statement>();
        for (int i = 0; i < 5; i++)
        {
            ScalarType type = Pick(s_types);
            _slots.Add(new Slot(Pick(s_names), type, _random.Next(4) == 0));
            scope.Versions.Add(Value(scope, type));
        }

        Fill(scope, statements, 0, minimum: 4);
        statements.Add(new Return([Value(scope, ScalarType.Double), Value(scope, ScalarType.Double), Value(scope, ScalarType.Int32), Value(scope, ScalarType.Int64)], default));
        Body = new Block(statements.ToEquatableArray());
    }

    public Variable A { get; }

    public Variable B { get; }

    public Variable N { get; }

    public Variable M { get; }

    public Variable Flag { get; }

    public Variable S { get; }

    public Variable Array { get; }

    public Variable R { get; }

    public EquatableArray<Variable> Parameters => _parameters.ToEquatableArray();

    public Block Body { get; }

    // A user's variable: a name, and in each scope its current version.
    private sealed record Slot(string Name, ScalarType Type, bool IsTemporary);

    private sealed class Scope(Scope? parent)
    {
        public List<Variable> Values { get; } = parent is null ? [] : [.. parent.Values];

        public List<Operand> Versions { get; } = parent is null ? [] : [.. parent.Versions];

        // What a branch has defined, by its condition.
        public List<(Operand Condition, bool WhenTrue, List<Variable> Values)> Branches { get; } = parent is null ? [] : [.. parent.Branches];
    }

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    private bool Chance(int percent) => _random.Next(100) < percent;

    private Variable Parameter(string name, IrType type)
    {
        var parameter = new Variable(_nextId++, name, type);
        _parameters.Add(parameter);
        return parameter;
    }

    private Variable Fresh(IrType type) => Chance(65)
        ? new Variable(_nextId++, "t", type) { IsTemporary = true }
        : new Variable(_nextId++, Pick(s_names), type);

    private Variable Version(int slot) => new(_nextId++, _slots[slot].Name, _slots[slot].Type) { IsTemporary = _slots[slot].IsTemporary };

    private Operand Value(Scope scope, ScalarType type)
    {
        for (int attempt = 0; attempt < 8; attempt++)
        {
            if (attempt % 2 == 0 && scope.Versions.Count > 0)
            {
                Operand version = Pick(scope.Versions);
                if (version.Type.Equals(type))
                {
                    return version;
                }
            }

            // The newest values more often than old ones.
            int age = Math.Min(_random.Next(1, 1 + scope.Values.Count), _random.Next(1, 1 + scope.Values.Count));
            Variable value = scope.Values[^(Chance(60) ? Math.Min(age, 4) : age)];
            if (value.Type.Equals(type))
            {
                return value;
            }
        }

        return type.Kind switch
        {
            ScalarKind.Boolean => Chance(50) ? Flag : Constant.Bool(Chance(50)),
            ScalarKind.Int32 => Chance(30) ? N : Constant.Int(_random.Next(-3, 9)),
            ScalarKind.Int64 => Chance(30) ? M : Constant.Long(_random.Next(-3, 9)),
            ScalarKind.Byte => new Constant(s_byte, "7"),
            ScalarKind.Single => Constant.Single(_random.Next(-4, 5) * 0.25f),
            _ => Chance(40) ? Chance(50) ? A : B : Constant.Double(Pick([-1.0, 0.0, 2.5, -0.0, 1e300, double.NaN, double.PositiveInfinity, 0.1])),
        };
    }

    private void Fill(Scope scope, List<Statement> statements, int depth, int minimum = 0)
    {
        int count = minimum + _random.Next(depth == 0 ? 24 : 6);
        for (int i = 0; i < count && _budget > 0; i++)
        {
            _budget--;
            Add(scope, statements, depth);
        }
    }

    private void Add(Scope scope, List<Statement> statements, int depth)
    {
        int kind = _random.Next(100);
        switch (kind)
        {
            case < 50:
                AddAssign(scope, statements);
                break;
            case < 60:
                AddMemory(scope, statements);
                break;
            case < 66:
                AddCall(scope, statements);
                break;
            case < 82 when depth < 4:
                AddIf(scope, statements, depth);
                break;
            case < 88 when depth < 3:
                AddFor(scope, statements, depth);
                break;
            case < 95 when depth < 3:
                AddLoop(scope, statements, depth);
                break;
            case < 98:
                AddSameBranch(scope, statements, depth);
                break;
            default:
                AddAssign(scope, statements);
                break;
        }
    }

    private void AddAssign(Scope scope, List<Statement> statements)
    {
        Variable target;
        if (Chance(45))
        {
            int slot = _random.Next(_slots.Count);
            target = Version(slot);
            statements.Add(new Assign(target, Random(scope, _slots[slot].Type, statements)));
            scope.Versions[slot] = target;
        }
        else
        {
            ScalarType type = Pick(s_types);
            target = Fresh(type);
            statements.Add(new Assign(target, Random(scope, type, statements)));
        }

        scope.Values.Add(target);
    }

    private Operand Index(Scope scope, List<Statement> statements)
    {
        if (Chance(10))
        {
            return Value(scope, ScalarType.Int32);
        }

        var index = new Variable(_nextId++, "t", ScalarType.Int32) { IsTemporary = true };
        statements.Add(new Assign(index, new Binary(BinaryOperator.And, Value(scope, ScalarType.Int32), Constant.Int(3), ScalarType.Int32)));
        return index;
    }

    private Expression Random(Scope scope, ScalarType type, List<Statement> statements)
    {
        Operand a = Value(scope, type);
        Operand b = Value(scope, type);
        if (Chance(6))
        {
            return new Select(Value(scope, ScalarType.Boolean), a, b);
        }

        if (Chance(6))
        {
            return new Copy(a);
        }

        switch (type.Kind)
        {
            case ScalarKind.Boolean:
                ScalarType compared = Pick([ScalarType.Double, ScalarType.Int32, ScalarType.Double]);
                return _random.Next(4) switch
                {
                    0 => new Unary(UnaryOperator.Not, a),
                    1 => new Binary(Pick([BinaryOperator.And, BinaryOperator.Or, BinaryOperator.ExclusiveOr]), a, b, type),
                    _ => new Binary(
                        Pick([BinaryOperator.Less, BinaryOperator.LessOrEqual, BinaryOperator.Greater, BinaryOperator.GreaterOrEqual, BinaryOperator.Equal, BinaryOperator.NotEqual]),
                        Value(scope, compared),
                        Value(scope, compared),
                        type),
                };
            case ScalarKind.Int32:
                return _random.Next(8) switch
                {
                    0 => new Ir.Convert(Value(scope, ScalarType.Double), type, Chance(20)),
                    1 => new Ir.Convert(Value(scope, ScalarType.Int64), type, Chance(20)),
                    2 => new Unary(Chance(50) ? UnaryOperator.Negate : UnaryOperator.Complement, a),
                    3 => new Ir.Length(Chance(50) ? S : Array),
                    4 => new Binary(Pick([BinaryOperator.Divide, BinaryOperator.Remainder]), a, b, type),
                    5 => new Binary(Pick([BinaryOperator.ShiftLeft, BinaryOperator.ShiftRight, BinaryOperator.UnsignedShiftRight, BinaryOperator.And, BinaryOperator.Or, BinaryOperator.ExclusiveOr]), a, b, type),
                    6 => new Ir.Convert(Value(scope, s_byte), type),
                    _ => new Binary(Pick([BinaryOperator.Add, BinaryOperator.Subtract, BinaryOperator.Multiply]), a, b, type, Chance(30)),
                };
            case ScalarKind.Int64:
                return _random.Next(3) switch
                {
                    0 => new Ir.Convert(Value(scope, ScalarType.Int32), type, Chance(30)),
                    1 => new Unary(UnaryOperator.Negate, a, Chance(30)),
                    _ => new Binary(Pick([BinaryOperator.Add, BinaryOperator.Subtract, BinaryOperator.Multiply]), a, b, type, Chance(30)),
                };
            case ScalarKind.Byte:
                return new Ir.Convert(Value(scope, ScalarType.Int32), type, Chance(20));
            case ScalarKind.Single:
                return Chance(30)
                    ? new Ir.Convert(Value(scope, ScalarType.Double), type)
                    : new Binary(Pick([BinaryOperator.Add, BinaryOperator.Subtract, BinaryOperator.Multiply, BinaryOperator.Divide]), a, b, type);
            default:
                return _random.Next(10) switch
                {
                    0 => new Ir.Convert(Value(scope, Pick([ScalarType.Int32, ScalarType.Int64, ScalarType.Single])), type),
                    1 => new Unary(UnaryOperator.Negate, a),
                    2 => new Intrinsic("Math.Max", "global::System.Math.Max", [a, b], type),
                    3 => new Intrinsic("Math.Sin", "global::System.Math.Sin", [a], type),
                    4 or 5 => new Load(Chance(50) ? S : Array, [Index(scope, statements)], type),
                    6 => new Load(R, default, type),
                    7 when Chance(30) => new Opaque(["global::System.Math.ScaleB(", ", ", ")"], [a, Value(scope, ScalarType.Int32)], type, Effects.None),
                    _ => new Binary(Pick([BinaryOperator.Add, BinaryOperator.Subtract, BinaryOperator.Multiply, BinaryOperator.Divide, BinaryOperator.Remainder]), a, b, type),
                };
        }
    }

    private void AddMemory(Scope scope, List<Statement> statements)
    {
        Operand value = Value(scope, ScalarType.Double);
        switch (_random.Next(7))
        {
            case 0:
                statements.Add(new Store(R, default, value));
                break;
            case 1:
                statements.Add(new Accumulate(R, default, value));
                break;
            case 2 or 3:
                statements.Add(new Store(Chance(50) ? S : Array, [Index(scope, statements)], value));
                break;
            case 4 or 5:
                statements.Add(new Accumulate(Chance(50) ? S : Array, [Index(scope, statements)], value));
                break;
            default:
                var view = new Variable(_nextId++, "t", s_span) { IsTemporary = Chance(50) };
                statements.Add(new Assign(view, new View(Array, null, null, s_span)));
                statements.Add(new BufferCall("Span.Clear", ["", ".Clear()"], [view], null) { Written = [0] });
                break;
        }
    }

    private void AddCall(Scope scope, List<Statement> statements)
    {
        switch (_random.Next(3))
        {
            case 0:
                statements.Add(new OpaqueCall(null, ["global::Probe.Note(", ")"], [new ValueHole(Value(scope, ScalarType.Int32))], Effects.Anything));
                break;
            case 1:
                Variable next = Fresh(ScalarType.Int32);
                statements.Add(new OpaqueCall(next, ["global::Probe.Next(", ")"], [new ValueHole(Value(scope, ScalarType.Int32))], Effects.Anything));
                scope.Values.Add(next);
                break;
            default:
                Variable value = Fresh(ScalarType.Double);
                Variable count = Fresh(ScalarType.Int32);
                statements.Add(new OpaqueCall(
                    null,
                    ["global::Probe.Exchange(ref ", ", out ", ", ", ")"],
                    [new ReferenceHole(value, Value(scope, ScalarType.Double)), new ReferenceHole(count, null), new ValueHole(Value(scope, ScalarType.Int32))],
                    Effects.Anything));
                scope.Values.AddRange([value, count]);
                break;
        }
    }

    private void AddIf(Scope scope, List<Statement> statements, int depth)
    {
        Operand condition = Value(scope, ScalarType.Boolean);
        (Scope then, Scope otherwise) = (new Scope(scope), new Scope(scope));
        var inThen = new List<Statement>();
        var inElse = new List<Statement>();
        bool isSmall = Chance(40);
        if (Chance(85))
        {
            FillBranch(then, inThen);
        }

        if (Chance(60))
        {
            FillBranch(otherwise, inElse);
        }

        bool throws = Chance(4);
        if (throws)
        {
            inElse.Add(new Throw(new Constant(new OpaqueType("global::System.Exception"), "new global::System.InvalidOperationException()")));
        }

        var merges = new List<Merge>();
        for (int i = 0; i < _slots.Count; i++)
        {
            if (!then.Versions[i].Equals(otherwise.Versions[i]) || Chance(10))
            {
                Variable merged = Version(i);
                merges.Add(new Merge(merged, then.Versions[i], otherwise.Versions[i]));
                scope.Versions[i] = merged;
                scope.Values.Add(merged);
            }
        }

        if (Chance(50))
        {
            ScalarType type = Pick(s_types);
            Variable merged = Fresh(type);
            merges.Add(new Merge(merged, Value(then, type), Value(otherwise, type)));
            scope.Values.Add(merged);
        }

        statements.Add(new If(condition, new Block(inThen.ToEquatableArray()), new Block(inElse.ToEquatableArray())) { Merges = merges.ToEquatableArray() });
        if (condition is Variable)
        {
            scope.Branches.Add((condition, true, then.Values.Except(scope.Values).ToList()));
            scope.Branches.Add((condition, false, otherwise.Values.Except(scope.Values).ToList()));
        }

        void FillBranch(Scope branch, List<Statement> into)
        {
            if (isSmall)
            {
                AddAssign(branch, into);
            }
            else
            {
                Fill(branch, into, depth + 1);
            }
        }
    }

    // The reverse sweep comes back to a branch that was taken, and reads what it had computed.
    private void AddSameBranch(Scope scope, List<Statement> statements, int depth)
    {
        if (scope.Branches.Count == 0)
        {
            AddAssign(scope, statements);
            return;
        }

        (Operand condition, bool whenTrue, List<Variable> values) = Pick(scope.Branches);
        var inside = new Scope(scope);
        inside.Values.AddRange(values);
        var taken = new List<Statement>();
        Fill(inside, taken, depth + 1, minimum: 2);
        var notTaken = new List<Statement>();
        var merges = new List<Merge>();
        for (int i = 0; i < _slots.Count; i++)
        {
            if (!inside.Versions[i].Equals(scope.Versions[i]))
            {
                Variable merged = Version(i);
                merges.Add(whenTrue ? new Merge(merged, inside.Versions[i], scope.Versions[i]) : new Merge(merged, scope.Versions[i], inside.Versions[i]));
                scope.Versions[i] = merged;
            }
        }

        (List<Statement> then, List<Statement> otherwise) = whenTrue ? (taken, notTaken) : (notTaken, taken);
        statements.Add(new If(condition, new Block(then.ToEquatableArray()), new Block(otherwise.ToEquatableArray())) { Merges = merges.ToEquatableArray() });
    }

    private void AddFor(Scope scope, List<Statement> statements, int depth)
    {
        var inside = new Scope(scope);
        inside.Branches.Clear();
        Variable index = new(_nextId++, "i", ScalarType.Int32);
        List<(int Slot, Variable Parameter)> carried = Carry(inside);
        inside.Values.Add(index);
        var body = new List<Statement>();
        Fill(inside, body, depth + 1, minimum: 1);
        Operand bound = Bound(scope, statements);
        bool isAscending = Chance(70);
        List<Carried> values = carried.Select(c => new Carried(c.Parameter, scope.Versions[c.Slot], c.Parameter, inside.Versions[c.Slot], Version(c.Slot))).ToList();
        statements.Add(new For(
            index,
            isAscending ? Constant.Int(_random.Next(2)) : bound,
            isAscending ? BinaryOperator.Less : BinaryOperator.GreaterOrEqual,
            isAscending ? bound : Constant.Int(0),
            (isAscending ? 1 : -1) * (Chance(80) ? 1 : 2),
            new Block(body.ToEquatableArray()))
        { Carried = values.ToEquatableArray(), IsChecked = Chance(20) });
        Leave(scope, carried, values);
    }

    private void AddLoop(Scope scope, List<Statement> statements, int depth)
    {
        var inside = new Scope(scope);
        inside.Branches.Clear();
        Variable count = new(_nextId++, Chance(50) ? "count" : "t", ScalarType.Int32);
        List<(int Slot, Variable Parameter)> carried = Carry(inside);
        inside.Values.Add(count);
        bool hasHeader = Chance(70);
        var header = new List<Statement>();
        if (hasHeader && Chance(40))
        {
            Fill(inside, header, depth + 1);
        }

        Operand limit = Bound(scope, statements);
        Operand condition = hasHeader ? Define(header, new Binary(BinaryOperator.Less, count, limit, ScalarType.Boolean)) : Constant.True;
        if (hasHeader && Chance(30))
        {
            condition = Define(header, new Binary(BinaryOperator.And, condition, Value(inside, ScalarType.Boolean), ScalarType.Boolean));
        }

        List<Operand> afterHeader = [.. inside.Versions];
        var body = new List<Statement>();
        Fill(inside, body, depth + 1, minimum: 1);
        Variable next = new(_nextId++, count.Name, ScalarType.Int32);
        body.Add(new Assign(next, new Binary(BinaryOperator.Add, count, Constant.Int(1), ScalarType.Int32)));
        Operand exit = hasHeader ? Constant.False : Define(body, new Binary(BinaryOperator.GreaterOrEqual, next, limit, ScalarType.Boolean));
        if (Chance(30))
        {
            exit = Define(body, new Binary(BinaryOperator.Or, exit, Value(inside, ScalarType.Boolean), ScalarType.Boolean));
        }

        List<Carried> values = carried.Select(c => new Carried(c.Parameter, scope.Versions[c.Slot], afterHeader[c.Slot], inside.Versions[c.Slot], Version(c.Slot))).ToList();
        Variable last = new(_nextId++, count.Name, ScalarType.Int32);
        values.Add(new Carried(count, Constant.Int(0), count, next, last));
        statements.Add(new Loop(new Block(header.ToEquatableArray()), condition, new Block(body.ToEquatableArray()), exit) { Carried = values.ToEquatableArray() });
        Leave(scope, carried, values);
        scope.Values.Add(last);
    }

    private Variable Define(List<Statement> statements, Expression expression)
    {
        var variable = new Variable(_nextId++, "t", expression.Type) { IsTemporary = true };
        statements.Add(new Assign(variable, expression));
        return variable;
    }

    private Operand Bound(Scope scope, List<Statement> statements) => Chance(40)
        ? Constant.Int(_random.Next(5))
        : Chance(30) ? Define(statements, new Ir.Length(S)) : Define(statements, new Binary(BinaryOperator.And, Value(scope, ScalarType.Int32), Constant.Int(3), ScalarType.Int32));

    private List<(int Slot, Variable Parameter)> Carry(Scope inside)
    {
        var carried = new List<(int, Variable)>();
        for (int i = 0; i < _slots.Count; i++)
        {
            if (Chance(60))
            {
                Variable parameter = Version(i);
                carried.Add((i, parameter));
                inside.Versions[i] = parameter;
                inside.Values.Add(parameter);
            }
        }

        return carried;
    }

    private void Leave(Scope scope, List<(int Slot, Variable Parameter)> carried, List<Carried> values)
    {
        for (int i = 0; i < carried.Count; i++)
        {
            scope.Versions[carried[i].Slot] = values[i].Result;
            scope.Values.Add(values[i].Result);
        }
    }
}
