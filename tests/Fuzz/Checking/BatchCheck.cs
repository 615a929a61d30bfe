using Microsoft.CodeAnalysis;

namespace AutoDiff.Fuzz.Checking;

/// <summary>Compiles and checks programs, each with a limit of time.</summary>
internal static class BatchCheck
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    public static IReadOnlyList<Outcome> Run(IReadOnlyList<FuzzProgram> programs, bool checkOverflow = false, IIncrementalGenerator? generator = null)
    {
        using var thread = new LimitedThread();
        var result = new List<Outcome>();
        foreach (BatchCompiler.Entry entry in programs.GroupBy(p => p.HasAggregates).SelectMany(group => new BatchCompiler([.. group], checkOverflow, generator).Run()))
        {
            string generated = entry.GeneratedText;
            if (entry.Failure is not null)
            {
                result.Add(new Outcome(entry.Program, entry.Failure, generated));
                continue;
            }

            var check = new SubjectCheck(entry.Signature!, entry.Release!, entry.Debug!, entry.Program);
            Failure? failure = Phases.Measure("run", () => Limited(thread, check.Run));
            result.Add(new Outcome(entry.Program, failure, generated) { Compared = check.Compared, Skipped = check.Skipped });
        }

        return [.. programs.Join(result, p => p, o => o.Program, (_, o) => o, ReferenceEqualityComparer.Instance)];
    }

    private static Failure? Limited(LimitedThread thread, Func<Failure?> check)
    {
        Failure? failure = null;
        return thread.Run(() => failure = Guarded(check), s_limit) ? failure : new Failure(FailureKind.Hangs, $"no end within {s_limit.TotalSeconds} s");
    }

    private static Failure? Guarded(Func<Failure?> check)
    {
        try
        {
            return check();
        }
        catch (Exception exception)
        {
            return new Failure(FailureKind.Throws, exception.ToString());
        }
    }
}
