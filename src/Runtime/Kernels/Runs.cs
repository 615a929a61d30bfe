using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>Where runs of values begin: the first, and how far the next one is from each.</summary>
internal readonly record struct Spacing(int First, int Distance);

/// <summary>Moves runs of values, or adds them, to others at other distances: what slices and concatenations are. Divided among threads.</summary>
internal static unsafe class Runs
{
    internal static void Move(ReadOnlySpan<float> source, Span<float> target, bool adds) =>
        Move(source, default, target, default, Math.Max(source.Length, target.Length), 1, adds);

    internal static void Move(ReadOnlySpan<float> source, Spacing from, Span<float> target, Spacing to, int length, int count, bool adds)
    {
        Require(from, source.Length, length, count);
        Require(to, target.Length, length, count);
        var blocks = new LineBlocks(count, length);
        fixed (float* x = source, y = target)
            WorkerPool.Run(new Job(blocks, x + from.First, from.Distance, y + to.First, to.Distance, adds), blocks.Parts());
    }

    private static void Require(Spacing runs, int available, int length, int count)
    {
        bool isInside = runs.First >= 0 && runs.Distance >= 0 && length >= 0 && count >= 0
            && (length == 0 || count == 0 || runs.First + (long)(count - 1) * runs.Distance + length <= available);
        if (!isInside)
            throw new ArgumentException($"{count} runs of {length} from {runs.First}, {runs.Distance} apart, aren't inside of {available} values.", nameof(runs));
    }

    private readonly struct Job(LineBlocks blocks, float* source, int sourceDistance, float* target, int targetDistance, bool adds) : IParallelJob
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Run(int part, int parts)
        {
            foreach ((int run, int start, int end) in blocks.Of(part, parts))
            {
                var values = new ReadOnlySpan<float>(source + (nint)run * sourceDistance + start, end - start);
                var place = new Span<float>(target + (nint)run * targetDistance + start, end - start);
                if (adds)
                    Blas.Add(values, place);
                else
                    values.CopyTo(place);
            }
        }
    }
}
