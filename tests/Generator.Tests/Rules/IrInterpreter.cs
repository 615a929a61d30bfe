using System.Globalization;
using System.Reflection;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Tests.Rules;

/// <summary>Runs the statements that rules build, so that a rule is tested by its values: scalars are boxed, buffers are <see cref="Memory"/>.</summary>
internal sealed class IrInterpreter
{
    private readonly Dictionary<int, object> _values = [];

    public void Set(Variable variable, object value) => _values[variable.Id] = value;

    public object Read(Operand operand) => operand switch
    {
        Variable variable => _values[variable.Id],
        Constant constant => Parse(constant),
        _ => throw new ArgumentException($"No value for {operand}.", nameof(operand)),
    };

    public void Run(IEnumerable<Statement> statements)
    {
        foreach (Statement statement in statements)
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
                ((Memory)Read(store.Buffer))[Index(store.Indices)] = Read(store.Value);
                break;
            case Accumulate accumulate:
                var memory = (Memory)Read(accumulate.Buffer);
                int index = Index(accumulate.Indices);
                memory[index] = (dynamic)memory[index] + (dynamic)Read(accumulate.Value);
                break;
            case If branch:
                bool taken = (bool)Read(branch.Condition);
                Run((taken ? branch.Then : branch.Else).Statements);
                foreach (Merge merge in branch.Merges)
                {
                    _values[merge.Result.Id] = Read(taken ? merge.Then : merge.Else);
                }

                break;
            case For loop:
                RunLoop(loop);
                break;
            case BufferCall call:
                RunCall(call);
                break;
            case OpaqueCall { Result: { } result, Holes: [ValueHole first, ValueHole second, ReferenceHole offset] }:
                bool overlaps = ((Memory)Read(first.Operand)).Overlaps((Memory)Read(second.Operand), out int distance);
                _values[result.Id] = overlaps;
                _values[offset.Result.Id] = distance;
                break;
            default:
                throw new ArgumentException($"Rules don't build {statement}.", nameof(statement));
        }
    }

    private void RunLoop(For loop)
    {
        object[] carried = loop.Carried.Select(c => Read(c.Initial)).ToArray();
        long limit = System.Convert.ToInt64(Read(loop.Limit), CultureInfo.InvariantCulture);
        for (long i = System.Convert.ToInt64(Read(loop.Start), CultureInfo.InvariantCulture); Holds(i); i += loop.Step)
        {
            _values[loop.Index.Id] = (int)i;
            for (int c = 0; c < carried.Length; c++)
            {
                _values[loop.Carried[c].Parameter.Id] = carried[c];
            }

            Run(loop.Body.Statements);
            carried = loop.Carried.Select(c => Read(c.AfterBody)).ToArray();
        }

        for (int c = 0; c < carried.Length; c++)
        {
            _values[loop.Carried[c].Result.Id] = carried[c];
        }

        bool Holds(long i) => loop.Comparison switch
        {
            BinaryOperator.Less => i < limit,
            BinaryOperator.GreaterOrEqual => i >= limit,
            _ => throw new ArgumentException($"Rules don't build loops with {loop.Comparison}.", nameof(loop)),
        };
    }

    private void RunCall(BufferCall call)
    {
        var memory = (Memory)Read(call.Arguments[0]);
        switch (call.Key)
        {
            case "Span.Clear":
                for (int i = 0; i < memory.Count; i++)
                {
                    memory[i] = memory.Zero;
                }

                break;
            case "Span.Reverse":
                memory.Reverse();
                break;
            case "List.Add":
                memory.Insert(memory.Count, Read(call.Arguments[1]));
                break;
            case "List.Insert":
                memory.Insert((int)Read(call.Arguments[1]), Read(call.Arguments[2]));
                break;
            case "List.RemoveAt":
                memory.RemoveAt((int)Read(call.Arguments[1]));
                break;
            case "List.Clear":
                memory.Clear();
                break;
            default:
                throw new ArgumentException($"Rules don't call {call.Key}.", nameof(call));
        }
    }

    private object Evaluate(Expression expression)
    {
        dynamic a = expression.Operands.IsEmpty ? 0 : Read(expression.Operands[0]);
        switch (expression)
        {
            case Copy:
                return a;
            case Unary { Operator: UnaryOperator.Negate }:
                return -a;
            case Unary { Operator: UnaryOperator.Not }:
                return !a;
            case Binary binary:
                return Apply(binary.Operator, a, (dynamic)Read(binary.Right));
            case Ir.Convert convert:
                return System.Convert.ChangeType((object)a, TypeOf(convert.Type), CultureInfo.InvariantCulture);
            case Select select:
                return Read(a ? select.WhenTrue : select.WhenFalse);
            case Intrinsic intrinsic:
                return Call(intrinsic.Name, intrinsic.Arguments.Select(Read).ToArray());
            case Load load:
                return ((Memory)a)[Index(load.Indices)];
            case Length:
                return ((Memory)a).Count;
            case View view:
                return view.Start is null ? a : ((Memory)a).Slice((int)Read(view.Start), view.Count is null ? null : (int)Read(view.Count));
            case CopyOf:
                return ((Memory)a).Copy();
            case Allocate allocate:
                return new Memory(((BufferType)allocate.Type).Element, (int)a);
            default:
                throw new ArgumentException($"Rules don't build {expression}.", nameof(expression));
        }
    }

    private static object Apply(BinaryOperator operation, dynamic a, dynamic b) => operation switch
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
        BinaryOperator.GreaterOrEqual => a >= b,
        BinaryOperator.And => a & b,
        BinaryOperator.Or => a | b,
        _ => throw new ArgumentException($"Rules don't build {operation}.", nameof(operation)),
    };

    /// <summary>Calls a static method by its C# name.</summary>
    public static object Call(string name, object[] arguments)
    {
        int dot = name.LastIndexOf('.');
        Type[] types = arguments.Select(a => a.GetType()).ToArray();
        MethodInfo method = Container(name[..dot]).GetMethod(name[(dot + 1)..], BindingFlags.Public | BindingFlags.Static, types)
            ?? throw new ArgumentException($"No method {name}({string.Join(", ", types.Select(t => t.Name))}).", nameof(name));
        return method.Invoke(null, arguments)!;
    }

    private static Type Container(string name) => name switch
    {
        "double" => typeof(double),
        "float" => typeof(float),
        "int" => typeof(int),
        "global::System.Math" => typeof(Math),
        "global::System.MathF" => typeof(MathF),
        "global::AutoDiff.SpecialFunctions" => typeof(SpecialFunctions),
        _ => throw new ArgumentException($"No type {name}.", nameof(name)),
    };

    private int Index(EquatableArray<Operand> indices) => indices.IsEmpty ? 0 : (int)Read(indices[0]);

    private static Type TypeOf(IrType type) => type is ScalarType { Kind: ScalarKind.Single } ? typeof(float)
        : type is ScalarType { Kind: ScalarKind.Double } ? typeof(double)
        : typeof(int);

    private static object Parse(Constant constant)
    {
        string text = constant.Text;
        bool isSingle = constant.ConstantType is ScalarType { Kind: ScalarKind.Single };
        if (constant.ConstantType.IsFloat)
        {
            double value = text[(text.IndexOf('.') + 1)..] switch
            {
                "NaN" => double.NaN,
                "PositiveInfinity" => double.PositiveInfinity,
                "NegativeInfinity" => double.NegativeInfinity,
                _ => double.Parse(text.TrimEnd('f'), CultureInfo.InvariantCulture),
            };
            return isSingle ? (object)(float)value : value;
        }

        return text is "true" or "false" ? text == "true" : int.Parse(text, CultureInfo.InvariantCulture);
    }
}
