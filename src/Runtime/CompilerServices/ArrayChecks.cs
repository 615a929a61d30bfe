using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace AutoDiff.CompilerServices;

/// <summary>The checks of <see cref="BufferChecks"/> for arrays. Used by generated code.</summary>
/// <remarks>No method here has overloads: see <see cref="SpanChecks"/>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ArrayChecks
{
    /// <inheritdoc cref="BufferChecks.SameLength{T}(T[], T[], string)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void SameLength<T>(T[]? primal, T[]? adjoint, string adjointName)
    {
        if (primal is null)
            return;
        ArgumentNullException.ThrowIfNull(adjoint, adjointName);
        if (primal.Length != adjoint.Length)
            BufferChecks.ThrowLength(primal.Length, adjoint.Length, adjointName);
    }

    /// <inheritdoc cref="BufferChecks.NoOverlap{T}(T[], T[], string)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void NoOverlap<T>(T[]? a, T[]? b, string nameOfB)
    {
        if (ReferenceEquals(a, b) && a is { Length: > 0 })
            BufferChecks.ThrowOverlap(nameOfB);
    }
}
