using AutoDiff.Kernels;

namespace AutoDiff.Runtime.Tests.Kernels.Threads;

public class LineBlocksTests
{
    [Theory]
    [InlineData(0, 5, 2)]
    [InlineData(5, 0, 2)]
    [InlineData(1, 1, 16)]
    [InlineData(1, 33, 16)]
    [InlineData(7, 3, 1)]
    [InlineData(7, 32, 16)]
    [InlineData(3, 100, 16)]
    public void The_parts_have_each_value_once_in_whole_blocks(int lines, int length, int block)
    {
        var blocks = new LineBlocks(lines, length, block);
        for (int parts = 1; parts <= 5; parts++)
        {
            var seen = new List<int>();
            for (int part = 0; part < parts; part++)
            {
                foreach ((int line, int start, int end) in blocks.Of(part, parts))
                {
                    Assert.True(start < end && start % block == 0 && (end % block == 0 || end == length));
                    seen.AddRange(Enumerable.Range(line * length + start, end - start));
                }
            }

            Assert.Equal(Enumerable.Range(0, lines * length), seen);
        }
    }

    [Fact]
    public void The_longest_line_ends_where_it_ends()
    {
        var last = new List<(int Line, int Start, int End)>();
        foreach ((int Line, int Start, int End) piece in new LineBlocks(1, int.MaxValue).Of(1, 2))
            last.Add(piece);
        Assert.Equal(int.MaxValue, Assert.Single(last).End);
        Assert.Equal(int.MaxValue, ValueRange.Of(int.MaxValue, 1, 2).End);
    }
}
