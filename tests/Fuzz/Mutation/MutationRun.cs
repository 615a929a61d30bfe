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
        var fails = new Dictionary<int, bool>();
        bool Fails(FuzzProgram program)
        {
            if (!fails.TryGetValue(program.Seed, out bool result))
            {
                fails[program.Seed] = result = BatchCheck.Run([program])[0].HasFailed;
            }

            return result;
        }

        foreach (Mutant mutant in Mutant.All.Where(m => name is null || m.Name.Contains(name, StringComparison.OrdinalIgnoreCase)))
        {
            var clock = Stopwatch.StartNew();
            Outcome? found = FirstFailure(mutant, count, Fails);
            survivors += found is null ? 1 : 0;
            string verdict = found is null ? "NOT FOUND" : $"found by seed {found.Program.Seed} ({found.Failure!.Kind})";
            Console.WriteLine($"{verdict,-40} {mutant.Name} [{clock.Elapsed.TotalSeconds:f0} s]");
        }

        Console.WriteLine(survivors == 0 ? "All mutants were found." : $"{survivors} mutants were not found.");
        return survivors;
    }

    // The first program that fails with the mutant and passes, or is refused, without it.
    private static Outcome? FirstFailure(Mutant mutant, int count, Func<FuzzProgram, bool> fails)
    {
        IIncrementalGenerator generator = MutatedGenerator.Build(mutant);
        return FixedPrograms.All.Take(count).Chunk(Batch)
            .SelectMany(programs => BatchCheck.Run(programs, checkOverflow: false, generator))
            .FirstOrDefault(outcome => outcome.HasFailed && !fails(outcome.Program));
    }
}
