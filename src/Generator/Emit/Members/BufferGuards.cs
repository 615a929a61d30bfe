using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Members;

/// <summary>
/// The checks of buffers at the start of a generated member: lengths of adjoints (or tangents), and memory that must not overlap. They run before anything is written.
/// </summary>
internal static class BufferGuards
{
    private const string Aggregate = "global::AutoDiff.CompilerServices.AggregateMembers.";
    private const string Checks = "global::AutoDiff.CompilerServices.BufferChecks";
    private const string SpansOnly = "global::AutoDiff.CompilerServices.SpanChecks";
    private const string ArraysOnly = "global::AutoDiff.CompilerServices.ArrayChecks";

    /// <summary>Memory that a member gets: a buffer parameter, or a field in one.</summary>
    /// <param name="Name">The expression that it is reached by.</param>
    /// <param name="Parameter">The parameter that an exception names.</param>
    /// <param name="Type">Its type.</param>
    /// <param name="IsWritten">Whether the member writes it.</param>
    internal sealed record Entry(string Name, string Parameter, BufferType Type, bool IsWritten);

    public static void Write(SourceWriter writer, IReadOnlyList<Entry> primals, IReadOnlyList<(Entry Adjoint, Entry Primal)> adjoints)
    {
        foreach ((Entry adjoint, Entry primal) in adjoints)
        {
            if (primal.Type.Kind == BufferKind.Object || primal.Type is { Kind: BufferKind.Ref, Element: StructType { IsTuple: false } element } && Fields.References(element).Any())
            {
                writer.Line($"{Aggregate}CheckOne<{StructType.AggregateOf(primal.Type.Kind == BufferKind.Ref ? primal.Type.Element : primal.Type)}>({primal.Name}, {adjoint.Name}, \"{adjoint.Parameter}\");");
            }
            else if (primal.Type.IsTensor || primal.Type is { Rank: 1, Kind: BufferKind.Array or BufferKind.List, Element: BufferType { IsTensor: true } })
            {
                writer.Line($"{Checks}.SameShape({primal.Name}, {adjoint.Name}, \"{adjoint.Parameter}\");");
            }
            else if (primal.Type is { Rank: 1, Element: BufferType { Kind: BufferKind.Object } or StructType { IsTuple: false } } aggregates
                && primal.Type.Kind != BufferKind.Ref && Fields.References(aggregates.Element).Any())
            {
                string constraint = StructType.AggregateOf(aggregates.Element);
                string types = constraint == aggregates.Element.CSharp ? constraint : $"{constraint}, {aggregates.Element.CSharp}";
                writer.Line($"{Aggregate}CheckAll<{types}>({primal.Name}, {adjoint.Name}, \"{adjoint.Parameter}\");");
            }
            else if (primal.Type.Kind != BufferKind.Ref)
            {
                writer.Line($"{ChecksOf(primal.Type, adjoint.Type)}.SameLength<{Innermost(primal.Type)}>({primal.Name}, {adjoint.Name}, \"{adjoint.Parameter}\");");
            }
        }

        for (int i = 0; i < primals.Count; i++)
        {
            if (primals[i].IsWritten && primals[i].Type.Element is BufferType { Kind: not BufferKind.Object })
            {
                writer.Line($"{Checks}.DistinctRows<{Innermost(primals[i].Type)}>({primals[i].Name}, \"{primals[i].Parameter}\");");
            }

            for (int j = i + 1; j < primals.Count; j++)
            {
                if (primals[i].IsWritten || primals[j].IsWritten)
                {
                    WriteNoOverlap(writer, primals[i], primals[j]);
                }
            }
        }

        foreach ((Entry adjoint, Entry primal) in adjoints)
        {
            // Rows that only read may share one adjoint.
            if (primal.IsWritten && primal.Type.Element is BufferType { Kind: not BufferKind.Object })
            {
                writer.Line($"{Checks}.DistinctRows<{Innermost(primal.Type)}>({adjoint.Name}, \"{adjoint.Parameter}\");");
            }
        }

        for (int i = 0; i < adjoints.Count; i++)
        {
            foreach (Entry primal in primals)
            {
                if (primal.IsWritten || adjoints[i].Adjoint.IsWritten)
                {
                    WriteNoOverlap(writer, primal, adjoints[i].Adjoint);
                }
            }

            for (int j = 0; j < i; j++)
            {
                if (adjoints[i].Primal.IsWritten || adjoints[j].Primal.IsWritten)
                {
                    WriteNoOverlap(writer, adjoints[j].Adjoint, adjoints[i].Adjoint);
                }
            }
        }
    }

    private static void WriteNoOverlap(SourceWriter writer, Entry a, Entry b)
    {
        string element = Innermost(a.Type);
        if (element != Innermost(b.Type) || !CanBeCompared(a.Type, b.Type))
        {
            return;
        }

        writer.Line($"{ChecksOf(a.Type, b.Type)}.NoOverlap<{element}>({Argument(a)}, {Argument(b)}, \"{b.Parameter}\");");
    }

    // The class whose one overload is meant, where there is one: the compiler takes long for a call of one among many.
    private static string ChecksOf(BufferType a, BufferType b) => (PlainKind(a), PlainKind(b)) switch
    {
        (BufferKind.Span, BufferKind.Span) => SpansOnly,
        (BufferKind.Array, BufferKind.Array) => ArraysOnly,
        _ => Checks,
    };

    // That of an argument as it is passed.
    private static BufferKind? PlainKind(BufferType type) => type switch
    {
        { Kind: BufferKind.Tensor or BufferKind.Ref } => BufferKind.Span,
        { Element: BufferType } or { Rank: > 1 } => null,
        { Kind: BufferKind.Span or BufferKind.ReadOnlySpan } => BufferKind.Span,
        { Kind: BufferKind.Array } => BufferKind.Array,
        _ => null,
    };

    private static bool CanBeCompared(BufferType a, BufferType b)
    {
        static int Shape(BufferType type) => type switch
        {
            { Element: BufferType { Element: not BufferType, Kind: BufferKind.Array, Rank: 1 }, Kind: BufferKind.Array, Rank: 1 } => 2,
            { Element: BufferType } or { Kind: BufferKind.Object } => 0,
            { Kind: BufferKind.List } => 10,
            { Kind: BufferKind.Array, Rank: > 1 } => 10 + type.Rank,
            _ => 1,
        };
        (int first, int second) = (Shape(a), Shape(b));
        return first != 0 && second != 0 && (first == second || (first <= 2 && second <= 2));
    }

    private static string Argument(Entry entry) => entry.Type.Kind == BufferKind.Ref
        ? $"global::System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan<{Innermost(entry.Type)}>(ref {entry.Name}, 1)"
        : entry.Type.IsTensor ? entry.Name + ".AsSpan()" : entry.Name;

    private static string Innermost(IrType type)
    {
        while (type is BufferType buffer)
        {
            type = buffer.Element;
        }

        return type.CSharp;
    }
}
