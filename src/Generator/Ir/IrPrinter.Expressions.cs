using System.Text;

namespace AutoDiff.Generator.Ir;

internal sealed partial class IrPrinter
{
    private string Text(Operand operand) => operand switch
    {
        Variable variable => Name(variable),
        Constant constant => Short(constant.Text),
        _ => operand.ToString(),
    };

    private string Text(Expression expression)
    {
        switch (expression)
        {
            case Copy copy:
                return Text(copy.Source);
            case Unary unary:
                string symbol = unary.Operator switch
                {
                    UnaryOperator.Negate => "-",
                    UnaryOperator.Not => "!",
                    _ => "~",
                };
                return Checked(unary.IsChecked, symbol + Text(unary.Operand));
            case Binary binary:
                return Checked(binary.IsChecked, $"{Text(binary.Left)} {BinaryOperators.TextOf(binary.Operator)} {Text(binary.Right)}");
            case Convert convert:
                return Checked(convert.IsChecked, $"({Print(convert.Type)}){Text(convert.Operand)}");
            case Select select:
                return $"{Text(select.Condition)} ? {Text(select.WhenTrue)} : {Text(select.WhenFalse)}";
            case Intrinsic intrinsic:
                return $"{intrinsic.Key}({List(intrinsic.Arguments)})";
            case Load load:
                return Element(load.Buffer, load.Indices, load.Path);
            case Length length:
                return length.Dimension < 0 ? $"{Text(length.Buffer)}.Length" : $"{Text(length.Buffer)}.Length({length.Dimension})";
            case View { Start: null } view:
                return $"view {Text(view.Buffer)} as {Print(view.Type)}";
            case View { Count: null } view:
                return $"view {Text(view.Buffer)} from {Text(view.Start!)} as {Print(view.Type)}";
            case View view:
                return $"view {Text(view.Buffer)} from {Text(view.Start!)} count {Text(view.Count!)} as {Print(view.Type)}";
            case Reshape reshape:
                return $"reshape {Text(reshape.Buffer)} to {Text(reshape.Shape)}";
            case Allocate allocate:
                return $"new {(allocate.Site == AllocationSite.Result ? "result " : "")}{Print(allocate.Type)}({List(allocate.Lengths)})";
            case CopyOf copy:
                return $"{(copy.Site == AllocationSite.Result ? "result " : "")}{(copy.IsConstant ? "constant " : "")}copy of {Text(copy.Buffer)} as {Print(copy.Type)}";
            case Opaque opaque:
                var text = new StringBuilder(opaque.Parts[0]);
                for (int i = 0; i < opaque.Arguments.Count; i++)
                {
                    text.Append(Text(opaque.Arguments[i])).Append(opaque.Parts[i + 1]);
                }

                return $"{(opaque.IsConstant ? "constant " : "")}`{Short(text.ToString())}`{(opaque.OpaqueEffects == Effects.None ? "" : $" [{opaque.OpaqueEffects}]")}";
            default:
                throw new InvalidOperationException($"Unknown expression {expression.GetType().Name}.");
        }
    }

    private string Element(Operand buffer, EquatableArray<Operand> indices, EquatableArray<string> path) =>
        (indices.IsEmpty ? "*" + Text(buffer) : $"{Text(buffer)}[{List(indices)}]") + string.Concat(path.Select(field => "." + FieldStep.Name(field)));

    private string List(EquatableArray<Operand> operands) => string.Join(", ", operands.Select(Text));

    private static string Short(string text) => text
        .Replace("global::System.Collections.Generic.", "")
        .Replace("global::System.", "")
        .Replace("global::", "");

    private static string Checked(bool isChecked, string text) => isChecked ? $"checked({text})" : text;
}
