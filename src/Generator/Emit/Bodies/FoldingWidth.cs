using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Bodies;

/// <summary>About how many columns code takes: enough to keep lines readable.</summary>
internal static class FoldingWidth
{
    // A qualified name reads like its last part, a little longer.
    private const int Qualification = 8;

    public static int OfName(Operand operand) => operand switch
    {
        Variable { IsTemporary: true } => 2,
        Variable variable => variable.Name.Length,
        Constant constant => constant.Text.Length,
        _ => 0,
    };

    /// <summary>The operation without its operands.</summary>
    public static int OfOperation(Expression expression) => expression switch
    {
        Copy => 0,
        Unary unary => unary.IsChecked ? 10 : 2,
        Binary binary => binary.IsChecked ? 13 : 4,
        Convert convert => OfType(convert.Type) + (convert.IsChecked ? 11 : 2),
        Ir.Select => 8,
        Intrinsic intrinsic => OfText(intrinsic.Name) + (2 * intrinsic.Arguments.Count),
        Load load => (2 * load.Indices.Count) + OfPath(load.Path),
        Length => 7,
        View { Start: not null } => 12,
        View view => OfType(view.Type) + 2,
        Opaque opaque => OfParts(opaque.Parts),
        _ => 20,
    };

    /// <summary>The statement without its operands.</summary>
    public static int OfStatement(Statement statement) => statement switch
    {
        Store store => 4 + (2 * store.Indices.Count) + OfPath(store.Path),
        Accumulate accumulate => 5 + (2 * accumulate.Indices.Count) + OfPath(accumulate.Path),
        BufferCall call => OfParts(call.Parts),
        OpaqueCall call => OfParts(call.Parts),
        Evaluate evaluate => 4 + OfOperation(evaluate.Expression),
        _ => 8,
    };

    private static int OfType(IrType type) => type is ScalarType ? type.CSharp.Length : 16;

    private static int OfText(string text)
    {
        int dot = text.LastIndexOf('.');
        return text.StartsWith("global::", StringComparison.Ordinal) && dot > 0 ? text.Length - dot + Qualification : text.Length;
    }

    private static int OfParts(EquatableArray<string> parts)
    {
        int width = 0;
        foreach (string part in parts)
        {
            width += OfText(part);
        }

        return width;
    }

    private static int OfPath(EquatableArray<string> path)
    {
        int width = 0;
        foreach (string member in path)
        {
            width += member.Length + 1;
        }

        return width;
    }
}
