using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoDiff.Kernels;

/// <summary>
/// The exchange of two dimensions of a row-major array, seen as five: (outer, first, middle, second, inner) becomes
/// (outer, second, middle, first, inner).
/// </summary>
internal readonly record struct AxisExchange(int Outer, int First, int Middle, int Second, int Inner)
{
    internal static AxisExchange Of(ReadOnlySpan<int> shape, int axis0, int axis1)
    {
        int first = Math.Min(axis0, axis1), second = Math.Max(axis0, axis1);
        if (first == second)
            return new AxisExchange(1, 1, 1, 1, Shapes.Product(shape));
        return new AxisExchange(
            Shapes.Product(shape[..first]), shape[first], Shapes.Product(shape[(first + 1)..second]), shape[second],
            Shapes.Product(shape[(second + 1)..]));
    }

    internal unsafe void Run(ReadOnlySpan<float> source, Span<float> target, bool adds)
    {
        int slab = First * Middle * Second * Inner;
        if (slab == 0)
            return;
        if (source.Length < (long)Outer * slab || target.Length < (long)Outer * slab)
            throw new ArgumentException($"{source.Length} or {target.Length} values aren't {Outer} times {slab}.", nameof(source));

        // Single values are read in cache lines of the source.
        var blocks = new LineBlocks(Outer, Second, Inner == 1 ? 16 : 1);
        fixed (float* from = source, to = target)
            WorkerPool.Run(new Job(this, blocks, slab, from, to, adds), blocks.Parts((long)(slab / Second) * WorkerPool.CostOfAValue));
    }

    // Some of the second dimension, for some of the outermost.
    private readonly unsafe struct Job(AxisExchange exchange, LineBlocks blocks, int slab, float* source, float* target, bool adds) : IParallelJob
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int part, int parts)
        {
            foreach ((int outer, int start, int end) in blocks.Of(part, parts))
            {
                float* from = source + (nint)outer * slab;
                exchange.Move(from, target + (nint)outer * slab, start, end, adds);
            }
        }
    }

    private unsafe void Move(float* source, float* target, int start, int end, bool adds)
    {
        float* place = target + (nint)start * Middle * First * Inner;
        if (Inner > 1 && Middle == 1)
            MoveShortRuns(source, place, start, end, adds);
        else if (Inner > 1)
            MoveRuns(source, place, start, end, adds);
        else if (Middle == 1 && !adds)
            TransposeMatrix(source, target, start, end);
        else
            MoveValues(source, place, start, end, adds);
    }

    // The rows of heads become heads of rows: short runs, which a call for each would make slow.
    private unsafe void MoveShortRuns(float* source, float* target, int start, int end, bool adds)
    {
        for (int second = start; second < end; second++)
        {
            for (int first = 0; first < First; first++, target += Inner)
            {
                float* run = source + ((nint)first * Second + second) * Inner;
                int i = 0;
                if (Vector512.IsHardwareAccelerated)
                    i = MoveRun<Lanes512<float>>(run, target, adds, i);
                if (Vector256.IsHardwareAccelerated)
                    i = MoveRun<Lanes256<float>>(run, target, adds, i);
                if (Vector128.IsHardwareAccelerated)
                    i = MoveRun<Lanes128<float>>(run, target, adds, i);
                MoveRun<SingleLane<float>>(run, target, adds, i);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private unsafe int MoveRun<TLanes>(float* run, float* target, bool adds, int start)
        where TLanes : struct, ILanes<TLanes, float>
    {
        int i = start;
        for (; i + TLanes.Count <= Inner; i += TLanes.Count)
        {
            TLanes value = TLanes.Load(in run[i], 0);
            TLanes.Store(adds ? value + TLanes.Load(in target[i], 0) : value, ref target[i], 0);
        }

        return i;
    }

    private unsafe void TransposeMatrix(float* source, float* target, int start, int end)
    {
        int rows = First / 4 * 4, columns = start + (end - start) / 4 * 4;
        for (int i = 0; i < rows; i += 4)
        {
            float* row = source + (nint)i * Second;
            for (int j = start; j < columns; j += 4)
            {
                Transposition.FourByFour(
                    row + j, row + Second + j, row + 2 * Second + j, row + 3 * Second + j, target + (nint)j * First + i, First);
            }
        }

        for (int i = 0; i < First; i++)
        {
            for (int j = i < rows ? columns : start; j < end; j++)
                target[(nint)j * First + i] = source[(nint)i * Second + j];
        }
    }

    private unsafe void MoveValues(float* source, float* target, int start, int end, bool adds)
    {
        for (int second = start; second < end; second++)
        {
            for (int middle = 0; middle < Middle; middle++)
            {
                for (int first = 0; first < First; first++, target++)
                {
                    float value = source[((nint)first * Middle + middle) * Second + second];
                    *target = adds ? *target + value : value;
                }
            }
        }
    }

    private unsafe void MoveRuns(float* source, float* target, int start, int end, bool adds)
    {
        for (int second = start; second < end; second++)
        {
            for (int middle = 0; middle < Middle; middle++)
            {
                for (int first = 0; first < First; first++, target += Inner)
                {
                    var run = new ReadOnlySpan<float>(source + (((nint)first * Middle + middle) * Second + second) * Inner, Inner);
                    var place = new Span<float>(target, Inner);
                    if (adds)
                        Blas.Add(run, place);
                    else
                        run.CopyTo(place);
                }
            }
        }
    }
}
