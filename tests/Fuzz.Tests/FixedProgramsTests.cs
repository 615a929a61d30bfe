using AutoDiff.Fuzz.Checking;
using AutoDiff.Fuzz.Generation;
using Xunit.Abstractions;

namespace AutoDiff.Fuzz.Tests;

public class FixedProgramsTests(ITestOutputHelper output)
{
    private const int Batch = 50;

    public static TheoryData<int> Batches => [.. Enumerable.Range(0, FixedPrograms.Count / Batch)];

    /// <summary>The value bit for bit, the derivative against differences, Debug against Release, the split form, no allocation, no warning in what is generated.</summary>
    [Theory]
    [MemberData(nameof(Batches))]
    public void Every_program_has_the_derivative_that_differences_say(int batch)
    {
        List<FuzzProgram> programs = [.. FixedPrograms.All.Skip(batch * Batch).Take(Batch)];
        IReadOnlyList<Outcome> outcomes = BatchCheck.Run(programs, checkOverflow: batch % 4 == 3);
        Outcome[] failures = [.. outcomes.Where(o => o.HasFailed)];
        foreach (Outcome failure in failures)
        {
            output.WriteLine($"=== seed {failure.Program.Seed}: {failure.Failure!.Kind}: {failure.Failure.Detail}\n{FuzzRun.Pretty(failure.Program.Source)}");
        }

        Assert.Empty(failures.Select(f => $"seed {f.Program.Seed}: {f.Failure!.Kind}"));
        int compared = outcomes.Sum(o => o.Compared), skipped = outcomes.Sum(o => o.Skipped);
        output.WriteLine($"{compared} inputs compared with differences, {skipped} skipped");
        Assert.True(skipped <= 0.1 * (compared + skipped), $"{skipped} of {compared + skipped} inputs could not be compared.");
    }

    [Fact]
    public void A_seed_gives_the_same_program() => Assert.Equal(ProgramWriter.Write(17), ProgramWriter.Write(17));
}
