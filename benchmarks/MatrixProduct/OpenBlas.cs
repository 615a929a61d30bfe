using System.Runtime.InteropServices;

namespace AutoDiff.Benchmarks.MatrixProduct;

/// <summary>OpenBLAS, where it is installed, or at the path that the environment variable OPENBLAS names.</summary>
internal static unsafe class OpenBlas
{
    private const int RowMajor = 101, Plain = 111, Transposed = 112;

    private static readonly delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void> s_multiply = Load();

    private static delegate* unmanaged<int, void> s_setThreads;

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

    [DllImport("libc", EntryPoint = "unsetenv", CharSet = CharSet.Ansi)]
    private static extern int UnsetVariable(string name);

    private static delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void> Load()
    {
        // Set to a smaller core, it runs at half its speed; the runtime's own variables aren't the library's.
        _ = UnsetVariable("OPENBLAS_CORETYPE");
        _ = UnsetVariable("OPENBLAS_L2_SIZE");
        if (!NativeLibrary.TryLoad(Environment.GetEnvironmentVariable("OPENBLAS") ?? "libopenblas.so.0", out nint library))
            return null;
        s_setThreads = (delegate* unmanaged<int, void>)NativeLibrary.GetExport(library, "openblas_set_num_threads");
        return (delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void>)NativeLibrary.GetExport(
            library, "cblas_sgemm");
    }
}
