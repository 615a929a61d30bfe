using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoDiff;

/// <summary>What a tensor refers to: a place in an array, and a shape. Views refer to the body whose memory they share.</summary>
internal sealed class TensorBody
{
    internal const int MostDimensions = 6;

    private float[] _array = [];
    private int _start;
    private Dimensions _dimensions;
    private int _rank;

    // Null for a body that owns its memory. A view's start counts from its base's, so that it follows when the base moves.
    private TensorBody? _base;
    private int _baseVersion;

    internal int Length { get; private set; }

    // Counts the uses of a pooled body: a tensor remembers the one that it stands for.
    internal int Version { get; private set; }

    // Where the free memory of the arena begins after this body.
    internal int ChunkAfter { get; set; }

    internal int OffsetAfter { get; set; }

    internal TensorBody Owner => _base ?? this;

    internal ReadOnlySpan<int> Shape => MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<Dimensions, int>(ref _dimensions), _rank);

    internal Span<float> Values
    {
        get
        {
            if (_base is null)
                return MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_array), _start), Length);
            if (_base.Version != _baseVersion)
                ThrowReleased();
            return _base.Values.Slice(_start, Length);
        }
    }

    internal static void ThrowReleased() => throw new ObjectDisposedException(
        nameof(Tensor), "The tensor's memory was released with the workspace scope that it was made in. Clone() it to keep it.");

    internal void Own(float[] array, int start, ReadOnlySpan<int> shape, int length)
    {
        SetShape(shape, length);
        _array = array;
        _start = start;
        _base = null;
    }

    internal void View(TensorBody owner, int start, ReadOnlySpan<int> shape, int length)
    {
        SetShape(shape, length);
        _array = [];
        _start = start;
        _base = owner;
        _baseVersion = owner.Version;
    }

    // The offset of this body in its owner's memory.
    internal int OffsetInOwner => _base is null ? 0 : _start;

    // Moves the values to other memory; views and other tensors with this body see them there.
    internal void MoveTo(float[] array, int start)
    {
        Values.CopyTo(array.AsSpan(start, Length));
        _array = array;
        _start = start;
    }

    internal void Invalidate() => Version++;

    private void SetShape(ReadOnlySpan<int> shape, int length)
    {
        _rank = shape.Length;
        shape.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<Dimensions, int>(ref _dimensions), MostDimensions));
        Length = length;
    }

    [InlineArray(MostDimensions)]
    private struct Dimensions
    {
        private int _first;
    }
}
