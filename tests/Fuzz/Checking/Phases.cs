using System.Diagnostics;
using System.Globalization;

namespace AutoDiff.Fuzz.Checking;

/// <summary>Where the time goes.</summary>
internal static class Phases
{
    private static readonly Dictionary<string, TimeSpan> s_times = new(StringComparer.Ordinal);

    public static string Totals
    {
        get
        {
            lock (s_times)
            {
                return string.Join(", ", s_times.Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Key} {t.Value.TotalSeconds:f1} s")));
            }
        }
    }

    public static T Measure<T>(string name, Func<T> run)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            return run();
        }
        finally
        {
            lock (s_times)
            {
                s_times[name] = s_times.GetValueOrDefault(name) + Stopwatch.GetElapsedTime(start);
            }
        }
    }

    public static void Measure(string name, Action run) => Measure(name, () =>
    {
        run();
        return 0;
    });
}
