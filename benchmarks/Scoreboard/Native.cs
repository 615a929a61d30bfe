using System.Runtime.InteropServices;

namespace AutoDiff.Benchmarks.Scoreboard;

/// <summary>The hand-written gradients in C++ (benchmarks/native), built with one set of flags.</summary>
internal sealed class Native
{
    private readonly nint _library;

    private Native(string flags, nint library) => (Flags, _library) = (flags, library);

    public string Flags { get; }

    /// <summary>The variants that were built, none without a C++ compiler.</summary>
    public static IReadOnlyList<Native> Variants { get; } = [.. Load()];

    public nint Function(string name) => NativeLibrary.GetExport(_library, name);

    private static IEnumerable<Native> Load()
    {
        foreach ((string file, string flags) in new[] { ("libbaselines-O2.so", "-O2"), ("libbaselines-O3.so", "-O3 -march=native") })
        {
            if (NativeLibrary.TryLoad(Path.Combine(AppContext.BaseDirectory, file), out nint library)) yield return new Native(flags, library);
        }
    }
}
