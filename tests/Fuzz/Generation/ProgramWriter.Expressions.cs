using System.Globalization;

namespace AutoDiff.Fuzz.Generation;

internal sealed partial class ProgramWriter
{
    /// <summary>An expression of exactly the given float type.</summary>
    private string Float(string type, int depth)
    {
        if (depth <= 0)
        {
            return Atom(type);
        }

        if (Cuts(0.06))
        {
            return $"Gradient.Stop({Float(type, depth - 1)})";
        }

        if (type == "float")
        {
            return FloatSingle(depth);
        }

        string Sub() => Float("double", depth - 1);
        return Weighted(
            ("atom", 3), ("arithmetic", 6), ("function", 4), ("ternary", 1.2), ("integer", 1), ("call", 1.5), ("effect", 0.7), ("switch", 0.5), ("thing", _things.Count > 0 ? 3 : 0), ("mixed", _usesFloat ? 2 : 0.05)) switch
        {
            "arithmetic" => Pick(
                $"({Sub()} + {Sub()})", $"({Sub()} - {Sub()})", $"{Factor(depth)} * {Factor(depth)}", $"0.5 * ({Sub()} + {Sub()})", $"-{Factor(depth)}",
                $"{Factor(depth)} / (1.5 + {Square(depth)})", $"({Sub()} * {Factor(depth)} + {Sub()})", $"({Factor(depth)} % {Pick("1.25", $"(1.5 + {Square(depth)})")})", $"{Factor(depth)} * {Constant()}"),
            "function" => Function(depth),
            "ternary" => $"({Bool(depth - 1)} ? {Sub()} : {Sub()})",
            "integer" => $"{Constant()} * {IntFactor(depth - 1)}",
            "call" => Call("double", depth - 1) ?? Sub(),
            "effect" => Effect(depth - 1) ?? Sub(),
            "switch" => SwitchExpression(depth - 1),
            "thing" => ThingAtom(depth - 1) ?? Sub(),
            "mixed" => Pick($"(double){Parenthesised(Float("float", depth - 1))}", $"({Float("float", depth - 1)} + {Sub()})"),
            _ => Atom(type),
        };
    }

    private string FloatSingle(int depth)
    {
        string Sub() => Float("float", depth - 1);
        return Weighted(("atom", 3), ("arithmetic", 6), ("function", 3), ("cast", 2), ("call", 1), ("ternary", 1)) switch
        {
            "arithmetic" => Pick($"({Sub()} + {Sub()})", $"({Sub()} - {Sub()})", $"({Sub()} * {Sub()})", $"({Sub()} / (1.5f + MathF.Abs({Sub()})))", $"({Sub()} * {IntFactor(0)})"),
            "function" => Pick($"MathF.Sin({Sub()})", $"MathF.Tanh({Sub()})", $"MathF.Sqrt(1.25f + MathF.Abs({Sub()}))", $"Math.Max({Sub()}, {Sub()})", $"MathF.Exp(-MathF.Abs({Sub()}))"),
            "cast" => $"(float){Parenthesised(Float("double", depth - 1))}",
            "call" => Call("float", depth - 1) ?? Sub(),
            "ternary" => $"({Bool(depth - 1)} ? {Sub()} : {Sub()})",
            _ => Atom("float"),
        };
    }

    private string Function(int depth)
    {
        string Sub() => Float("double", depth - 1);
        return _random.Next(22) switch
        {
            0 or 1 => $"Math.Sin({Sub()})",
            2 => $"Math.Cos({Sub()})",
            3 or 4 => $"Math.Tanh({Sub()})",
            5 => $"Math.Exp(-Math.Abs({Sub()}))",
            6 => $"Math.Sqrt(1.1 + {Square(depth)})",
            7 => $"Math.Log(1.2 + {Square(depth)})",
            8 => $"Math.Atan({Sub()})",
            9 => $"Math.Atan2({Sub()}, 2.0 + Math.Sin({Sub()}))",
            10 => $"Math.Pow(1.5 + Math.Sin({Sub()}), {Atom("double")})",
            11 => $"Math.Abs({Sub()})",
            12 => $"Math.Max({Sub()}, {Sub()})",
            13 => $"Math.Min({Sub()}, {Sub()})",
            14 => $"Math.Clamp({Sub()}, -1.5, 1.25)",
            15 => $"Math.Cbrt(2.5 + Math.Sin({Sub()}))",
            16 => $"double.Hypot(1.0 + Math.Abs({Sub()}), {Sub()})",
            17 => $"Math.FusedMultiplyAdd({Factor(1)}, 0.5, {Sub()})",
            18 => $"Math.Sinh(Math.Sin({Sub()}))",
            19 => $"Math.CopySign({Sub()}, {Sub()})",
            20 => $"Math.Pow(Math.Sin({Sub()}), {Pick("2", "3")})",
            _ => $"Math.Asin(0.9 * Math.Sin({Sub()}))",
        };
    }

    // Expressions with a value and an effect.
    private string? Effect(int depth)
    {
        List<Local> targets = Where(l => l.Shape == Shape.Scalar && l.Type == "double" && l.IsAssignable && !l.Grows && !l.IsReadOnly);
        if (targets.Count > 0 && Chance(0.7))
        {
            Local target = Pick(targets);
            return Pick(
                $"({target.Name} = {Squash("double", Float("double", depth))})",
                $"({target.Name} *= {Pick("0.5", "0.9", "-0.8")})",
                $"({target.Name} = 0.5 * {target.Name} + {Squash("double", Float("double", depth))})");
        }

        List<Local> grows = Where(l => l.Grows && l.Type == "double" && l.IsAssignable);
        if (grows.Count > 0)
        {
            return $"Math.Sin({Pick(grows).Name}{Pick("++", "--")})";
        }

        Local? buffer = PickOrNull(Where(l => l.IsWritable && l.Type == "double"));
        return buffer is null ? null : $"({buffer.Name}[{Index(buffer)}] = {Squash("double", Float("double", depth))})";
    }

    private string SwitchExpression(int depth)
    {
        string Sub() => Float("double", depth);
        return _random.Next(4) switch
        {
            0 => $"((Math.Min({Int(1)}, 9) % 4) switch {{ 0 => {Sub()}, 1 or 2 => {Sub()}, _ => {Sub()} }})",
            1 => $"({Factor(1)} switch {{ > 0.5 => {Sub()}, <= -0.25 => {Sub()}, _ => {Sub()} }})",
            2 => $"(Math.Min({Int(1)}, 9) switch {{ 0 => {Sub()}, > 2 when {Bool(0)} => {Sub()}, >= 1 => {Sub()}, _ => {Sub()} }})",
            _ => $"(({Bool(0)}, {IntFactor(0)} % 2) switch {{ (true, 0) => {Sub()}, (false, _) => {Sub()}, _ => {Sub()} }})",
        };
    }

    private string Factor(int depth) => Parenthesised(Float("double", depth - 1));

    private string Square(int depth)
    {
        string name = Pick(Where(l => l.Shape == Shape.Scalar && l.IsFloat && !l.Grows).Select(l => l.Name).DefaultIfEmpty("0.75").ToList());
        return depth > 1 && Chance(0.4) ? $"Math.Abs({Float("double", depth - 1)})" : $"{name} * {name}";
    }

    private string Atom(string type)
    {
        List<Local> scalars = Where(l => l.Shape == Shape.Scalar && l.Type == type);
        List<Local> buffers = Where(l => l.Shape != Shape.Scalar && l.Type == type);
        double pick = _random.NextDouble();
        if (pick < 0.12 || (scalars.Count == 0 && buffers.Count == 0))
        {
            return Literal(type);
        }

        if ((pick < 0.62 && scalars.Count > 0) || buffers.Count == 0)
        {
            Local scalar = Pick(scalars);
            return scalar.Grows ? (type == "float" ? $"MathF.Tanh(0.01f * {scalar.Name})" : $"Math.Tanh(0.01 * {scalar.Name})") : scalar.Name;
        }

        return Element(Pick(buffers));
    }

    private string Element(Local buffer)
    {
        if (buffer.Shape == Shape.Jagged)
        {
            string row = $"{buffer.Name}[{PureIndex(buffer.Name)}]";
            return $"{row}[{PureIndex(row)}]";
        }

        return $"{buffer.Name}[{Index(buffer)}]";
    }

    private string Index(Local buffer)
    {
        Local? exact = PickOrNull(Where(l => l.IndexOf == buffer.Name));
        if (exact is not null && Chance(0.6))
        {
            return exact.Name;
        }

        return Pick("0", "^1", "*", "*", "*") is var index and not "*" ? index : $"{IntFactor(1)} % {buffer.Name}.Length";
    }

    // An index without effects: it is written twice.
    private string PureIndex(string buffer)
    {
        Local? integer = PickOrNull(Where(l => l.Type == "int" && l.Shape == Shape.Scalar));
        return integer is null || Chance(0.3) ? "0" : $"{NonNegative(integer)} % {buffer}.Length";
    }

    private static string NonNegative(Local integer) => integer.MayBeNegative ? $"({integer.Name} & 3)" : integer.Name;

    private string IntFactor(int depth) => Parenthesised(Int(depth));

    /// <summary>A small integer that isn't negative.</summary>
    private string Int(int depth)
    {
        List<Local> integers = Where(l => l.Type == "int" && l.Shape == Shape.Scalar);
        if (depth <= 0)
        {
            return integers.Count > 0 && Chance(0.75) ? NonNegative(Pick(integers)) : _random.Next(6).ToString(CultureInfo.InvariantCulture);
        }

        Local? counter = PickOrNull(integers.Where(l => l is { IsAssignable: true, MayBeNegative: false }).ToList());
        Local? buffer = PickOrNull(Where(l => l.Shape != Shape.Scalar));
        Local? indices = PickOrNull(Where(l => l.Shape != Shape.Scalar && l.Type == "int"));
        string Sub() => Int(depth - 1);
        return _random.Next(15) switch
        {
            0 or 1 => $"({Sub()} + {Sub()})",
            2 => $"({Sub()} * {Pick("2", "3")} % {Pick("4", "5", "7")})",
            3 when counter is not null => $"({counter.Name}++)",
            4 when counter is not null => $"(++{counter.Name})",
            5 when buffer is not null => buffer.Name + ".Length",
            6 when indices is not null => $"{indices.Name}[{Sub()} % {indices.Name}.Length]",
            7 => $"({Bool(0)} ? {Sub()} : {Sub()})",
            8 => $"(int)(2.5 + 2.25 * Math.Sin({Float("double", depth)}))",
            9 => $"({Sub()} / 2)",
            10 => Pick($"(int)(byte)Math.Abs({Sub()} * 37)", $"(int)unchecked((uint){IntFactor(depth - 1)} * 2654435761u >> 29)", $"(int)(short){IntFactor(depth - 1)}", $"checked({Sub()} * 2 + 1)"),
            11 when counter is { OnlyCountsUp: false } c => $"({c.Name} = {Sub()} % 5)",
            12 => $"Math.Min({Sub()}, {Sub()})",
            _ => Int(0),
        };
    }

    private string Bool(int depth)
    {
        Local? flag = PickOrNull(Where(l => l.Type == "bool"));
        if (flag is not null && Chance(0.2))
        {
            return flag.Name;
        }

        Local? counter = PickOrNull(Where(l => l.Type == "int" && l.Shape == Shape.Scalar && l.MayBeNegative && l.IsAssignable));
        return _random.Next(depth > 0 ? 13 : 7) switch
        {
            0 or 1 => $"{Atom("double")} {Pick("<", ">", "<=", ">=")} {Atom("double")}",
            2 or 3 => $"{Atom("double")} {Pick("<", ">")} {Constant()}",
            4 => $"{IntFactor(1)} % {Pick("2", "3")} {Pick("==", "!=")} {Pick("0", "1")}",
            5 => $"{IntFactor(1)} {Pick("<", ">")} {IntFactor(1)}",
            6 => counter is not null ? $"{counter.Name}-- > 0" : $"{Atom("double")} > 0",
            7 => $"({Bool(depth - 1)} && {Bool(depth - 1)})",
            8 => $"({Bool(depth - 1)} || {Bool(depth - 1)})",
            9 => $"!({Bool(depth - 1)})",
            10 => $"{Factor(1)} is > -0.5 and < 0.75",
            11 => $"({Bool(0)} {Pick("^", "&", "|")} {Bool(0)})",
            _ => $"{Float("double", depth)} > {Float("double", depth)}",
        };
    }

    private string? Call(string type, int depth)
    {
        if (_loopDepth > 2)
        {
            return null;
        }

        List<Callable> candidates = _callables.Concat(_localFunctions)
            .Where(c => c.Result == type && (!c.IsRecursive || _loopDepth <= 1) && !(_inLocalFunction && _localFunctions.Contains(c) && Chance(0.5))).ToList();
        return candidates.Count == 0 ? null : Call(Pick(candidates), depth);
    }

    private string? Call(Callable callable, int depth)
    {
        bool isSelf = _self is not null && callable == _callables.LastOrDefault() && callable.IsRecursive;
        var arguments = new List<string>();
        foreach (string parameter in callable.Parameters)
        {
            string? argument = parameter switch
            {
                "double" => Float("double", depth),
                "float" => Float("float", depth),
                "int" => Int(1),
                "depth" => isSelf ? $"{_self} - 1" : Pick("1", "2", "3"),
                "readonlyspan" => SpanArgument(l => l.Type == "double" && l.Shape is Shape.ReadOnlySpan or Shape.Span or Shape.Array),
                "span" => SpanArgument(l => l.Type == "double" && l.IsWritable),
                "array" => PickOrNull(Where(l => l.Type == "double" && l.Shape == Shape.Array)) is { } array ? Cut(array.Name, 0.35) : null,
                "ref" => Reference("ref "),
                "out" => Reference("out "),
                "T" => Float("double", depth),
                _ => ThingArgument(parameter, depth),
            };
            if (argument is null)
            {
                return null;
            }

            arguments.Add(argument);
        }

        return $"{callable.Name}({string.Join(", ", arguments)})";
    }

    private string? SpanArgument(Func<Local, bool> condition)
    {
        Local? buffer = PickOrNull(Where(condition));
        return buffer is null ? null : Cut(buffer.Shape != Shape.Array && Chance(0.3) ? $"{buffer.Name}[({IntFactor(0)} % {buffer.Name}.Length)..]" : buffer.Name, 0.35);
    }

    private string? Reference(string keyword)
    {
        Local? element = PickOrNull(Where(l => l.IsWritable && l.Type == "double"));
        if (element is not null && Chance(0.3))
        {
            return $"{keyword}{element.Name}[{Index(element)}]";
        }

        Local? scalar = PickOrNull(Where(l => l is { Type: "double", Shape: Shape.Scalar, IsAssignable: true, IsReadOnly: false, Grows: false, IsProperty: false }));
        return scalar is null ? null : keyword + scalar.Name;
    }

    private string Squash(string type, string expression) => type == "float"
        ? Pick($"MathF.Sin({expression})", $"MathF.Tanh({expression})")
        : Pick($"Math.Sin({expression})", $"Math.Tanh({expression})", $"Math.Tanh({expression})", $"Math.Cos({expression})", $"Math.Atan({expression})", $"Math.Clamp({expression}, -2.0, 2.0)");

    private static string Parenthesised(string expression) => expression.All(c => char.IsLetterOrDigit(c) || c is '_' or '.' or '@') ? expression : $"({expression})";

    private string Literal(string type) => type == "float" ? Constant() + "f" : Constant();

    private string Constant() => Pick("0.5", "1.5", "0.25", "0.7", "1.1", "0.3", "2.0", "0.9", "1.0");

    private List<Local> Where(Func<Local, bool> condition) => _scope.Where(l => condition(l) && !(_inLocalFunction && (l.CannotBeCaptured || (_isRecursiveLocal && l.Name.Contains('.', StringComparison.Ordinal))))).ToList();

    private T? PickOrNull<T>(List<T> items)
        where T : class => items.Count == 0 ? null : Pick(items);
}
