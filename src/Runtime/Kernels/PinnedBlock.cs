namespace AutoDiff.Kernels;

/// <summary>A block of zeros that doesn't move and begins on a cache line.</summary>
internal sealed class PinnedBlock
{
    private const int Line = 16;

    internal PinnedBlock(int length)
    {
        Array = length == 0 ? [] : GC.AllocateArray<float>(checked(length + Line), pinned: true);
        Start = length == 0 ? 0 : TensorMemory.AlignedStart(Array);
        Length = length;
    }

    internal float[] Array { get; }

    internal int Start { get; }

    internal int Length { get; }

    internal Span<float> Values => Array.AsSpan(Start, Length);

    // The memory doesn't move: the pointer holds as long as the block does.
    internal unsafe float* Pointer =>
        (float*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetReference(Values));

    internal static int Padded(int length) => checked(length + Line - 1) / Line * Line;
}
