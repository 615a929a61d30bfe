using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoDiff.CompilerServices;

/// <summary>
/// What a generated member checks of its buffers before it writes anything: that an adjoint (or tangent) has the lengths of its
/// primal, and that memory which is written isn't reached by two names. Used by generated code.
/// </summary>
/// <remarks>
/// A null primal passes: the differentiated method itself throws where it uses it, and that exception is the one to see.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class BufferChecks
{
    /// <summary>Checks that an adjoint has the length of its primal.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="primal">The primal.</param>
    /// <param name="adjoint">Its adjoint or tangent.</param>
    /// <param name="adjointName">The name of the adjoint's parameter.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void SameLength<T>(ReadOnlySpan<T> primal, ReadOnlySpan<T> adjoint, string adjointName) => SpanChecks.SameLength(primal, adjoint, adjointName);

    /// <inheritdoc cref="SameLength{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string)"/>
    /// <exception cref="ArgumentNullException">The adjoint is null.</exception>
    public static void SameLength<T>(T[]? primal, T[]? adjoint, string adjointName) => ArrayChecks.SameLength(primal, adjoint, adjointName);

    /// <summary>Checks that a span has room for a Jacobian, and no more.</summary>
    /// <param name="length">The length of the span.</param>
    /// <param name="rows">The rows of the Jacobian.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="name">The name of the span's parameter.</param>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void JacobianLength(int length, int rows, int columns, string name)
    {
        if (length != rows * columns)
            ThrowJacobianLength(length, rows, columns, name);
    }

    /// <summary>Checks that <c>TensorPrimitives.SoftMax</c> wrote nothing but its results: it scales what lies beyond them in its destination too.</summary>
    /// <param name="length">The length of its argument.</param>
    /// <param name="destination">The length of its destination.</param>
    /// <exception cref="NotSupportedException">The destination is longer.</exception>
    public static void SoftMaxDestination(int length, int destination)
    {
        if (destination > length)
        {
            throw new NotSupportedException(
                "TensorPrimitives.SoftMax also changes the elements of its destination beyond the length of its argument, which has no derivative here. Pass a slice of that length.");
        }
    }

    /// <summary>Checks that the adjoint of a list has its count.</summary>
    /// <inheritdoc cref="SameLength{T}(T[], T[], string)"/>
    public static void SameLength<T>(List<T>? primal, List<T>? adjoint, string adjointName)
    {
        if (primal is null)
            return;
        ArgumentNullException.ThrowIfNull(adjoint, adjointName);
        if (primal.Count != adjoint.Count)
            ThrowLength(primal.Count, adjoint.Count, adjointName);
    }

    /// <summary>Checks that the adjoint of a tensor has its shape.</summary>
    /// <param name="primal">The primal; <c>default</c> passes.</param>
    /// <param name="adjoint">Its adjoint or tangent.</param>
    /// <param name="adjointName">The name of the adjoint's parameter.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static void SameShape(Tensor primal, Tensor adjoint, string adjointName)
    {
        if (!primal.IsAbsent)
            Shapes.RequireSame(adjoint, primal.Shape, adjointName);
    }

    /// <summary>Checks that the adjoint of an array of tensors has its length, and each tensor the shape of the primal's.</summary>
    /// <inheritdoc cref="SameShape(Tensor, Tensor, string)"/>
    /// <exception cref="ArgumentNullException">The adjoint is null.</exception>
    public static void SameShape(Tensor[]? primal, Tensor[]? adjoint, string adjointName)
    {
        SameLength(primal, adjoint, adjointName);
        SameShapes(primal, adjoint, adjointName);
    }

    /// <inheritdoc cref="SameShape(Tensor[], Tensor[], string)"/>
    public static void SameShape(List<Tensor>? primal, List<Tensor>? adjoint, string adjointName)
    {
        SameLength(primal, adjoint, adjointName);
        SameShapes(CollectionsMarshal.AsSpan(primal), CollectionsMarshal.AsSpan(adjoint), adjointName);
    }

    /// <summary>Checks that the adjoint of a rectangular array has its shape.</summary>
    /// <inheritdoc cref="SameLength{T}(T[], T[], string)"/>
    public static void SameLength<T>(T[,]? primal, T[,]? adjoint, string adjointName)
    {
        if (primal is null)
            return;
        ArgumentNullException.ThrowIfNull(adjoint, adjointName);
        SameShape(primal, adjoint, adjointName);
    }

    /// <inheritdoc cref="SameLength{T}(T[,], T[,], string)"/>
    public static void SameLength<T>(T[,,]? primal, T[,,]? adjoint, string adjointName)
    {
        if (primal is null)
            return;
        ArgumentNullException.ThrowIfNull(adjoint, adjointName);
        SameShape(primal, adjoint, adjointName);
    }

    /// <summary>Checks that the adjoint of a jagged array has its length, and each row the length of the primal's row.</summary>
    /// <inheritdoc cref="SameLength{T}(T[], T[], string)"/>
    public static void SameLength<T>(T[]?[]? primal, T[]?[]? adjoint, string adjointName)
    {
        if (primal is null)
            return;
        ArgumentNullException.ThrowIfNull(adjoint, adjointName);
        if (primal.Length != adjoint.Length)
            ThrowLength(primal.Length, adjoint.Length, adjointName);
        for (int i = 0; i < primal.Length; i++)
            SameRow(primal[i], adjoint[i], -1, i, adjointName);
    }

    /// <inheritdoc cref="SameLength{T}(T[][], T[][], string)"/>
    public static void SameLength<T>(T[]?[]?[]? primal, T[]?[]?[]? adjoint, string adjointName)
    {
        if (primal is null)
            return;
        ArgumentNullException.ThrowIfNull(adjoint, adjointName);
        if (primal.Length != adjoint.Length)
            ThrowLength(primal.Length, adjoint.Length, adjointName);
        for (int i = 0; i < primal.Length; i++)
        {
            SameRow(primal[i], adjoint[i], -1, i, adjointName);
            if (primal[i] is not { } rows)
                continue;
            for (int j = 0; j < rows.Length; j++)
                SameRow(rows[j], adjoint[i]![j], i, j, adjointName);
        }
    }

    private static void SameRow<T>(T[]? primal, T[]? adjoint, int outer, int index, string adjointName)
    {
        // What a row that isn't there has for an adjoint doesn't matter.
        if (primal is null || primal.Length == adjoint?.Length)
            return;
        string row = outer < 0 ? $"[{index}]" : $"[{outer}][{index}]";
        throw new ArgumentException(
            adjoint is null
                ? $"The row {adjointName}{row} is null, and its primal's has length {primal.Length}."
                : $"The row {adjointName}{row} has length {adjoint.Length}, and its primal's has length {primal.Length}.",
            adjointName);
    }

    private static void SameShape(Array primal, Array adjoint, string adjointName)
    {
        for (int i = 0; i < primal.Rank; i++)
        {
            if (primal.GetLength(i) != adjoint.GetLength(i))
                throw new ArgumentException($"'{adjointName}' is {Shape(adjoint)}, and its primal is {Shape(primal)}.", adjointName);
        }
    }

    private static string Shape(Array array) =>
        string.Join(" x ", Enumerable.Range(0, array.Rank).Select(array.GetLength));

    [DoesNotReturn]
    internal static void ThrowLength(int primal, int adjoint, string adjointName) =>
        throw new ArgumentException($"'{adjointName}' has length {adjoint}, and its primal has length {primal}.", adjointName);

    [DoesNotReturn]
    private static void ThrowJacobianLength(int length, int rows, int columns, string name) =>
        throw new ArgumentException($"'{name}' has length {length}, and the Jacobian has {rows} x {columns} = {rows * columns} elements.", name);

    private static void SameShapes(ReadOnlySpan<Tensor> primal, ReadOnlySpan<Tensor> adjoint, string adjointName)
    {
        for (int i = 0; i < primal.Length; i++)
            SameShape(primal[i], adjoint[i], adjointName);
    }
}
