namespace AutoDiff.Kernels;

/// <summary>
/// Lines of one length, cut into blocks of values that are divided among threads: many short lines as well as a few long ones. No block
/// reaches over the end of a line.
/// </summary>
internal readonly struct LineBlocks(int lines, int length, int block = ValueRange.Block)
{
    private int BlocksOfALine => (int)(((long)length + block - 1) / block);

    internal int Parts(long costOfAValue = WorkerPool.CostOfAValue) => WorkerPool.PartsFor((long)lines * length * costOfAValue, lines * BlocksOfALine);

    /// <summary>What a part has of each line that it has any of.</summary>
    internal Walk Of(int part, int parts)
    {
        int blocks = BlocksOfALine;
        (int first, int end) = WorkerPool.Share(lines * blocks, part, parts);
        return new Walk(first, end, blocks, length, block);
    }

    internal struct Walk
    {
        private readonly int _blocksOfALine;
        private readonly int _length;
        private readonly int _block;
        private int _left;
        private int _line;
        private int _first;

        internal Walk(int first, int end, int blocksOfALine, int length, int block)
        {
            (_blocksOfALine, _length, _block, _left) = (blocksOfALine, length, block, end - first);
            if (_left > 0)
                (_line, _first) = Math.DivRem(first, blocksOfALine);
        }

        public (int Line, int Start, int End) Current { get; private set; }

        public readonly Walk GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_left == 0)
                return false;
            int count = Math.Min(_left, _blocksOfALine - _first);
            Current = (_line, _first * _block, (int)Math.Min(_length, (long)(_first + count) * _block));
            _left -= count;
            _line++;
            _first = 0;
            return true;
        }
    }
}
