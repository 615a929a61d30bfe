using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AutoDiff;
using AutoDiff.Benchmarks.Training;

// Training steps on one thread and two, ours and a peer's in turns:
//   dotnet run -c Release --project benchmarks/Training [-- case...] [--turns 9] [--threads 1,2] [--json file] [--peer benchmarks/TorchSharp/run.sh]
string[] names = [.. args.TakeWhile(arg => !arg.StartsWith("--", StringComparison.Ordinal))];
int turns = int.Parse(Option("--turns") ?? "9", CultureInfo.InvariantCulture);
int[] threadCounts = [.. (Option("--threads") ?? "1,2").Split(',').Select(int.Parse)];
const double SecondsOfATurn = 0.1, SecondsOfWarmUp = 2;

using Peer? peer = Option("--peer") is { } command ? new Peer(command) : null;
Console.WriteLine($"{Environment.ProcessorCount} processors");
Console.WriteLine("milliseconds a step: the least and the median of the turns, the least of the processor's time; the ratio of the least, of the processor's; MB that the workspace holds");
Console.WriteLine("case     threads |    least    median  processor    bytes |   peer: least   median processor   bytes |  ratio         | workspace");
List<Row> rows = [];
foreach (string name in names.Length == 0 ? [.. AllCases.ByName.Keys] : names)
{
    // Each case has a thread of its own, and so a workspace.
    var thread = new Thread(() => Measure(AllCases.ByName[name]()));
    thread.Start();
    thread.Join();
}

// Of all cases together: for one alone, name it. Before the copies of the limits, which take memory themselves.
using Process process = Process.GetCurrentProcess();
long peak = process.PeakWorkingSet64;
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture, $"peak memory of the process: {peak / 1e6:F0} MB{(peer is null ? "" : $", the peer's: {peer.PeakBytes / 1e6:F0} MB")}"));
Limit[] limits = [.. threadCounts.Select(threads => new Limit(threads, Limits.Arithmetic(threads), Limits.Copying(threads)))];
foreach (Limit limit in limits)
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{limit.Threads} threads: {limit.Arithmetic:F0} GFLOP/s of multiply-adds, {limit.Copying:F1} GB/s copied"));

// What more threads gain each case, and, in the same turns, the multiply-adds; the copies at the end.
foreach (Limit limit in limits.Skip(1))
{
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{limit.Threads} threads gain: arithmetic {limit.Arithmetic / limits[0].Arithmetic:F2}, copies {limit.Copying / limits[0].Copying:F2}"));
    foreach (Row row in rows.Where(row => row.Threads == limit.Threads))
    {
        Row one = rows.First(other => other.Case == row.Case);
        double gain = one.Ours.Least / row.Ours.Least, arithmetic = row.Arithmetic / one.Arithmetic;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  {row.Case,-8} {gain:F2}, arithmetic {arithmetic:F2}: {gain / arithmetic:P0}; medians {one.Ours.Median / row.Ours.Median:F2}"));
    }
}

if (Option("--json") is { } file)
    File.WriteAllText(file, JsonSerializer.Serialize(new Result(limits, rows, peak, peer?.PeakBytes), new JsonSerializerOptions { WriteIndented = true }) + "\n");

void Measure(ICase subject)
{
    var ours = threadCounts.Select(_ => new Measurement()).ToArray();
    var theirs = threadCounts.Select(_ => new Measurement()).ToArray();
    int steps = WarmUp(subject);
    int peerSteps = Math.Max(1, steps / 4);
    double[] arithmetic = new double[threadCounts.Length];
    bool hasPeer = peer is not null;
    for (int turn = 0; turn < turns; turn++)
    {
        for (int i = 0; i < threadCounts.Length; i++)
        {
            KernelThreads.Count = threadCounts[i];
            subject.Step();
            ours[i].Add(Measurement.Of(subject, steps), steps);
            arithmetic[i] = Math.Max(arithmetic[i], Limits.ArithmeticNow(threadCounts[i]));
            if (!hasPeer)
                continue;
            if (peer!.Run(subject.Name, threadCounts[i], peerSteps) is { } answer)
                theirs[i].Add(answer, peerSteps);
            else
                hasPeer = false;
        }
    }

    for (int i = 0; i < threadCounts.Length; i++)
    {
        var row = new Row(subject.Name, threadCounts[i], Times.Of(ours[i]), hasPeer ? Times.Of(theirs[i]) : null, Workspace.ForThread.ReservedBytes, arithmetic[i]);
        rows.Add(row);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Case,-8} {row.Threads,7} | {Columns(row.Ours)} | {(row.Peer is { } times ? Columns(times) : ""),39} | {row.Ratio,6:F2} {row.ProcessorRatio,6:F2} | {row.Reserved / 1e6,6:F2}"));
    }
}

// Steps until the tiered compiler is done, which takes its time for a short step, on as many threads as will be measured and on one; returns how many fill a turn.
int WarmUp(ICase subject)
{
    KernelThreads.Count = threadCounts.Max();
    Turn turn = WarmUpFor(subject, 0.4 * SecondsOfWarmUp, out _);
    KernelThreads.Count = 1;
    turn = WarmUpFor(subject, 0.6 * SecondsOfWarmUp, out int steps);
    return (int)Math.Max(1, steps * SecondsOfATurn / turn.Seconds);
}

static Turn WarmUpFor(ICase subject, double seconds, out int steps)
{
    long start = Stopwatch.GetTimestamp();
    Turn turn = Measurement.Of(subject, steps = 1);
    while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds || turn.Seconds < SecondsOfATurn / 4)
    {
        if (turn.Seconds < SecondsOfATurn / 4)
            steps *= 2;
        turn = Measurement.Of(subject, steps);
    }

    return turn;
}

static string Columns(Times times) => string.Create(
    CultureInfo.InvariantCulture, $"{times.Least,9:F4} {times.Median,9:F4} {times.Processor,10:F4} {times.Bytes,8}");

string? Option(string name)
{
    int at = Array.IndexOf(args, name);
    return at < 0 || at + 1 == args.Length ? null : args[at + 1];
}
