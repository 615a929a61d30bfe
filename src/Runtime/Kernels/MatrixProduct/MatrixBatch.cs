namespace AutoDiff.Kernels;

/// <summary>The products that a batched matrix product consists of.</summary>
internal readonly ref struct MatrixBatch
{
    private readonly ReadOnlySpan<int> _shapeA;
    private readonly ReadOnlySpan<int> _shapeB;

    internal MatrixBatch(Tensor a, Tensor b)
    {
        _shapeA = a.Shape;
        _shapeB = b.Shape;
        if (_shapeA.Length < 2)
            throw new ArgumentException($"A matrix product needs 2 dimensions; a has the shape {Shapes.Print(_shapeA)}.", nameof(a));
        if (_shapeB.Length < 2)
            throw new ArgumentException($"A matrix product needs 2 dimensions; b has the shape {Shapes.Print(_shapeB)}.", nameof(b));
        Depth = _shapeA[^1];
        Columns = _shapeB[^1];
        if (_shapeB[^2] != Depth)
            Shapes.ThrowPair(_shapeA, _shapeB, "MatMul", nameof(b));

        // One matrix b for a whole batch: the batch's rows are rows of one product.
        IsFolded = _shapeB.Length == 2;
        Rows = IsFolded ? Shapes.Product(_shapeA[..^1]) : _shapeA[^2];
        Count = 1;
        for (int i = 0; !IsFolded && i < BatchRank; i++)
        {
            int lengthA = LengthAt(_shapeA, i), lengthB = LengthAt(_shapeB, i);
            if (lengthA != lengthB && lengthA != 1 && lengthB != 1)
                Shapes.ThrowPair(_shapeA, _shapeB, "MatMul", nameof(b));
            Count *= lengthA == 1 ? lengthB : lengthA;
        }
    }

    internal int Rows { get; }

    internal int Depth { get; }

    internal int Columns { get; }

    internal int Count { get; }

    private bool IsFolded { get; }

    private int BatchRank => Math.Max(_shapeA.Length, _shapeB.Length) - 2;

    internal ReadOnlySpan<int> ResultShape(Span<int> shape)
    {
        int rank = BatchRank;
        for (int i = 0; i < rank; i++)
        {
            int lengthA = LengthAt(_shapeA, i);
            shape[i] = lengthA == 1 ? LengthAt(_shapeB, i) : lengthA;
        }

        shape[rank] = _shapeA[^2];
        shape[rank + 1] = Columns;
        return shape[..(rank + 2)];
    }

    // Where the matrices of product number index begin.
    internal (int A, int B) Offsets(int index)
    {
        if (IsFolded)
            return (0, 0);
        int a = 0, b = 0, stepA = _shapeA[^2] * Depth, stepB = Depth * Columns;
        for (int i = BatchRank - 1; i >= 0; i--)
        {
            int lengthA = LengthAt(_shapeA, i), lengthB = LengthAt(_shapeB, i);
            int length = lengthA == 1 ? lengthB : lengthA;
            (index, int position) = Math.DivRem(index, length);
            a += lengthA == 1 ? 0 : position * stepA;
            b += lengthB == 1 ? 0 : position * stepB;
            stepA *= lengthA;
            stepB *= lengthB;
        }

        return (a, b);
    }

    // The length of batch dimension i of the result in one operand, 1 where the operand has none.
    private int LengthAt(ReadOnlySpan<int> shape, int i)
    {
        int own = i - BatchRank + shape.Length - 2;
        return own < 0 ? 1 : shape[own];
    }
}
