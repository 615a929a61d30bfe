using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>A fused operation over whole tensors, forward or backward, divided among threads where no sum over runs is divided.</summary>
internal unsafe struct FusedJob<T> : IParallelJob
    where T : struct, IFused
{
    private const int PieceLength = 64;

    internal FusedPlan Plan;
    internal FusedPointers Operands;
    internal FusedPointers Adjoints;
    internal FusedFlags Overwrites;
    internal float* Value;

    // Null in the forward direction.
    internal float* Cotangent;

    internal readonly void Run(int length, bool isSum)
    {
        int pieces = Plan.Runs == 1 ? (Plan.InnerLength + PieceLength - 1) / PieceLength : Plan.Runs;
        int parts = isSum ? 1 : WorkerPool.PartsFor((long)length * WorkerPool.CostOfAValue, pieces);
        WorkerPool.Run(this, parts);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public readonly void Run(int part, int parts)
    {
        var moves = new FusedFlags { A = Plan.Moves(0), B = Plan.Moves(1), C = Plan.Moves(2), D = Plan.Moves(3) };
        if (Plan.Runs == 1)
        {
            (int start, int end) = WorkerPool.Share((Plan.InnerLength + PieceLength - 1) / PieceLength, part, parts);
            RunOne(0, moves, start * PieceLength, Math.Min(Plan.InnerLength, end * PieceLength));
            return;
        }

        (int first, int last) = WorkerPool.Share(Plan.Runs, part, parts);
        for (int run = first; run < last; run++)
            RunOne(run, moves, 0, Plan.InnerLength);
    }

    private readonly void RunOne(int run, FusedFlags moves, int start, int end)
    {
        nint offset = (nint)run * Plan.InnerLength;
        FusedPointers at = Operands.At(in Plan, run);
        if (Cotangent == null)
            FusedKernel<T>.Run(at, moves, Value + offset, start, end);
        else
            FusedKernel<T>.AddAdjoints(at, moves, Value == null ? null : Value + offset, Cotangent + offset, Adjoints.At(in Plan, run), Overwrites, start, end);
    }
}
