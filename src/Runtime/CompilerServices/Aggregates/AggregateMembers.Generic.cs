using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoDiff.CompilerServices;

/// <content>Members whose type is a type parameter of the aggregate.</content>
public static partial class AggregateMembers
{
    /// <summary>Shows a scalar of a generic aggregate: one value, with an empty shape.</summary>
    /// <typeparam name="TVisitor">The visitor's type.</typeparam>
    /// <typeparam name="T">The number's type: <c>float</c> or <c>double</c>, since a visitor sees nothing else.</typeparam>
    /// <param name="visitor">The visitor.</param>
    /// <param name="visited">The memory that has been shown already (a member itself is never shared).</param>
    /// <param name="name">The member's name.</param>
    /// <param name="value">The member.</param>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public static void Visit<TVisitor, T>(ref TVisitor visitor, VisitedMemory visited, string name, ref T value)
        where TVisitor : IParameterVisitor, allows ref struct
        where T : IFloatingPointIeee754<T> => Show(ref visitor, name, MemoryMarshal.CreateSpan(ref value, 1), default);

    /// <summary>Shows an array of a generic aggregate, if it is there and hasn't been shown.</summary>
    /// <inheritdoc cref="Visit{TVisitor, T}(ref TVisitor, VisitedMemory, string, ref T)"/>
    public static void Visit<TVisitor, T>(ref TVisitor visitor, VisitedMemory visited, string name, T[]? value)
        where TVisitor : IParameterVisitor, allows ref struct
        where T : IFloatingPointIeee754<T>
    {
        if (visited.Add(value))
            Show(ref visitor, name, value.AsSpan(), visited.Shape(value!.Length));
    }

    /// <inheritdoc cref="Visit{TVisitor, T}(ref TVisitor, VisitedMemory, string, T[])"/>
    public static void Visit<TVisitor, T>(ref TVisitor visitor, VisitedMemory visited, string name, T[,]? value)
        where TVisitor : IParameterVisitor, allows ref struct
        where T : IFloatingPointIeee754<T>
    {
        if (visited.Add(value))
            Show(ref visitor, name, Elements<T>(value!), visited.Shape(value!.GetLength(0), value.GetLength(1)));
    }

    /// <inheritdoc cref="Visit{TVisitor, T}(ref TVisitor, VisitedMemory, string, T[])"/>
    public static void Visit<TVisitor, T>(ref TVisitor visitor, VisitedMemory visited, string name, T[,,]? value)
        where TVisitor : IParameterVisitor, allows ref struct
        where T : IFloatingPointIeee754<T>
    {
        if (visited.Add(value))
            Show(ref visitor, name, Elements<T>(value!), visited.Shape(value!.GetLength(0), value.GetLength(1), value.GetLength(2)));
    }

    /// <summary>Shows a list of a generic aggregate as it is now; the list must not change while the visitor keeps its memory.</summary>
    /// <inheritdoc cref="Visit{TVisitor, T}(ref TVisitor, VisitedMemory, string, ref T)"/>
    public static void Visit<TVisitor, T>(ref TVisitor visitor, VisitedMemory visited, string name, List<T>? value)
        where TVisitor : IParameterVisitor, allows ref struct
        where T : IFloatingPointIeee754<T>
    {
        if (visited.Add(value))
            Show(ref visitor, name, CollectionsMarshal.AsSpan(value), visited.Shape(value!.Count));
    }

    /// <summary>Shows the rows of a jagged array of a generic aggregate, each under its number.</summary>
    /// <inheritdoc cref="Visit{TVisitor, T}(ref TVisitor, VisitedMemory, string, ref T)"/>
    public static void Visit<TVisitor, T>(ref TVisitor visitor, VisitedMemory visited, string name, T[][]? value)
        where TVisitor : IParameterVisitor, allows ref struct
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < (value?.Length ?? 0); i++)
            Visit(ref visitor, visited, visited.Indexed(name, i), value![i]);
    }

    /// <summary>Adds an adjoint's member to another's.</summary>
    /// <typeparam name="T">The number's type.</typeparam>
    /// <param name="target">What is added to.</param>
    /// <param name="source">What is added; null adds nothing.</param>
    public static void Add<T>(T[]? target, T[]? source)
        where T : IFloatingPointIeee754<T>
    {
        if (SumWalk.Enter(target, source))
            Add(target.AsSpan(), (ReadOnlySpan<T>)source.AsSpan());
    }

    /// <inheritdoc cref="Add{T}(T[], T[])"/>
    public static void Add<T>(T[,]? target, T[,]? source)
        where T : IFloatingPointIeee754<T>
    {
        if (SumWalk.Enter(target, source))
            Add(Elements<T>(target!), (ReadOnlySpan<T>)Elements<T>(source!));
    }

    /// <inheritdoc cref="Add{T}(T[], T[])"/>
    public static void Add<T>(T[,,]? target, T[,,]? source)
        where T : IFloatingPointIeee754<T>
    {
        if (SumWalk.Enter(target, source))
            Add(Elements<T>(target!), (ReadOnlySpan<T>)Elements<T>(source!));
    }

    /// <inheritdoc cref="Add{T}(T[], T[])"/>
    public static void Add<T>(List<T>? target, List<T>? source)
        where T : IFloatingPointIeee754<T>
    {
        if (SumWalk.Enter(target, source))
            Add(CollectionsMarshal.AsSpan(target), (ReadOnlySpan<T>)CollectionsMarshal.AsSpan(source));
    }

    /// <inheritdoc cref="Add{T}(T[], T[])"/>
    public static void Add<T>(T[][]? target, T[][]? source)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < (source?.Length ?? 0); i++)
            Add(target![i], source![i]);
    }

    private static void Show<TVisitor, T>(ref TVisitor visitor, string name, Span<T> values, ReadOnlySpan<int> shape)
        where TVisitor : IParameterVisitor, allows ref struct
        where T : IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(double))
            visitor.Visit(name, As<T, double>(values), shape);
        else if (typeof(T) == typeof(float))
            visitor.Visit(name, As<T, float>(values), shape);
        else
            throw new NotSupportedException($"A visitor sees parameters of float and double; '{name}' is of {typeof(T)}.");
    }

    private static Span<TTo> As<TFrom, TTo>(Span<TFrom> values) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<TFrom, TTo>(ref MemoryMarshal.GetReference(values)), values.Length);
}
