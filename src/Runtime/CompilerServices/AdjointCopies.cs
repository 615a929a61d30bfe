using System.ComponentModel;

namespace AutoDiff.CompilerServices;

/// <summary>
/// Copies of the caller's adjoints, for members that add to them before the method is through: an exception puts them back. Used by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AdjointCopies
{
    // A run of the method instead costs at least about this much for each iteration of its loop, in elements copied.
    private const int ElementsForIteration = 64;

    private const int AlwaysCopied = 4096;

    /// <summary>Copies an adjoint.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="workspace">Where the copy lies, until the scope ends.</param>
    /// <param name="adjoint">The adjoint.</param>
    /// <returns>The copy.</returns>
    public static T[] Take<T>(Workspace workspace, ReadOnlySpan<T> adjoint)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return workspace.CopyOf(adjoint);
    }

    /// <summary>Gives an adjoint the values that it had when it was copied.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="copy">The copy; null when none was taken.</param>
    /// <param name="adjoint">The adjoint.</param>
    public static void PutBack<T>(T[]? copy, Span<T> adjoint) => copy.AsSpan().CopyTo(adjoint);

    /// <summary>The number of elements of an adjoint.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="adjoint">The adjoint; null has none.</param>
    /// <returns>The number.</returns>
    public static long LengthOf<T>(ReadOnlySpan<T> adjoint) => adjoint.Length;

    /// <summary>Whether copies cost less than a loop that is run once more.</summary>
    /// <param name="elements">The number of elements that are copied.</param>
    /// <param name="iterations">The number of iterations of the loop.</param>
    /// <returns>Whether they do.</returns>
    public static bool ArePaidFor(long elements, long iterations) => elements <= AlwaysCopied || elements / ElementsForIteration <= iterations;
}
