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
        int parts = WorkerPool.PartsFor((long)Outer * slab * WorkerPool.CostOfAValue, Outer);
        fixed (float* from = source, to = target)
            WorkerPool.Run(new Job(this, slab, from, to, adds), parts);
    }

    // Some of the outermost dimension.
    private readonly unsafe struct Job(AxisExchange exchange, int slab, float* source, float* target, bool adds) : IParallelJob
    {
        public void Run(int part, int parts)
        {
            (int start, int end) = WorkerPool.Share(exchange.Outer, part, parts);
            for (int outer = start; outer < end; outer++)
            {
                float* from = source + (nint)outer * slab, to = target + (nint)outer * slab;
                if (exchange.Inner > 1 && exchange.Middle == 1)
                    exchange.MoveRuns(from, to, adds);
                else
                    exchange.Move(new ReadOnlySpan<float>(from, slab), new Span<float>(to, slab), adds);
            }
        }
    }

    private void Move(ReadOnlySpan<float> source, Span<float> target, bool adds)
    {
        if (Inner == 1 && Middle == 1 && !adds)
            TransposeMatrix(source, target);
        else if (Inner == 1)
            MoveValues(source, target, adds);
        else
            MoveRuns(source, target, adds);
    }

    // The rows of heads become heads of rows: short runs, which a call for each would make slow.
    private unsafe void MoveRuns(float* source, float* target, bool adds)
    {
        for (int second = 0; second < Second; second++)
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

    private unsafe void TransposeMatrix(ReadOnlySpan<float> source, Span<float> target)
    {
        int rows = First / 4 * 4, columns = Second / 4 * 4;
        fixed (float* from = source, to = target)
        {
            for (int i = 0; i < rows; i += 4)
            {
                float* row = from + (nint)i * Second;
                for (int j = 0; j < columns; j += 4)
                {
                    Transposition.FourByFour(
                        row + j, row + Second + j, row + 2 * Second + j, row + 3 * Second + j, to + (nint)j * First + i, First);
                }
            }
        }

        for (int i = 0; i < First; i++)
        {
            for (int j = i < rows ? columns : 0; j < Second; j++)
                target[j * First + i] = source[i * Second + j];
        }
    }

    private void MoveValues(ReadOnlySpan<float> source, Span<float> target, bool adds)
    {
        int index = 0;
        for (int second = 0; second < Second; second++)
        {
            for (int middle = 0; middle < Middle; middle++)
            {
                for (int first = 0; first < First; first++, index++)
                {
                    float value = source[(first * Middle + middle) * Second + second];
                    target[index] = adds ? target[index] + value : value;
                }
            }
        }
    }

    private void MoveRuns(ReadOnlySpan<float> source, Span<float> target, bool adds)
    {
        int index = 0;
        for (int second = 0; second < Second; second++)
        {
            for (int middle = 0; middle < Middle; middle++)
            {
                for (int first = 0; first < First; first++, index += Inner)
                {
                    ReadOnlySpan<float> run = source.Slice(((first * Middle + middle) * Second + second) * Inner, Inner);
                    if (adds)
                        Blas.Add(run, target.Slice(index, Inner));
                    else
                        run.CopyTo(target.Slice(index, Inner));
                }
            }
        }
    }
}
