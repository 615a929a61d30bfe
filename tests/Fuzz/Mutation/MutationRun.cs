using System.Diagnostics;
using AutoDiff.Fuzz.Checking;
using AutoDiff.Fuzz.Generation;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Fuzz.Mutation;

/// <summary>Shows that the fixed programs have teeth: each planted defect makes one of them fail that passes without it.</summary>
internal static class MutationRun
{
    private const int Batch = 25;

    /// <summary>Runs the mutants (those whose name contains a text) and returns how many were not found.</summary>
    public static int Run(int count, string? name)
    {
        int survivors = 0;
        HashSet<int> known = [];
        Checked(null, count, outcome =>
        {
            known.Add(outcome.Program.Seed);
            return false;
        });
        Console.WriteLine($"{known.Count} of {count} programs fail without a mutant: {string.Join(" ", known.Order())}");
        foreach (Mutant mutant in Mutant.All.Where(m => name is null || m.Name.Contains(name, StringComparison.OrdinalIgnoreCase)))
        {
            var clock = Stopwatch.StartNew();
            Outcome? found = null;
            Checked(mutant, count, outcome =>
            {
                found ??= known.Contains(outcome.Program.Seed) ? null : outcome;
                return found is not null;
            });
            survivors += found is null ? 1 : 0;
            string verdict = found is null ? "NOT FOUND" : $"found by seed {found.Program.Seed} ({found.Failure!.Kind})";
            Console.WriteLine($"{verdict,-40} {mutant.Name} [{clock.Elapsed.TotalSeconds:f0} s]");
        }

        Console.WriteLine(survivors == 0 ? "All mutants were found." : $"{survivors} mutants were not found.");
        return survivors;
    }

    private static void Checked(Mutant? mutant, int count, Func<Outcome, bool> isEnough)
    {
        IIncrementalGenerator? generator = mutant is null ? null : MutatedGenerator.Build(mutant);
        for (int seed = 1; seed <= count; seed += Batch)
        {
            List<FuzzProgram> programs = [.. Enumerable.Range(seed, Math.Min(Batch, count - seed + 1)).Select(s => new FuzzProgram(s, ProgramWriter.Write(s)))];
            foreach (Outcome outcome in BatchCheck.Run(programs, checkOverflow: false, generator).Where(o => o.Failure is not null))
            {
                if (isEnough(outcome))
                {
                    return;
                }
            }
        }
    }
}
