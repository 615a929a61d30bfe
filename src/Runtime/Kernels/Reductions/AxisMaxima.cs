using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>The first maximum of each slice along an axis; of one with NaN, the first of them.</summary>
internal static unsafe class AxisMaxima
{
    // target = what the source has at the maxima of x
    internal static void Take(ReadOnlySpan<float> x, AxisSplit split, ReadOnlySpan<float> source, Span<float> target) =>
        Run(x, split, source, target, target.Length, spreads: false);

    // At the maxima of x the target gets the source added.
    internal static void Add(ReadOnlySpan<float> x, AxisSplit split, ReadOnlySpan<float> source, Span<float> target) =>
        Run(x, split, source, target, source.Length, spreads: true);

    private static void Run(ReadOnlySpan<float> x, AxisSplit split, ReadOnlySpan<float> source, Span<float> target, int slices, bool spreads)
    {
        fixed (float* values = x, from = source, to = target)
        {
            var job = new Job(values, split, from, to, slices, spreads);
            WorkerPool.Run(job, WorkerPool.PartsFor((long)x.Length * WorkerPool.CostOfAValue, slices));
        }
    }

    private readonly struct Job(float* x, AxisSplit split, float* source, float* target, int slices, bool spreads) : IParallelJob
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int part, int parts)
        {
            (int start, int end) = WorkerPool.Share(slices, part, parts);
            for (int slice = start; slice < end; slice++)
            {
                nint best = FirstMaximum(slice);
                if (spreads)
                    target[best] += source[slice];
                else
                    target[slice] = source[best];
            }
        }

        private nint FirstMaximum(int slice)
        {
            (int outer, int inner) = Math.DivRem(slice, split.Inner);
            nint first = (nint)outer * split.Length * split.Inner + inner, best = first;
            for (int k = 1; k < split.Length && !float.IsNaN(x[best]); k++)
            {
                nint place = first + (nint)k * split.Inner;
                if (!(x[place] <= x[best]))
                    best = place;
            }

            return best;
        }
    }
}
