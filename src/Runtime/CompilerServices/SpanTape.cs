using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoDiff.CompilerServices;

/// <summary>
/// Keeps spans for the reverse sweep. A span can't be stored in memory, so what is kept is where it lies: in an array, or in one of the caller's spans (the
/// roots, at most eight). Generated code calls it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SpanTape
{
    /// <summary>Pushes the place of <paramref name="span"/>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="workspace">The workspace whose tapes take it.</param>
    /// <param name="span">The span to be found again.</param>
    /// <param name="owner">The array that it lies in, or null when it lies in a root.</param>
    /// <param name="root0">A root; the others likewise.</param>
    /// <param name="root1">A root.</param>
    /// <param name="root2">A root.</param>
    /// <param name="root3">A root.</param>
    /// <param name="root4">A root.</param>
    /// <param name="root5">A root.</param>
    /// <param name="root6">A root.</param>
    /// <param name="root7">A root.</param>
    /// <exception cref="InvalidOperationException">The span lies in none of them.</exception>
    public static void Push<T>(
        Workspace workspace,
        ReadOnlySpan<T> span,
        T[]? owner,
        ReadOnlySpan<T> root0 = default,
        ReadOnlySpan<T> root1 = default,
        ReadOnlySpan<T> root2 = default,
        ReadOnlySpan<T> root3 = default,
        ReadOnlySpan<T> root4 = default,
        ReadOnlySpan<T> root5 = default,
        ReadOnlySpan<T> root6 = default,
        ReadOnlySpan<T> root7 = default)
    {
        int root = 0;
        int offset = 0;
        if (!span.IsEmpty && !TryFind(owner, span, out offset)
            && !(TryFind(root0, span, out offset, 0, ref root) || TryFind(root1, span, out offset, 1, ref root)
                || TryFind(root2, span, out offset, 2, ref root) || TryFind(root3, span, out offset, 3, ref root)
                || TryFind(root4, span, out offset, 4, ref root) || TryFind(root5, span, out offset, 5, ref root)
                || TryFind(root6, span, out offset, 6, ref root) || TryFind(root7, span, out offset, 7, ref root)))
        {
            throw new InvalidOperationException("A span to be kept for the reverse sweep lies in no known memory.");
        }

        workspace.Tape<T[]?>().Push(owner);
        Tape<int> places = workspace.Tape<int>();
        places.Push(root);
        places.Push(offset);
        places.Push(span.Length);
    }

    /// <summary>Pops the span that was pushed last. The roots are those of the push.</summary>
    /// <inheritdoc cref="Push"/>
    /// <returns>The span.</returns>
    public static Span<T> Pop<T>(
        Workspace workspace,
        Span<T> root0 = default,
        Span<T> root1 = default,
        Span<T> root2 = default,
        Span<T> root3 = default,
        Span<T> root4 = default,
        Span<T> root5 = default,
        Span<T> root6 = default,
        Span<T> root7 = default)
    {
        // The place is that of a span of the caller's, or of an array: writable memory.
        ReadOnlySpan<T> span = PopReadOnly<T>(workspace, root0, root1, root2, root3, root4, root5, root6, root7);
        return MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(span), span.Length);
    }

    /// <summary>Pops the read-only span that was pushed last. The roots are those of the push.</summary>
    /// <inheritdoc cref="Push"/>
    /// <returns>The span.</returns>
    public static ReadOnlySpan<T> PopReadOnly<T>(
        Workspace workspace,
        ReadOnlySpan<T> root0 = default,
        ReadOnlySpan<T> root1 = default,
        ReadOnlySpan<T> root2 = default,
        ReadOnlySpan<T> root3 = default,
        ReadOnlySpan<T> root4 = default,
        ReadOnlySpan<T> root5 = default,
        ReadOnlySpan<T> root6 = default,
        ReadOnlySpan<T> root7 = default)
    {
        (T[]? owner, int root, int offset, int length) = PopPlace<T>(workspace);
        if (length == 0)
            return default;
        if (owner is not null)
            return owner.AsSpan(offset, length);
        ReadOnlySpan<T> memory = root switch
        {
            0 => root0,
            1 => root1,
            2 => root2,
            3 => root3,
            4 => root4,
            5 => root5,
            6 => root6,
            _ => root7,
        };
        return memory.Slice(offset, length);
    }

    private static (T[]? Owner, int Root, int Offset, int Length) PopPlace<T>(Workspace workspace)
    {
        Tape<int> places = workspace.Tape<int>();
        int length = places.Pop();
        int offset = places.Pop();
        int root = places.Pop();
        return (workspace.Tape<T[]?>().Pop(), root, offset, length);
    }

    private static bool TryFind<T>(ReadOnlySpan<T> memory, ReadOnlySpan<T> span, out int offset)
    {
        offset = 0;
        if (memory.Length < span.Length)
            return false;
        nint distance = Unsafe.ByteOffset(ref MemoryMarshal.GetReference(memory), ref MemoryMarshal.GetReference(span));
        if (distance < 0 || distance > (nint)(memory.Length - span.Length) * Unsafe.SizeOf<T>())
            return false;
        offset = (int)(distance / Unsafe.SizeOf<T>());
        return true;
    }

    private static bool TryFind<T>(ReadOnlySpan<T> memory, ReadOnlySpan<T> span, out int offset, int candidate, ref int root)
    {
        root = candidate;
        return TryFind(memory, span, out offset);
    }
}
