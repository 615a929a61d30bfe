namespace AutoDiff.Fuzz.Checking;

/// <summary>
/// Constants of differentiation: differences are taken with what they held in a first run. A program that is moved a little reads the very values that were recorded there, in the
/// order in which it asks for them, so that its differences are the derivative with them cut.
/// </summary>
public static partial class ControlTrace
{
    [ThreadStatic]
    private static List<double[]>? t_constants;

    [ThreadStatic]
    private static bool t_records;

    [ThreadStatic]
    private static int t_next;

    /// <summary>Starts a run whose constants are recorded.</summary>
    /// <returns>What <see cref="Start(List{double[]})"/> takes.</returns>
    public static List<double[]> Record()
    {
        Start();
        t_constants = [];
        t_records = true;
        return t_constants;
    }

    /// <summary>Starts a run with recorded constants.</summary>
    /// <param name="constants">What was recorded.</param>
    public static void Start(List<double[]> constants)
    {
        Start();
        t_constants = constants;
    }

    public static double Constant(double value) => Next([value])?[0] ?? value;

    public static float Constant(float value) => Next([value]) is [var recorded] ? (float)recorded : value;

    public static double[] Constant(double[] values) => Next(values) ?? values;

    public static float[] Constant(float[] values) => Next(values.AsSpan()) ?? values;

    public static Span<double> Constant(Span<double> values) => Next(values.ToArray()) is { } recorded ? recorded : values;

    public static ReadOnlySpan<double> Constant(ReadOnlySpan<double> values) => Next(values.ToArray()) is { } recorded ? recorded : values;

    public static Span<float> Constant(Span<float> values) => Next(values) is { } recorded ? recorded : values;

    public static ReadOnlySpan<float> Constant(ReadOnlySpan<float> values) => Next(values) is { } recorded ? recorded : values;

    private static float[]? Next(ReadOnlySpan<float> values)
    {
        var numbers = new double[values.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = values[i];
        }

        return Next(numbers) is { } recorded ? [.. recorded.Select(value => (float)value)] : null;
    }

    private static void StartConstants()
    {
        t_constants = null;
        t_records = false;
        t_next = 0;
    }

    // What was recorded, or null in a run that doesn't ask for it. Another run than the recorded one has another trace.
    private static double[]? Next(double[] values)
    {
        if (t_constants is null)
        {
            return null;
        }

        if (t_records)
        {
            t_constants.Add([.. values]);
            return null;
        }

        if (t_next < t_constants.Count && t_constants[t_next].Length == values.Length)
        {
            return [.. t_constants[t_next++]];
        }

        Mix(ulong.MaxValue);
        return null;
    }
}
