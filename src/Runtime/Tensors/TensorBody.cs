using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AutoDiff.Kernels;

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

    // Null for a body whose memory isn't a workspace's.
    private TensorArena? _arena;
    private TensorExtent _extent;

    // How many variables and tapes of generated code stand for the memory; at 0 it is used again.
    private int _holders;

    internal int Length { get; private set; }

    // Its place among the bodies of a workspace.
    internal int Index { get; init; }

    // Of an adjoint: nothing has been added to it. A workspace's has no memory yet; one that owns its memory has what was in it before.
    internal bool IsUntouched { get; set; }

    // Counts the uses of a pooled body: a tensor remembers the one that it stands for.
    internal int Version { get; private set; }

    internal TensorBody Owner => _base ?? this;

    internal TensorBody PresentOwner
    {
        get
        {
            if (IsReleased)
                ThrowReleased();
            return Owner;
        }
    }

    internal ReadOnlySpan<int> Shape => MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<Dimensions, int>(ref _dimensions), _rank);

    internal Span<float> Values
    {
        get
        {
            if (IsUntouched)
                TouchZeroed();
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
        _arena = null;
        IsUntouched = false;
    }

    // A body of a workspace, which gives it its memory.
    internal void Hold(TensorArena arena, ReadOnlySpan<int> shape, int length)
    {
        Own([], 0, shape, length);
        _arena = arena;
        _holders = 1;
    }

    internal void Place(float[] chunk, TensorExtent extent)
    {
        _array = chunk;
        _start = extent.Start;
        _extent = extent;
    }

    // The memory that the workspace takes back. The values can be read until it is used again.
    internal TensorExtent Drop()
    {
        TensorExtent extent = _extent;
        _extent = default;
        if (IsUntouched)
        {
            // There are no values to be read.
            IsUntouched = false;
            Invalidate();
        }

        return extent;
    }

    // Another body gets the memory; the values can still be read here until it writes them.
    internal void PassOnTo(TensorBody other)
    {
        other.Place(_array, _extent);
        _extent = default;
    }

    internal void Keep()
    {
        if (_arena is not null)
            _holders++;
    }

    internal void Release()
    {
        if (_arena is not null && --_holders == 0)
            _arena.Free(this);
    }

    // As Release, but the next operation may still read the values, and write its own over them.
    internal void Yield()
    {
        if (_arena is not null && --_holders == 0)
            _arena.Offer(this);
    }

    // Where a contribution goes. When it is the first one the contents are undefined, and to be overwritten.
    internal Span<float> TakeTarget(out bool isFirst)
    {
        TensorBody owner = Owner;
        isFirst = owner.IsUntouched && owner.Length == Length && !IsReleased;
        if (isFirst)
            owner.Touch(isOverwritten: true);
        return Values;
    }

    private void TouchZeroed()
    {
        Touch(isOverwritten: false);
        Zeroing.Run(Values);
    }

    private void Touch(bool isOverwritten)
    {
        if (_arena is null)
            IsUntouched = false;
        else
            _arena.Touch(this, isOverwritten);
    }

    internal void View(TensorBody owner, int start, ReadOnlySpan<int> shape, int length)
    {
        SetShape(shape, length);
        _array = [];
        _start = start;
        _base = owner;
        _baseVersion = owner.Version;
        _arena = null;
        IsUntouched = false;
    }

    internal bool IsReleased => _base is not null && _base.Version != _baseVersion;

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
