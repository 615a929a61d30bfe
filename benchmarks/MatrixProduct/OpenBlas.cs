using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace AutoDiff.Benchmarks.MatrixProduct;

/// <summary>OpenBLAS, where it is installed, or at the path that the environment variable OPENBLAS names.</summary>
internal static unsafe class OpenBlas
{
    /// <summary>Alone on the command line: a process that does nothing but say for which core the library takes the processor.</summary>
    internal const string AsksForTheCore = "--core-name";

    private const int RowMajor = 101, Plain = 111, Transposed = 112;

    // Those of its cores that have AVX2.
    private static readonly string[] s_wideCores = ["Haswell", "Zen", "Excavator", "SkylakeX", "Cooperlake", "SapphireRapids"];

    private static readonly delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void> s_multiply = Load();

    private static delegate* unmanaged<int, void> s_setThreads;

    private static delegate* unmanaged<sbyte*> s_coreName;

    // The core that it is told to compute for, or null where it looks for itself: the argument after --core.
    private static string? CoreType => Environment.GetCommandLineArgs().SkipWhile(arg => arg != "--core").Skip(1).FirstOrDefault();

    /// <summary>The core that it computes for.</summary>
    internal static string CoreName => new(s_coreName());

    /// <summary>The smaller core for which it takes a processor that it doesn't know, where it was told to compute for another one.</summary>
    internal static string? MistakenCore { get; private set; }

    internal static void UseThreads(int count)
    {
        if (IsPresent)
            s_setThreads(count);
    }

    internal static bool IsPresent => s_multiply != null;

    /// <summary>c = a b, either of which may be stored transposed, or c += a b.</summary>
    internal static void Multiply(
        bool transposesA, bool transposesB, int rows, int columns, int depth, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, bool accumulate)
    {
        fixed (float* x = a, y = b, z = c)
        {
            s_multiply(
                RowMajor, transposesA ? Transposed : Plain, transposesB ? Transposed : Plain, rows, columns, depth, 1, x, transposesA ? rows : depth,
                y, transposesB ? depth : columns, accumulate ? 1 : 0, z, columns);
        }
    }

    [DllImport("libc", EntryPoint = "setenv", CharSet = CharSet.Ansi)]
    private static extern int SetVariable(string name, string value, int overwrites);

    [DllImport("libc", EntryPoint = "unsetenv", CharSet = CharSet.Ansi)]
    private static extern int UnsetVariable(string name);

    private static delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void> Load()
    {
        // Set to a smaller core, it runs at half its speed, and so it may on a processor that is newer than it; the runtime's own variables aren't the library's.
        _ = UnsetVariable("OPENBLAS_CORETYPE");
        _ = UnsetVariable("OPENBLAS_L2_SIZE");
        if ((CoreType ?? BetterCore()) is { } core)
            _ = SetVariable("OPENBLAS_CORETYPE", core, 1);
        if (!NativeLibrary.TryLoad(Environment.GetEnvironmentVariable("OPENBLAS") ?? "libopenblas.so.0", out nint library))
            return null;
        s_coreName = (delegate* unmanaged<sbyte*>)NativeLibrary.GetExport(library, "openblas_get_corename");
        s_setThreads = (delegate* unmanaged<int, void>)NativeLibrary.GetExport(library, "openblas_set_num_threads");
        return (delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void>)NativeLibrary.GetExport(
            library, "cblas_sgemm");
    }

    // A processor that is newer than the library may be taken for one without AVX: nothing should be compared with that. The library looks when it is loaded,
    // so another process loads it first.
    private static string? BetterCore()
    {
        string[] command = Environment.GetCommandLineArgs();
        if (!Avx2.IsSupported || command.Contains(AsksForTheCore))
            return null;
        string program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(command[0]);
        start.ArgumentList.Add(AsksForTheCore);
        using Process process = Process.Start(start)!;
        string name = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        if (name.Length == 0 || s_wideCores.Contains(name, StringComparer.OrdinalIgnoreCase))
            return null;
        MistakenCore = name;
        return Avx512F.IsSupported ? "SkylakeX" : "Haswell";
    }
}
