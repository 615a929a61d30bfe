namespace AutoDiff.Fuzz.Generation;

internal sealed partial class ProgramWriter
{
    /// <summary>Statements of one block; what it declares goes out of scope at its end.</summary>
    private string Statements(int depth, bool isBody = false)
    {
        (int, int) outer = Mark();
        string text = "";
        int count = isBody ? 30 : _random.Next(1, 5);
        while (count-- > 0 && _budget > 0)
        {
            _budget--;
            text += Statement(depth, isBody);
        }

        if (!isBody)
        {
            Leave(outer);
        }

        return text;
    }

    private string Statement(int depth, bool isBody) => Weighted(
        ("declare", 4), ("assign", 5), ("element", 5), ("accumulate", 2), ("if", depth > 0 ? 3 : 0), ("loop", depth > 0 && _loopDepth < 3 ? 4 : 0), ("switch", depth > 0 ? 1 : 0),
        ("jump", _jumpDepth > 0 ? 2.5 : 0), ("leap", _jumpDepth > 0 && depth > 0 ? 0.8 : 0), ("return", isBody ? 0.15 : 0.4), ("buffer", 2), ("swap", 1.5), ("slice", 1), ("ref", 0.8), ("tuple", 1), ("function", isBody && !_inLocalFunction ? 0.8 : 0),
        ("call", 1.5), ("dead", 0.5), ("integer", 1.5), ("whole", 0.8), ("thing", _things.Count > 0 ? 4 : 0), ("new", _aggregates.Count > 0 ? 1.2 : 0.15)) switch
    {
        "thing" => ThingStatement(depth) ?? Assign(),
        "new" => DeclareThing(),
        "assign" => Assign(),
        "element" => AssignElement() ?? Assign(),
        "accumulate" => Accumulate(),
        "if" => Branch(depth),
        "loop" => Loop(depth),
        "switch" => Switch(depth),
        "leap" => Leap(depth),
        "jump" => $"if ({Bool(1)}) {{ {(Chance(0.3) ? Inner(Assign) : "")} {Pick("break", "continue", "continue")}; }}",
        "return" => $"if ({Bool(1)}) {{ {(Chance(0.3) ? Inner(Assign) : "")} return {ReturnValue(1)}; }}",
        "buffer" => DeclareBuffer(),
        "swap" => Swap() ?? Assign(),
        "slice" => Slice() ?? AssignElement() ?? Assign(),
        "ref" => DeclareReference() ?? Assign(),
        "tuple" => Tuple(),
        "function" => LocalFunction(),
        "call" => CallStatement() ?? Assign(),
        "dead" => Dead(),
        "integer" => Integer(),
        "whole" => WholeBuffer() ?? Assign(),
        _ => DeclareScalar(),
    };

    private string DeclareScalar()
    {
        string type = Weighted((FloatType(), 6), ("int", 1.5), ("bool", 0.7));
        string value = type switch
        {
            "int" => $"{Int(2)} % 7",
            "bool" => Bool(1),
            _ => Squash(type, Float(type, 2)),
        };
        if (type is "double" or "float" && Chance(0.4))
        {
            value = Float(type, 1);
        }

        string name = Name();
        Declare(new Local(name, type, Shape.Scalar));
        return $"{(type is "bool" or "double" && Chance(0.2) ? "var" : type)} {name} = {value};";
    }

    private string Assign()
    {
        Local? target = PickOrNull(Where(l => l is { Shape: Shape.Scalar, IsFloat: true, IsAssignable: true, Grows: false, IsReadOnly: false }));
        if (target is null)
        {
            return DeclareScalar();
        }

        string type = target.Type;
        string suffix = type == "float" ? "f" : "";
        return _random.Next(8) switch
        {
            0 => $"{target.Name} *= {Pick("0.5", "-0.7", "0.9")}{suffix};",
            1 => $"{target.Name} = 0.5{suffix} * {target.Name} + {Squash(type, Float(type, 2))};",
            2 => $"{target.Name} -= 0.5{suffix} * {target.Name};",
            3 when Chance(0.3) && PickOrNull(Where(l => l is { Shape: Shape.Scalar, IsAssignable: true, Grows: false, IsReadOnly: false } && l.Type == type)) is { } other
                => $"{target.Name} = {other.Name} = {Squash(type, Float(type, 2))};",
            _ => $"{target.Name} = {Squash(type, Float(type, 3))};",
        };
    }

    private string? AssignElement()
    {
        Local? target = PickOrNull(Where(l => l.IsFloat && (l.IsWritable || l.Shape == Shape.Jagged)));
        if (target is null)
        {
            return null;
        }

        string type = target.Type;
        string suffix = type == "float" ? "f" : "";
        string element = Element(target);
        return _random.Next(7) switch
        {
            0 => $"{element} *= {Pick("0.5", "-0.7", "0.9")}{suffix};",
            1 => $"{element} += {Pick("0.1", "0.2")}{suffix} * {Squash(type, Float(type, 2))};",
            2 => $"{element} -= 0.25{suffix} * {Squash(type, Float(type, 1))};",
            3 => $"{element} *= {Squash(type, Float(type, 1))};",
            4 => $"{element} = 0.5{suffix} * ({Element(target)} + {Squash(type, Float(type, 1))});",
            _ => $"{element} = {Squash(type, Float(type, 2))};",
        };
    }

    private string Accumulate()
    {
        Local? target = PickOrNull(Where(l => l.Grows && l.IsAssignable));
        if (target is null)
        {
            string start = Float("double", 1);
            string name = Name();
            Declare(new Local(name, "double", Shape.Scalar) { Grows = true });
            return $"double {name} = {start};";
        }

        return Chance(0.1) ? $"{target.Name}++;" : $"{target.Name} {Pick("+=", "-=")} {Float("double", 2)};";
    }

    private string Branch(int depth)
    {
        string text = $"if ({Bool(2)}) {{ {Statements(depth - 1)} }}";
        return _random.Next(4) switch
        {
            0 => text,
            1 => text + $" else if ({Bool(1)}) {{ {Statements(depth - 1)} }} else {{ {Statements(depth - 1)} }}",
            _ => text + $" else {{ {Statements(depth - 1)} }}",
        };
    }

    // What a statement in a block of its own declares ends with the block.
    private string Inner(Func<string> write)
    {
        (int, int) outer = Mark();
        string text = write();
        Leave(outer);
        return text;
    }

    // A jump out of the middle of a branch, after which statements of the loop follow.
    private string Leap(int depth)
    {
        string condition = Bool(1);
        (int, int) outer = Mark();
        string before = Chance(0.5) ? Assign() : "";
        string jump = $"if ({Bool(1)}) {{ {(Chance(0.5) ? Inner(Assign) : "")} {Pick("continue", "continue", "break")}; }}";
        string after = Statements(depth - 1) + Assign();
        Leave(outer);
        return $"if ({condition}) {{ {before} {jump} {after} }} {Assign()}";
    }

    private string Switch(int depth)
    {
        string End() => _jumpDepth > 0 && Chance(0.25) ? "continue;" : Chance(0.1) ? $"return {ReturnValue(1)};" : "break;";
        string Body() => $"{{ {Statements(depth - 1)} {End()} }}";
        return Chance(0.75)
            ? $"switch ({Int(1)} % 4) {{ case 0: {Body()} case 1 when {Bool(0)}: {Body()} case 2: case 3: {Body()} default: {Body()} }}"
            : $"switch ({Atom("double")}) {{ case > 0.75: {Body()} case < -0.25: {Body()} default: {Body()} }}";
    }

    private string Integer()
    {
        Local? counter = PickOrNull(Where(l => l is { Type: "int", Shape: Shape.Scalar, IsAssignable: true, MayBeNegative: false, OnlyCountsUp: false, IndexOf: null }));
        if (counter is null)
        {
            string name = Name();
            bool mayBeNegative = Chance(0.3);
            string start = mayBeNegative ? Pick("2", "3", "4") : Int(1) + " % 5";
            Declare(new Local(name, "int", Shape.Scalar) { MayBeNegative = mayBeNegative });
            return $"int {name} = {start};";
        }

        return Pick(
            $"{counter.Name}++;", $"{counter.Name} = {Int(2)} % 7;", $"if ({counter.Name} > 0) {{ {counter.Name}--; }}", $"{counter.Name} += {Int(1)} % 3;",
            $"checked {{ {counter.Name} = {counter.Name} % 9 + 1; }}", $"unchecked {{ {counter.Name} = ({counter.Name} * 1664525 + 1013904223) & 7; }}");
    }

    private string Tuple()
    {
        List<Local> scalars = Where(l => l is { Shape: Shape.Scalar, Type: "double", IsAssignable: true, Grows: false, IsReadOnly: false });
        Callable? pair = _callables.Where(c => c.Result == "(double, double)" && !c.IsRecursive).LastOrDefault();
        string value = pair is not null && Chance(0.6) && Call(pair, 1) is { } call && _loopDepth < 3
            ? call
            : $"({Squash("double", Float("double", 1))}, {Squash("double", Float("double", 1))})";
        if (scalars.Count > 1 && Chance(0.5))
        {
            return $"({scalars[^1].Name}, {scalars[0].Name}) = {value};";
        }

        if (Chance(0.4))
        {
            string tuple = Name();
            Declare(new Local(tuple + ".Item1", "double", Shape.Scalar));
            Declare(new Local(tuple + ".Item2", "double", Shape.Scalar));
            return $"{Pick("var", "(double, double)")} {tuple} = {value};";
        }

        (string first, string second) = (Name(), Name());
        Declare(new Local(first, "double", Shape.Scalar));
        Declare(new Local(second, "double", Shape.Scalar));
        return Pick($"var ({first}, {second}) = {value};", $"(double {first}, double {second}) = {value};");
    }

    private string? CallStatement()
    {
        if (_loopDepth > 2)
        {
            return null;
        }

        List<Callable> candidates = _callables.Concat(_localFunctions).Where(c => !c.IsRecursive || _loopDepth <= 1).ToList();
        return candidates.Count > 0 && Call(Pick(candidates), 1) is { } call ? call + ";" : null;
    }

    // Values that would be NaN if anything used them, and branches never taken.
    private string Dead()
    {
        string x = Pick(Where(l => l is { Shape: Shape.Scalar, Type: "double", Grows: false }).Select(l => l.Name).DefaultIfEmpty("0.5").ToList());
        string name = Name();
        string declaration = Pick($"double {name} = Math.Log(-1.0 - {x} * {x});", $"double {name} = Math.Sqrt(-0.5 - {x} * {x});", $"double {name} = Math.Sqrt({x} - {x});");
        Local? target = PickOrNull(Where(l => l is { Shape: Shape.Scalar, Type: "double", IsAssignable: true, Grows: false, IsReadOnly: false }));
        return target is null ? declaration : declaration + Pick("", $"if ({x} > 1e9) {{ {target.Name} = {name}; }}", $"{target.Name} = {x} > 1e9 ? {name} : {target.Name};");
    }

    private string NeverThrown()
    {
        Local? integer = PickOrNull(Where(l => l.Type == "int" && l.Shape == Shape.Scalar));
        return integer is null
            ? $"if ({_scope[0].Name} > 1e12) {{ throw new ArgumentException(\"too large\"); }}"
            : Pick($"if ({integer.Name} < 0) {{ throw new ArgumentOutOfRangeException(\"count\"); }}", $"ArgumentOutOfRangeException.ThrowIfNegative({integer.Name});");
    }

    private string LocalFunction()
    {
        string name = "L" + _nextName++;
        bool isRecursive = Chance(0.4);
        (int, int) outer = Mark();
        (string savedResult, int savedLoops, int savedJumps, int savedBudget) = (_result, _loopDepth, _jumpDepth, _budget);
        // A recursive one can't capture what isn't a number.
        _isRecursiveLocal = isRecursive;
        string parameter = Name();
        string depth = Name();
        Declare(new Local(parameter, "double", Shape.Scalar));
        (_result, _loopDepth, _jumpDepth, _inLocalFunction, _budget) = ("double", 1, 0, true, Pick(0, 1, 2));
        string body = Statements(1);
        string value = isRecursive
            ? $"{Squash("double", Float("double", 2))} + 0.5 * {name}({Squash("double", Float("double", 1))}, {depth} - 1)"
            : Squash("double", Float("double", 2));
        string text = $"double {name}(double {parameter}{(isRecursive ? ", int " + depth : "")}) {{ {(isRecursive ? $"if ({depth} <= 0) {{ return {Float("double", 1)}; }}" : "")} {body} return {value}; }}";
        (_result, _loopDepth, _jumpDepth, _inLocalFunction, _budget) = (savedResult, savedLoops, savedJumps, false, savedBudget);
        Leave(outer);
        _localFunctions.Add(new Callable(name, "double", isRecursive ? ["double", "depth"] : ["double"]) { IsRecursive = isRecursive });
        return text;
    }
}
