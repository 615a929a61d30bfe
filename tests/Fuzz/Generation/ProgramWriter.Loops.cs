namespace AutoDiff.Fuzz.Generation;

internal sealed partial class ProgramWriter
{
    private static readonly string[] s_indices = ["i", "j", "k", "l"];

    private string Loop(int depth)
    {
        (int, int) outer = Mark();
        string index = _inLocalFunction ? "f" + s_indices[_loopDepth] : s_indices[_loopDepth];
        string text = _random.Next(12) switch
        {
            0 or 1 or 2 => OverBuffer(index, depth),
            3 => Counted(index, depth),
            4 => Descending(index, depth),
            5 => While(depth),
            6 => DoWhile(depth),
            7 => ForEach(depth),
            8 => Stencil(index) ?? Counted(index, depth),
            9 => WithWork(index, depth),
            10 => Endless(depth),
            _ => Shrinking(depth) ?? Counted(index, depth),
        };
        Leave(outer);
        return text;
    }

    private string Body(int depth)
    {
        _loopDepth++;
        _jumpDepth++;
        string body = Statements(depth - 1);
        _loopDepth--;
        _jumpDepth--;
        return body;
    }

    private string OverBuffer(string index, int depth)
    {
        Local? buffer = PickOrNull(Where(l => l.Shape != Shape.Scalar));
        if (buffer is null)
        {
            return Counted(index, depth);
        }

        Declare(new Local(index, "int", Shape.Scalar) { IsAssignable = false, IndexOf = buffer.IsAssignable ? null : buffer.Name });
        _budget++;
        return $"for (int {index} = {Pick("0", "0", "0", "1")}; {index} < {buffer.Name}.Length{(Chance(0.2) ? " && " + Bool(0) : "")}; {index}{Pick("++", "++", "++", " += 2")}) {{ {Body(depth)} }}";
    }

    private string Counted(string index, int depth)
    {
        string limit = Limit();
        bool jumps = Chance(0.1);
        bool isLong = !jumps && Chance(0.08);
        string start = Pick("0", "0", "0", "1", isLong ? "0" : Int(0));
        Declare(new Local(index, isLong ? "long" : "int", Shape.Scalar) { IsAssignable = jumps, OnlyCountsUp = true });
        string step = Pick($"{index}++", $"{index}++", $"++{index}", $"{index} += 1", $"{index} += 3");
        return $"for ({(isLong ? "long" : "int")} {index} = {start}; {index} {Pick("<", "<", "<=")} {limit}; {step}) {{ {Body(depth)} }}";
    }

    private string Descending(string index, int depth)
    {
        string start = Limit();
        Declare(new Local(index, "int", Shape.Scalar) { IsAssignable = false });
        return Pick(
            $"for (int {index} = {start} - 1; {index} >= 0; {index}--) {{ {Body(depth)} }}",
            $"for (int {index} = {start}; {index} > 0; {index} -= {Pick("1", "2")}) {{ {Body(depth)} }}",
            $"for (int {index} = {start}; {index} >= 1; {index}--) {{ {Body(depth)} }}");
    }

    private string Limit()
    {
        Local? buffer = PickOrNull(Where(l => l.Shape != Shape.Scalar));
        Local? integer = PickOrNull(Where(l => l is { Type: "int", Shape: Shape.Scalar, IsAssignable: false, MayBeNegative: false }));
        int most = _loopDepth == 0 ? 5 : 3;
        return _random.Next(6) switch
        {
            0 when buffer is not null && _loopDepth < 2 => buffer.Name + ".Length",
            1 when integer is not null => $"Math.Min({integer.Name}, {most})",
            2 => $"{IntFactor(1)} % {most + 1}",
            3 => $"(int)({most - 1}.5 + Math.Sin({Float("double", 1)}))",
            _ => _random.Next(0, most + 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
    }

    private string Fuel(out string name, int most)
    {
        name = Name();
        return $"int {name} = {Pick($"{_random.Next(0, most + 1)}", $"{IntFactor(1)} % {most + 1}")};";
    }

    // Declared inside a block of its own: the fuel goes out of scope with the loop. It may end below zero.
    private string While(int depth)
    {
        string declaration = Fuel(out string fuel, 5);
        Declare(new Local(fuel, "int", Shape.Scalar) { IsAssignable = false, MayBeNegative = true });
        string condition = Bool(1);
        if (Chance(0.25))
        {
            // A bound that the body moves.
            string at = Name();
            Declare(new Local(at, "int", Shape.Scalar) { IsAssignable = false });
            string move = Pick($"if ({condition}) {{ {fuel}--; }}", $"{fuel} -= {IntFactor(0)} % 2;", $"if ({fuel} > 3 && {condition}) {{ {fuel} = 2; }}");
            return $"{{ {declaration} int {at} = 0; while ({at} < {fuel}) {{ {at}++; {(Chance(0.5) ? move : "")} {Body(depth)} {move} }} }}";
        }

        return "{ " + declaration + Pick(
            $"while ({fuel}-- > 0) {{ {Body(depth)} }}",
            $"while ({fuel}-- > 0 && {condition}) {{ {Body(depth)} }}",
            $"while ({condition} && {fuel}-- > 0) {{ {Body(depth)} }}",
            $"while ({fuel} > 0) {{ {fuel}--; {Body(depth)} }}") + "}";
    }

    private string DoWhile(int depth)
    {
        string declaration = Fuel(out string fuel, 4);
        Declare(new Local(fuel, "int", Shape.Scalar) { IsAssignable = false, MayBeNegative = true });
        return "{ " + declaration + Pick(
            $"do {{ {Body(depth)} }} while ({fuel}-- > 0);",
            $"do {{ {Body(depth)} }} while (--{fuel} > 0 && {Bool(1)});",
            $"do {{ {Body(depth)} }} while ({Bool(0)} && {fuel}-- > 0);") + "}";
    }

    private string Endless(int depth)
    {
        string declaration = Fuel(out string fuel, 4);
        Declare(new Local(fuel, "int", Shape.Scalar) { IsAssignable = false, MayBeNegative = true });
        return $"{{ {declaration} {Pick("for (;;)", "while (true)")} {{ if ({fuel}-- <= 0) {{ break; }} {Body(depth)} }} }}";
    }

    private string ForEach(int depth)
    {
        Local? buffer = PickOrNull(Where(l => l.Shape is not (Shape.Scalar or Shape.Jagged)));
        if (buffer is null)
        {
            return While(depth);
        }

        string name = Name();
        bool isReference = buffer is { Shape: Shape.Span, IsFloat: true } && Chance(0.4);
        Declare(new Local(name, buffer.Type, Shape.Scalar) { IsAssignable = isReference, IsReadOnly = !isReference, CannotBeCaptured = isReference });
        return $"foreach ({(isReference ? "ref " : "")}{(Chance(0.3) ? "var" : buffer.Type)} {name} in {buffer.Name}) {{ {Body(depth)} }}";
    }

    private string? Stencil(string i)
    {
        Local? buffer = PickOrNull(Where(l => l.IsWritable && l.Type == "double"));
        if (buffer is null)
        {
            return null;
        }

        string a = buffer.Name;
        Local? other = PickOrNull(Where(l => l.IsFloat && l.Shape is Shape.Span or Shape.ReadOnlySpan or Shape.Array && l.Name != a));
        string extra = other is null ? "0.1" : $"0.2 * {other.Name}[{i} % {other.Name}.Length]";
        return Pick(
            $"for (int {i} = 1; {i} < {a}.Length - 1; {i}++) {{ {a}[{i}] = Math.Tanh(0.4 * {a}[{i} - 1] + 0.9 * {a}[{i}] - 0.3 * {a}[{i} + 1] + {extra}); }}",
            $"for (int {i} = 0; {i} + 1 < {a}.Length; {i}++) {{ {a}[{i} + 1] = Math.Sin({a}[{i}] + {a}[{i} + 1] * {extra}); }}",
            $"for (int {i} = 1; {i} < {a}.Length; {i}++) {{ {a}[{i}] += 0.5 * {a}[{i} - 1] * {a}[{i} - 1]; {a}[{i}] = Math.Tanh({a}[{i}]); }}",
            $"for (int {i} = {a}.Length - 2; {i} >= 0; {i}--) {{ double t{i} = {a}[{i}]; {a}[{i}] = {a}[{i} + 1]; {a}[{i} + 1] = Math.Sin(t{i}) + {extra}; }}");
    }

    private string WithWork(string index, int depth)
    {
        Local? target = PickOrNull(Where(l => l is { Shape: Shape.Scalar, Type: "double", IsAssignable: true, Grows: false, IsReadOnly: false }));
        if (target is null)
        {
            return Counted(index, depth);
        }

        string limit = Limit();
        Declare(new Local(index, "int", Shape.Scalar) { IsAssignable = false });
        string work = $"{target.Name} = {Squash("double", Float("double", 2))}";
        return Pick(
            $"for (int {index} = 0; {index} < {limit}; {index}++, {work}) {{ {Body(depth)} }}",
            $"for (int {index} = 0; {index} < {Pick("3", "4")} && {Bool(1)}; {work}, {index}++) {{ {Body(depth)} }}");
    }

    // A span that gets shorter with each iteration.
    private string? Shrinking(int depth)
    {
        Local? span = PickOrNull(Where(l => l.Shape is Shape.Span or Shape.ReadOnlySpan));
        if (span is null)
        {
            return null;
        }

        string name = Name();
        Declare(new Local(name, span.Type, span.Shape) { IsAssignable = false, IsStack = span.IsStack, CannotBeCaptured = true });
        string type = span.Shape == Shape.Span ? "Span" : "ReadOnlySpan";
        string cut = Pick($"{name} = {name}[1..];", $"{name} = {name}[..^1];", $"{name} = {name}.Slice(1);", $"{name} = {name}.Slice(0, {name}.Length - 1);");
        return "{ " + $"{type}<{span.Type}> {name} = {span.Name};" + Pick(
            $"while ({name}.Length > 1) {{ {cut} {Body(depth)} }}",
            $"for (; {name}.Length > 1; {cut.TrimEnd(';')}) {{ {Body(depth)} }}") + "}";
    }
}
