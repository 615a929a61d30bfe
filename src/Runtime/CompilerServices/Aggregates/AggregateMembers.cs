using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoDiff.CompilerServices;

/// <summary>
/// What is done with each active member of an aggregate, by the kind of member: shown to a visitor, checked against its primal, added to. Used by
/// generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class AggregateMembers
{
    /// <summary>Shows a scalar: one value, with an empty shape.</summary>
    /// <typeparam name="TVisitor">The visitor's type.</typeparam>
    /// <param name="visitor">The visitor.</param>
    /// <param name="visited">The memory that has been shown already (a member itself is never shared).</param>
    /// <param name="name">The member's name.</param>
    /// <param name="value">The member.</param>
    public static void Visit<TVisitor>(ref TVisitor visitor, VisitedMemory visited, string name, ref double value)
        where TVisitor : IParameterVisitor, allows ref struct => visitor.Visit(name, MemoryMarshal.CreateSpan(ref value, 1), default);

    /// <inheritdoc cref="Visit{TVisitor}(ref TVisitor, VisitedMemory, string, ref double)"/>
    public static void Visit<TVisitor>(ref TVisitor visitor, VisitedMemory visited, string name, ref float value)
        where TVisitor : IParameterVisitor, allows ref struct => visitor.Visit(name, MemoryMarshal.CreateSpan(ref value, 1), default);

    /// <summary>Shows a vector: its components.</summary>
    /// <inheritdoc cref="Visit{TVisitor}(ref TVisitor, VisitedMemory, string, ref double)"/>
    public static void Visit<TVisitor>(ref TVisitor visitor, VisitedMemory visited, string name, ref System.Numerics.Vector2 value)
        where TVisitor : IParameterVisitor, allows ref struct => visitor.Visit(name, MemoryMarshal.CreateSpan(ref value.X, 2), visited.Shape(2));

    /// <inheritdoc cref="Visit{TVisitor}(ref TVisitor, VisitedMemory, string, ref System.Numerics.Vector2)"/>
    public static void Visit<TVisitor>(ref TVisitor visitor, VisitedMemory visited, string name, ref System.Numerics.Vector3 value)
        where TVisitor : IParameterVisitor, allows ref struct => visitor.Visit(name, MemoryMarshal.CreateSpan(ref value.X, 3), visited.Shape(3));

    /// <inheritdoc cref="Visit{TVisitor}(ref TVisitor, VisitedMemory, string, ref System.Numerics.Vector2)"/>
    public static void Visit<TVisitor>(ref TVisitor visitor, VisitedMemory visited, string name, ref System.Numerics.Vector4 value)
        where TVisitor : IParameterVisitor, allows ref struct => visitor.Visit(name, MemoryMarshal.CreateSpan(ref value.X, 4), visited.Shape(4));

    /// <summary>Shows an array, if it is there and hasn't been shown.</summary>
    /// <inheritdoc cref="Visit{TVisitor}(ref TVisitor, VisitedMemory, string, ref double)"/>
    public static void Visit<TVisitor>(ref TVisitor visitor, VisitedMemory visited, string name, double[]? value)
        where TVisitor : IParameterVisitor, allows ref struct
    {
        if (visited.Add(value))
            visitor.Visit(name, value.AsSpan(), visited.Shape(value!.Length));
    }

    /// <inheritdoc cref="Visit{TVisitor}(ref TVisitor, VisitedMemory, string, double[])"/>
    public static void Visit<TVisitor>(ref TVisitor visitor, VisitedMemory visited, string name, float[]? value)
        where TVisitor : IParameterVisitor, allows ref struct
    {
        if (visited.Add(value))
            visitor.Visit(name, value.AsSpan(), visited.Shape(value!.Length));
    }

    /// <inheritdoc cref="Visit{TVisitor}(ref TVisitor, VisitedMemory, string, double[])"/>
    public static void Visit<TVisitor>(ref TVisitor visitor, VisitedMemory visited, string name, double[,]? value)
        where TVisitor : IParameterVisitor, allows ref struct
    {
        if (visited.Add(value))
            visitor.Visit(name, Elements<double>(value!), visited.Shape(value!.GetLength(0), value.GetLength(1)));
    }

    /// <inheritdoc cref="Visit{TVisitor}(ref TVisitor, VisitedMemory, string, double[])"/>
    public static void Visit<TVisitor>(ref TVisitor visitor, VisitedMemory visited, string name, float[,]? value)
        where TVisitor : IParameterVisitor, allows ref struct
    {
        if (visited.Add(value))
            visitor.Visit(name, Elements<float>(value!), visited.Shape(value!.GetLength(0), value.GetLength(1)));
    }

    /// <inheritdoc cref="Visit{TVisitor}(ref TVisitor, VisitedMemory, string, double[])"/>
    public static void Visit<TVisitor>(ref TVisitor visitor, VisitedMemory visited, string name, double[,,]? value)
        where TVisitor : IParameterVisitor, allows ref struct
    {
        if (visited.Add(value))
            visitor.Visit(name, Elements<double>(value!), visited.Shape(value!.GetLength(0), value.GetLength(1), value.GetLength(2)));
    }

    /// <inheritdoc cref="Visit{TVisitor}(ref TVisitor, VisitedMemory, string, double[])"/>
    public static void Visit<TVisitor>(ref TVisitor visitor, VisitedMemory visited, string name, float[,,]? value)
        where TVisitor : IParameterVisitor, allows ref struct
    {
        if (visited.Add(value))
            visitor.Visit(name, Elements<float>(value!), visited.Shape(value!.GetLength(0), value.GetLength(1), value.GetLength(2)));
    }

    /// <summary>Shows a list as it is now; the list must not change while the visitor keeps its memory.</summary>
    /// <inheritdoc cref="Visit{TVisitor}(ref TVisitor, VisitedMemory, string, ref double)"/>
    public static void Visit<TVisitor>(ref TVisitor visitor, VisitedMemory visited, string name, List<double>? value)
        where TVisitor : IParameterVisitor, allows ref struct
    {
        if (visited.Add(value))
            visitor.Visit(name, CollectionsMarshal.AsSpan(value), visited.Shape(value!.Count));
    }

    /// <inheritdoc cref="Visit{TVisitor}(ref TVisitor, VisitedMemory, string, List{double})"/>
    public static void Visit<TVisitor>(ref TVisitor visitor, VisitedMemory visited, string name, List<float>? value)
        where TVisitor : IParameterVisitor, allows ref struct
    {
        if (visited.Add(value))
            visitor.Visit(name, CollectionsMarshal.AsSpan(value), visited.Shape(value!.Count));
    }

    /// <summary>Shows the rows of a jagged array, each under its number.</summary>
    /// <inheritdoc cref="Visit{TVisitor}(ref TVisitor, VisitedMemory, string, ref double)"/>
    public static void Visit<TVisitor>(ref TVisitor visitor, VisitedMemory visited, string name, double[][]? value)
        where TVisitor : IParameterVisitor, allows ref struct
    {
        for (int i = 0; i < (value?.Length ?? 0); i++)
            Visit(ref visitor, visited, visited.Indexed(name, i), value![i]);
    }

    /// <inheritdoc cref="Visit{TVisitor}(ref TVisitor, VisitedMemory, string, double[][])"/>
    public static void Visit<TVisitor>(ref TVisitor visitor, VisitedMemory visited, string name, float[][]? value)
        where TVisitor : IParameterVisitor, allows ref struct
    {
        for (int i = 0; i < (value?.Length ?? 0); i++)
            Visit(ref visitor, visited, visited.Indexed(name, i), value![i]);
    }

    /// <summary>Shows the members of a nested aggregate.</summary>
    /// <typeparam name="TVisitor">The visitor's type.</typeparam>
    /// <typeparam name="T">The aggregate.</typeparam>
    /// <param name="visitor">The visitor.</param>
    /// <param name="visited">The memory that has been shown already.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="value">The member.</param>
    public static void VisitOne<TVisitor, T>(ref TVisitor visitor, VisitedMemory visited, string name, ref T value)
        where TVisitor : IParameterVisitor, allows ref struct
        where T : IAggregate<T>
    {
        if (typeof(T).IsValueType || visited.Add(value))
            T.VisitMembers(ref value, visited.Name(name, "."), visited, ref visitor);
    }

    /// <summary>Shows the members of nested aggregates, each under its number.</summary>
    /// <typeparam name="TVisitor">The visitor's type.</typeparam>
    /// <typeparam name="T">The aggregate.</typeparam>
    /// <param name="visitor">The visitor.</param>
    /// <param name="visited">The memory that has been shown already.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="value">The member.</param>
    public static void VisitAll<TVisitor, T>(ref TVisitor visitor, VisitedMemory visited, string name, T[]? value)
        where TVisitor : IParameterVisitor, allows ref struct
        where T : IAggregate<T>
    {
        if (!visited.Add(value))
            return;

        // An object is seen through its reference and stays where it is: so the array may be one of a derived class, which gives no references to elements of this one by itself.
        Span<T> elements = Elements<T>(value!);
        for (int i = 0; i < elements.Length; i++)
            VisitOne(ref visitor, visited, visited.Indexed(name, i), ref elements[i]);
    }

    /// <inheritdoc cref="VisitAll{TVisitor, T}(ref TVisitor, VisitedMemory, string, T[])"/>
    public static void VisitAll<TVisitor, T>(ref TVisitor visitor, VisitedMemory visited, string name, List<T>? value)
        where TVisitor : IParameterVisitor, allows ref struct
        where T : IAggregate<T>
    {
        if (!visited.Add(value))
            return;
        for (int i = 0; i < value!.Count; i++)
            VisitOne(ref visitor, visited, visited.Indexed(name, i), ref CollectionsMarshal.AsSpan(value)[i]);
    }

    private static Span<T> Elements<T>(Array array) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);
}
