using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace AutoDiff.CompilerServices;

/// <summary>Makes zeros of the shape of an aggregate's members; what two members share is shared by their copies. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ZeroCopies
{
    private readonly Dictionary<object, object> _copies = new(ReferenceEqualityComparer.Instance);
    private ZeroCopies? _constants;
    private bool _isForConstants;

    /// <summary>
    /// The copies of layers that are marked as constants: they share nothing with the others, and a trainer doesn't take them for parameters. Their tensors
    /// are absent: nobody wants these adjoints.
    /// </summary>
    public ZeroCopies Constants => _isForConstants ? this : _constants ??= new ZeroCopies { _isForConstants = true };

    /// <summary>The copy of an object that has been met before.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="original">The object.</param>
    /// <param name="copy">Its copy.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGet<T>(T original, [NotNullWhen(true)] out T? copy)
        where T : class
    {
        copy = _copies.TryGetValue(original, out object? known) ? (T)known : null;
        return copy is not null;
    }

    /// <summary>Notes the copy of an object.</summary>
    /// <param name="original">The object.</param>
    /// <param name="copy">Its copy.</param>
    public void Add(object original, object copy) => _copies.Add(original, copy);

    /// <summary>Zeros of an array's shape.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="array">The array, or null.</param>
    /// <returns>The zeros; null of null.</returns>
    [return: NotNullIfNotNull(nameof(array))]
    public T[]? Of<T>(T[]? array) => Of(array, static original => new T[original.Length]);

    /// <inheritdoc cref="Of{T}(T[])"/>
    [return: NotNullIfNotNull(nameof(array))]
    public T[,]? Of<T>(T[,]? array) => Of(array, static original => new T[original.GetLength(0), original.GetLength(1)]);

    /// <inheritdoc cref="Of{T}(T[])"/>
    [return: NotNullIfNotNull(nameof(array))]
    public T[,,]? Of<T>(T[,,]? array) => Of(array, static original => new T[original.GetLength(0), original.GetLength(1), original.GetLength(2)]);

    /// <inheritdoc cref="Of{T}(T[])"/>
    [return: NotNullIfNotNull(nameof(array))]
    public T[][]? Of<T>(T[][]? array)
    {
        if (array is null)
            return null;
        if (TryGet(array, out T[][]? known))
            return known;
        var copy = new T[array.Length][];
        Add(array, copy);
        for (int i = 0; i < copy.Length; i++)
            copy[i] = Of(array[i]);
        return copy;
    }

    /// <inheritdoc cref="Of{T}(T[])"/>
    [return: NotNullIfNotNull(nameof(list))]
    public List<T>? Of<T>(List<T>? list) => Of(list, static original =>
        {
            var copy = new List<T>(original.Count);
            CollectionsMarshal.SetCount(copy, original.Count);
            CollectionsMarshal.AsSpan(copy).Clear();
            return copy;
        });

    /// <summary>Zeros of a tensor's shape. A part of another tensor's memory becomes the same part of that one's zeros.</summary>
    /// <param name="tensor">The tensor, or <c>default</c>.</param>
    /// <returns>The zeros; <c>default</c> of <c>default</c>, and for constants.</returns>
    public Tensor Of(Tensor tensor)
    {
        if (tensor.Memory is not { } memory || _isForConstants)
            return default;
        if (!_copies.TryGetValue(memory, out object? zeros))
        {
            zeros = tensor.Whole.ZerosLike();
            Add(memory, zeros);
        }

        return tensor.SamePartOf((Tensor)zeros);
    }

    /// <inheritdoc cref="Of(Tensor)"/>
    [return: NotNullIfNotNull(nameof(tensors))]
    public Tensor[]? Of(Tensor[]? tensors)
    {
        if (tensors is null)
            return null;
        if (TryGet(tensors, out Tensor[]? known))
            return known;
        var copy = new Tensor[tensors.Length];
        Add(tensors, copy);
        for (int i = 0; i < copy.Length; i++)
            copy[i] = Of(tensors[i]);
        return copy;
    }

    /// <inheritdoc cref="Of(Tensor)"/>
    [return: NotNullIfNotNull(nameof(tensors))]
    public List<Tensor>? Of(List<Tensor>? tensors)
    {
        if (tensors is null)
            return null;
        if (TryGet(tensors, out List<Tensor>? known))
            return known;
        var copy = new List<Tensor>(tensors.Count);
        Add(tensors, copy);
        foreach (Tensor tensor in tensors)
            copy.Add(Of(tensor));
        return copy;
    }

    /// <summary>Copies with zeros of the aggregates in an array.</summary>
    /// <typeparam name="T">The aggregate.</typeparam>
    /// <param name="array">The array, or null.</param>
    /// <returns>The copies; null of null.</returns>
    [return: NotNullIfNotNull(nameof(array))]
    public T[]? OfAll<T>(T[]? array)
        where T : IAggregate<T>
    {
        if (array is null)
            return null;
        if (TryGet(array, out T[]? known))
            return known;
        var copy = new T[array.Length];
        Add(array, copy);
        for (int i = 0; i < copy.Length; i++)
            copy[i] = T.CopyWithZeros(array[i], this);
        return copy;
    }

    /// <inheritdoc cref="OfAll{T}(T[])"/>
    [return: NotNullIfNotNull(nameof(list))]
    public List<T>? OfAll<T>(List<T>? list)
        where T : IAggregate<T>
    {
        if (list is null)
            return null;
        if (TryGet(list, out List<T>? known))
            return known;
        var copy = new List<T>(list.Count);
        Add(list, copy);
        foreach (T item in list)
            copy.Add(T.CopyWithZeros(item, this));
        return copy;
    }

    private T? Of<T>(T? original, Func<T, T> zeros)
        where T : class
    {
        if (original is null)
            return null;
        if (!TryGet(original, out T? copy))
        {
            copy = zeros(original);
            Add(original, copy);
        }

        return copy;
    }
}
