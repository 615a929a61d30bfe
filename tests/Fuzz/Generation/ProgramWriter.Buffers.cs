namespace AutoDiff.Fuzz.Generation;

internal sealed partial class ProgramWriter
{
    private string DeclareBuffer()
    {
        string type = FloatType();
        string value = Squash(type, Float(type, 1));
        string second = Atom(type);
        Local? source = PickOrNull(Where(l => l.Type == type && l.Shape is Shape.Array or Shape.Span && l.Type == type));
        string length = IntFactor(1);
        string name = Name();
        switch (_random.Next(9))
        {
            case 0 when !_inLocalFunction:
                Declare(new Local(name, type, Shape.Span) { IsStack = true, CannotBeCaptured = true, IsAssignable = Chance(0.3) });
                return $"Span<{type}> {name} = stackalloc {type}[{Pick("2", "3", "4")}]; {name}[0] = {value};";
            case 1 when !_inLocalFunction:
                Declare(new Local(name, type, Shape.Span) { IsStack = true, CannotBeCaptured = true, IsAssignable = false });
                return $"Span<{type}> {name} = stackalloc {type}[] {{ {value}, {second} }};";
            case 2:
                Declare(new Local(name, type, Shape.Array) { IsAssignable = Chance(0.5) });
                return $"{type}[] {name} = {{ {value}, {second}, {Literal(type)} }};";
            case 3 or 4 when source is not null && !_inLocalFunction:
                Declare(new Local(name, type, Shape.Span) { IsStack = source.IsStack, CannotBeCaptured = true, IsAssignable = Chance(0.5) });
                return source.Shape == Shape.Array
                    ? $"Span<{type}> {name} = {Cut(Pick(source.Name, source.Name + ".AsSpan()", $"{source.Name}.AsSpan({length} % {source.Name}.Length)"), 0.5)};"
                    : $"Span<{type}> {name} = {Cut(Pick(source.Name, $"{source.Name}[({length} % {source.Name}.Length)..]"), 0.5)};";
            case 5 when source is { Shape: Shape.Array }:
                Declare(new Local(name, type, Shape.Array) { IsAssignable = Chance(0.5) });
                return $"{type}[] {name} = {Cut(Pick(source.Name, $"{source.Name}.ToArray()", $"({type}[]){source.Name}.Clone()", $"{source.Name}[..]"), 0.5)};".Replace($".ToArray()", $".AsSpan().ToArray()", StringComparison.Ordinal);
            case 6:
                Declare(new Local(name, type, Shape.Jagged) { IsAssignable = false, IsOwn = true });
                return $"{type}[][] {name} = new {type}[2][]; {name}[0] = new {type}[2]; {name}[1] = {Pick($"new {type}[3]", source is { Shape: Shape.Array } s ? s.Name : $"new {type}[1]")}; {name}[0][1] = {value};";
            default:
                Declare(new Local(name, type, Shape.Array) { IsAssignable = Chance(0.3) });
                return $"{type}[] {name} = new {type}[{Pick("2", "3", "4", $"{length} % 4 + 1")}]; {name}[0] = {value};";
        }
    }

    private string? Swap()
    {
        switch (_random.Next(4))
        {
            case 0:
                {
                    List<Local> scalars = Where(l => l is { Shape: Shape.Scalar, IsFloat: true, IsAssignable: true, Grows: false, IsReadOnly: false });
                    (Local? a, Local? b) = Pair(scalars, (a, b) => a.Type == b.Type);
                    return a is null ? null : SwapText(a.Type, a.Name, b!.Name);
                }

            case 1:
                {
                    List<Local> buffers = Where(l => l is { Shape: not (Shape.Scalar or Shape.Jagged), IsAssignable: true });
                    (Local? a, Local? b) = Pair(buffers, (a, b) => a.Type == b.Type && a.Shape == b.Shape && a.IsStack == b.IsStack);
                    return a is null ? null : a.Shape == Shape.Array && Chance(0.5) ? $"({a.Name}, {b!.Name}) = ({b.Name}, {a.Name});" : SwapText("var", a.Name, b!.Name);
                }

            case 2:
                {
                    Local? buffer = PickOrNull(Where(l => l.IsFloat && l.IsWritable));
                    return buffer is null ? null : $"({buffer.Name}[0], {buffer.Name}[^1]) = ({buffer.Name}[^1], {buffer.Name}[{Pick("0", "0", PureIndex(buffer.Name))}]);";
                }

            default:
                {
                    Local? rows = PickOrNull(Where(l => l.IsOwn));
                    return rows is null ? null : Pick($"({rows.Name}[0], {rows.Name}[1]) = ({rows.Name}[1], {rows.Name}[0]);", $"{rows.Name}[1] = {rows.Name}[0];");
                }
        }
    }

    private (Local? First, Local? Second) Pair(List<Local> locals, Func<Local, Local, bool> fit)
    {
        if (locals.Count < 2)
        {
            return (null, null);
        }

        Local first = Pick(locals);
        List<Local> others = locals.Where(l => l != first && fit(first, l)).ToList();
        return others.Count == 0 ? (null, null) : (first, Pick(others));
    }

    private string SwapText(string type, string a, string b)
    {
        if (Chance(0.5) && type is "double" or "float")
        {
            return $"({a}, {b}) = ({b}, {a});";
        }

        string kept = Name();
        return $"{{ {type} {kept} = {a}; {a} = {b}; {b} = {kept}; }}";
    }

    private string? Slice()
    {
        Local? span = PickOrNull(Where(l => l is { Shape: Shape.Span or Shape.ReadOnlySpan, IsAssignable: true }));
        if (span is null)
        {
            return null;
        }

        Local? source = PickOrNull(Where(l => l.Type == span.Type && (l.Shape == span.Shape || l.Shape == Shape.Span || (l.Shape == Shape.Array && span.Type == l.Type))
            && (span.IsStack || !l.IsStack)));
        string n = span.Name;
        return Pick(
            $"if ({n}.Length > 1) {{ {n} = {n}[1..]; }}",
            $"if ({n}.Length > 2) {{ {n} = {n}.Slice(1, {n}.Length - 2); }}",
            $"{n} = {n}[..(1 + {IntFactor(1)} % {n}.Length)];",
            source is null ? $"{n} = {n}[({IntFactor(0)} % {n}.Length)..];" : $"{n} = {source.Name};");
    }

    private string? DeclareReference()
    {
        if (_inLocalFunction)
        {
            return null;
        }

        Local? buffer = PickOrNull(Where(l => l.IsFloat && l.IsWritable));
        Local? scalar = PickOrNull(Where(l => l is { Shape: Shape.Scalar, IsFloat: true, IsAssignable: true, Grows: false, IsReadOnly: false, IsProperty: false } && !l.Name.Contains('.', StringComparison.Ordinal)));
        string name = Name();
        if (buffer is not null && Chance(0.7))
        {
            string text = $"ref {buffer.Type} {name} = ref {buffer.Name}[{Index(buffer)}];";
            Declare(new Local(name, buffer.Type, Shape.Scalar) { CannotBeCaptured = true });
            return text;
        }

        if (scalar is null)
        {
            return null;
        }

        Declare(new Local(name, scalar.Type, Shape.Scalar) { CannotBeCaptured = true });
        return $"ref {scalar.Type} {name} = ref {scalar.Name};";
    }

    // Operations of the library on all elements.
    private string? WholeBuffer()
    {
        Local? target = PickOrNull(Where(l => l.IsFloat && l.IsWritable));
        if (target is null)
        {
            return null;
        }

        Local? source = PickOrNull(Where(l => l.Type == target.Type && l.Shape is Shape.Span or Shape.ReadOnlySpan or Shape.Array && l.Type == target.Type));
        string span = target.Shape == Shape.Array ? target.Name + ".AsSpan()" : target.Name;
        string from = source is null ? span : source.Shape == Shape.Array ? source.Name + ".AsSpan()" : source.Name;
        return _random.Next(4) switch
        {
            0 => $"{span}.Fill({Squash(target.Type, Float(target.Type, 1))});",
            1 => Chance(0.5) ? $"{span}[1..].Clear();" : $"{span}[..1].Clear();",
            2 => $"{span}[..1].CopyTo({span}[^1..]);",
            _ => $"{from}[..1].CopyTo({span});",
        };
    }
}
