namespace AutoDiff.Fuzz.Checking;

/// <summary>
/// What a run of an instrumented program decided, as a hash: two runs with the same one went the same way, so that the program is smooth between them.
/// </summary>
public static partial class ControlTrace
{
    [ThreadStatic]
    private static ulong t_hash;

    public static ulong Hash => t_hash;

    public static void Start()
    {
        t_hash = 14695981039346656037;
        StartConstants();
    }

    public static void Hit(int place) => Mix((ulong)place);

    public static bool Bit(bool value)
    {
        Mix(value ? 2u : 1u);
        return value;
    }

    public static T Value<T>(T value)
        where T : notnull
    {
        Mix((ulong)value.GetHashCode());
        return value;
    }

    public static T Arm<T>(int place, T value)
    {
        Mix((ulong)place);
        return value;
    }

    public static double Max(double a, double b)
    {
        Mix(a < b ? 1u : a > b ? 2u : 3u);
        return Math.Max(a, b);
    }

    public static float Max(float a, float b)
    {
        Mix(a < b ? 1u : a > b ? 2u : 3u);
        return Math.Max(a, b);
    }

    public static int Max(int a, int b) => Math.Max(a, b);

    public static double Min(double a, double b)
    {
        Mix(a < b ? 1u : a > b ? 2u : 3u);
        return Math.Min(a, b);
    }

    public static float Min(float a, float b)
    {
        Mix(a < b ? 1u : a > b ? 2u : 3u);
        return Math.Min(a, b);
    }

    public static int Min(int a, int b) => Math.Min(a, b);

    public static double Abs(double a)
    {
        Mix(a < 0 ? 1u : a > 0 ? 2u : 3u);
        return Math.Abs(a);
    }

    public static float Abs(float a)
    {
        Mix(a < 0 ? 1u : a > 0 ? 2u : 3u);
        return Math.Abs(a);
    }

    public static double Clamp(double value, double from, double to)
    {
        Mix(value < from ? 1u : value > to ? 2u : value == from || value == to ? 3u : 4u);
        return Math.Clamp(value, from, to);
    }

    public static double CopySign(double value, double sign)
    {
        Mix(value < 0 ? 1u : value > 0 ? 2u : 3u);
        Mix(sign < 0 ? 1u : sign > 0 ? 2u : 3u);
        return Math.CopySign(value, sign);
    }

    /// <summary>A remainder jumps where its quotient passes an integer.</summary>
    public static double Remainder(double value, double divisor)
    {
        Mix((ulong)(long)(value / divisor));
        return value % divisor;
    }

    public static float Remainder(float value, float divisor)
    {
        Mix((ulong)(long)(value / divisor));
        return value % divisor;
    }

    public static int Remainder(int value, int divisor) => value % divisor;

    public static long Remainder(long value, long divisor) => value % divisor;

    private static void Mix(ulong value) => t_hash = (t_hash ^ value) * 1099511628211 ^ (t_hash >> 29);
}
