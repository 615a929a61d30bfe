using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using AutoDiff.Kernels;

namespace AutoDiff;

/// <summary>
/// A tensor of single-precision numbers, row-major, of up to 6 dimensions. A tensor refers to its values: copies of the struct share
/// them, and <see cref="Clone"/> makes new ones.
/// </summary>
/// <remarks>
/// Operations are static methods and operators with NumPy's broadcasting. Their results are fresh managed memory, or inside of
/// <see cref="Workspace.Scope"/> memory of the workspace. <c>default(Tensor)</c> has no values: it stands for an absent optional operand,
/// such as a bias, and as an adjoint for one that isn't wanted.
/// </remarks>
public readonly partial struct Tensor
{
    private readonly TensorBody? _body;
    private readonly int _version;

    private Tensor(TensorBody body)
    {
        _body = body;
        _version = body.Version;
    }

    /// <summary>The lengths of the dimensions, the outermost first; empty for a scalar.</summary>
    public ReadOnlySpan<int> Shape => _body is null ? default : Body.Shape;

    /// <summary>The number of values.</summary>
    public int Length => _body is null ? 0 : Body.Length;

    // Whether this is default(Tensor).
    internal bool IsAbsent => _body is null;

    internal int Rank => Shape.Length;

    private TensorBody Body
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (_body!.Version != _version)
                TensorBody.ThrowReleased();
            return _body;
        }
    }

    /// <summary>The value at one index per dimension.</summary>
    /// <param name="indices">The indices, the outermost first.</param>
    /// <exception cref="ArgumentException">There are more or fewer indices than dimensions.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside of its dimension.</exception>
    public ref float this[params ReadOnlySpan<int> indices]
    {
        get
        {
            ReadOnlySpan<int> shape = Shape;
            if (indices.Length != shape.Length)
                throw new ArgumentException($"A tensor of shape {Shapes.Print(shape)} takes {shape.Length} indices.", nameof(indices));
            int offset = 0;
            for (int i = 0; i < indices.Length; i++)
            {
                if ((uint)indices[i] >= (uint)shape[i])
                    ThrowIndex(indices[i], i, shape);
                offset = offset * shape[i] + indices[i];
            }

            return ref AsSpan()[offset];
        }
    }

    /// <summary>A tensor over an array: it shares the array's memory.</summary>
    /// <param name="data">The values, row-major.</param>
    /// <param name="shape">The lengths of the dimensions; none for one dimension of the array's length.</param>
    /// <returns>The tensor.</returns>
    /// <exception cref="ArgumentException">The product of the shape isn't the number of values.</exception>
    public static Tensor Create(float[] data, params ReadOnlySpan<int> shape)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (shape.IsEmpty)
            shape = [data.Length];
        int length = Shapes.LengthOf(shape);
        if (length != data.Length)
        {
            throw new ArgumentException(
                $"The shape {Shapes.Print(shape)} has {length} values, but the data has {data.Length}.", nameof(data));
        }

        var body = new TensorBody();
        body.Own(data, 0, shape, length);
        return new Tensor(body);
    }

    /// <summary>A tensor of zeros.</summary>
    /// <param name="shape">The lengths of the dimensions; none for a scalar.</param>
    /// <returns>The tensor.</returns>
    public static Tensor Zeros(params ReadOnlySpan<int> shape)
    {
        Tensor zeros = Uninitialized(shape);
        Zeroing.Run(zeros.AsSpan());
        return zeros;
    }

    /// <summary>The values, row-major: a view that reads and writes them.</summary>
    /// <returns>The values.</returns>
    public Span<float> AsSpan() => _body is null ? default : Body.Values;

    /// <summary>A copy in memory of its own: fresh, or inside of a scope the workspace's.</summary>
    /// <returns>The copy.</returns>
    public Tensor Clone()
    {
        if (_body is null)
            return default;
        Tensor copy = Workspace.Current is { } workspace ? Rent(workspace, Shape) : Fresh(Shape);
        AsSpan().CopyTo(copy.AsSpan());
        return copy;
    }

    /// <summary>Zeros of the same shape in managed memory that no scope releases: the gradient of a parameter.</summary>
    /// <returns>The zeros.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Tensor ZerosLike()
    {
        if (_body is null)
            return default;
        Tensor zeros = FreshZeros();
        TensorPacking.Record(this, zeros);
        return zeros;
    }

    internal Tensor FreshZeros()
    {
        Tensor zeros = Fresh(Shape);
        zeros.AsSpan().Clear();
        return zeros;
    }

    /// <summary>What tensors that share memory have in common: a reference to compare.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public object? Memory => _body?.Owner;

    /// <summary>The shape and the first values.</summary>
    /// <returns>A short text.</returns>
    public override string ToString()
    {
        if (_body is null)
            return "Tensor (none)";
        ReadOnlySpan<float> values = AsSpan();
        string list = string.Join(", ", values[..Math.Min(8, values.Length)].ToArray());
        return $"Tensor {Shapes.Print(Shape)}: {list}{(values.Length > 8 ? ", ..." : "")}";
    }

    // What an operation's result is written into.
    internal static Tensor Uninitialized(ReadOnlySpan<int> shape, [CallerMemberName] string operation = "")
    {
        Tensor result = Scratch(shape);
        OperationWatch.Current?.Began(operation, result);
        return result;
    }

    // Memory within an operation.
    internal static Tensor Scratch(ReadOnlySpan<int> shape) =>
        Workspace.Current is { } workspace ? Rent(workspace, shape) : Fresh(shape);

    internal bool IsReleased => _body is not null && (_body.Version != _version || _body.IsReleased);

    // The values of an adjoint, to be added to; or when nothing has been added yet, to be overwritten: then they are undefined.
    internal Span<float> Target(out bool isFirst)
    {
        isFirst = false;
        return _body is null ? default : Body.TakeTarget(out isFirst);
    }

    internal void Keep() => Body.PresentOwner.Keep();

    internal void Release() => Body.PresentOwner.Release();

    internal void Yield() => Body.PresentOwner.Yield();

    internal static Tensor RentAdjoint(Workspace workspace, ReadOnlySpan<int> shape) =>
        new(workspace.Tensors.RentAdjoint(shape, Shapes.LengthOf(shape)));

    internal static Tensor Rent(Workspace workspace, ReadOnlySpan<int> shape) =>
        new(workspace.Tensors.Rent(shape, Shapes.LengthOf(shape)));

    internal static Tensor Fresh(ReadOnlySpan<int> shape)
    {
        int length = Shapes.LengthOf(shape);
        var body = new TensorBody();
        body.Own(GC.AllocateUninitializedArray<float>(length), 0, shape, length);
        return new Tensor(body);
    }

    // A tensor of another shape over the same values, or some of them.
    internal Tensor ViewAs(ReadOnlySpan<int> shape, int start, int length)
    {
        TensorBody body = Body;
        TensorBody owner = body.Owner;
        int offset = body.OffsetInOwner + start;
        if (Workspace.Current is { } workspace)
            return new Tensor(workspace.Tensors.RentView(owner, offset, shape, length));
        var view = new TensorBody();
        view.View(owner, offset, shape, length);
        return new Tensor(view);
    }

    // The tensor that owns the memory of this one.
    internal Tensor Whole => new(Body.Owner);

    // Of another tensor's memory, laid out as this one's, the part that this one has.
    internal Tensor SamePartOf(Tensor whole) => OwnsMemory ? whole : whole.ViewAs(Shape, Body.OffsetInOwner, Length);

    internal bool OwnsMemory => _body is not null && ReferenceEquals(_body.Owner, _body);

    internal void MoveTo(float[] array, int start) => Body.MoveTo(array, start);

    // Makes the values of memory that isn't a workspace's zeros, once they are read; a first contribution overwrites them instead.
    internal void ZeroLater() => Body.IsUntouched = true;

    [DoesNotReturn]
    private static void ThrowIndex(int index, int dimension, ReadOnlySpan<int> shape) => throw new ArgumentOutOfRangeException(
        "indices", index, $"The index of dimension {dimension} is outside of the shape {Shapes.Print(shape)}.");
}
