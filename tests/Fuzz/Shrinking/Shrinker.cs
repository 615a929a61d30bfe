using AutoDiff.Fuzz.Checking;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoDiff.Fuzz.Shrinking;

/// <summary>Makes a failing program smaller for as long as it fails in the same way.</summary>
internal sealed class Shrinker(Func<IReadOnlyList<FuzzProgram>, IReadOnlyList<Failure?>> check, TimeSpan limit)
{
    private const int Batch = 24;

    /// <summary>A shrinker that compiles and checks its candidates as the fuzzer does.</summary>
    public static Shrinker WithCompiler(bool checkOverflow, TimeSpan limit) =>
        new(programs => [.. BatchCheck.Run(programs, checkOverflow).Select(o => o.Failure)], limit);

    public FuzzProgram Shrink(FuzzProgram program, Failure failure)
    {
        DateTime end = DateTime.UtcNow + limit;
        string source = FuzzRun.Pretty(program.Source);
        int from = 0;
        while (DateTime.UtcNow < end)
        {
            // The larger cuts come first. After a success the search goes on at the same place: what failed before it seldom helps later.
            List<string> candidates = [.. Cuts.Of(CSharpSyntaxTree.ParseText(source).GetRoot())];
            (string Source, int Position)? smaller = FirstThatFails(program.Seed, candidates, from, failure, end) ?? (from > 0 ? FirstThatFails(program.Seed, candidates, 0, failure, end) : null);
            if (smaller is not var (found, position))
            {
                break;
            }

            (source, from) = (found, position);
        }

        return program with { Source = source };
    }

    private (string Source, int Position)? FirstThatFails(int seed, List<string> candidates, int from, Failure failure, DateTime end)
    {
        for (int start = from; start < candidates.Count && DateTime.UtcNow < end; start += Batch)
        {
            List<FuzzProgram> batch = [.. candidates.Skip(start).Take(Batch).Select(c => new FuzzProgram(seed, c))];
            IReadOnlyList<Failure?> outcomes = check(batch);
            for (int i = 0; i < batch.Count; i++)
            {
                if (outcomes[i] is { } found && IsSame(found, failure))
                {
                    return (batch[i].Source, start + i);
                }
            }
        }

        return null;
    }

    // What a rejection or a crash says has to stay; the numbers of a wrong adjoint don't.
    private static bool IsSame(Failure a, Failure b) => a.Kind == b.Kind
        && (a.Kind is not (FailureKind.Crash or FailureKind.Rejected or FailureKind.DoesNotCompile) || Head(a.Detail) == Head(b.Detail));

    private static string Head(string detail)
    {
        int error = detail.IndexOf("error ", StringComparison.Ordinal);
        string text = error >= 0 ? detail[error..] : detail;
        return text[..Math.Min(text.Length, 18)];
    }
}
