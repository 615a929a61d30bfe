namespace AutoDiff.Fuzz.Checking;

/// <summary>Makes an aggregate of the next numbers.</summary>
/// <param name="values">The numbers.</param>
/// <param name="at">The place of the next one.</param>
public delegate T Unflatten<out T>(double[] values, ref int at);

/// <summary>Writes the numbers of an aggregate.</summary>
/// <param name="item">The aggregate.</param>
/// <param name="values">Where they go.</param>
/// <param name="at">The place of the next one.</param>
public delegate void Flatten<in T>(T item, double[] values, ref int at);

/// <summary>Aggregates, lists and rectangular arrays as arrays of numbers, and back.</summary>
public static class Flat
{
    public static T One<T>(object values, Unflatten<T> read)
    {
        int at = 0;
        return read((double[])values, ref at);
    }

    public static T[] Many<T>(object values, Unflatten<T> read)
    {
        var numbers = (double[])values;
        var result = new List<T>();
        for (int at = 0; at < numbers.Length;)
        {
            result.Add(read(numbers, ref at));
        }

        return [.. result];
    }

    public static void Save<T>(object values, T item, Flatten<T> write)
    {
        int at = 0;
        write(item, (double[])values, ref at);
    }

    public static void SaveMany<T>(object values, IEnumerable<T> items, Flatten<T> write)
    {
        int at = 0;
        foreach (T item in items)
        {
            write(item, (double[])values, ref at);
        }
    }

    public static double[] Values<T>(T item, int count, Flatten<T> write)
    {
        var values = new double[count];
        Save(values, item, write);
        return values;
    }

    public static double[,] Grid(object values)
    {
        var numbers = (double[])values;
        var grid = new double[numbers.Length / 2, 2];
        Buffer.BlockCopy(numbers, 0, grid, 0, numbers.Length * sizeof(double));
        return grid;
    }

    public static void SaveGrid(object values, double[,] grid) => Buffer.BlockCopy(grid, 0, (double[])values, 0, grid.Length * sizeof(double));
}
