using System.Runtime.CompilerServices;

namespace AutoDiff.Kernels;

/// <summary>
/// How the operands of a fused operation are walked together under broadcasting: dimensions that can be walked as one are merged, dimension 0 is the innermost,
/// and a stride of 0 stays in place.
/// </summary>
internal struct FusedPlan
{
    internal const int MostOperands = 4;

    private Lengths _lengths;
    private Strides _strides;
    private int _count;

    // Operands that are absent stay in place.
    internal FusedPlan(ReadOnlySpan<int> shape, ReadOnlySpan<Tensor> operands)
    {
        Span<int> steps = [1, 1, 1, 1];
        Span<int> strides = stackalloc int[MostOperands];
        for (int i = 1; i <= shape.Length; i++)
        {
            for (int k = 0; k < MostOperands; k++)
            {
                int length = k < operands.Length ? LengthAt(operands[k], i) : 1;
                strides[k] = length == 1 ? 0 : steps[k];
                steps[k] *= length;
            }

            if (shape[^i] != 1)
                Append(shape[^i], strides);
        }

        if (_count == 0)
            Append(1, [0, 0, 0, 0]);
    }

    internal readonly int InnerLength => _lengths[0];

    // The number of inner runs.
    internal readonly int Runs
    {
        get
        {
            int runs = 1;
            for (int i = 1; i < _count; i++)
                runs *= _lengths[i];
            return InnerLength == 0 ? 0 : runs;
        }
    }

    // The shape that tensors broadcast to, written to the end of a span.
    internal static ReadOnlySpan<int> Broadcast(ReadOnlySpan<Tensor> operands, Span<int> shape, string operation)
    {
        int rank = 0;
        shape.Fill(1);
        for (int k = 0; k < operands.Length; k++)
        {
            rank = Math.Max(rank, operands[k].Rank);
            for (int i = 1; i <= operands[k].Rank; i++)
            {
                int length = operands[k].Shape[^i];
                if (length != 1 && shape[^i] != 1 && length != shape[^i])
                    Shapes.ThrowPair(shape[^Math.Max(rank, 1)..], operands[k].Shape, operation, ((char)('a' + k)).ToString());
                shape[^i] = length == 1 ? shape[^i] : length;
            }
        }

        return shape[^rank..];
    }

    internal static void RequireBroadcast(Tensor operand, ReadOnlySpan<int> shape, string name)
    {
        bool fits = operand.Rank <= shape.Length;
        for (int i = 1; fits && i <= operand.Rank; i++)
            fits = operand.Shape[^i] == 1 || operand.Shape[^i] == shape[^i];
        if (!fits)
            Shapes.ThrowShape(operand.Shape, shape, name);
    }

    internal readonly bool Moves(int operand) => _strides[operand] != 0;

    // Where an operand's values of a run begin.
    internal readonly int Offset(int run, int operand)
    {
        int offset = 0;
        for (int i = 1; i < _count; i++)
        {
            (run, int position) = Math.DivRem(run, _lengths[i]);
            offset += position * _strides[i * MostOperands + operand];
        }

        return offset;
    }

    private static int LengthAt(Tensor operand, int fromEnd) => fromEnd <= operand.Rank ? operand.Shape[^fromEnd] : 1;

    private void Append(int length, ReadOnlySpan<int> strides)
    {
        bool merges = _count > 0;
        for (int k = 0; k < MostOperands && merges; k++)
            merges = strides[k] == _strides[(_count - 1) * MostOperands + k] * _lengths[_count - 1];
        if (merges)
        {
            _lengths[_count - 1] *= length;
            return;
        }

        _lengths[_count] = length;
        for (int k = 0; k < MostOperands; k++)
            _strides[_count * MostOperands + k] = strides[k];
        _count++;
    }

    [InlineArray(TensorBody.MostDimensions)]
    private struct Lengths
    {
        private int _first;
    }

    [InlineArray(TensorBody.MostDimensions * MostOperands)]
    private struct Strides
    {
        private int _first;
    }
}
