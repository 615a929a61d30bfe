using System.Globalization;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Tests.Emit;

/// <summary>Runs a body in SSA form, statement by statement as the IR says: what the emitted C# is compared with.</summary>
internal sealed class SsaInterpreter
{
    private readonly Dictionary<int, object> _values = [];

    public ProbeLog Log { get; } = new();

    public object[]? Results { get; private set; }

    public void Set(Variable variable, object value) => _values[variable.Id] = value;

    public object Get(Variable variable) => _values[variable.Id];

    public void Run(Block block)
    {
        foreach (Statement statement in block.Statements)
        {
            Run(statement);
        }
    }

    private void Run(Statement statement)
    {
        switch (statement)
        {
            case Assign assign:
                _values[assign.Target.Id] = Evaluate(assign.Value);
                break;
            case Store store:
                Write(store.Buffer, store.Indices, Read(store.Value));
                break;
            case Accumulate accumulate:
                Write(accumulate.Buffer, accumulate.Indices, (double)Load(accumulate.Buffer, accumulate.Indices) + (double)Read(accumulate.Value));
                break;
            case Evaluate evaluate:
                Evaluate(evaluate.Expression);
                break;
            case BufferCall call:
                Array.Clear((double[])Read(call.Arguments[0]));
                break;
            case OpaqueCall call:
                RunCall(call);
                break;
            case If branch:
                bool taken = (bool)Read(branch.Condition);
                Run(taken ? branch.Then : branch.Else);
                Assign(branch.Merges, m => m.Result, m => taken ? m.Then : m.Else);
                break;
            case Loop loop:
                RunLoop(loop);
                break;
            case For loop:
                RunFor(loop);
                break;
            case Throw:
                throw new InvalidOperationException();
            case Return result:
                Results = result.Values.Select(Read).ToArray();
                break;
        }
    }

    private void Assign<T>(EquatableArray<T> all, Func<T, Variable> target, Func<T, Operand> source)
    {
        object?[] values = all.Select(item => TryRead(source(item))).ToArray();
        for (int i = 0; i < all.Count; i++)
        {
            if (values[i] is { } value)
            {
                _values[target(all[i]).Id] = value;
            }
        }
    }

    private void RunLoop(Loop loop)
    {
        Assign(loop.Carried, c => c.Parameter, c => c.Initial);
        while (true)
        {
            Run(loop.Header);
            if (!(bool)Read(loop.Condition))
            {
                Assign(loop.Carried, c => c.Result, c => c.AfterHeader);
                return;
            }

            Run(loop.Body);
            if ((bool)Read(loop.Break))
            {
                Assign(loop.Carried, c => c.Result, c => c.AfterBody);
                return;
            }

            Assign(loop.Carried, c => c.Parameter, c => c.AfterBody);
        }
    }

    private void RunFor(For loop)
    {
        Assign(loop.Carried, c => c.Parameter, c => c.Initial);
        for (int i = (int)Read(loop.Start); (bool)Apply(loop.Comparison, i, Read(loop.Limit), false); i += (int)loop.Step)
        {
            _values[loop.Index.Id] = i;
            Run(loop.Body);
            Assign(loop.Carried, c => c.Parameter, c => c.AfterBody);
        }

        Assign(loop.Carried, c => c.Result, c => c.Parameter);
    }

    private void RunCall(OpaqueCall call)
    {
        switch (call.Parts[0])
        {
            case "global::Probe.Note(":
                Log.Add(Read(((ValueHole)call.Holes[0]).Operand));
                break;
            case "global::Probe.Next(":
                _values[call.Result!.Id] = Log.Next((int)Read(((ValueHole)call.Holes[0]).Operand));
                break;
            default:
                var first = (ReferenceHole)call.Holes[0];
                var second = (ReferenceHole)call.Holes[1];
                double value = (double)Read(first.Initial!);
                Log.Exchange(ref value, out int count, (int)Read(((ValueHole)call.Holes[2]).Operand));
                _values[first.Result.Id] = value;
                _values[second.Result.Id] = count;
                break;
        }
    }

    private object? TryRead(Operand operand) => operand is Variable variable ? _values.GetValueOrDefault(variable.Id) : Parse((Constant)operand);

    private object Read(Operand operand) => TryRead(operand) ?? throw new KeyNotFoundException($"{operand} has no value.");

    private object Load(Operand buffer, EquatableArray<Operand> indices) =>
        ((double[])Read(buffer))[indices.IsEmpty ? 0 : (int)Read(indices[0])];

    private void Write(Operand buffer, EquatableArray<Operand> indices, object value) =>
        ((double[])Read(buffer))[indices.IsEmpty ? 0 : (int)Read(indices[0])] = (double)value;

    private object Evaluate(Expression expression) => expression switch
    {
        Copy copy => Read(copy.Source),
        Unary { Operator: UnaryOperator.Not } not => !(bool)Read(not.Operand),
        Unary { Operator: UnaryOperator.Complement } complement => ~(int)Read(complement.Operand),
        Unary negate => Negate(Read(negate.Operand), negate.IsChecked),
        Binary binary => Apply(binary.Operator, Read(binary.Left), Read(binary.Right), binary.IsChecked),
        Ir.Convert convert => Convert(Read(convert.Operand), ((ScalarType)convert.Type).Kind, convert.IsChecked),
        Select select => Read((bool)Read(select.Condition) ? select.WhenTrue : select.WhenFalse),
        Intrinsic { Key: "Math.Max" } max => Math.Max((double)Read(max.Arguments[0]), (double)Read(max.Arguments[1])),
        Intrinsic sin => Math.Sin((double)Read(sin.Arguments[0])),
        Load load => Load(load.Buffer, load.Indices),
        Length length => ((double[])Read(length.Buffer)).Length,
        View { Start: null } view => Read(view.Buffer),
        Opaque opaque => Math.ScaleB((double)Read(opaque.Arguments[0]), (int)Read(opaque.Arguments[1])),
        Allocate allocate => new double[(int)Read(allocate.Lengths[0])],
        CopyOf copy => ((double[])Read(copy.Buffer)).Clone(),
        _ => throw new InvalidOperationException($"Random bodies have no {expression}."),
    };

    private static object Negate(object value, bool isChecked) => value switch
    {
        double d => (object)-d,
        float f => -f,
        long l => isChecked ? checked(-l) : unchecked(-l),
        int i => isChecked ? checked(-i) : unchecked(-i),
        _ => throw new InvalidOperationException(),
    };

    private static object Apply(BinaryOperator operation, object left, object right, bool isChecked) => (left, right) switch
    {
        (double a, double b) => Floats(operation, a, b),
        (float a, float b) => operation switch
        {
            BinaryOperator.Add => a + b,
            BinaryOperator.Subtract => a - b,
            BinaryOperator.Multiply => a * b,
            BinaryOperator.Divide => a / b,
            _ => Floats(operation, a, b),
        },
        (int a, int b) => Integers(operation, a, b, isChecked),
        (long a, long b) => Longs(operation, a, b, isChecked),
        (bool a, bool b) => operation switch
        {
            BinaryOperator.And => a & b,
            BinaryOperator.Or => a | b,
            BinaryOperator.ExclusiveOr => a ^ b,
            BinaryOperator.Equal => a == b,
            _ => a != b,
        },
        _ => throw new InvalidOperationException($"{left} {operation} {right}"),
    };

    private static object Floats(BinaryOperator operation, double a, double b) => operation switch
    {
        BinaryOperator.Add => a + b,
        BinaryOperator.Subtract => a - b,
        BinaryOperator.Multiply => a * b,
        BinaryOperator.Divide => a / b,
        BinaryOperator.Remainder => a % b,
        BinaryOperator.Equal => a == b,
        BinaryOperator.NotEqual => a != b,
        BinaryOperator.Less => a < b,
        BinaryOperator.LessOrEqual => a <= b,
        BinaryOperator.Greater => a > b,
        _ => a >= b,
    };

    private static object Integers(BinaryOperator operation, int a, int b, bool isChecked) => operation switch
    {
        BinaryOperator.Add => isChecked ? checked(a + b) : unchecked(a + b),
        BinaryOperator.Subtract => isChecked ? checked(a - b) : unchecked(a - b),
        BinaryOperator.Multiply => isChecked ? checked(a * b) : unchecked(a * b),
        BinaryOperator.Divide => a / b,
        BinaryOperator.Remainder => a % b,
        BinaryOperator.And => a & b,
        BinaryOperator.Or => a | b,
        BinaryOperator.ExclusiveOr => a ^ b,
        BinaryOperator.ShiftLeft => a << b,
        BinaryOperator.ShiftRight => a >> b,
        BinaryOperator.UnsignedShiftRight => a >>> b,
        BinaryOperator.Equal => a == b,
        BinaryOperator.NotEqual => a != b,
        BinaryOperator.Less => a < b,
        BinaryOperator.LessOrEqual => a <= b,
        BinaryOperator.Greater => a > b,
        _ => a >= b,
    };

    private static object Longs(BinaryOperator operation, long a, long b, bool isChecked) => operation switch
    {
        BinaryOperator.Add => isChecked ? checked(a + b) : unchecked(a + b),
        BinaryOperator.Subtract => isChecked ? checked(a - b) : unchecked(a - b),
        BinaryOperator.Multiply => isChecked ? checked(a * b) : unchecked(a * b),
        BinaryOperator.Less => a < b,
        BinaryOperator.GreaterOrEqual => a >= b,
        _ => throw new InvalidOperationException(operation.ToString()),
    };

    private static object Convert(object value, ScalarKind kind, bool isChecked) => (value, kind) switch
    {
        (int i, ScalarKind.Double) => (object)(double)i,
        (long l, ScalarKind.Double) => (double)l,
        (float f, ScalarKind.Double) => (double)f,
        (double d, ScalarKind.Single) => (float)d,
        (int i, ScalarKind.Int64) => (long)i,
        (long l, ScalarKind.Int32) => isChecked ? checked((int)l) : unchecked((int)l),
        (double d, ScalarKind.Int32) => isChecked ? checked((int)d) : unchecked((int)d),
        (int i, ScalarKind.Byte) => isChecked ? checked((byte)i) : unchecked((byte)i),
        (byte b, ScalarKind.Int32) => (int)b,
        _ => throw new InvalidOperationException($"{value} to {kind}"),
    };

    private static object Parse(Constant constant) => ((ScalarType)constant.Type).Kind switch
    {
        ScalarKind.Boolean => (object)(constant.Text == "true"),
        ScalarKind.Byte => byte.Parse(constant.Text, CultureInfo.InvariantCulture),
        ScalarKind.Int32 => int.Parse(constant.Text, CultureInfo.InvariantCulture),
        ScalarKind.Int64 => long.Parse(constant.Text.TrimEnd('L'), CultureInfo.InvariantCulture),
        ScalarKind.Single => float.Parse(constant.Text.TrimEnd('f'), CultureInfo.InvariantCulture),
        _ => constant.Text switch
        {
            "double.NaN" => double.NaN,
            "double.PositiveInfinity" => double.PositiveInfinity,
            _ => double.Parse(constant.Text, CultureInfo.InvariantCulture),
        },
    };
}

/// <summary>What calls without a derivative leave behind: the emitted code has its own copy, with the same text.</summary>
internal sealed class ProbeLog
{
    private readonly List<string> _entries = [];

    public void Add(object value) => _entries.Add(string.Format(CultureInfo.InvariantCulture, "{0}", value));

    public int Next(int value)
    {
        _entries.Add("next " + value.ToString(CultureInfo.InvariantCulture));
        return unchecked((value * 31) + _entries.Count);
    }

    public void Exchange(ref double value, out int count, int factor)
    {
        _entries.Add("exchange " + factor.ToString(CultureInfo.InvariantCulture));
        value = (value * 0.5) + factor;
        count = _entries.Count;
    }

    public override string ToString() => string.Join("\n", _entries);
}
