using System.Diagnostics;
using System.Globalization;
using AutoDiff.Fuzz;
using AutoDiff.Fuzz.Checking;
using AutoDiff.Fuzz.Generation;
using AutoDiff.Fuzz.Mutation;
using AutoDiff.Fuzz.Shrinking;

var options = new Dictionary<string, string>(StringComparer.Ordinal);
for (int i = 0; i < args.Length; i++)
{
    options[args[i]] = i + 1 < args.Length && !args[i + 1].StartsWith("--", StringComparison.Ordinal) ? args[++i] : "";
}

int Number(string name, int otherwise) => options.TryGetValue(name, out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

if (options.ContainsKey("--help"))
{
    Console.WriteLine("""
        A long run          --seed S --count N [--step 1] [--batch 50] [--minutes M] [--no-source] [--show] [--shrink]
                            Seeds that end in 7 are programs about loops with independent iterations: --seed 7 --step 10;
                            those that end in 9 are about layers of units in such loops; in those that
                            end in 3 derivatives are cut, and in those that are 13 beside a multiple of
                            20 little else is done
        One program         --seed S --count 1 --show
        Programs of files   --files "a.cs b.cs" [--seed S] [--shrink]
        A minimal program   --seed S --count 1 --shrink [--shrink-minutes 5]
        The mutation run    --mutants [part of a name] [--count 400]
        """);
    return 0;
}

if (options.TryGetValue("--mutants", out string? mutant))
{
    return MutationRun.Run(Number("--count", FixedPrograms.Count), mutant.Length == 0 ? null : mutant) == 0 ? 0 : 1;
}

var run = new FuzzRun(Number("--batch", 50), TimeSpan.FromMinutes(Number("--minutes", 100000)), showsSources: !options.ContainsKey("--no-source"));
var clock = Stopwatch.StartNew();
if (options.TryGetValue("--files", out string? files))
{
    run.Check([.. files.Split(' ').Select(file => new FuzzProgram(Number("--seed", 1), File.ReadAllText(file)))], checkOverflow: false, options.ContainsKey("--show"));
}
else
{
    run.Run(Number("--seed", 1), Number("--count", 1000), options.ContainsKey("--show"), Number("--step", 1));
}

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{run.Totals} in {clock.Elapsed.TotalSeconds:f0} s\n{Phases.Totals}"));
if (options.ContainsKey("--shrink"))
{
    foreach (Outcome failed in run.Failures)
    {
        FuzzProgram minimal = Shrinker.WithCompiler(checkOverflow: false, TimeSpan.FromMinutes(Number("--shrink-minutes", 5))).Shrink(failed.Program, failed.Failure!);
        Console.WriteLine($"=== seed {failed.Program.Seed}, {failed.Failure!.Kind}, as small as it gets:\n{minimal.Source}");
    }
}

return run.Failures.Count == 0 ? 0 : 1;
