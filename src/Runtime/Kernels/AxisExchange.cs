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
        for (int outer = 0; outer < Outer && slab > 0; outer++)
        {
            ReadOnlySpan<float> from = source.Slice(outer * slab, slab);
            Span<float> to = target.Slice(outer * slab, slab);
            if (Inner == 1 && Middle == 1 && !adds)
                TransposeMatrix(from, to);
            else if (Inner == 1)
                MoveValues(from, to, adds);
            else
                MoveRuns(from, to, adds);
        }
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
