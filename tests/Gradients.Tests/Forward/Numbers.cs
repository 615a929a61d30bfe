using System.Collections;
using System.Runtime.CompilerServices;

namespace AutoDiff.Gradients.Tests.Forward;

/// <summary>The floating-point numbers in values of any shape: scalars, arrays of any rank, lists, tuples, nested.</summary>
internal static class Numbers
{
    /// <summary>A value of the same shape with other numbers; whatever else is in it is kept, or with <paramref name="others"/> set to the default.</summary>
    public static object? Map(object? value, Func<double, double> map, bool others = true)
    {
        switch (value)
        {
            case double d:
                return map(d);
            case float f:
                return (float)map(f);
            case Array array:
                var copy = (Array)array.Clone();
                foreach (int[] index in Indices(array))
                {
                    copy.SetValue(Map(array.GetValue(index), map, others), index);
                }

                return copy;
            case IList list:
                var other = (IList)Activator.CreateInstance(list.GetType())!;
                foreach (object? element in list)
                {
                    other.Add(Map(element, map, others));
                }

                return other;
            case ITuple tuple:
                return Map(tuple, map, others);
            case Random:
                // Each call draws the same numbers.
                return new Random(11);
            default:
                return others || value is null || !value.GetType().IsValueType ? value : Activator.CreateInstance(value.GetType());
        }
    }

    public static object? Copy(object? value) => Map(value, v => v);

    /// <summary>All numbers in order.</summary>
    public static IEnumerable<double> Of(object? value) => value switch
    {
        double d => [d],
        float f => [(double)f],
        string => [],
        IEnumerable elements => elements.Cast<object?>().SelectMany(Of),
        ITuple tuple => Enumerable.Range(0, tuple.Length).SelectMany(i => Of(tuple[i])),
        _ => [],
    };

    /// <summary>Everything in order, to compare bit for bit.</summary>
    public static IEnumerable<object?> Leaves(object? value) => value switch
    {
        Random => [],
        string => [value],
        IEnumerable elements => elements.Cast<object?>().SelectMany(Leaves),
        ITuple tuple => Enumerable.Range(0, tuple.Length).SelectMany(i => Leaves(tuple[i])),
        double d => [BitConverter.DoubleToInt64Bits(double.IsNaN(d) ? double.NaN : d)],
        float f => [BitConverter.SingleToInt32Bits(float.IsNaN(f) ? float.NaN : f)],
        _ => [value],
    };

    private static object Map(ITuple tuple, Func<double, double> map, bool others)
    {
        object boxed = Activator.CreateInstance(tuple.GetType())!;
        foreach (System.Reflection.FieldInfo field in tuple.GetType().GetFields())
        {
            field.SetValue(boxed, Map(field.GetValue(tuple), map, others));
        }

        return boxed;
    }

    public static IEnumerable<int[]> Indices(Array array)
    {
        var index = new int[array.Rank];
        for (int n = 0; n < array.Length; n++)
        {
            yield return (int[])index.Clone();
            for (int k = array.Rank - 1; k >= 0 && ++index[k] == array.GetLength(k); k--)
            {
                index[k] = 0;
            }
        }
    }
}
