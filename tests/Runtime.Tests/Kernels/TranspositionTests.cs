using AutoDiff.Kernels;

namespace AutoDiff.Runtime.Tests.Kernels;

/// <summary>Rows that become columns, through whole registers and what is left over.</summary>
public unsafe class TranspositionTests
{
    [Fact]
    public void Rows_become_columns_and_nothing_else_is_written()
    {
        if (!Transposition512.IsSupported)
            return;
        const int RowStride = 41, Stride = 57;
        float[] source = [.. Enumerable.Range(1, 50 * RowStride).Select(i => (float)i)];
        for (int rows = 0; rows <= 50; rows++)
        {
            for (int depth = 0; depth <= 21; depth++)
            {
                float[] target = new float[(depth + 1) * Stride];
                int done;
                fixed (float* from = source, to = target)
                    done = Transposition512.Run(from, RowStride, rows, depth, to, Stride);
                Assert.InRange(rows - done, 0, 11);
                for (int i = 0; i < target.Length; i++)
                {
                    (int d, int r) = Math.DivRem(i, Stride);
                    Assert.Equal(d < depth && r < done ? source[r * RowStride + d] : 0, target[i]);
                }
            }
        }
    }
}
