using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>The adjoint of the maximum of all values: the same share for each that is equal to it; if it is NaN, for each NaN.</summary>
internal readonly unsafe struct EqualMaximaJob(float* x, int length, float maximum, float share, float* dx) : IParallelJob
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run(int part, int parts)
    {
        (int start, int end) = ValueRange.Of(length, part, parts);
        bool isNaN = float.IsNaN(maximum);
        for (int i = start; i < end; i++)
        {
            if (x[i] == maximum || (isNaN && float.IsNaN(x[i])))
                dx[i] += share;
        }
    }
}
