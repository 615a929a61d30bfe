using CsCheck;

namespace AutoDiff.Runtime.Tests.Taping;

public class TapeTests
{
    private readonly Workspace _workspace = new();

    [Fact]
    public void PopReturnsWhatWasPushedLast()
    {
        Tape<int> tape = _workspace.Tape<int>();
        for (int i = 0; i < 100_000; i++)
            tape.Push(i);
        for (int i = 99_999; i >= 0; i--)
            Assert.Equal(i, tape.Pop());
    }

    [Fact]
    public void RecordsAreReadBackInReverse()
    {
        Tape<double> tape = _workspace.Tape<double>();
        for (int n = 0; n < 300; n++)
            tape.Reserve(n).Fill(n);
        for (int n = 299; n >= 0; n--)
        {
            Span<double> record = tape.Top(n);
            Assert.Equal(n, record.Length);
            Assert.Equal(-1, record.IndexOfAnyExcept((double)n));
            tape.Release(n);
        }
    }

    [Fact]
    public void SpansStayInPlaceWhenTheTapeGrows()
    {
        Tape<int> tape = _workspace.Tape<int>();
        Span<int> first = tape.Reserve(3);
        first.Fill(7);
        for (int i = 0; i < 50_000; i++)
            tape.Push(i);
        first[1] = 8;
        for (int i = 0; i < 50_000; i++)
            tape.Pop();
        Assert.Equal([7, 8, 7], tape.Top(3).ToArray());
    }

    [Fact]
    public void ARecordLargerThanAChunkIsContiguous()
    {
        Tape<int> tape = _workspace.Tape<int>();
        tape.Push(1);
        Span<int> record = tape.Reserve(1_000_000);
        record[0] = 2;
        record[^1] = 3;
        Assert.Equal(1_000_000, tape.Top(1_000_000).Length);
        Assert.Equal(3, tape.Top(1_000_000)[^1]);
        tape.Release(1_000_000);
        Assert.Equal(1, tape.Pop());
    }

    [Fact]
    public void ARecordOfNoSlotsIsEmptyAnywhere()
    {
        Tape<int> tape = _workspace.Tape<int>();
        Assert.True(tape.Reserve(0).IsEmpty);
        tape.Push(5);
        Assert.True(tape.Reserve(0).IsEmpty);
        Assert.True(tape.Top(0).IsEmpty);
        tape.Release(0);
        Assert.Equal(5, tape.Pop());
        Assert.True(tape.Top(0).IsEmpty);
    }

    [Fact]
    public void PushesAndPopsAtAChunksBoundaryKeepTheirOrder()
    {
        Tape<long> tape = _workspace.Tape<long>();
        int slots = (int)(_workspace.ReservedBytes / sizeof(long));
        for (int i = 0; i < slots; i++)
            tape.Push(i);
        for (int round = 0; round < 10; round++)
        {
            tape.Push(-1);
            tape.Push(-2);
            Assert.Equal(-2, tape.Pop());
            Assert.Equal(-1, tape.Pop());
        }

        Assert.Equal(slots - 1, tape.Pop());
    }

    [Fact]
    public void PoppingMoreThanWasPushedThrows()
    {
        Tape<int> tape = _workspace.Tape<int>();
        Assert.Throws<InvalidOperationException>(() => tape.Pop());
        tape.Push(1);
        Assert.Throws<InvalidOperationException>(() => tape.Release(2));
        Assert.Throws<InvalidOperationException>(() => tape.Top(2).Length);
        Assert.Throws<InvalidOperationException>(() => tape.Top(-1).Length);
        Assert.Equal(1, tape.Pop());
    }

    [Fact]
    public void ASizeThatIsNoSizeThrows()
    {
        Tape<int> tape = _workspace.Tape<int>();
        Assert.Throws<OverflowException>(() => tape.Reserve(-1).Length);
        Assert.Throws<OverflowException>(() => tape.Reserve(-1L).Length);
        Assert.Throws<OverflowException>(() => tape.Reserve(long.MinValue).Length);
        Assert.Throws<OutOfMemoryException>(() => tape.Reserve(1L << 40).Length);
        Assert.Equal(17, tape.Reserve(17L).Length);
    }

    [Fact]
    public void ReleasedReferencesAreNotKeptAlive()
    {
        Tape<object?> tape = _workspace.Tape<object?>();
        object value = new();
        tape.Push(value);
        tape.Pop();
        Assert.Null(tape.Reserve(1)[0]);
        tape.Top(1)[0] = value;
        tape.Release(1);
        Assert.Null(tape.Reserve(1)[0]);
        tape.Release(1);

        WorkspaceMark mark = _workspace.Enter();
        for (int i = 0; i < 5_000; i++)
            tape.Push(value);
        _workspace.Exit(mark);
        mark = _workspace.Enter();
        for (int i = 0; i < 5_000; i++)
            Assert.Null(tape.Reserve(1)[0]);
        _workspace.Exit(mark);
    }

    [Fact]
    public void AnyOrderOfRecordsBehavesLikeAStack() =>
        Gen.Select(Gen.Int[-3, 9], Gen.Frequency((20, Gen.Int[0, 5]), (3, Gen.Int[100, 2_000]), (1, Gen.Int[5_000, 20_000])))
            .Array[1, 200]
            .Sample(steps =>
            {
                var workspace = new Workspace();
                long[] reserved = new long[3];
                for (int run = 0; run < reserved.Length; run++)
                {
                    WorkspaceMark mark = workspace.Enter();
                    RunAgainstModel(workspace.Tape<int>(), steps);
                    workspace.Exit(mark);
                    reserved[run] = workspace.ReservedBytes;
                }

                Assert.Equal(reserved[0], reserved[1]);
                Assert.Equal(reserved[0], reserved[2]);
            });

    // A step below zero pops; what stays on the tape at the end is left to the scope.
    private static void RunAgainstModel(Tape<int> tape, (int Kind, int Size)[] steps)
    {
        var model = new Stack<(int Value, int Size)>();
        foreach ((int kind, int size) in steps)
        {
            if (kind >= 0)
            {
                int value = model.Count + 1;
                if (size == 1)
                    tape.Push(value);
                else
                    tape.Reserve(size).Fill(value);
                model.Push((value, size));
            }
            else if (model.TryPop(out (int Value, int Size) top))
            {
                Span<int> record = tape.Top(top.Size);
                Assert.Equal(-1, record.IndexOfAnyExcept(top.Value));
                if (top.Size == 1)
                    Assert.Equal(top.Value, tape.Pop());
                else
                    tape.Release(top.Size);
            }
        }
    }
}
