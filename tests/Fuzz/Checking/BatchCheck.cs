using System.Runtime;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Fuzz.Checking;

/// <summary>Compiles and checks programs, each with a limit of time.</summary>
internal static class BatchCheck
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(5);

    public static IReadOnlyList<Outcome> Run(IReadOnlyList<FuzzProgram> programs, bool checkOverflow = false, IIncrementalGenerator? generator = null)
    {
        var result = new List<Outcome>();
        foreach (BatchCompiler.Entry entry in new BatchCompiler(programs, checkOverflow, generator).Run())
        {
            string generated = entry.GeneratedText;
            if (entry.Failure is not null)
            {
                result.Add(new Outcome(entry.Program, entry.Failure, generated));
                continue;
            }

            var check = new SubjectCheck(entry.Signature!, entry.Release!, entry.Debug!, entry.Program.Seed);
            Failure? failure = Phases.Measure("run", () => Limited(check.Run));
            result.Add(new Outcome(entry.Program, failure, generated) { Compared = check.Compared, Skipped = check.Skipped });
        }

        return result;
    }

    private static Failure? Limited(Func<Failure?> check)
    {
        Failure? failure = null;
        using var limit = new CancellationTokenSource(s_limit);
        try
        {
            ControlledExecution.Run(() => failure = Guarded(check), limit.Token);
        }
        catch (OperationCanceledException)
        {
            failure = new Failure(FailureKind.Hangs, $"no end within {s_limit.TotalSeconds} s");
        }

        return failure;
    }

    private static Failure? Guarded(Func<Failure?> check)
    {
        try
        {
            return check();
        }
        catch (Exception exception) when (exception is not ThreadAbortException)
        {
            return new Failure(FailureKind.Throws, exception.ToString());
        }
    }
}
