using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AutoDiff;
using AutoDiff.Benchmarks.Scaling;
using AutoDiff.Benchmarks.Training;

// Time by size: training steps by batch, width and sequence length on one thread, generation by the number of methods, and the build of 1,000 methods with the generator
// and without. All is printed, and written as JSON.
//   dotnet run -c Release --project benchmarks/Scaling [-- steps methods build] [--json artifacts/scaling/scaling.json]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string[] parts = [.. args.TakeWhile(arg => !arg.StartsWith("--", StringComparison.Ordinal))];
int jsonAt = Array.IndexOf(args, "--json");
string output = jsonAt >= 0 && jsonAt + 1 < args.Length ? args[jsonAt + 1] : "artifacts/scaling/scaling.json";
KernelThreads.Count = 1;
List<Point> points = [];
if (Has("steps"))
    MeasureSteps();
if (Has("methods"))
    MeasureGeneration();
if (Has("build"))
    MeasureBuild();
Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
File.WriteAllText(output, JsonSerializer.Serialize(points, new JsonSerializerOptions { WriteIndented = true }) + "\n");

bool Has(string part) => parts.Length == 0 || parts.Contains(part);

void MeasureSteps()
{
    Console.WriteLine("training steps, one thread: the least processor's time of five turns");
    Console.WriteLine("by                         size         ms   us for each");
    foreach ((string sweep, int size, double units, Func<ICase> make) in Sweeps.All())
    {
        double milliseconds = double.NaN;
        var thread = new Thread(() => milliseconds = Step(make()));
        thread.Start();
        thread.Join();
        points.Add(new Point(sweep, size, milliseconds, milliseconds * 1e3 / units));
        Console.WriteLine($"{sweep,-22} {size,8} {milliseconds,10:F4} {points[^1].MicrosecondsOfAUnit,13:F3}");
    }
}

void MeasureGeneration()
{
    Console.WriteLine("generation from nothing (benchmarks/Generation), ms for a method");
    string json = Path.GetTempFileName();
    Run("dotnet", ["run", "-c", "Release", "--project", Path.Combine(AppContext.BaseDirectory, "../../../../Generation"), "--", "3", "--json", json]);
    foreach (JsonElement row in JsonDocument.Parse(File.ReadAllText(json)).RootElement.EnumerateArray())
    {
        int methods = row.GetProperty("Methods").GetInt32();
        double each = row.GetProperty("Milliseconds").GetDouble();
        points.Add(new Point("methods generated", methods, each * methods, each * 1e3));
        Console.WriteLine($"{methods,8} methods {each,8:F3}");
    }

    File.Delete(json);
}

void MeasureBuild()
{
    using var build = new BuildTime();
    BuildSeconds seconds = build.Measure(1_000, 2);
    foreach ((string what, double value) in ((string, double)[])
    [
        ("with the generator, methods in one type", seconds.OneType), ("with the generator, ten in a type", seconds.Types), ("without the generator, ten in a type", seconds.Without),
        ("the generator's own, as the compiler reports it", seconds.Generator), ("analyzers', on other threads", seconds.Analyzer),
    ])
    {
        points.Add(new Point($"build: {what} (methods)", 1_000, value * 1e3, value * 1e3));
        Console.WriteLine($"build of 1,000 methods, {what}: {value:F2} s");
    }
}

static double Step(ICase subject)
{
    const double SecondsOfWarmUp = 1, SecondsOfATurn = 0.1;
    long began = Stopwatch.GetTimestamp();
    int steps = 1;
    Turn turn = Measurement.Of(subject, steps);
    while (Stopwatch.GetElapsedTime(began).TotalSeconds < SecondsOfWarmUp || turn.Seconds < SecondsOfATurn / 4)
    {
        if (turn.Seconds < SecondsOfATurn / 4)
            steps *= 2;
        turn = Measurement.Of(subject, steps);
    }

    var measured = new Measurement();
    steps = (int)Math.Max(1, steps * SecondsOfATurn / turn.Seconds);
    for (int i = 0; i < 5; i++)
        measured.Add(Measurement.Of(subject, steps), steps);
    return measured.LeastProcessor * 1e3;
}

static void Run(string program, string[] arguments)
{
    using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })
        ?? throw new InvalidOperationException($"{program} didn't start.");
    process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    if (process.ExitCode != 0)
        throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
}

/// <summary>A measured size: milliseconds, and microseconds for each unit that the time should grow with.</summary>
internal sealed record Point(string By, int Size, double Milliseconds, double MicrosecondsOfAUnit);
