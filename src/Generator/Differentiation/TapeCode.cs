using AutoDiff.Generator.Differentiation.Rules;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation;

/// <summary>The calls of the runtime's workspace and tapes that generated code makes.</summary>
internal static class TapeCode
{
    public static Assign Tape(Variable tape, Variable workspace, IrType element) =>
        new(tape, new Opaque(["", $".Tape<{element.CSharp}>()"], [workspace], tape.Type, Effects.Reads));

    public static Statement Reserve(Variable region, Variable tape, Operand count) => Call(region, [tape, count], "", ".Reserve(", ")");

    public static Statement Top(Variable region, Variable tape, Operand count) => Call(region, [tape, count], "", ".Top(", ")");

    public static Statement Release(Variable tape, Operand count) => Call(null, [tape, count], "", ".Release(", ")");

    public static Statement Push(Variable tape, Operand value) => Call(null, [tape, value], "", ".Push(", ")");

    /// <summary>Keeps a tensor, whose memory the tape holds.</summary>
    public static Statement PushHeld(Variable tape, Variable workspace, Operand tensor) => Call(null, [tape, workspace, tensor], "", ".Push(", ".Keep(", "))");

    public static Statement Pop(Variable value, Variable tape) => Call(value, [tape], "", ".Pop()");

    /// <summary>A tensor that the tape held.</summary>
    public static Statement PopHeld(Variable tensor, Variable tape) => Call(tensor, [tape], "", ".Pop()") with { GivesMemory = true };

    /// <summary>Keeps a span: where it lies in its owner (an array, or null) or in one of the root spans.</summary>
    public static Statement PushSpan(Variable workspace, Operand span, Operand owner, IReadOnlyList<Operand> roots)
    {
        IrType element = ((BufferType)span.Type).Element;
        var parts = new List<string> { $"global::AutoDiff.CompilerServices.SpanTape.Push<{element.CSharp}>(", ", ", ", " };
        parts.AddRange(roots.Select(_ => ", "));
        parts.Add(")");
        return Call(null, [workspace, span, owner, .. roots], [.. parts]);
    }

    public static Statement PopSpan(Variable span, Variable workspace, IReadOnlyList<Operand> roots)
    {
        var type = (BufferType)span.Type;
        string name = type.Kind == BufferKind.Span ? "Pop" : "PopReadOnly";
        var parts = new List<string> { $"global::AutoDiff.CompilerServices.SpanTape.{name}<{type.Element.CSharp}>(" };
        parts.AddRange(roots.Select(_ => ", "));
        parts.Add(")");
        return Call(span, [workspace, .. roots], [.. parts]);
    }

    /// <summary>Starts a scope of the workspace.</summary>
    public static Statement Enter(Variable mark, Variable workspace) => Call(mark, [workspace], "", ".Enter()");

    /// <summary>Ends a scope: all that was taken in it is given back.</summary>
    public static Statement Exit(Variable workspace, Variable mark) => Call(null, [workspace, mark], "", ".Exit(", ")");

    /// <summary>Sets the elements of new memory to zero.</summary>
    public static Statement Clear(Variable memory) => Call(null, [memory], SpanOperations.ClearText(memory), ")");

    /// <summary>The same for a span, in code with vectors: there the just-in-time compiler cleans registers before it calls the C library.</summary>
    public static Statement ClearBesideVectors(Variable memory) => memory.Type is BufferType { Kind: BufferKind.Span } ? Call(null, [memory], "", ".Clear()") : Clear(memory);

    /// <summary>Whether it sets all elements of new memory to zero.</summary>
    public static bool IsClear(OpaqueCall call) => call.Holes is [ValueHole { Operand: var memory }] && call.Parts[0] == SpanOperations.ClearText(memory);

    /// <summary>Whether it is one of these calls.</summary>
    public static bool IsTape(OpaqueCall call) =>
        call.Holes.Count > 0 && call.Holes[0] is ValueHole { Operand.Type: OpaqueType { Name: var type } }
        && (type == "global::AutoDiff.Workspace" || type.StartsWith("global::AutoDiff.Tape<", StringComparison.Ordinal));

    private static OpaqueCall Call(Variable? result, Operand[] arguments, params string[] parts) =>
        new(result, new EquatableArray<string>(parts), new EquatableArray<Hole>(Array.ConvertAll(arguments, static a => (Hole)new ValueHole(a))), Effects.Throws | Effects.Reads);
}
