using AutoDiff.Fuzz.Checking;

namespace AutoDiff.Fuzz.Generation;

/// <summary>The programs that every test run checks.</summary>
internal static class FixedPrograms
{
    /// <summary>How many there are.</summary>
    public const int Count = 500;

    private const int Mixed = 300, Layers = 100;

    /// <summary>Programs of all kinds, then some about layers in loops that run side by side, then some that cut derivatives.</summary>
    public static IEnumerable<FuzzProgram> All => Enumerable.Range(1, Mixed)
        .Concat(Enumerable.Range(0, Layers).Select(i => 1009 + (10 * i)))
        .Concat(Enumerable.Range(0, Count - Mixed - Layers).Select(i => 1013 + (20 * i)))
        .Select(seed => new FuzzProgram(seed, ProgramWriter.Write(seed)));
}
