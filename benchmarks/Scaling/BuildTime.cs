using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using AutoDiff.Benchmarks.Generation;

namespace AutoDiff.Benchmarks.Scaling;

/// <summary>What a build of a project of marked methods takes, in seconds.</summary>
/// <param name="OneType">With the generator, all methods in one type: the compiler gives a type to one thread.</param>
/// <param name="Types">With the generator, ten methods in each type.</param>
/// <param name="Without">Without the generator, ten methods in each type.</param>
/// <param name="Generator">What the compiler says that the generator took of <paramref name="Types"/>.</param>
/// <param name="Analyzer">What it says that analyzers took, on other threads, while it compiled.</param>
internal sealed record BuildSeconds(double OneType, double Types, double Without, double Generator, double Analyzer);

/// <summary>How long the build of a project of marked methods takes, with the generator and without.</summary>
internal sealed partial class BuildTime : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "AutoDiff.Scaling." + Environment.ProcessId);

    /// <summary>The least seconds of some builds of each, in turns, after one of each; the compiler's server stays warm.</summary>
    internal BuildSeconds Measure(int methods, int turns)
    {
        string source = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../src"));
        string runtime = Path.Combine(AppContext.BaseDirectory, "AutoDiff.dll"), generator = Path.Combine(source, "Generator/bin/Release/netstandard2.0/AutoDiff.Generator.dll");
        string[] projects = [Write("OneType", methods, methods, runtime, generator), Write("Types", methods, 10, runtime, generator), Write("Without", methods, 10, runtime, null)];
        double[] least = [double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity];
        for (int turn = -1; turn < turns; turn++)
        {
            for (int i = 0; i < projects.Length; i++)
            {
                long began = Stopwatch.GetTimestamp();
                Build(projects[i], turn < 0 ? [] : ["--no-restore"]);
                if (turn >= 0)
                    least[i] = Math.Min(least[i], Stopwatch.GetElapsedTime(began).TotalSeconds);
            }
        }

        string report = Build(projects[1], ["--no-restore", "-v", "d", "-p:ReportAnalyzer=true"]);
        return new BuildSeconds(least[0], least[1], least[2], Reported(GeneratorTime(), report), Reported(AnalyzerTime(), report));
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private static double Reported(Regex line, string report) =>
        line.Match(report) is { Success: true } match ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : throw new InvalidOperationException("The compiler reported no times.");

    [GeneratedRegex("Total generator execution time: ([0-9.]+) seconds")]
    private static partial Regex GeneratorTime();

    [GeneratedRegex("Total analyzer execution time: ([0-9.]+) seconds")]
    private static partial Regex AnalyzerTime();

    private string Write(string name, int methods, int inAType, string runtime, string? generator)
    {
        string folder = Path.Combine(_folder, name);
        Directory.CreateDirectory(folder);
        for (int first = 0; first < methods; first += inAType)
            File.WriteAllText(Path.Combine(folder, $"Methods{first}.cs"), Workload.File(inAType, first));
        string analyzer = generator is null ? "" : $"<Analyzer Include=\"{generator}\" />";
        File.WriteAllText(
            Path.Combine(folder, name + ".csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable></PropertyGroup>
              <ItemGroup><Reference Include="{runtime}" />{analyzer}</ItemGroup>
            </Project>
            """);
        return folder;
    }

    private static string Build(string folder, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true };
        foreach (string argument in (string[])["build", "-c", "Release", "--nologo", "-v", "q", "--no-incremental", .. arguments])
            start.ArgumentList.Add(argument);

        // As for a user at work, whatever the machine's builds are told.
        start.Environment["UseSharedCompilation"] = "true";
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("dotnet didn't start.");
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"The build in {folder} failed: {output}");
    }
}
