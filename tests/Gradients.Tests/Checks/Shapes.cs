namespace AutoDiff.Gradients.Tests.Checks;

/// <summary>Runs a member that takes lists, jagged or rectangular arrays on flat buffers, and copies what it writes back.</summary>
internal static class Shapes
{
    public static T Jagged<T>(double[] x, int[] lengths, Func<double[][], T> run)
    {
        double[][] rows = ToJagged(x, lengths);
        T result = run(rows);
        Flatten(rows, x);
        return result;
    }

    public static T Jagged<T>(double[] x, double[] dx, int[] lengths, Func<double[][], double[][], T> run) =>
        Jagged(x, lengths, rows => Jagged(dx, lengths, adjoints => run(rows, adjoints)));

    public static T Rectangular<T>(double[] x, int rows, int columns, Func<double[,], T> run)
    {
        var matrix = new double[rows, columns];
        Buffer.BlockCopy(x, 0, matrix, 0, 8 * x.Length);
        T result = run(matrix);
        Buffer.BlockCopy(matrix, 0, x, 0, 8 * x.Length);
        return result;
    }

    public static T Rectangular<T>(double[] x, double[] dx, int rows, int columns, Func<double[,], double[,], T> run) =>
        Rectangular(x, rows, columns, matrix => Rectangular(dx, rows, columns, adjoints => run(matrix, adjoints)));

    public static T List<T>(double[] x, Func<List<double>, T> run)
    {
        List<double> list = [.. x];
        T result = run(list);
        list.CopyTo(x);
        return result;
    }

    public static T List<T>(double[] x, double[] dx, Func<List<double>, List<double>, T> run) =>
        List(x, list => List(dx, adjoints => run(list, adjoints)));

    private static double[][] ToJagged(double[] x, int[] lengths)
    {
        var rows = new double[lengths.Length][];
        int start = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = x[start..(start + lengths[i])];
            start += lengths[i];
        }

        return rows;
    }

    private static void Flatten(double[][] rows, double[] x)
    {
        int start = 0;
        foreach (double[] row in rows)
        {
            row.CopyTo(x, start);
            start += row.Length;
        }
    }
}
