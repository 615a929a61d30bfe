using System.Runtime.InteropServices;

namespace AutoDiff.Benchmarks.Scoreboard;

/// <summary>A library with gradients in C++ (benchmarks/native) under the names and signatures that its sources export.</summary>
internal sealed class Native
{
    private static readonly List<Native> s_libraries = [.. Load(("libbaselines-O2.so", "-O2"), ("libbaselines-O3.so", "-O3 -march=native"))];
    private readonly nint _library;

    private Native(string flags, bool isOther, nint library) => (Flags, IsOther, _library) = (flags, isOther, library);

    public string Flags { get; }

    /// <summary>Whether it isn't one of this repository's.</summary>
    public bool IsOther { get; }

    /// <summary>Whether this repository's were built; not without a C++ compiler.</summary>
    public static bool WereBuilt => s_libraries.Exists(library => !library.IsOther);

    /// <summary>The libraries that have a function, first this repository's, built with other flags each.</summary>
    public static IEnumerable<Native> With(string function) => s_libraries.Where(library => NativeLibrary.TryGetExport(library._library, function, out _));

    /// <summary>Adds all libraries in a folder. A file's name without its ending is the library's.</summary>
    public static void AddFolder(DirectoryInfo folder)
    {
        foreach (FileInfo file in folder.EnumerateFiles("*.so").OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            s_libraries.Add(new(Path.GetFileNameWithoutExtension(file.Name), isOther: true, NativeLibrary.Load(file.FullName)));
        }
    }

    public nint Function(string name) => NativeLibrary.GetExport(_library, name);

    private static IEnumerable<Native> Load(params (string File, string Flags)[] files)
    {
        foreach ((string file, string flags) in files)
        {
            if (NativeLibrary.TryLoad(Path.Combine(AppContext.BaseDirectory, file), out nint library)) yield return new(flags, isOther: false, library);
        }
    }
}
