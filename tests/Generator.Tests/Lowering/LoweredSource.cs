using System.Globalization;
using System.Text;
using AutoDiff.Generator.Ir;
using Convert = AutoDiff.Generator.Ir.Convert;

namespace AutoDiff.Generator.Tests.Lowering;

/// <summary>
/// The mutable IR as a C# method, one line a statement, with no cleverness: compiled beside the method that it was lowered from, it must compute the same.
/// </summary>
internal sealed class LoweredSource
{
    private readonly StringBuilder _text = new();
    private readonly string _suffix;
    private int _depth = 1;

    private LoweredSource(string suffix) => _suffix = suffix;

    /// <summary>The function as a static method called <paramref name="name"/>, its lifted local functions beside it.</summary>
    public static string Print(MethodModel model, string name, string suffix)
    {
        var source = new LoweredSource(suffix);
        source.PrintFunction(model.Function, name);
        foreach (Function function in model.LocalFunctions)
        {
            source.PrintFunction(function, function.Name + suffix);
        }

        return source._text.ToString();
    }

    private void PrintFunction(Function function, string name)
    {
        string parameters = string.Join(", ", function.Parameters.Select(parameter => parameter.Mode switch
        {
            PassingMode.Ref => Type(parameter.Variable.Type) + " " + Name(parameter.Variable),
            PassingMode.Out => "out " + Type(((BufferType)parameter.Variable.Type).Element) + " " + Name(parameter.Variable),
            PassingMode.In => "in " + Type(parameter.Variable.Type) + " " + Name(parameter.Variable),
            _ => Type(parameter.Variable.Type) + " " + Name(parameter.Variable),
        }));
        string result = function.ResultShape is { } shape ? Fill(shape, function.Results.Select(operand => Type(operand.Type)))
            : function.Results.IsEmpty ? "void" : Type(function.Results[0].Type);
        Line($"internal static {result} {name}({parameters})");
        Line("{");
        _depth++;
        foreach (Parameter parameter in function.Parameters.Where(parameter => parameter.Mode == PassingMode.Out))
        {
            Line($"{Name(parameter.Variable)} = default!;");
        }

        HashSet<int> declared = [.. function.Parameters.Select(parameter => parameter.Variable.Id)];
        foreach (Variable variable in IrWalk.All(function.Body).SelectMany(statement => IrWalk.Definitions(statement)).Concat(function.Results.OfType<Variable>()))
        {
            if (declared.Add(variable.Id))
            {
                Line($"{Type(variable.Type)} {Name(variable)} = default!;");
            }
        }

        bool holdsResources = ResourceCalls.AreIn(function.Body);
        if (holdsResources)
        {
            Line(ResourceCalls.Enter + " try {");
        }

        PrintStatements(function.Body);
        if (!IrWalk.EndsInThrow(function.Body))
        {
            Line(function.ResultShape is { } returned ? $"return {Fill(returned, function.Results.Select(Text))};"
                : function.Results.IsEmpty ? "return;" : $"return {Text(function.Results[0])};");
        }

        if (holdsResources)
        {
            Line("} finally { " + ResourceCalls.Exit + " }");
        }

        _depth--;
        Line("}");
    }

    private void PrintBlock(Block block)
    {
        Line("{");
        _depth++;
        PrintStatements(block);
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
                Line($"{Name(assign.Target)} = {Text(assign.Value)};");
                break;
            case Store store:
                Line($"{Element(store.Buffer, store.Indices, store.Path)} = {Text(store.Value)};");
                break;
            case Evaluate evaluate:
                Line($"_ = {Text(evaluate.Expression)};");
                break;
            case BufferCall call:
                Line($"{(call.Result is null ? "" : Name(call.Result) + " = ")}{Fill(call.Parts, [.. call.Arguments.Select(Text)])};");
                break;
            case OpaqueCall call:
                string[] holes = [.. call.Holes.Select(hole => hole is ReferenceHole reference ? Name(reference.Result) : Text(((ValueHole)hole).Operand))];
                foreach (ReferenceHole reference in call.Holes.OfType<ReferenceHole>().Where(hole => hole.Initial is { } initial && !initial.Equals(hole.Result)))
                {
                    Line($"{Name(reference.Result)} = {Text(reference.Initial!)};");
                }

                Line($"{(call.Result is null ? "" : Name(call.Result) + " = ")}{Fill(call.Parts, holes)};");
                break;
            case SplitCall call:
                PrintSplitCall(call);
                break;
            case If branch:
                Line($"if ({Text(branch.Condition)})");
                PrintBlock(branch.Then);
                Line("else");
                PrintBlock(branch.Else);
                break;
            case Loop loop:
                Line("while (true)");
                Line("{");
                _depth++;
                PrintStatements(loop.Header);
                Line($"if (!{Text(loop.Condition)}) break;");
                PrintStatements(loop.Body);
                Line($"if ({Text(loop.Break)}) break;");
                _depth--;
                Line("}");
                break;
            case Throw thrown:
                Line($"throw {Text(thrown.Exception)};");
                break;
            default:
                throw new InvalidOperationException($"{statement.GetType().Name} in the mutable form.");
        }
    }

    private void PrintSplitCall(SplitCall call)
    {
        string arguments = string.Join(", ", call.Arguments.Select((argument, i) => (call.Callee.Parameters[i].Mode, argument.Type) switch
        {
            (PassingMode.Ref, BufferType { Kind: BufferKind.Ref }) => "ref " + Text(argument),
            (PassingMode.Ref, _) => $"ref {Text(argument)}[0]",
            (PassingMode.Out, BufferType { Kind: BufferKind.Ref }) => "out " + Text(argument),
            (PassingMode.Out, _) => $"out {Text(argument)}[0]",
            _ => Text(argument),
        }));
        string text = $"{CalleeName(call.Callee)}({arguments});";
        Line(call.Callee.ResultShape is { } shape ? $"{Fill(shape, call.Results.Select(Name))} = {text}"
            : call.Results.IsEmpty ? text : $"{Name(call.Results[0])} = {text}");
    }

    // A lifted local function is printed beside the method, under the name that its halves are made from.
    private string CalleeName(Callee callee)
    {
        if (callee.Name.Length > 0)
        {
            return callee.Name;
        }

        string name = callee.ForwardName[(callee.ForwardName.LastIndexOf('.') + 1)..];
        return name[..^"Forward".Length] + _suffix;
    }

    private static string Text(Expression expression) => expression switch
    {
        Copy copy => Text(copy.Source),
        Unary unary => Checked(unary.IsChecked, unary.Operator switch
        {
            UnaryOperator.Negate => "-",
            UnaryOperator.Not => "!",
            _ => "~",
        } + Text(unary.Operand)),
        Binary binary => Checked(binary.IsChecked, $"{Text(binary.Left)} {BinaryOperators.TextOf(binary.Operator)} {Text(binary.Right)}"),
        Convert convert => Checked(convert.IsChecked, $"({Type(convert.Type)}){Text(convert.Operand)}"),
        Select select => $"{Text(select.Condition)} ? {Text(select.WhenTrue)} : {Text(select.WhenFalse)}",
        Intrinsic intrinsic => $"{intrinsic.Name}({string.Join(", ", intrinsic.Arguments.Select(Text))})",
        Load load => Element(load.Buffer, load.Indices, load.Path),
        Length { Dimension: >= 0 } length => $"{Text(length.Buffer)}.GetLength({length.Dimension})",
        Length { Buffer.Type: BufferType { Kind: BufferKind.List } } length => $"{Text(length.Buffer)}.Count",
        Length length => $"{Text(length.Buffer)}.Length",
        View view => ViewText(view),
        Allocate { Type: BufferType { Kind: BufferKind.List } } allocate => $"new {Type(allocate.Type)}({string.Join(", ", allocate.Lengths.Select(Text))})",
        Allocate { Type: BufferType type } allocate => $"new {ArrayOf(type.Element, string.Join(", ", allocate.Lengths.Select(Text)))}",
        CopyOf { Type: BufferType { Kind: BufferKind.List } } copy => $"new {Type(copy.Type)}({Text(copy.Buffer)})",
        CopyOf { Buffer.Type: BufferType { Kind: BufferKind.Array } } copy => $"({Type(copy.Buffer.Type)}){Text(copy.Buffer)}.Clone()",
        CopyOf copy => $"{Text(copy.Buffer)}.ToArray()",
        Opaque opaque => Fill(opaque.Parts, [.. opaque.Arguments.Select(Text)]),
        _ => throw new InvalidOperationException($"{expression.GetType().Name} in the mutable form."),
    };

    private static string ViewText(View view)
    {
        string buffer = Text(view.Buffer);
        return view switch
        {
            { Buffer.Type: BufferType { Kind: BufferKind.Ref } } => $"global::System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref {buffer}, 1)",
            { Buffer.Type: BufferType { Kind: BufferKind.List } } =>
                $"global::System.Runtime.InteropServices.CollectionsMarshal.AsSpan({buffer})"
                + (view.Start is null ? "" : $".Slice({Text(view.Start)}{(view.Count is null ? "" : ", " + Text(view.Count))})"),
            { Start: null } => $"({Type(view.Type)}){buffer}",
            { Buffer.Type: BufferType { Kind: BufferKind.Array } } =>
                $"global::System.MemoryExtensions.AsSpan({buffer}, {Text(view.Start)}{(view.Count is null ? "" : ", " + Text(view.Count))})",
            { Count: null } => $"{buffer}.Slice({Text(view.Start)})",
            _ => $"{buffer}.Slice({Text(view.Start)}, {Text(view.Count)})",
        };
    }

    // The length of a jagged array stands in its outermost rank: new double[n][].
    private static string ArrayOf(IrType element, string lengths)
    {
        string ranks = "";
        while (element is BufferType { Kind: BufferKind.Array } array)
        {
            ranks += "[" + new string(',', array.Rank - 1) + "]";
            element = array.Element;
        }

        return $"{Type(element)}[{lengths}]{ranks}";
    }

    private static string Element(Operand buffer, EquatableArray<Operand> indices, EquatableArray<string> path) =>
        Text(buffer) + (indices.IsEmpty ? "" : $"[{string.Join(", ", indices.Select(Text))}]") + string.Concat(path.Select(field => "." + field));

    private static string Fill(StructType shape, IEnumerable<string> holes) => Fill(Composition.Parts(shape), holes.ToArray());

    private static string Fill(EquatableArray<string> parts, string[] holes)
    {
        var text = new StringBuilder(parts[0]);
        for (int i = 0; i < holes.Length; i++)
        {
            text.Append(holes[i]).Append(parts[i + 1]);
        }

        return text.ToString();
    }

    private static string Checked(bool isChecked, string text) => isChecked ? $"checked({text})" : $"unchecked({text})";

    private static string Text(Operand operand) => operand switch
    {
        Variable variable => Name(variable),
        Constant constant => constant.Text.StartsWith('-') || constant.Text.StartsWith('(') ? $"({constant.Text})" : constant.Text,
        _ => throw new InvalidOperationException("Unknown operand."),
    };

    private static string Name(Variable variable) => $"v{variable.Id.ToString(CultureInfo.InvariantCulture)}_{variable.Name.TrimStart('@')}";

    private static string Type(IrType type) => type.CSharp;

    private void Line(string line) => _text.Append(' ', 4 * _depth).Append(line).Append('\n');
}
