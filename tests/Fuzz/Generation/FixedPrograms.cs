using AutoDiff.Fuzz.Checking;

namespace AutoDiff.Fuzz.Generation;

/// <summary>The programs that every test run checks.</summary>
internal static class FixedPrograms
{
    /// <summary>How many there are.</summary>
    public const int Count = 400;

    private const int Mixed = 300;

    /// <summary>Programs of all kinds, then some about layers in loops that run side by side.</summary>
    public static IEnumerable<FuzzProgram> All => Enumerable.Range(1, Mixed).Concat(Enumerable.Range(0, Count - Mixed).Select(i => 1009 + (10 * i))).Select(seed => new FuzzProgram(seed, ProgramWriter.Write(seed)));
}
