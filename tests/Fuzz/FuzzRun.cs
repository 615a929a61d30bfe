using AutoDiff.Fuzz.Checking;
using AutoDiff.Fuzz.Generation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoDiff.Fuzz;

/// <summary>Checks the programs of a range of seeds, batch by batch, and tells what came of it.</summary>
internal sealed class FuzzRun(int batch, TimeSpan limit, bool showsSources)
{
    private int _programs;
    private int _compared;
    private int _skipped;
    private int _refused;

    public List<Outcome> Failures { get; } = [];

    /// <summary>The programs that couldn't be compared with differences at any input, in percent.</summary>
    public double SkippedPercent => _compared + _skipped == 0 ? 0 : 100.0 * _skipped / (_compared + _skipped);

    public string Totals => $"{_programs} programs, {Failures.Count} failures"
        + string.Concat(Failures.GroupBy(f => f.Failure!.Kind).OrderByDescending(g => g.Count()).Select(g => $", {g.Key} {g.Count()} ({string.Join(" ", g.Take(8).Select(f => f.Program.Seed))})"))
        + $"; {_compared} inputs compared with differences, {_skipped} skipped ({SkippedPercent:f1} %), {_refused} programs refused";

    public void Run(int seed, int count, bool show = false, int step = 1)
    {
        DateTime end = DateTime.UtcNow + (limit < TimeSpan.FromDays(1) ? limit : TimeSpan.FromDays(1));
        for (int done = 0; done < count && DateTime.UtcNow < end; done += batch)
        {
            int first = seed + (done * step);
            List<FuzzProgram> programs = Enumerable.Range(0, Math.Min(batch, count - done)).Select(i => first + (i * step)).Select(s => new FuzzProgram(s, ProgramWriter.Write(s))).ToList();
            Check(programs, checkOverflow: done / batch % 4 == 3, show);
            Console.WriteLine($"seed {first + (programs.Count * step)}: {Totals}; {Phases.Totals}");
        }
    }

    public void Check(IReadOnlyList<FuzzProgram> programs, bool checkOverflow, bool show)
    {
        foreach (Outcome outcome in BatchCheck.Run(programs, checkOverflow))
        {
            _programs++;
            _compared += outcome.Compared;
            _skipped += outcome.Skipped;
            if (outcome.IsRefusal)
            {
                _refused++;
                if (show)
                {
                    Console.WriteLine($"=== seed {outcome.Program.Seed}: refused: {outcome.Failure!.Detail}");
                }
            }
            else if (outcome.HasFailed)
            {
                Failures.Add(outcome);
                Report(outcome);
            }
            else if (show)
            {
                Console.WriteLine(Pretty(outcome.Program.Source));
            }

            if (show)
            {
                Console.WriteLine(outcome.Generated);
            }
        }
    }

    public static string Pretty(string source) => CSharpSyntaxTree.ParseText(source).GetRoot().NormalizeWhitespace().ToFullString();

    private void Report(Outcome outcome)
    {
        Console.WriteLine($"=== seed {outcome.Program.Seed}: {outcome.Failure!.Kind}: {outcome.Failure.Detail}");
        if (showsSources)
        {
            Console.WriteLine(Pretty(outcome.Program.Source));
        }
    }
}
