using System.Diagnostics;
using AutoDiff.Benchmarks.Generation;

namespace AutoDiff.Benchmarks.Scaling;

/// <summary>How long the build of a project of marked methods takes, with the generator and without.</summary>
internal sealed class BuildTime : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "AutoDiff.Scaling." + Environment.ProcessId);

    /// <summary>The least seconds of some builds of each, in turns, after one of each; the compiler's server stays warm.</summary>
    internal (double With, double Without) Measure(int methods, int turns)
    {
        string source = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../src"));
        string runtime = Path.Combine(AppContext.BaseDirectory, "AutoDiff.dll"), generator = Path.Combine(source, "Generator/bin/Release/netstandard2.0/AutoDiff.Generator.dll");
        string[] projects = [Write("With", methods, runtime, generator), Write("Without", methods, runtime, null)];
        double[] least = [double.PositiveInfinity, double.PositiveInfinity];
        for (int turn = -1; turn < turns; turn++)
        {
            for (int i = 0; i < projects.Length; i++)
            {
                double seconds = Build(projects[i], restores: turn < 0);
                if (turn >= 0)
                    least[i] = Math.Min(least[i], seconds);
            }
        }

        return (least[0], least[1]);
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private string Write(string name, int methods, string runtime, string? generator)
    {
        string folder = Path.Combine(_folder, name);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "Methods.cs"), Workload.File(methods));
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

    private static double Build(string folder, bool restores)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true };
        foreach (string argument in (string[])["build", "-c", "Release", "--nologo", "-v", "q", "--no-incremental", .. restores ? (string[])[] : ["--no-restore"]])
            start.ArgumentList.Add(argument);

        // As for a user at work, whatever the machine's builds are told.
        start.Environment["UseSharedCompilation"] = "true";
        long began = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("dotnet didn't start.");
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? Stopwatch.GetElapsedTime(began).TotalSeconds : throw new InvalidOperationException($"The build in {folder} failed: {output}");
    }
}
