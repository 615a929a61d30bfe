using System.Diagnostics;
using System.Text.Json;

namespace AutoDiff.Benchmarks.Scoreboard;

/// <summary>A line beside a library: matrix products beside OpenBLAS, training steps beside TorchSharp.</summary>
/// <param name="Part">The part that it belongs to.</param>
/// <param name="Case">The case or the size.</param>
/// <param name="Threads">On so many threads.</param>
/// <param name="Ours">Microseconds.</param>
/// <param name="Peer">The library's, or null where it isn't there.</param>
/// <param name="Spread">How much longer the median turn took than the shortest, as a share of it; 0 where the median was measured alone.</param>
/// <param name="Bytes">Managed bytes that a run allocates.</param>
internal sealed record LibraryScore(string Part, string Case, int Threads, double Ours, double? Peer, double Spread, long Bytes)
{
    /// <summary>What a product is part of.</summary>
    public string Kind { get; init; } = "";

    /// <summary>What more threads gain than one, as a share of what they gain multiply-adds in the same turns; null on one thread.</summary>
    public double? Gain { get; init; }

    /// <summary>How many times faster than the library.</summary>
    public double? Ratio => Peer / Ours;
}

/// <summary>The parts that have a benchmark of their own, in a process of its own, whose results are read here.</summary>
internal static class Libraries
{
    private static readonly string s_benchmarks = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../.."));
    private static readonly string[] s_layouts = ["NN", "NT", "TN"];

    /// <summary>The parts by name.</summary>
    public static IReadOnlyDictionary<string, Func<IEnumerable<LibraryScore>>> Parts { get; } = new Dictionary<string, Func<IEnumerable<LibraryScore>>>
    {
        ["products"] = () => new[] { 1, 2 }.SelectMany(Products),
        ["training"] = Training,
    };

    private static List<LibraryScore> Products(int threads)
    {
        var scores = new List<LibraryScore>();
        foreach (JsonElement row in Run("MatrixProduct", "--threads", $"{threads}").EnumerateArray())
        {
            int rows = row.GetProperty("Rows").GetInt32(), columns = row.GetProperty("Columns").GetInt32(), depth = row.GetProperty("Depth").GetInt32();
            for (int i = 0; i < s_layouts.Length; i++)
            {
                // 10^9 operations a second.
                double Time(string side) => 2e-3 * rows * columns * depth / row.GetProperty(side)[i].GetDouble();
                scores.Add(new("products", $"{s_layouts[i]} {rows} x {columns} x {depth}", threads, Time("Ours"), Time("Peer"), 0, 0) { Kind = row.GetProperty("Name").GetString()! });
            }
        }

        return scores;
    }

    // On one thread the processor's time counts, on more that of the clock.
    private static IEnumerable<LibraryScore> Training()
    {
        JsonElement result = Run("Training", "--peer", Path.Combine(s_benchmarks, "TorchSharp/run.sh"));
        JsonElement one = default;
        foreach (JsonElement row in result.GetProperty("Rows").EnumerateArray())
        {
            int threads = row.GetProperty("Threads").GetInt32();
            JsonElement ours = row.GetProperty("Ours"), peer = row.GetProperty("Peer");
            string time = threads == 1 ? "Processor" : "Least";
            double? other = peer.ValueKind == JsonValueKind.Null ? null : 1e3 * peer.GetProperty(time).GetDouble();
            double least = ours.GetProperty("Least").GetDouble(), spread = ours.GetProperty("Median").GetDouble() / least - 1;
            one = threads == 1 ? row : one;
            yield return new("training", row.GetProperty("Case").GetString()!, threads, 1e3 * ours.GetProperty(time).GetDouble(), other, spread, ours.GetProperty("Bytes").GetInt64())
            {
                Gain = threads == 1 ? null : Least(one) / Least(row) / (row.GetProperty("Arithmetic").GetDouble() / one.GetProperty("Arithmetic").GetDouble()),
            };
        }

        static double Least(JsonElement row) => row.GetProperty("Ours").GetProperty("Least").GetDouble();
    }

    // Its table goes to this one's errors, its results into a file.
    private static JsonElement Run(string benchmark, params string[] arguments)
    {
        string file = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
            foreach (string argument in (string[])["run", "-c", "Release", "--project", Path.Combine(s_benchmarks, benchmark), "--", .. arguments, "--json", file])
                start.ArgumentList.Add(argument);
            using Process process = Process.Start(start) ?? throw new InvalidOperationException("dotnet didn't start.");
            while (process.StandardOutput.ReadLine() is { } line) Console.Error.WriteLine(line);
            process.WaitForExit();
            if (process.ExitCode != 0) throw new InvalidOperationException($"benchmarks/{benchmark} ended with {process.ExitCode}.");
            return JsonDocument.Parse(File.ReadAllText(file)).RootElement;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
