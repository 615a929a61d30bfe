using System.Globalization;

namespace AutoDiff.Fuzz.Generation;

/// <summary>
/// Writes a random program: a class with a marked method <c>F</c> and a few more that it calls. The same seed gives the same program. Values stay small, since every
/// assignment squashes what could grow; indices are in range and loops end by construction.
/// </summary>
internal sealed partial class ProgramWriter
{
    private readonly Random _random;
    private readonly List<Callable> _callables = [];
    private readonly List<Local> _scope = [];
    private readonly List<Thing> _things = [];
    private readonly List<Aggregate> _aggregates = [];
    private readonly bool _usesFloat;
    private readonly bool _usesTangents;
    private readonly bool _usesConstants;
    private readonly Vocabulary _vocabulary;
    private List<Callable> _localFunctions = [];
    private HashSet<string> _taken = new(StringComparer.Ordinal);
    private string _result = "double";
    private int _budget;
    private int _loopDepth;

    // The loops that a jump can leave: those outside of a local function are not among them.
    private int _jumpDepth;
    private bool _inLocalFunction;
    private bool _isRecursiveLocal;
    private string? _self;
    private int _nextName;

    private ProgramWriter(int seed)
    {
        _random = new Random(seed);
        _usesFloat = Chance(0.2);
        _usesTangents = Chance(0.35);
        _usesConstants = seed % 10 == 3;
        _vocabulary = new Vocabulary(_random);
    }

    // One in ten programs is about loops with independent iterations, one in ten about layers of units in them; one in ten cuts derivatives.
    public static string Write(int seed) => (seed % 10) switch
    {
        7 => IndependentLoopWriter.Write(seed),
        9 => LayerWriter.Write(seed),
        3 when seed % 20 == 13 => ConstantWriter.Write(seed),
        _ => new ProgramWriter(seed).WriteClass(),
    };

    private string WriteClass()
    {
        string types = WriteAggregates();
        string members = Chance(0.2) ? WriteGeneric() : "";
        int helpers = Pick(0, 0, 1, 1, 2, 3);
        for (int i = 0; i < helpers; i++)
        {
            members += WriteHelper("H" + i);
        }

        string entry = WriteEntry();
        return "using System; using System.Collections.Generic; using System.Numerics; using System.Runtime.CompilerServices; using AutoDiff; "
            + "public static partial class Program { " + members + entry + " } " + types;
    }

    private string WriteEntry()
    {
        Reset();
        _budget = Pick(6, 10, 14, 20);
        var parameters = new List<string>();
        string start = "";
        int scalars = _random.Next(1, 4);
        for (int i = 0; i < scalars; i++)
        {
            string type = FloatType();
            string name = Name();
            bool isIn = Chance(0.05);
            parameters.Add((isIn ? "in " : "") + type + " " + name);
            Declare(new Local(name, type, Shape.Scalar) { IsAssignable = !isIn, CannotBeCaptured = isIn, IsReadOnly = isIn });
        }

        int buffers = Pick(0, 1, 1, 2, 2, 3);
        for (int i = 0; i < buffers; i++)
        {
            parameters.Add(Buffer(FloatType()));
        }

        for (int i = _aggregates.Count > 0 ? Pick(0, 1, 2) : Chance(0.15) ? 1 : 0; i > 0; i--)
        {
            string kind = Pick(ThingKinds());
            string name = Name();
            parameters.Add($"{ParameterType(kind)} {name}");
            DeclareParameter(kind, name);
        }

        int integers = Pick(0, 1, 1, 2);
        for (int i = 0; i < integers; i++)
        {
            string name = Name();
            parameters.Add("int " + name);
            Declare(new Local(name, "int", Shape.Scalar));
        }

        if (Chance(0.15))
        {
            string name = Name();
            parameters.Add((Chance(0.5) ? "int[] " : "ReadOnlySpan<int> ") + name);
            bool isArray = parameters[^1].StartsWith("int[]", StringComparison.Ordinal);
            Declare(new Local(name, "int", isArray ? Shape.Array : Shape.ReadOnlySpan) { IsAssignable = false, CannotBeCaptured = !isArray });
        }

        if (Chance(0.2))
        {
            string name = Name();
            string type = FloatType();
            parameters.Add($"ref {type} {name}");
            Declare(new Local(name, type, Shape.Scalar) { CannotBeCaptured = true });
        }

        if (Chance(0.15))
        {
            string name = Name();
            string type = FloatType();
            parameters.Add($"out {type} {name}");
            start += $"{name} = {Literal(type)};";
            Declare(new Local(name, type, Shape.Scalar) { CannotBeCaptured = true });
        }

        Aggregate? structure = PickOrNull(_aggregates.Where(a => !a.IsClass).ToList());
        _result = Weighted(("double", 8), (structure?.Name ?? "double", 0.7), (_usesFloat ? "float" : "double", 2), ("(double, double)", 1), ("(double First, int Count)", 0.4), ("void", _scope.Any(l => l.IsFloat && l.Shape is Shape.Span or Shape.Array or Shape.Jagged && l.IsFloat) ? 1 : 0));
        if (Chance(0.15))
        {
            start += NeverThrown();
        }

        return Assemble("F", parameters, "", start);
    }

    private string WriteHelper(string name)
    {
        Reset();
        _budget = Pick(1, 2, 4, 6);
        string attributes = Chance(0.45) ? "[MethodImpl(MethodImplOptions.NoInlining)] " : "";
        var parameters = new List<string>();
        var kinds = new List<string>();
        bool isRecursive = Chance(0.3);
        void Add(string kind)
        {
            kinds.Add(kind);
            string parameter = Name();
            switch (kind)
            {
                case "span":
                    parameters.Add("Span<double> " + parameter);
                    Declare(new Local(parameter, "double", Shape.Span) { CannotBeCaptured = true });
                    break;
                case "readonlyspan":
                    parameters.Add(ConstantMark(0.3) + "ReadOnlySpan<double> " + parameter);
                    Declare(new Local(parameter, "double", Shape.ReadOnlySpan) { CannotBeCaptured = true });
                    break;
                case "array":
                    parameters.Add(ConstantMark(0.1) + "double[] " + parameter);
                    Declare(new Local(parameter, "double", Shape.Array) { IsAssignable = Chance(0.5) });
                    break;
                case "ref":
                    parameters.Add("ref double " + parameter);
                    Declare(new Local(parameter, "double", Shape.Scalar) { CannotBeCaptured = true });
                    break;
                case "out":
                    parameters.Add("out double " + parameter);
                    Declare(new Local(parameter, "double", Shape.Scalar) { CannotBeCaptured = true });
                    break;
                case "depth":
                    parameters.Add("int " + parameter);
                    Declare(new Local(parameter, "int", Shape.Scalar) { IsAssignable = false });
                    break;
                case "double" or "float" or "int":
                    parameters.Add((kind == "int" || parameters.Count == 0 ? "" : ConstantMark(0.25)) + kind + " " + parameter);
                    Declare(new Local(parameter, kind, Shape.Scalar));
                    break;
                default:
                    parameters.Add($"{ParameterType(kind)} {parameter}");
                    DeclareParameter(kind, parameter);
                    break;
            }
        }

        Add(FloatType());
        if (Chance(0.5))
        {
            Add(FloatType());
        }

        if (Chance(0.5))
        {
            Add(Pick("span", "readonlyspan", "array", "span", "ref", "out"));
        }

        if (Chance(0.3))
        {
            Add("int");
        }

        if (Chance(_aggregates.Count > 0 ? 0.5 : 0.1))
        {
            Add(Pick(ThingKinds()));
        }

        string start = string.Concat(kinds.Zip(_scope).Where(p => p.First == "out").Select(p => $"{p.Second.Name} = {Literal("double")};"));
        if (isRecursive)
        {
            Add("depth");
            start += $"if ({_scope[^1].Name} <= 0) return {{0}};";
        }

        _result = kinds.Any(k => k is "span" or "array" or "ref" or "out") ? Pick("double", "void") : Pick("double", "double", FloatType(), "(double, double)");
        if (_aggregates.FirstOrDefault(a => !a.IsClass) is { } returned && Chance(0.2))
        {
            _result = returned.Name;
        }

        var callable = new Callable(name, _result, [.. kinds]) { IsRecursive = isRecursive };
        if (isRecursive)
        {
            start = start.Replace("{0}", ReturnValue(0), StringComparison.Ordinal);
            _self = _scope[^1].Name;
            _callables.Add(callable);
        }

        string text = Assemble(name, parameters, attributes, start);
        if (!isRecursive)
        {
            _callables.Add(callable);
        }

        return text;
    }

    private string Assemble(string name, List<string> parameters, string attributes, string start)
    {
        string body = start + Statements(3, isBody: true);
        if (_result != "void")
        {
            body += $"return {ReturnValue(2)};";
        }

        var settings = new List<string>();
        if (_usesTangents && (name == "F" || Chance(0.5)))
        {
            settings.Add("Modes = DerivativeModes.Jvp");
        }

        if (_usesConstants && name != "F" && WithRespectTo(parameters) is { } active)
        {
            settings.Add(active);
        }

        string marks = settings.Count == 0 ? "" : $"({string.Join(", ", settings)})";
        return $"[Differentiable{marks}] {attributes}public static {_result} {name}({string.Join(", ", parameters)}) {{ {body} }} ";
    }

    private string Buffer(string type)
    {
        string name = Name();
        string kind = Weighted(("Span", 3), ("ReadOnlySpan", 3), ("Array", 3), ("Jagged", 1));
        switch (kind)
        {
            case "Span":
                Declare(new Local(name, type, Shape.Span) { CannotBeCaptured = true, IsAssignable = Chance(0.4) });
                return $"Span<{type}> {name}";
            case "ReadOnlySpan":
                Declare(new Local(name, type, Shape.ReadOnlySpan) { CannotBeCaptured = true, IsAssignable = Chance(0.4) });
                return $"ReadOnlySpan<{type}> {name}";
            case "Array":
                Declare(new Local(name, type, Shape.Array) { IsAssignable = Chance(0.4) });
                return $"{type}[] {name}";
            default:
                Declare(new Local(name, type, Shape.Jagged) { IsAssignable = false });
                return $"{type}[][] {name}";
        }
    }

    private void Reset()
    {
        _scope.Clear();
        _things.Clear();
        _localFunctions = [];
        _taken = new HashSet<string>(StringComparer.Ordinal);
        _loopDepth = 0;
        _jumpDepth = 0;
        _self = null;
        _inLocalFunction = false;
    }

    private void Declare(Local local) => _scope.Add(local);

    private (int Locals, int Things) Mark() => (_scope.Count, _things.Count);

    private void Leave((int Locals, int Things) mark)
    {
        _scope.RemoveRange(mark.Locals, _scope.Count - mark.Locals);
        _things.RemoveRange(mark.Things, _things.Count - mark.Things);
    }

    private string Name()
    {
        string name = _vocabulary.Next();
        if (!_taken.Add(name))
        {
            name = "v" + _nextName++.ToString(CultureInfo.InvariantCulture);
        }

        return name;
    }

    private string ReturnValue(int depth) => _result switch
    {
        "void" => "",
        "float" => Squash("float", Float("float", depth)),
        "(double, double)" => $"({Float("double", depth)}, {Float("double", depth)})",
        "(double First, int Count)" => $"({Float("double", depth)}, {Int(1)})",
        "double" => Float("double", depth + 1),
        _ => StructValue(_aggregates.Single(a => a.Name == _result), depth),
    };

    private string FloatType() => _usesFloat && Chance(0.5) ? "float" : "double";

    private bool Chance(double probability) => _random.NextDouble() < probability;

    private T Pick<T>(params T[] items) => items[_random.Next(items.Length)];

    private T Pick<T>(List<T> items) => items[_random.Next(items.Count)];

    private T Weighted<T>(params (T Item, double Weight)[] items)
    {
        double at = _random.NextDouble() * items.Sum(i => i.Weight);
        foreach ((T item, double weight) in items)
        {
            at -= weight;
            if (at < 0)
            {
                return item;
            }
        }

        return items[0].Item;
    }
}
