namespace AutoDiff.Fuzz.Checking;

/// <summary>Arguments and adjoints of a program: random ones, copies, and the same as vectors.</summary>
internal static class Data
{
    public static object[] RandomArguments(Signature signature, Random random) =>
        signature.Parameters.Select(p => Random(p, random, () => random.NextDouble() * 3 - 1.5)).ToArray();

    /// <summary>An adjoint for each active buffer (by the arguments' shapes), random.</summary>
    public static object[] RandomAdjoints(Signature signature, object[] arguments, Random random)
    {
        var result = new object[arguments.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = signature.Parameters[i] is { IsActive: true, IsBuffer: true } ? Map(arguments[i], _ => random.NextDouble() * 2 - 1) : arguments[i];
        }

        return result;
    }

    public static object[] RandomCotangents(Signature signature, Random random) => signature.ResultAggregate.Length > 0
        ? [Fill(new double[signature.ResultDoubles], () => random.NextDouble() * 2 - 1)]
        : signature.Results.Select(r => r switch
        {
            "double" => (object)(random.NextDouble() * 2 - 1),
            "float" => (float)(random.NextDouble() * 2 - 1),
            _ => 0,
        }).ToArray();

    /// <summary>A tangent for each active parameter, random.</summary>
    public static object[] RandomTangents(Signature signature, object[] arguments, Random random) =>
        [.. arguments.Select((a, i) => signature.Parameters[i].IsActive ? Map(a, _ => random.NextDouble() * 2 - 1) : a)];

    public static object[] Copy(object[] data) => data.Select(d => Map(d, v => v)).ToArray();

    public static object[] ToDouble(object[] data) => data.Select(d => d switch
    {
        float f => (double)f,
        float[] f => Array.ConvertAll(f, v => (double)v),
        float[][] f => Array.ConvertAll(f, r => Array.ConvertAll(r, v => (double)v)),
        _ => Map(d, v => v),
    }).ToArray();

    /// <summary>Overwrites all buffers, so that what was kept by reference only shows.</summary>
    public static void Scramble(object[] data)
    {
        foreach (object item in data)
        {
            switch (item)
            {
                case double[] d:
                    Array.Fill(d, 77.5);
                    break;
                case float[] f:
                    Array.Fill(f, 77.5f);
                    break;
                case int[] n:
                    Array.Fill(n, 1);
                    break;
                case double[][] rows:
                    Array.ForEach(rows, r => Array.Fill(r, 77.5));
                    break;
                case float[][] rows:
                    Array.ForEach(rows, r => Array.Fill(r, 77.5f));
                    break;
            }
        }
    }

    /// <summary>The float values in a piece of data, in order.</summary>
    public static IEnumerable<double> Values(object item) => item switch
    {
        double d => [d],
        float f => [f],
        double[] d => d,
        float[] f => f.Select(v => (double)v),
        double[][] d => d.SelectMany(r => r),
        float[][] f => f.SelectMany(r => r).Select(v => (double)v),
        _ => [],
    };

    /// <summary>The same data with each float value replaced.</summary>
    public static object Map(object item, Func<double, double> map) => item switch
    {
        double d => map(d),
        float f => (float)map(f),
        double[] d => Array.ConvertAll(d, v => map(v)),
        float[] f => Array.ConvertAll(f, v => (float)map(v)),
        double[][] d => Array.ConvertAll(d, r => Array.ConvertAll(r, v => map(v))),
        float[][] f => Array.ConvertAll(f, r => Array.ConvertAll(r, v => (float)map(v))),
        int[] n => n.Clone(),
        _ => item,
    };

    /// <summary>Whether two pieces of data are the same, bit for bit (NaNs are one value).</summary>
    public static bool Same(object a, object b) => (a, b) switch
    {
        (int[] x, int[] y) => x.AsSpan().SequenceEqual(y),
        (double or float or double[] or float[] or double[][] or float[][], _) => Values(a).Zip(Values(b)).All(p => SameBits(p.First, p.Second)) && Values(a).Count() == Values(b).Count(),
        _ => a.Equals(b),
    };

    public static string Show(object item) => item switch
    {
        double[][] or float[][] or double[] or float[] => $"[{string.Join(", ", Values(item).Select(v => v.ToString("R", System.Globalization.CultureInfo.InvariantCulture)))}]",
        int[] n => $"[{string.Join(", ", n)}]",
        double d => d.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        _ => item.ToString() ?? "",
    };

    public static string Show(IEnumerable<object> data) => string.Join("  ", data.Select(Show));

    private static bool SameBits(double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) || (double.IsNaN(a) && double.IsNaN(b));

    private static object Random(EntryParameter parameter, Random random, Func<double> value)
    {
        if (parameter.IsConverted)
        {
            int count = parameter.Kind switch
            {
                ParameterKind.Pair => 2,
                ParameterKind.List => random.Next(1, 6),
                ParameterKind.Grid => 2 * random.Next(1, 4),
                ParameterKind.Structs => parameter.Doubles * random.Next(1, 4),
                _ => parameter.Doubles,
            };
            return Fill(new double[count], value);
        }

        if (parameter.Kind == ParameterKind.Jagged)
        {
            int rows = random.Next(1, 4);
            return parameter.Element == "double"
                ? Enumerable.Range(0, rows).Select(_ => Fill(new double[random.Next(1, 4)], value)).ToArray()
                : Enumerable.Range(0, rows).Select(_ => Fill(new float[random.Next(1, 4)], () => (float)value())).ToArray();
        }

        // Short ones, whose ends are met often, and some for which loops run in vectors, with a rest.
        int length = parameter.IsReference ? 1 : random.Next(3) == 0 ? random.Next(6, 28) : random.Next(1, 6);
        return (parameter.IsBuffer, parameter.Element) switch
        {
            (true, "double") => Fill(new double[length], value),
            (true, "float") => Fill(new float[length], () => (float)value()),
            (true, _) => Fill(new int[length], () => random.Next(6)),
            (false, "double") => value(),
            (false, "float") => (float)value(),
            (false, "bool") => random.Next(2) == 0,
            _ => random.Next(6),
        };
    }

    private static T[] Fill<T>(T[] items, Func<T> value)
    {
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = value();
        }

        return items;
    }
}
