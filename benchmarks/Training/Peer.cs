using System.Diagnostics;
using System.Globalization;

namespace AutoDiff.Benchmarks.Training;

/// <summary>Another framework, measured in a process of its own: it is told a case, threads and steps, and answers with seconds, the processor's seconds, managed bytes and the process's peak memory.</summary>
internal sealed class Peer : IDisposable
{
    private readonly Process _process;

    internal Peer(string command)
    {
        var start = new ProcessStartInfo(command) { RedirectStandardInput = true, RedirectStandardOutput = true };
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{command} didn't start.");
    }

    /// <summary>The most memory that the process has had, in bytes.</summary>
    internal long PeakBytes { get; private set; }

    internal Turn? Run(string name, int threads, int steps)
    {
        _process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {threads} {steps}"));
        _process.StandardInput.Flush();
        string answer = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The peer ended.");
        if (answer == "unknown")
            return null;
        string[] parts = answer.Split(' ');
        PeakBytes = long.Parse(parts[3], CultureInfo.InvariantCulture);
        return new Turn(
            double.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture),
            long.Parse(parts[2], CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
