using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation;

/// <summary>Primal statements as short text, for the comments that tie an adjoint to its primal. Temporaries are written out.</summary>
internal static class PrimalText
{
    private const int Limit = 90;

    /// <summary>The statement as text, or null for a step of a larger one and for control flow.</summary>
    public static string? Describe(Statement statement, ProgramTree tree)
    {
        string? text = statement switch
        {
            Assign { Target: { IsTemporary: true } target } assign when tree.IsResult(target) => $"return {Of(assign.Value, tree)}",
            Assign { Target.IsTemporary: true } assign when tree.UsesOf(assign.Target) == 1 => null,
            Assign assign => $"{assign.Target.Name} = {Of(assign.Value, tree)}",
            Store store => $"{Element(store.Buffer, store.Indices, store.Path, tree)} = {Of(store.Value, tree)}",
            BufferCall call => Text(call.Parts, call.Arguments, tree),
            SplitCall call => $"{call.Callee.Name.Substring(call.Callee.Name.LastIndexOf('.') + 1)}({string.Join(", ", call.Arguments.Select(a => Of(a, tree)))})",
            _ => null,
        };
        return text is null || text.Length <= Limit ? text : text.Substring(0, Limit - 4) + " ...";
    }

    public static string Of(Expression expression) => Of(expression, null);

    /// <summary>An expression; with the tree, its temporaries are written out.</summary>
    public static string Of(Expression expression, ProgramTree? tree, int depth = 0)
    {
        string Operand(int index) => Of(expression.Operands[index], tree, depth + 1);
        string Nested(int index, Precedence atLeast)
        {
            string text = Operand(index);
            return PrecedenceOf(expression.Operands[index], tree) < atLeast ? $"({text})" : text;
        }

        return expression switch
        {
            Copy => Operand(0),
            Unary unary => (unary.Operator == UnaryOperator.Negate ? "-" : unary.Operator == UnaryOperator.Not ? "!" : "~") + Nested(0, Precedence.Unary),
            Binary binary => $"{Nested(0, BinaryOperators.PrecedenceOf(binary.Operator))} {BinaryOperators.TextOf(binary.Operator)} {Nested(1, BinaryOperators.PrecedenceOf(binary.Operator) + 1)}",
            Convert convert => $"({Short(convert.Type.CSharp)}){Nested(0, Precedence.Unary)}",
            Ir.Select => $"{Nested(0, Precedence.ConditionalOr)} ? {Nested(1, Precedence.Conditional)} : {Nested(2, Precedence.Conditional)}",
            Intrinsic intrinsic => $"{Short(intrinsic.Name)}({string.Join(", ", intrinsic.Arguments.Select(a => Of(a, tree, depth + 1)))})",
            Load load => Element(load.Buffer, load.Indices, load.Path, tree),
            Length => Operand(0) + ".Length",
            View { Start: null } => Operand(0),
            View { Count: null } => $"{Operand(0)}[{Operand(1)}..]",
            View => $"{Operand(0)}.Slice({Operand(1)}, {Operand(2)})",
            Reshape { Buffer.Type: BufferType { IsTensor: false } } => $"Tensor.Create({Operand(0)}, {Operand(1)})",
            Reshape => $"Tensor.Reshape({Operand(0)}, {Operand(1)})",
            Allocate allocate => $"new {Short(allocate.Type.CSharp)}",
            CopyOf { IsConstant: true } or Opaque { IsConstant: true } => $"Gradient.Stop({Of(expression.Operands[0], tree, depth + 1)})",
            CopyOf => Operand(0) + ".ToArray()",
            Opaque opaque => Text(opaque.Parts, opaque.Arguments, tree),
            _ => expression.GetType().Name,
        };
    }

    private static string Of(Operand operand, ProgramTree? tree, int depth = 0)
    {
        if (operand is Variable { IsTemporary: true } variable && tree is not null && depth < 8
            && tree.TryGet(variable.Id, out Definition definition) && definition.Expression is { } expression)
        {
            return Of(expression, tree, depth + 1);
        }

        return operand is Variable named ? named.Name : Short(operand.ToString());
    }

    // How tightly the text of an operand binds: a written-out operator by its own precedence, everything else as a primary.
    private static Precedence PrecedenceOf(Operand operand, ProgramTree? tree) =>
        operand is Variable { IsTemporary: true } variable && tree is not null && tree.TryGet(variable.Id, out Definition definition)
            ? definition.Expression switch
            {
                Binary binary => BinaryOperators.PrecedenceOf(binary.Operator),
                Ir.Select => Precedence.Conditional,
                Unary or Convert => Precedence.Unary,
                _ => Precedence.Primary,
            }
            : Precedence.Primary;

    private static string Element(Operand buffer, EquatableArray<Operand> indices, EquatableArray<string> path, ProgramTree? tree)
    {
        string text = Of(buffer, tree);
        if (!indices.IsEmpty)
        {
            text += $"[{string.Join(", ", indices.Select(i => Of(i, tree)))}]";
        }

        return string.Join(".", new[] { text }.Concat(path.Select(FieldStep.Name)));
    }

    private static string Text(EquatableArray<string> parts, EquatableArray<Operand> arguments, ProgramTree? tree)
    {
        string text = "";
        for (int i = 0; i < parts.Count; i++)
        {
            text += Short(parts[i]) + (i < arguments.Count ? Of(arguments[i], tree) : "");
        }

        // A comment stays on its line, whatever string literals the text has.
        return text.Replace("\r", " ").Replace("\n", " ");
    }

    private static string Short(string name) => name.Replace("global::System.Numerics.Tensors.", "").Replace("global::System.", "").Replace("global::", "");

}
