namespace AutoDiff.Runtime.Tests.Taping;

public class PooledArrayTests
{
    private readonly Workspace _workspace = new();

    [Fact]
    public void ArraysHaveTheirExactLengthAndAreZero()
    {
        for (int run = 0; run < 3; run++)
        {
            WorkspaceMark mark = _workspace.Enter();
            for (int length = 0; length < 200; length++)
            {
                double[] array = _workspace.Array<double>(length);
                Assert.Equal(length, array.Length);
                Assert.Equal(-1, array.AsSpan().IndexOfAnyExcept(0.0));
                array.AsSpan().Fill(1);
            }

            _workspace.Exit(mark);
        }
    }

    [Fact]
    public void ArraysOfOneLengthAreDistinctInAScopeAndUsedAgainInTheNext()
    {
        WorkspaceMark mark = _workspace.Enter();
        var first = new HashSet<object>(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < 50; i++)
            Assert.True(first.Add(_workspace.Array<int>(5)));
        _workspace.Exit(mark);

        mark = _workspace.Enter();
        for (int i = 0; i < 50; i++)
            Assert.Contains(_workspace.Array<int>(5), first);
        Assert.DoesNotContain(_workspace.Array<int>(5), first);
        _workspace.Exit(mark);
    }

    [Fact]
    public void RectangularArraysHaveTheirShapeAndAreZero()
    {
        for (int run = 0; run < 2; run++)
        {
            WorkspaceMark mark = _workspace.Enter();
            float[,] matrix = _workspace.Array2<float>(3, 4);
            float[,] transposed = _workspace.Array2<float>(4, 3);
            float[,,] cuboid = _workspace.Array3<float>(2, 3, 4);
            Assert.Equal((3, 4), (matrix.GetLength(0), matrix.GetLength(1)));
            Assert.Equal((4, 3), (transposed.GetLength(0), transposed.GetLength(1)));
            Assert.Equal((2, 3, 4), (cuboid.GetLength(0), cuboid.GetLength(1), cuboid.GetLength(2)));
            Assert.Equal(0, matrix[2, 3]);
            Assert.Equal(0, cuboid[1, 2, 3]);
            matrix[2, 3] = 1;
            cuboid[1, 2, 3] = 1;
            _workspace.Exit(mark);
        }
    }

    [Fact]
    public void NegativeLengthsThrowAsArrayCreationDoes()
    {
        Assert.Throws<OverflowException>(() => _workspace.Array<int>(-1));
        Assert.Throws<OverflowException>(() => _workspace.Array2<int>(3, -1));
        Assert.Throws<OverflowException>(() => _workspace.Array3<int>(3, 2, int.MinValue));
        Assert.Equal(0, _workspace.ReservedBytes);
    }

    [Fact]
    public void CopiesAreIndependentOfTheirSource()
    {
        int[] source = [1, 2, 3];
        WorkspaceMark mark = _workspace.Enter();
        int[] copy = _workspace.CopyOf<int>(source);
        source[0] = 9;
        Assert.Equal([1, 2, 3], copy);
        Assert.Empty(_workspace.CopyOf<int>([]));
        _workspace.Exit(mark);
    }

    [Fact]
    public void ListsAreEmptyAndKeepTheirCapacity()
    {
        WorkspaceMark mark = _workspace.Enter();
        List<double> list = _workspace.List<double>();
        Assert.NotSame(list, _workspace.List<double>());
        for (int i = 0; i < 1_000; i++)
            list.Add(i);
        _workspace.Exit(mark);
        long reserved = _workspace.ReservedBytes;
        Assert.True(reserved >= 1_000 * sizeof(double));

        mark = _workspace.Enter();
        Assert.Same(list, _workspace.List<double>());
        Assert.Empty(list);
        Assert.True(list.Capacity >= 1_000);
        _workspace.Exit(mark);
        Assert.Equal(reserved, _workspace.ReservedBytes);
    }

    [Fact]
    public void ReturnedArraysOfReferencesHoldNone()
    {
        WorkspaceMark mark = _workspace.Enter();
        object[] array = _workspace.Array<object>(2);
        array[1] = this;
        _workspace.Exit(mark);
        Assert.Null(array[1]);
    }

    [Fact]
    public void EverNewLengthsDontGrowThePoolForEver()
    {
        long most = 0;
        for (int length = 10_000; length < 20_000; length++)
        {
            WorkspaceMark mark = _workspace.Enter();
            _workspace.Array<double>(length);
            _workspace.Exit(mark);
            most = Math.Max(most, _workspace.ReservedBytes);
        }

        // Kept whole it would be 1.2 GB.
        Assert.InRange(most, 8L * 20_000, 40L << 20);
    }

    [Fact]
    public void EvictionKeepsWhatWasUsedLast()
    {
        int[] often = [];
        int[] last = [];
        for (int length = 100_000; length < 100_400; length++)
        {
            WorkspaceMark mark = _workspace.Enter();
            often = _workspace.Array<int>(50);
            last = _workspace.Array<int>(length);
            _workspace.Exit(mark);
        }

        WorkspaceMark after = _workspace.Enter();
        Assert.Same(often, _workspace.Array<int>(50));
        Assert.Same(last, _workspace.Array<int>(100_399));
        _workspace.Exit(after);
        Assert.InRange(_workspace.ReservedBytes, 0, 40L << 20);
    }

    [Fact]
    public void ManyLengthsWithinTheBoundAllocateNothingOnceSeen()
    {
        Assert.Equal(0, Allocation.AfterWarmUp(Run));

        void Run()
        {
            for (int i = 0; i < 2_000; i++)
            {
                WorkspaceMark mark = _workspace.Enter();
                _workspace.Array<double>(i * 7919 % 2_000);
                _workspace.Exit(mark);
            }
        }
    }
}
