using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace AutoDiff.CompilerServices;

/// <summary>The checks of <see cref="BufferChecks"/> for spans. Used by generated code.</summary>
/// <remarks>
/// No method here has overloads: the C# compiler takes ten times as long for a call of one among those for arrays, lists and spans, to each of which it looks for conversions.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SpanChecks
{
    /// <inheritdoc cref="BufferChecks.SameLength{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void SameLength<T>(ReadOnlySpan<T> primal, ReadOnlySpan<T> adjoint, string adjointName)
    {
        if (primal.Length != adjoint.Length)
            BufferChecks.ThrowLength(primal.Length, adjoint.Length, adjointName);
    }

    /// <inheritdoc cref="BufferChecks.NoOverlap{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void NoOverlap<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, string nameOfB)
    {
        if (a.Overlaps(b))
            BufferChecks.ThrowOverlap(nameOfB);
    }
}
