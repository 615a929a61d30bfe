using AutoDiff.CompilerServices;

namespace AutoDiff.Runtime.Tests.CompilerServices;

public class HeldResourcesTests
{
    [Fact]
    public void AMemberDisposesWhatItHoldsWhenAnExceptionLeavesIt()
    {
        List<string> log = [];
        HeldResources.Enter();
        HeldResources.Hold(new Noted(log, "outer"));
        HeldResources.Enter();
        HeldResources.Hold(new Noted(log, "first"));
        HeldResources.Hold<Noted?>(null);
        HeldResources.Hold(new NotedStruct(log, "second"));
        HeldResources.Exit();
        Assert.Equal(["second", "first"], log);
        HeldResources.Release();
        HeldResources.Exit();
        Assert.Equal(["second", "first", "outer"], log);
    }

    [Fact]
    public void AnExceptionInDisposeTakesThePlaceOfTheOther()
    {
        List<string> log = [];
        HeldResources.Enter();
        HeldResources.Hold(new Noted(log, "first"));
        HeldResources.Hold(new Noted(log, "second") { Fails = true });
        HeldResources.Hold(new Noted(log, "third") { Fails = true });
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(HeldResources.Exit);
        Assert.Equal("second", exception.Message);
        Assert.Equal(["third", "second", "first"], log);
    }

    [Fact]
    public void HoldingAllocatesNothing()
    {
        List<string> log = new(10_000);
        var resource = new Noted(log, "class");
        Run(100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(1000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run(int times)
        {
            for (int i = 0; i < times; i++)
            {
                HeldResources.Enter();
                HeldResources.Hold(resource);
                HeldResources.Hold(new NotedStruct(log, "struct"));
                HeldResources.Release();
                HeldResources.Release();
                HeldResources.Exit();
            }
        }
    }

    private sealed class Noted(List<string> log, string name) : IDisposable
    {
        public bool Fails { get; init; }

        public void Dispose()
        {
            log.Add(name);
            if (Fails)
                throw new InvalidOperationException(name);
        }
    }

    private readonly struct NotedStruct(List<string> log, string name) : IDisposable
    {
        public void Dispose() => log.Add(name);
    }
}
