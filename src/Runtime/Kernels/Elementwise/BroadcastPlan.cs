using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>
/// How two tensors are walked together under broadcasting: the dimensions that can be walked as one are merged, and those of length 1
/// left out. Dimension 0 is the innermost; a stride of 0 stays in place.
/// </summary>
internal struct BroadcastPlan
{
    // Columns are divided among threads in blocks of so many.
    internal const int Columns = 64;

    private Lengths _lengths;
    private Lengths _strideA;
    private Lengths _strideB;
    private Lengths _shape;
    private int _rank;

    internal BroadcastPlan(Tensor a, Tensor b, string operation)
    {
        Shapes.RequirePresent(a, nameof(a));
        Shapes.RequirePresent(b, nameof(b));
        ReadOnlySpan<int> shapeA = a.Shape, shapeB = b.Shape;
        _rank = Math.Max(shapeA.Length, shapeB.Length);
        int strideA = 1, strideB = 1;
        for (int i = 1; i <= _rank; i++)
        {
            int lengthA = i <= shapeA.Length ? shapeA[^i] : 1, lengthB = i <= shapeB.Length ? shapeB[^i] : 1;
            if (lengthA != lengthB && lengthA != 1 && lengthB != 1)
                Shapes.ThrowPair(shapeA, shapeB, operation, nameof(b));
            int length = lengthA == 1 ? lengthB : lengthA;
            _shape[_rank - i] = length;
            if (length != 1)
                Append(length, lengthA == 1 ? 0 : strideA, lengthB == 1 ? 0 : strideB);
            strideA *= lengthA;
            strideB *= lengthB;
        }

        if (Count == 0)
            Append(1, 1, 1);
    }

    internal int Count { get; private set; }

    internal readonly int InnerLength => _lengths[0];

    internal readonly int InnerStrideA => _strideA[0];

    internal readonly int InnerStrideB => _strideB[0];

    [UnscopedRef]
    internal readonly ReadOnlySpan<int> ResultShape => ((ReadOnlySpan<int>)_shape)[.._rank];

    // The number of inner runs.
    internal readonly int Runs
    {
        get
        {
            int runs = 1;
            for (int i = 1; i < Count; i++)
                runs *= _lengths[i];
            return InnerLength == 0 ? 0 : runs;
        }
    }

    // Where run number index begins in either operand.
    internal readonly (int A, int B) Offsets(int index)
    {
        int a = 0, b = 0;
        for (int i = 1; i < Count; i++)
        {
            (index, int position) = Math.DivRem(index, _lengths[i]);
            a += position * _strideA[i];
            b += position * _strideB[i];
        }

        return (a, b);
    }

    // Whether different runs of the result belong to the same values of an operand.
    internal readonly bool HasOuterRepeats(bool ofLeft)
    {
        for (int i = 1; i < Count; i++)
        {
            if ((ofLeft ? _strideA[i] : _strideB[i]) == 0)
                return true;
        }

        return false;
    }

    // What a part has to do: all of some runs, or some columns of all.
    internal readonly (int FirstRun, int EndRun, int Start, int End) Part(bool splitsRuns, int part, int parts)
    {
        int runs = Runs;
        if (splitsRuns || parts == 1)
        {
            (int first, int last) = WorkerPool.Share(runs, part, parts);
            return (first, last, 0, InnerLength);
        }

        (int start, int end) = WorkerPool.Share((InnerLength + Columns - 1) / Columns, part, parts);
        return (0, runs, start * Columns, Math.Min(InnerLength, end * Columns));
    }

    private void Append(int length, int strideA, int strideB)
    {
        int last = Count - 1;
        if (last >= 0 && strideA == _strideA[last] * _lengths[last] && strideB == _strideB[last] * _lengths[last])
        {
            _lengths[last] *= length;
            return;
        }

        _lengths[Count] = length;
        _strideA[Count] = strideA;
        _strideB[Count] = strideB;
        Count++;
    }

    [InlineArray(TensorBody.MostDimensions)]
    private struct Lengths
    {
        private int _first;
    }
}
