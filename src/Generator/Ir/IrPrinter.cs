using System.Globalization;
using System.Text;

namespace AutoDiff.Generator.Ir;

/// <summary>
/// The IR as text for people: tests compare it, the documentation shows it. A variable is <c>name</c>, or <c>name.id</c> where several share the name,
/// with its type where it is first assigned; a temporary is <c>t1</c>, <c>t2</c> by order.
/// </summary>
internal sealed partial class IrPrinter
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<int, string> _names = [];
    private readonly Dictionary<string, int> _uses = new(StringComparer.Ordinal);
    private readonly HashSet<int> _declared = [];
    private int _temporaries;
    private int _depth;

    public static string Print(MethodModel model)
    {
        string text = Print(model.Function);
        foreach (Function function in model.LocalFunctions)
        {
            text += "\n" + Print(function);
        }

        return text;
    }

    public static string Print(Function function)
    {
        var printer = new IrPrinter();
        printer.PrintFunction(function);
        return printer._text.ToString();
    }

    public static string Print(Block block)
    {
        var printer = new IrPrinter();
        printer.PrintStatements(block);
        return printer._text.ToString();
    }

    public static string Print(Statement statement) => Print(new Block([statement]));

    /// <summary>A type without the namespaces of what everybody knows.</summary>
    public static string Print(IrType type) => type.CSharp
        .Replace("global::System.Collections.Generic.", "")
        .Replace("global::System.", "")
        .Replace("global::", "");

    private void PrintFunction(Function function)
    {
        foreach (Parameter parameter in function.Parameters)
        {
            Name(parameter.Variable);
            _declared.Add(parameter.Variable.Id);
        }

        string parameters = string.Join(", ", function.Parameters.Select(parameter =>
        {
            string mode = parameter.Mode switch
            {
                PassingMode.In => "in ",
                PassingMode.Out => "out ",
                _ => "",
            };
            string type = Print(parameter.Variable.Type);
            if (parameter.Mode == PassingMode.Out && type.StartsWith("ref ", StringComparison.Ordinal))
            {
                type = type.Substring(4);
            }

            return $"{mode}{type} {Name(parameter.Variable)}{(parameter.IsActive ? "" : " (inactive)")}";
        }));
        string results = string.Join(", ", function.Results.Select(result => Print(result.Type)));
        Line($"{function.Name}({parameters}) -> {(function.Results.IsEmpty ? "void" : results)}");
        PrintBlock(function.Body, function.Results.IsEmpty
            ? null
            : () => "return " + string.Join(", ", function.Results.Select((result, i) =>
                function.ResultNames.Count == function.Results.Count ? function.ResultNames[i] + ": " + Text(result) : Text(result))));
    }

    private void PrintBlock(Block block, Func<string>? last = null)
    {
        Line("{");
        _depth++;
        PrintStatements(block);
        if (last is not null)
        {
            Line(last());
        }

        _depth--;
        Line("}");
    }

    private void PrintStatements(Block block)
    {
        foreach (Statement statement in block.Statements)
        {
            PrintStatement(statement);
        }
    }

    private void PrintStatement(Statement statement)
    {
        switch (statement)
        {
            case Assign assign:
                string value = Text(assign.Value);
                Line($"{Define(assign.Target)} = {value}");
                break;
            case Store store:
                Line($"{Element(store.Buffer, store.Indices, store.Path)} = {Text(store.Value)}");
                break;
            case Accumulate accumulate:
                Line($"{Element(accumulate.Buffer, accumulate.Indices, accumulate.Path)} += {Text(accumulate.Value)}");
                break;
            case Evaluate evaluate:
                Line($"evaluate {Text(evaluate.Expression)}");
                break;
            case BufferCall call:
                string arguments = List(call.Arguments);
                Line($"{(call.Result is null ? "" : Define(call.Result) + " = ")}{call.Key}({arguments})");
                break;
            case OpaqueCall call:
                PrintOpaqueCall(call);
                break;
            case SplitCall call:
                string passed = List(call.Arguments);
                string results = string.Join(", ", call.Results.Select(Define));
                Line($"{(call.Results.IsEmpty ? "" : results + " = ")}split {call.Callee.Name}({passed})");
                break;
            case If branch:
                PrintIf(branch);
                break;
            case Loop loop:
                PrintLoop(loop);
                break;
            case For counted:
                PrintFor(counted);
                break;
            case Throw thrown:
                Line($"throw {Text(thrown.Exception)}");
                break;
            case Comment comment:
                Line("// " + comment.Text);
                break;
            case Return end:
                Line("return " + string.Join(", ", end.Values.Select((result, i) =>
                    end.Names.Count == end.Values.Count ? end.Names[i] + ": " + Text(result) : Text(result))));
                break;
            default:
                throw new InvalidOperationException($"Unknown statement {statement.GetType().Name}.");
        }
    }

    private void PrintOpaqueCall(OpaqueCall call)
    {
        var text = new StringBuilder(call.Parts[0]);
        for (int i = 0; i < call.Holes.Count; i++)
        {
            text.Append(call.Holes[i] switch
            {
                ValueHole hole => Text(hole.Operand),
                ReferenceHole { Initial: { } initial } hole when !initial.Equals(hole.Result) => $"{Define(hole.Result)} <- {Text(initial)}",
                ReferenceHole hole => Define(hole.Result),
                _ => "?",
            }).Append(call.Parts[i + 1]);
        }

        string effects = call.Effects == Effects.None ? "pure " : call.Effects == Effects.Anything ? "" : $"[{call.Effects}] ";
        string diagnostic = call.DiagnosticIfActive is null ? "" : $" ({call.DiagnosticIfActive} if active)";
        Line($"{(call.Result is null ? "" : Define(call.Result) + " = ")}{effects}call {Short(text.ToString())}{diagnostic}");
    }

    private void PrintIf(If branch)
    {
        Line($"if ({Text(branch.Condition)})");
        PrintBlock(branch.Then);
        if (!branch.Else.Statements.IsEmpty)
        {
            Line("else");
            PrintBlock(branch.Else);
        }

        foreach (Merge merge in branch.Merges)
        {
            string then = Text(merge.Then), otherwise = Text(merge.Else);
            Line($"{Define(merge.Result)} = merge({then}, {otherwise})");
        }
    }

    private void PrintLoop(Loop loop)
    {
        string carried = string.Join(", ", loop.Carried.Select(value => $"{Define(value.Parameter)} = {Text(value.Initial)}"));
        Line(carried.Length == 0 ? "loop" : $"loop ({carried})");
        Line("{");
        _depth++;
        PrintStatements(loop.Header);
        if (!loop.Condition.Equals(Constant.True))
        {
            Line($"while {Text(loop.Condition)}");
        }

        PrintStatements(loop.Body);
        if (!loop.Break.Equals(Constant.False))
        {
            Line($"break if {Text(loop.Break)}");
        }

        if (!loop.Carried.IsEmpty)
        {
            Line("next " + string.Join(", ", loop.Carried.Select(value => $"{Text(value.Parameter)} = {Text(value.AfterBody)}")));
        }

        _depth--;
        Line("}");
        PrintResults(loop.Carried, withHeader: true);
    }

    private void PrintFor(For counted)
    {
        string start = Text(counted.Start), limit = Text(counted.Limit);
        string carried = string.Concat(counted.Carried.Select(value => $", {Define(value.Parameter)} = {Text(value.Initial)}"));
        Line($"for ({Define(counted.Index)} = {start}; {Text(counted.Index)} {BinaryOperators.TextOf(counted.Comparison)} {limit}; "
            + $"{(counted.IsChecked ? "checked " : "")}{Text(counted.Index)} += {counted.Step.ToString(CultureInfo.InvariantCulture)}{carried})");
        Line("{");
        _depth++;
        PrintStatements(counted.Body);
        if (!counted.Carried.IsEmpty)
        {
            Line("next " + string.Join(", ", counted.Carried.Select(value => $"{Text(value.Parameter)} = {Text(value.AfterBody)}")));
        }

        _depth--;
        Line("}");
        PrintResults(counted.Carried, withHeader: false);
    }

    private void PrintResults(EquatableArray<Carried> carried, bool withHeader)
    {
        foreach (Carried value in carried)
        {
            string last = withHeader && !value.AfterHeader.Equals(value.Parameter) ? $"{Text(value.Parameter)} ({Text(value.AfterHeader)} after the header)" : Text(value.Parameter);
            Line($"{Define(value.Result)} = last {last}");
        }
    }

    private string Define(Variable variable) => _declared.Add(variable.Id) ? Print(variable.Type) + " " + Name(variable) : Name(variable);

    private string Name(Variable variable)
    {
        if (_names.TryGetValue(variable.Id, out string? name))
        {
            return name;
        }

        if (variable is { IsTemporary: true, Name: "t" })
        {
            name = "t" + (++_temporaries).ToString(CultureInfo.InvariantCulture);
        }
        else if (_uses.TryGetValue(variable.Name, out int uses))
        {
            name = variable.Name + "." + (uses + 1).ToString(CultureInfo.InvariantCulture);
            _uses[variable.Name] = uses + 1;
        }
        else
        {
            name = variable.Name;
            _uses[name] = 1;
        }

        _names.Add(variable.Id, name);
        return name;
    }

    private void Line(string line) => _text.Append(' ', 4 * _depth).Append(line).Append('\n');
}
