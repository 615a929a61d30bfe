namespace AutoDiff.Fuzz.Generation;

/// <summary>Variables of differentiable types, lists and rectangular arrays.</summary>
internal sealed partial class ProgramWriter
{
    /// <summary>The kinds of parameters that such variables can be.</summary>
    private List<string> ThingKinds()
    {
        List<string> kinds = ["List<double>", "double[,]"];
        foreach (Aggregate type in _aggregates)
        {
            kinds.AddRange(type.IsClass
                ? [type.Name, type.Name, type.Name]
                : ["value " + type.Name, "value " + type.Name, "ref " + type.Name, type.Name + "[]", $"Span<{type.Name}>", $"ReadOnlySpan<{type.Name}>", $"List<{type.Name}>"]);
        }

        return kinds;
    }

    private static string ParameterType(string kind) => kind.StartsWith("value ", StringComparison.Ordinal) ? kind["value ".Length..] : kind;

    private void DeclareParameter(string kind, string name)
    {
        string type = ParameterType(kind);
        bool isReference = type.StartsWith("ref ", StringComparison.Ordinal);
        bool isSpan = type.Contains("Span<", StringComparison.Ordinal);
        Aggregate? of = _aggregates.FirstOrDefault(a => type.Contains(a.Name, StringComparison.Ordinal));
        ThingKind what = of is null ? type.StartsWith("List", StringComparison.Ordinal) ? ThingKind.List : ThingKind.Grid
            : type.Contains('<', StringComparison.Ordinal) || type.Contains('[', StringComparison.Ordinal) ? ThingKind.Structs
            : of.IsClass ? ThingKind.Object : ThingKind.Struct;
        DeclareThing(new Thing(name, what, isReference ? type["ref ".Length..] : type, of)
        {
            IsAssignable = what == ThingKind.Struct,
            IsReadOnly = type.StartsWith("ReadOnly", StringComparison.Ordinal),
            CannotBeCaptured = isReference || isSpan,
        });
    }

    private void DeclareThing(Thing thing)
    {
        _things.Add(thing);
        if (thing.Kind is ThingKind.Struct or ThingKind.Object)
        {
            DeclareLeaves(thing.Name, thing.Of!, !thing.IsReadOnly, thing.CannotBeCaptured);
        }
    }

    private string DeclareThing()
    {
        string name = Name();
        if (_aggregates.Count == 0 || Chance(0.2))
        {
            return Chance(0.5) ? DeclareList(name) : DeclareGrid(name);
        }

        Aggregate type = Pick(_aggregates);
        if (type.IsClass)
        {
            Thing? other = PickThing(t => t.Of == type && t.Kind == ThingKind.Object);
            string made = other is not null && Chance(0.4) ? Pick(other.Name, $"({Bool(1)} ? {other.Name} : {New(type, 1)})") : New(type, 1);
            DeclareThing(new Thing(name, ThingKind.Object, type.Name, type) { IsAssignable = Chance(0.5) });
            return $"{type.Name} {name} = {made};";
        }

        Thing? element = PickThing(t => t.Of == type && t.HasVariables);
        Thing? array = PickThing(t => t.Of == type && t.Type.EndsWith("[]", StringComparison.Ordinal));
        switch (_random.Next(9))
        {
            case 0 when element is not null && !_inLocalFunction:
                string place = Place(element);
                DeclareThing(new Thing(name, ThingKind.Struct, type.Name, type) { CannotBeCaptured = true });
                return $"ref {type.Name} {name} = ref {place};";
            case 1 when array is not null && !_inLocalFunction:
                DeclareThing(new Thing(name, ThingKind.Structs, $"Span<{type.Name}>", type) { CannotBeCaptured = true, IsAssignable = false });
                return $"Span<{type.Name}> {name} = {Pick(array.Name, $"{array.Name}.AsSpan(({IntFactor(0)}) % {array.Name}.Length)")};";
            case 2 or 3:
                string first = StructValue(type, 1), second = StructValue(type, 1);
                DeclareThing(new Thing(name, ThingKind.Structs, type.Name + "[]", type) { IsAssignable = false });
                return Pick($"{type.Name}[] {name} = {{ {first}, {second} }};", $"{type.Name}[] {name} = new {type.Name}[{Pick("2", "3")}]; {name}[0] = {first};");
            case 4 when Chance(0.5):
                string added = StructValue(type, 1);
                DeclareThing(new Thing(name, ThingKind.Structs, $"List<{type.Name}>", type) { IsAssignable = false });
                return $"List<{type.Name}> {name} = new List<{type.Name}>(); {name}.Add({added}); {name}.Add({StructValue(type, 0)});";
            default:
                string value = StructValue(type, 2);
                DeclareThing(new Thing(name, ThingKind.Struct, type.Name, type));
                return $"{Pick("var", type.Name)} {name} = {value};";
        }
    }

    private string DeclareList(string name)
    {
        string first = Float("double", 1), second = Squash("double", Float("double", 1));
        _things.Add(new Thing(name, ThingKind.List, "List<double>", null) { IsOwn = true, IsAssignable = false });
        return Pick($"List<double> {name} = new List<double>(); {name}.Add({first}); {name}.Add({second});", $"var {name} = new List<double> {{ {first}, {second} }};");
    }

    private string DeclareGrid(string name)
    {
        string value = Squash("double", Float("double", 1));
        _things.Add(new Thing(name, ThingKind.Grid, "double[,]", null) { IsAssignable = false });
        return $"double[,] {name} = new double[{Pick("2", "3", $"{IntFactor(0)} % 3 + 1")}, 2]; {name}[0, 1] = {value};";
    }

    private Thing? PickThing(Func<Thing, bool> condition)
    {
        List<Thing> things = _things.Where(t => condition(t) && !(_inLocalFunction && (t.CannotBeCaptured || _isRecursiveLocal))).ToList();
        return things.Count == 0 ? null : Pick(things);
    }

    private string Place(Thing thing) => thing.Kind == ThingKind.Grid
        ? $"{thing.Name}[{IntFactor(0)} % {thing.Length}, {Pick("0", "1", $"{IntFactor(0)} % 2")}]"
        : $"{thing.Name}[{Pick("0", $"{IntFactor(0)} % {thing.Length}", $"{IntFactor(1)} % {thing.Length}")}]";

    private string New(Aggregate type, int depth) => Construct(type, type.Members.Select(m => m.Type switch
    {
        "double" => Squash("double", Float("double", depth)),
        "int" => Int(0),
        "double[]" => $"new double[] {{ {Atom("double")}, {Squash("double", Float("double", depth))}, {Literal("double")} }}",
        _ => StructValue(m.Of!, depth - 1),
    }));

    /// <summary>An expression of a struct's type.</summary>
    private string StructValue(Aggregate type, int depth)
    {
        Thing? variable = PickThing(t => t.Of == type && t.Kind == ThingKind.Struct);
        if (depth <= 0)
        {
            return variable?.Name ?? New(type, 0);
        }

        Thing? items = PickThing(t => t.Of == type && t.Kind == ThingKind.Structs);
        string Sub() => StructValue(type, depth - 1);
        return _random.Next(11) switch
        {
            0 or 1 when variable is not null => variable.Name,
            2 or 3 when items is not null => Place(items),
            4 => $"({Sub()} + {Sub()})",
            5 => $"{Factor(depth)} * {Sub()}",
            6 when variable is not null => $"({variable.Name} with {{ {Pick("X", "Y")} = {Squash("double", Float("double", depth))} }})",
            7 when variable is not null => $"{variable.Name}.Moved({Float("double", depth - 1)})",
            8 => $"({Bool(0)} ? {Sub()} : {Sub()})",
            9 when Call(type.Name, depth - 1) is { } call => call,
            _ => New(type, depth - 1),
        };
    }

    /// <summary>A number out of a variable of these.</summary>
    private string? ThingAtom(int depth)
    {
        Thing? thing = PickThing(_ => true);
        switch (thing?.Kind)
        {
            case ThingKind.List or ThingKind.Grid:
                return Place(thing);
            case ThingKind.Structs:
                return $"{Place(thing)}.{Pick("X", "Y", "Norm")}";
            case ThingKind.Struct:
                return Pick(
                    $"{thing.Name}.{Pick("X", "Y", "Norm")}", $"{thing.Name}.{Pick("X", "Y")}", $"({StructValue(thing.Of!, depth)}).{Pick("X", "Y")}",
                    $"{thing.Name}.Dot({StructValue(thing.Of!, depth)})", thing.IsReadOnly || thing.Of == _ofMethods ? $"{thing.Name}.Norm" : $"{thing.Name}.Eval({Float("double", depth)})");
            case ThingKind.Object:
                return Pick($"{thing.Name}.B", $"{thing.Name}.Norm", $"{thing.Name}.W[{IntFactor(0)} % {thing.Name}.W.Length]", thing.Of == _ofMethods ? $"{thing.Name}.B" : $"{thing.Name}.Eval({Float("double", depth)})");
            default:
                return null;
        }
    }

    private string? ThingStatement(int depth)
    {
        Thing? thing = PickThing(_ => true);
        if (thing is null)
        {
            return null;
        }

        string value = Squash("double", Float("double", 2));
        switch (thing.Kind)
        {
            case ThingKind.Grid:
                return Pick($"{Place(thing)} = {value};", $"{Place(thing)} += 0.5 * {value};", $"{Place(thing)} *= {value};");
            case ThingKind.List:
                return thing.IsOwn && Chance(0.5)
                    ? Pick(
                        $"if ({thing.Length} < 6) {{ {thing.Name}.Add({value}); }}", $"if ({thing.Length} > 1) {{ {thing.Name}.RemoveAt({thing.Length} - 1); }}",
                        $"{thing.Name}.Clear(); {thing.Name}.Add({value});")
                    : Pick($"{Place(thing)} = {value};", $"{Place(thing)} += 0.5 * {value};", $"{Place(thing)} *= {value};");
            case ThingKind.Structs:
                return Elements(thing, value, depth);
            case ThingKind.Struct:
                return Chance(0.3) && CanShift(thing.Of!) && !thing.IsReadOnly ? $"{thing.Name}.Shift({Float("double", 1)});"
                    : thing.IsAssignable && !thing.IsReadOnly ? Pick($"{thing.Name} = {StructValue(thing.Of!, 2)};", SwapWith(thing) ?? $"{thing.Name} = {StructValue(thing.Of!, 2)};")
                    : null;
            default:
                Thing? other = PickThing(t => t.Of == thing.Of && t != thing && t.Kind == ThingKind.Object);
                return thing.IsAssignable && other is not null && Chance(0.4) ? $"{thing.Name} = {other.Name};"
                    : CanShift(thing.Of!) ? Pick($"{thing.Name}.Shift({Float("double", 1)});", $"{thing.Name}.B = {value};")
                    : $"{thing.Name}.W[{IntFactor(0)} % {thing.Name}.W.Length] = {value};";
        }
    }

    private string? SwapWith(Thing thing)
    {
        Thing? other = PickThing(t => t.Of == thing.Of && t != thing && t is { Kind: ThingKind.Struct, IsAssignable: true, IsReadOnly: false });
        return other is null ? null : $"({thing.Name}, {other.Name}) = ({other.Name}, {thing.Name});";
    }

    private string? Elements(Thing thing, string value, int depth)
    {
        Aggregate type = thing.Of!;
        if (depth > 0 && _loopDepth < 3 && Chance(0.35))
        {
            (int, int) outer = Mark();
            string name = Name();
            bool isReference = thing.HasVariables && thing.Type.StartsWith("Span", StringComparison.Ordinal) && Chance(0.5);
            DeclareThing(new Thing(name, ThingKind.Struct, type.Name, type) { IsAssignable = isReference, IsReadOnly = !isReference, CannotBeCaptured = isReference });
            // What is enumerated as a list must not be changed.
            int at = _things.IndexOf(thing);
            _things[at] = thing with { IsReadOnly = thing.IsReadOnly || thing.IsList };
            string text = $"foreach ({(isReference ? "ref " : "")}{type.Name} {name} in {thing.Name}) {{ {Body(depth)} }}";
            _things[at] = thing;
            Leave(outer);
            return text;
        }

        if (thing.IsReadOnly)
        {
            return null;
        }

        string element = Place(thing);
        return thing.HasVariables && type.IsMutable
            ? Pick(
                $"{element} = {StructValue(type, 2)};", $"{element}.X = {value};", $"{element}.Y += 0.5 * {value};", CanShift(type) ? $"{element}.Shift({Float("double", 1)});" : $"{element}.X -= {value};",
                thing.Type.EndsWith("[]", StringComparison.Ordinal) || thing.Type.StartsWith("Span", StringComparison.Ordinal) ? $"({thing.Name}[0], {thing.Name}[^1]) = ({thing.Name}[^1], {Place(thing)});" : $"{element}.X *= 0.5;")
            : $"{element} = {StructValue(type, 2)};";
    }

    private string? ThingArgument(string kind, int depth)
    {
        string type = ParameterType(kind);
        Aggregate? of = _aggregates.FirstOrDefault(a => type.Contains(a.Name, StringComparison.Ordinal));
        if (kind.StartsWith("value ", StringComparison.Ordinal))
        {
            return StructValue(of!, Math.Max(1, depth));
        }

        if (kind.StartsWith("ref ", StringComparison.Ordinal))
        {
            Thing? variable = PickThing(t => t.Of == of && (t.HasVariables || t is { Kind: ThingKind.Struct, IsAssignable: true, IsReadOnly: false }));
            return variable is null ? null : "ref " + (variable.Kind == ThingKind.Struct ? variable.Name : Place(variable));
        }

        return PickThing(t => (t.Type == type && !(t.IsList && t.IsReadOnly)) || (t.Of == of && t.Kind == ThingKind.Structs && !t.IsList
            && (type.StartsWith("ReadOnlySpan", StringComparison.Ordinal) || (type.StartsWith("Span", StringComparison.Ordinal) && !t.IsReadOnly))))?.Name;
    }

    // A method over any floating-point type; the values stay small.
    private string WriteGeneric()
    {
        string Value(int depth) => depth <= 0
            ? Pick("x", "y", "s", "T.CreateChecked(0.5)", "T.One")
            : Pick(
                $"({Value(depth - 1)} + {Value(depth - 1)})", $"({Value(depth - 1)} * {Value(depth - 1)})", $"({Value(depth - 1)} - {Value(depth - 1)})", $"T.Sin({Value(depth - 1)})", $"T.Tanh({Value(depth - 1)})",
                $"T.Sqrt(T.One + x * x)", $"T.Exp(-(y * y))", $"({Value(depth - 1)} < {Value(depth - 1)} ? {Value(depth - 1)} : {Value(depth - 1)})", $"({Value(depth - 1)} / (T.CreateChecked(1.5) + s * s))");
        _callables.Add(new Callable("G", "double", ["T", "T", "int"]));
        string modes = _usesTangents && Chance(0.5) ? "(Modes = DerivativeModes.Jvp)" : "";
        string attributes = Chance(0.5) ? "[MethodImpl(MethodImplOptions.NoInlining)] " : "";
        return $"[Differentiable{modes}] {attributes}public static T G<T>(T x, T y, int n) where T : IFloatingPointIeee754<T> {{ T s = {Pick("x", "T.Zero", "y * x")}; "
            + $"for (int i = 0; i < n % 4; i++) {{ if ({Value(1)} {Pick("<", ">")} {Value(0)}) {{ {Pick("continue", "break", "x = T.Sin(y)")}; }} s = T.Tanh({Value(2)}); }} return {Value(2)}; }} ";
    }
}
