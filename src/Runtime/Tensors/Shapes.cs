using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace AutoDiff;

/// <summary>What operations ask of shapes, and the messages for those that don't fit.</summary>
internal static class Shapes
{
    internal static int LengthOf(ReadOnlySpan<int> shape)
    {
        if (shape.Length > TensorBody.MostDimensions)
            throw new ArgumentException($"A tensor has at most {TensorBody.MostDimensions} dimensions, not {shape.Length}.", nameof(shape));
        long length = 1;
        foreach (int dimension in shape)
        {
            if (dimension < 0)
                throw new ArgumentException($"The shape {Print(shape)} has a negative length.", nameof(shape));
            length *= dimension;
            if (length > Array.MaxLength)
                throw new ArgumentException($"The shape {Print(shape)} has too many values for one tensor.", nameof(shape));
        }

        return (int)length;
    }

    internal static string Print(ReadOnlySpan<int> shape) => $"({string.Join(", ", shape.ToArray())})";

    // The dimension that an axis names; negative axes count from the last.
    internal static int Axis(int axis, ReadOnlySpan<int> shape)
    {
        int dimension = axis < 0 ? axis + shape.Length : axis;
        if ((uint)dimension >= (uint)shape.Length)
            throw new ArgumentOutOfRangeException(nameof(axis), axis, $"The axis is outside of the shape {Print(shape)}.");
        return dimension;
    }

    internal static int Product(ReadOnlySpan<int> lengths)
    {
        int product = 1;
        foreach (int length in lengths)
            product *= length;
        return product;
    }

    internal static void RequireSame(Tensor actual, ReadOnlySpan<int> expected, string name)
    {
        if (!actual.Shape.SequenceEqual(expected))
            ThrowShape(actual.Shape, expected, name);
    }

    // An adjoint is absent, when nobody wants it, or has the shape of its primal.
    internal static bool IsWanted(Tensor adjoint, Tensor primal, string name, [CallerMemberName] string operation = "")
    {
        if (adjoint.IsAbsent)
            return false;
        RequireSame(adjoint, primal.Shape, name);
        OperationWatch.Current?.BeganReverse(operation, adjoint);
        return true;
    }

    internal static void RequirePresent(Tensor x, string name)
    {
        if (x.IsAbsent)
            throw new ArgumentException($"The tensor {name} has no values: it is default(Tensor).", name);
    }

    internal static void RequireRank(Tensor x, int rank, string name)
    {
        RequirePresent(x, name);
        if (x.Rank != rank)
            throw new ArgumentException($"The tensor {name} has the shape {Print(x.Shape)}; it must have {rank} dimensions.", name);
    }

    [DoesNotReturn]
    internal static void ThrowShape(ReadOnlySpan<int> actual, ReadOnlySpan<int> expected, string name) => throw new ArgumentException(
        $"The tensor {name} has the shape {Print(actual)}; {Print(expected)} is needed.", name);

    [DoesNotReturn]
    internal static void ThrowPair(ReadOnlySpan<int> a, ReadOnlySpan<int> b, string operation, string name) => throw new ArgumentException(
        $"{operation} can't combine the shapes {Print(a)} and {Print(b)}.", name);
}
