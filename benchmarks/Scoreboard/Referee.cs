namespace AutoDiff.Benchmarks.Scoreboard;

/// <summary>
/// Runs a contest: all sides in turns, round by round, so that what disturbs the machine disturbs all of them. The time is the processor's: what other programs take
/// doesn't count, but for the caches that they use.
/// </summary>
internal static class Referee
{
    private const double SecondsARound = 0.02;
    private const int WarmUpParts = 4;
    private const int WarmUps = 40;

    // Milliseconds of a part.
    private const long LeastWarmUp = 100;
    private const long MostWarmUp = 600;

    public static Score Judge(Contest contest, int rounds)
    {
        contest.Ours.Run();
        double[] expected = contest.Ours.Results();
        double difference = 0;
        foreach (Contender rival in contest.Rivals)
        {
            rival.Run();
            difference = Math.Max(difference, Difference(expected, rival.Results()));
        }

        Action[] sides = [contest.Ours.Run, contest.Objective, .. contest.Rivals.Select(rival => rival.Run)];
        bool[] tiered = [true, true, .. contest.Rivals.Select(rival => rival.Name == Contender.CSharp)];
        Timing[] timings = InTurns(sides, tiered, rounds);
        Timing? handWritten = null, native = null;
        string flags = "";
        var others = new List<OtherTiming>();
        for (int i = 0; i < contest.Rivals.Count; i++)
        {
            Timing timing = timings[i + 2];
            if (contest.Rivals[i].IsOther)
            {
                others.Add(new(contest.Rivals[i].Name, timing));
            }
            else if (contest.Rivals[i].Name == Contender.CSharp)
            {
                handWritten = timing;
            }
            else if (native is null || timing.Fastest < native.Value.Fastest)
            {
                (native, flags) = (timing, contest.Rivals[i].Name);
            }
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        contest.Ours.Run();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        others.Sort((a, b) => a.Timing.Fastest.CompareTo(b.Timing.Fastest));
        return new(
            contest.Part, contest.Name, timings[0], timings[1], handWritten, native, flags, others, allocated, contest.WorkspaceBytes(), contest.LeastBytes, difference);
    }

    private static Timing[] InTurns(Action[] sides, bool[] tiered, int rounds)
    {
        var repetitions = new int[sides.Length];
        for (int i = 0; i < sides.Length; i++)
        {
            // Warm-up in parts: the tiered compiler works in the background, and goes on when nothing new has been called for a while. What is compiled already has run once.
            for (int part = 0; tiered[i] && part < WarmUpParts; part++)
            {
                long start = Environment.TickCount64, elapsed = 0;
                for (int n = 0; (n < WarmUps || elapsed < LeastWarmUp) && elapsed < MostWarmUp; n++)
                {
                    sides[i]();
                    elapsed = Environment.TickCount64 - start;
                }

                Thread.Sleep(150);
            }

            int count = 1;
            double seconds = Time(sides[i], count);
            while (seconds < SecondsARound / 4 && count < 1 << 24)
            {
                count *= 2;
                seconds = Time(sides[i], count);
            }

            repetitions[i] = Math.Max(1, (int)(count * SecondsARound / seconds));
        }

        var times = new double[sides.Length][];
        for (int i = 0; i < sides.Length; i++) times[i] = new double[rounds];
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < sides.Length; i++) times[i][round] = Time(sides[i], repetitions[i]) / repetitions[i] * 1e6;
        }

        return Array.ConvertAll(times, side =>
        {
            Array.Sort(side);
            return new Timing(side[0], (side[side.Length / 2] / side[0]) - 1);
        });
    }

    private static double Time(Action side, int count)
    {
        // User and system time apart are estimates from ticks of the clock; only their sum is exact.
        TimeSpan start = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < count; i++) side();
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds;
    }

    // ADBench's measure: relative for large numbers, absolute for small ones.
    private static double Difference(double[] a, double[] b)
    {
        if (a.Length != b.Length) return double.PositiveInfinity;
        double worst = 0;
        for (int i = 0; i < a.Length; i++) worst = Math.Max(worst, Math.Abs(a[i] - b[i]) / Math.Max(1, Math.Abs(a[i]) + Math.Abs(b[i])));
        return worst;
    }
}
