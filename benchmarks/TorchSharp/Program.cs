using System.Diagnostics;
using System.Globalization;
using AutoDiff.Benchmarks.TorchSharp;
using TorchSharp;

// The peer of benchmarks/Training: reads "case threads steps", answers "seconds processor-seconds bytes peak-bytes" for that many steps. Started by run.sh.
torch.random.manual_seed(1);
const double SecondsOfWarmUp = 1;
var steps = new Dictionary<string, Action>();
while (Console.ReadLine() is { } line)
{
    string[] parts = line.Split(' ');
    string name = string.Join(' ', parts[..^2]);
    int count = int.Parse(parts[^1], CultureInfo.InvariantCulture);
    torch.set_num_threads(int.Parse(parts[^2], CultureInfo.InvariantCulture));
    if (!AllCases.ByName.TryGetValue(name, out Func<Action>? make))
    {
        Console.WriteLine("unknown");
        continue;
    }

    if (!steps.TryGetValue(name, out Action? step))
    {
        steps[name] = step = make();
        long began = Stopwatch.GetTimestamp();
        do
            step();
        while (Stopwatch.GetElapsedTime(began).TotalSeconds < SecondsOfWarmUp);
    }

    step();
    long bytes = GC.GetTotalAllocatedBytes(precise: true);
    TimeSpan processor = Environment.CpuUsage.TotalTime;
    long start = Stopwatch.GetTimestamp();
    for (int i = 0; i < count; i++)
        step();
    double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
    processor = Environment.CpuUsage.TotalTime - processor;
    bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
    using Process process = Process.GetCurrentProcess();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seconds:R} {processor.TotalSeconds:R} {bytes} {process.PeakWorkingSet64}"));
}
