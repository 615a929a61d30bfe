namespace AutoDiff.Runtime.Tests.Taping;

public class WorkspaceTests
{
    private readonly Workspace _workspace = new();

    [Fact]
    public void EachThreadHasItsOwn()
    {
        Workspace here = Workspace.ForThread;
        Assert.Same(here, Workspace.ForThread);
        Workspace? there = null;
        RunOnThread(() => there = Workspace.ForThread);
        Assert.NotNull(there);
        Assert.NotSame(here, there);
    }

    [Fact]
    public void TheTapeOfATypeIsAlwaysTheSame()
    {
        Assert.Same(_workspace.Tape<int>(), _workspace.Tape<int>());
        Assert.NotSame((object)_workspace.Tape<int>(), _workspace.Tape<uint>());
        Assert.NotSame(_workspace.Tape<int>(), new Workspace().Tape<int>());
    }

    [Fact]
    public void ExitReleasesWhatWasLeftOnATape()
    {
        _workspace.Tape<int>().Push(1);
        WorkspaceMark mark = _workspace.Enter();
        for (int i = 0; i < 10_000; i++)
            _workspace.Tape<int>().Push(2);
        _workspace.Tape<double>().Push(3);
        _workspace.Exit(mark);
        Assert.Equal(1, _workspace.Tape<int>().Pop());
        Assert.Throws<InvalidOperationException>(() => _workspace.Tape<double>().Pop());
    }

    [Fact]
    public void ExitOfAnOuterScopeEndsTheInnerOnes()
    {
        WorkspaceMark outer = _workspace.Enter();
        _workspace.Tape<int>().Push(1);
        WorkspaceMark inner = _workspace.Enter();
        _workspace.Tape<int>().Push(2);
        _workspace.Exit(outer);
        Assert.Throws<InvalidOperationException>(() => _workspace.Exit(inner));
        Assert.Throws<InvalidOperationException>(() => _workspace.Tape<int>().Pop());
    }

    [Fact]
    public void NestedScopesKeepWhatTheOuterOnesHave()
    {
        WorkspaceMark outer = _workspace.Enter();
        double[] first = _workspace.Array<double>(4);
        first[0] = 42;
        WorkspaceMark inner = _workspace.Enter();
        double[] second = _workspace.Array<double>(4);
        Assert.NotSame(first, second);
        _workspace.Exit(inner);
        Assert.Same(second, _workspace.Array<double>(4));
        Assert.Equal(42, first[0]);
        _workspace.Exit(outer);
    }

    [Fact]
    public void AScopeThatWasExitedCannotBeExitedAgain()
    {
        WorkspaceMark mark = _workspace.Enter();
        _workspace.Exit(mark);
        Assert.Throws<InvalidOperationException>(() => _workspace.Exit(mark));
        Assert.Throws<InvalidOperationException>(() => _workspace.Exit(default));
    }

    [Fact]
    public void PoppingBelowTheScopeIsReportedAndTheWorkspaceStaysUsable()
    {
        WorkspaceMark outer = _workspace.Enter();
        _workspace.Tape<int>().Push(1);
        WorkspaceMark inner = _workspace.Enter();
        double[] array = _workspace.Array<double>(3);
        _workspace.Tape<int>().Pop();
        Assert.Throws<InvalidOperationException>(() => _workspace.Exit(inner));
        Assert.Same(array, _workspace.Array<double>(3));
        _workspace.Exit(outer);
        _workspace.Exit(_workspace.Enter());
    }

    [Fact]
    public void AnotherThreadMayNotEnterWhileOneIsInside()
    {
        WorkspaceMark mark = _workspace.Enter();
        RunOnThread(() =>
        {
            Assert.Throws<InvalidOperationException>(() => _workspace.Enter());
            Assert.Throws<InvalidOperationException>(() => _workspace.Exit(mark));
        });
        _workspace.Exit(mark);
        RunOnThread(() => _workspace.Exit(_workspace.Enter()));
    }

    [Fact]
    public void OfManyThreadsAtOnceNoTwoGetInside()
    {
        int inside = 0, collisions = 0, entered = 0;
        using var start = new Barrier(4);
        var threads = new Thread[4];
        for (int i = 0; i < threads.Length; i++)
        {
            threads[i] = new Thread(() =>
            {
                start.SignalAndWait();
                for (int round = 0; round < 20_000; round++)
                {
                    WorkspaceMark mark;
                    try
                    {
                        mark = _workspace.Enter();
                    }
                    catch (InvalidOperationException)
                    {
                        continue;
                    }

                    if (Interlocked.Increment(ref inside) != 1)
                        Interlocked.Increment(ref collisions);
                    Interlocked.Increment(ref entered);
                    Interlocked.Decrement(ref inside);
                    _workspace.Exit(mark);
                }
            });
            threads[i].Start();
        }

        foreach (Thread thread in threads)
            thread.Join();
        Assert.True(entered > 0);
        Assert.Equal(0, collisions);
    }

    [Fact]
    public void ExceptionsLeaveNothingBehind()
    {
        long reserved = 0;
        for (int run = 0; run < 5; run++)
        {
            Assert.Throws<FormatException>(() => Fail(depth: 20));
            if (run == 0)
                reserved = _workspace.ReservedBytes;
        }

        Assert.Equal(reserved, _workspace.ReservedBytes);
        Assert.Throws<InvalidOperationException>(() => _workspace.Tape<int>().Pop());

        void Fail(int depth)
        {
            WorkspaceMark mark = _workspace.Enter();
            try
            {
                _workspace.Tape<int>().Reserve(1_000);
                _workspace.Array<double>(depth)[0] = 1;
                _workspace.List<int>().Add(depth);
                if (depth == 1)
                    throw new FormatException();
                Fail(depth - 1);
            }
            finally
            {
                _workspace.Exit(mark);
            }
        }
    }

    [Fact]
    public void WarmRunsAllocateNothingAndReserveNothing()
    {
        double[] source = [1, 2, 3];
        Run();
        long reserved = _workspace.ReservedBytes;
        Assert.True(reserved > 0);
        Assert.Equal(0, Allocation.AfterWarmUp(Run));
        Assert.Equal(reserved, _workspace.ReservedBytes);

        void Run() => Recurse(12);

        void Recurse(int depth)
        {
            WorkspaceMark mark = _workspace.Enter();
            Tape<double> tape = _workspace.Tape<double>();
            Tape<double[]> arrays = _workspace.Tape<double[]>();
            for (int i = 0; i < 400; i++)
            {
                tape.Push(i);
                tape.Reserve(i);
            }

            arrays.Push(_workspace.Array<double>(100 + depth));
            _workspace.Array2<float>(depth, 3);
            _workspace.Array3<int>(depth, 3, 2);
            _workspace.CopyOf<double>(source);
            List<double> list = _workspace.List<double>();
            for (int i = 0; i < 10 * depth; i++)
                list.Add(i);
            if (depth > 0)
            {
                Recurse(depth - 1);
                Recurse(depth / 2);
            }

            arrays.Pop();
            for (int i = 399; i >= 0; i--)
            {
                tape.Release(i);
                if (tape.Pop() != i)
                    Assert.Fail("The tape is out of order.");
            }

            _workspace.Exit(mark);
        }
    }

    [Fact]
    public void InterleavedMethodsEachFindTheirMemoryAgain()
    {
        Action[] methods = [() => Run(3_000, 40), () => Run(100, 9_000), () => Run(20_000, 1), () => Run(1, 50_000)];
        foreach (Action method in methods)
            method();
        long reserved = _workspace.ReservedBytes;
        for (int round = 0; round < 20; round++)
            methods[round * 7 % 4]();
        Assert.Equal(reserved, _workspace.ReservedBytes);

        void Run(int pushes, int record)
        {
            WorkspaceMark mark = _workspace.Enter();
            Tape<int> tape = _workspace.Tape<int>();
            for (int i = 0; i < pushes; i++)
                tape.Push(i);
            tape.Reserve(record);
            _workspace.Array<int>(record);
            tape.Release(record);
            for (int i = 0; i < pushes / 2; i++)
                tape.Pop();
            tape.Reserve(2 * record);
            _workspace.Exit(mark);
        }
    }

    [Fact]
    public void RegionsThatAppearInAnInnerScopeAreReleasedByIt()
    {
        WorkspaceMark outer = _workspace.Enter();
        WorkspaceMark inner = _workspace.Enter();
        _workspace.Tape<long>().Push(1);
        long[] array = _workspace.Array<long>(2);
        _workspace.Exit(inner);
        Assert.Throws<InvalidOperationException>(() => _workspace.Tape<long>().Pop());
        Assert.Same(array, _workspace.Array<long>(2));
        _workspace.Exit(outer);
    }

    private static void RunOnThread(Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(action));
        thread.Start();
        thread.Join();
        if (failure is not null)
            Assert.Fail(failure.ToString());
    }
}
