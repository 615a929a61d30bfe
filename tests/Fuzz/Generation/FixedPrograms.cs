using AutoDiff.Fuzz.Checking;

namespace AutoDiff.Fuzz.Generation;

/// <summary>The programs that every test run checks.</summary>
internal static class FixedPrograms
{
    public const int Count = 300;

    public static IEnumerable<FuzzProgram> All => Enumerable.Range(1, Count).Select(seed => new FuzzProgram(seed, ProgramWriter.Write(seed)));
}
