using System.Diagnostics;
using System.Globalization;
using AutoDiff.Benchmarks.TorchSharp;
using TorchSharp;

// The peer of benchmarks/Training: reads "case threads steps", answers "seconds processor-seconds bytes" for that many steps. Started by run.sh.
torch.random.manual_seed(1);
Dictionary<string, Action> cases = AllCases.Make();
foreach (Action step in cases.Values)
{
    for (int i = 0; i < 10; i++)
        step();
}

while (Console.ReadLine() is { } line)
{
    string[] parts = line.Split(' ');
    int steps = int.Parse(parts[^1], CultureInfo.InvariantCulture);
    torch.set_num_threads(int.Parse(parts[^2], CultureInfo.InvariantCulture));
    if (!cases.TryGetValue(string.Join(' ', parts[..^2]), out Action? step))
    {
        Console.WriteLine("unknown");
        continue;
    }

    step();
    long bytes = GC.GetTotalAllocatedBytes(precise: true);
    TimeSpan processor = Environment.CpuUsage.TotalTime;
    long start = Stopwatch.GetTimestamp();
    for (int i = 0; i < steps; i++)
        step();
    double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
    processor = Environment.CpuUsage.TotalTime - processor;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seconds:R} {processor.TotalSeconds:R} {GC.GetTotalAllocatedBytes(precise: true) - bytes}"));
}
