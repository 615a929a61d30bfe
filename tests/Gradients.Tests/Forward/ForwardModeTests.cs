using System.Reflection;
using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Forward;

/// <summary>
/// Forward mode over the whole corpus: the value bit for bit, the tangents against the adjoints of reverse mode (<c>u . J v</c> taken both ways, with
/// random directions and cotangents) and against differences.
/// </summary>
public class ForwardModeTests
{
    private const int Points = 24;
    private const int Wanted = 3;

    // Their derivative isn't that of the value: something is stopped, inactive or rounded on purpose.
    private static readonly HashSet<string> s_cut =
    [
        "StraightLine.Stopped(double)", "StraightLine.LossOfPrecision(double)",
        "CrossAssembly.Stopped(double)", "CrossAssembly.Constants(double, double, ReadOnlySpan<double>)",
    ];

    // Methods whose loops don't end for small arguments.
    private static readonly HashSet<string> s_needLargeArguments = ["Loops.WhileActive(double)", "Exits.Forever(double)"];

    // It leaves the caller's rows in another order, and their adjoints with them.
    private static readonly string[] s_reorders = ["Aliases.RowsOfJaggedExchanged(double[][])"];

    public static TheoryData<string> Names => [.. ForwardCorpus.Names.Except(s_reorders)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_reverse_and_differences_agree(string name)
    {
        var method = new MarkedMethod(ForwardCorpus.Find(name));
        string source = ForwardCorpus.SourceOf(name);
        bool isSingle = source.Contains("float", StringComparison.Ordinal) || source.Contains("MathF", StringComparison.Ordinal);
        bool isCut = s_cut.Contains(name) || name.StartsWith("Constants.", StringComparison.Ordinal);
        int compared = 0, sharp = 0;
        string? why = null;
        for (int point = s_needLargeArguments.Contains(name) ? 8 : 0; point < Points && (compared < Wanted || (sharp == 0 && !isSingle && !isCut)); point++)
        {
            var random = new Random(1000 + point);
            object?[] arguments = [.. method.Parameters.Select(p => Argument(p.ParameterType, random, point, isFirst: p.Position == 0))];
            if (WhatIsThrown(method, [.. arguments.Select(Numbers.Copy)]) is { } exception)
            {
                why = exception.Message;
                continue;
            }

            var check = new ForwardCheck(method, arguments, random, isSingle, isCut);
            if (check.Run())
            {
                compared++;
                sharp += check.IsSharp ? 1 : 0;
            }
        }

        Assert.True(compared > 0, $"No point is in the domain: {why}");
        Assert.True(sharp > 0 || isSingle || isCut, "Differences are sharp at no point.");
    }

    internal static Exception? WhatIsThrown(MarkedMethod method, object?[] arguments)
    {
        Exception? thrown = null;
        var thread = new Thread(() =>
        {
            try
            {
                method.Run(arguments);
            }
            catch (Exception exception)
            {
                thrown = exception;
            }
        })
        {
            IsBackground = true,
        };
        thread.Start();
        Assert.True(thread.Join(TimeSpan.FromSeconds(30)), "The method doesn't end at this point: choose another one for it.");
        return thrown;
    }

    internal static object? Argument(Type type, Random random, int point, bool isFirst = false)
    {
        if (type.IsByRef)
        {
            var cell = Array.CreateInstance(type.GetElementType()!, 1);
            cell.SetValue(Argument(type.GetElementType()!, random, point), 0);
            return cell;
        }

        if (type.IsByRefLike)
        {
            return Argument(type.GetGenericArguments()[0].MakeArrayType(), random, point, isFirst);
        }

        // Positive numbers for domains that end at zero, then both signs; lengths that fit squares too, and once a matrix before vectors.
        int length = new[] { 4, 6, 9, 3, 16, 8, 12, 5 }[point % 8];
        length *= isFirst && length == 3 ? length : 1;
        if (type == typeof(double) || type == typeof(float))
        {
            double value = (point / 8) switch
            {
                0 => 0.25 + random.NextDouble(),
                1 => 1.2 + random.NextDouble(),
                _ => (2.4 * random.NextDouble()) - 1.2,
            };
            return type == typeof(double) ? value : (object)(float)value;
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Argument(underlying, random, point);
        }

        if (type == typeof(Random))
        {
            return new Random(11);
        }

        if (type == typeof(char))
        {
            return (char)random.Next('a', 'd');
        }

        if (type == typeof(int) || type == typeof(long) || type == typeof(byte) || type == typeof(short) || type == typeof(uint))
        {
            return System.Convert.ChangeType(random.Next(0, 4), type, System.Globalization.CultureInfo.InvariantCulture);
        }

        if (type == typeof(bool))
        {
            return random.Next(2) == 0;
        }

        if (type.IsEnum)
        {
            return Enum.GetValues(type).GetValue(random.Next(Enum.GetValues(type).Length));
        }

        if (type.IsArray)
        {
            int rank = type.GetArrayRank();
            int side = rank == 1 ? length : Math.Min(4, (int)Math.Round(Math.Sqrt(length)));
            var array = Array.CreateInstance(type.GetElementType()!, [.. Enumerable.Repeat(type.GetElementType()!.IsArray ? Math.Min(side, 4) : side, rank)]);
            foreach (int[] index in Numbers.Indices(array))
            {
                array.SetValue(Argument(type.GetElementType()!, random, point), index);
            }

            return array;
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>))
        {
            var list = (System.Collections.IList)Activator.CreateInstance(type)!;
            for (int i = 0; i < length; i++)
            {
                list.Add(Argument(type.GetGenericArguments()[0], random, point));
            }

            return list;
        }

        if (type.FullName!.StartsWith("System.ValueTuple", StringComparison.Ordinal))
        {
            object tuple = Activator.CreateInstance(type)!;
            foreach (FieldInfo field in type.GetFields())
            {
                field.SetValue(tuple, Argument(field.FieldType, random, point));
            }

            return tuple;
        }

        if (type == typeof(string))
        {
            return "text";
        }

        throw new NotSupportedException($"No argument of type {type}.");
    }
}
