using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Tests.Lowering;

/// <summary>
/// C# that calls a method with random arguments and writes down all that can be seen of the call: its result, what is left in buffers and references, or the
/// exception. Values are written as their bits. An <c>int</c> called a or b may be any number, others are small: they bound loops.
/// </summary>
internal static class DriverSource
{
    /// <summary>What drivers share: the random inputs, and the printing of values.</summary>
    public const string Shared = """
        using System;
        using System.Collections;
        using System.Collections.Generic;
        using System.Linq;

        public static class Inputs
        {
            static readonly double[] Doubles = { 0.0, -0.0, 1.0, -1.0, 0.5, 2.0, 3.0, double.NaN, double.PositiveInfinity, 1e300, -7.25, 1e-300, 1e10 };

            public static void Make(Random random, out double value) =>
                value = random.Next(4) == 0 ? Doubles[random.Next(Doubles.Length)] : random.Next(2) == 0 ? random.NextDouble() * 4 - 2 : random.NextDouble() * 20 - 5;

            public static void Make(Random random, out float value) { Make(random, out double wide); value = (float)wide; }

            public static void Make(Random random, out bool value) => value = random.Next(2) == 0;

            public static void Make(Random random, out int value) => value = random.Next(-2, 9);

            public static void MakeWide(Random random, out int value) => value = random.Next(5) switch { 0 => int.MaxValue, 1 => int.MinValue, _ => random.Next(-2, 9) };

            public static void Make(Random random, out long value) => value = random.Next(10) == 0 ? long.MaxValue : random.Next(-2, 9);

            public static void Make(Random random, out byte value) => value = (byte)random.Next(256);

            public static void Make(Random random, out sbyte value) => value = (sbyte)random.Next(-128, 128);

            public static void Make(Random random, out short value) => value = (short)random.Next(-32768, 32768);

            public static void Make(Random random, out ushort value) => value = (ushort)random.Next(65536);

            public static void Make(Random random, out uint value) => value = random.Next(3) == 0 ? uint.MaxValue : (uint)random.Next(9);

            public static void Make(Random random, out ulong value) => value = random.Next(3) == 0 ? ulong.MaxValue : (ulong)random.Next(9);

            public static void Make(Random random, out char value) => value = (char)random.Next('A', 'z');

            public static void Make(Random random, out string value) => value = random.Next(5) switch { 0 => "", 1 => "one", 2 => "two", 3 => "a,b;c", _ => null! };

            public static void Make(Random random, out DayOfWeek value) => value = (DayOfWeek)random.Next(7);

            public static void Make(Random random, out int? value) => value = random.Next(3) == 0 ? null : random.Next(-2, 9);

            public static void Make(Random random, out double? value) => value = random.Next(3) == 0 ? null : random.NextDouble();

            public static void Make(Random random, out object value) => value = random.Next(5) switch { 0 => 3, 1 => "text", 2 => 2.5, 3 => DayOfWeek.Friday, _ => null! };

            public static void Make(Random random, out (double A, double B) value) { Make(random, out value.A); Make(random, out value.B); }

            public static void Make(Random random, out (int, double) value) { Make(random, out value.Item1); Make(random, out value.Item2); }

            public static void Make(Random random, out double[] value) => Array(random, out value);

            public static void Make(Random random, out float[] value) => Array(random, out value);

            public static void Make(Random random, out int[] value) => Array(random, out value);

            public static void Make(Random random, out bool[] value) => Array(random, out value);

            public static void Make(Random random, out byte[] value) => Array(random, out value);

            public static void Make(Random random, out string[] value) => Array(random, out value);

            public static void Make(Random random, out (double A, double B)[] value) => Array(random, out value);

            public static void Make(Random random, out double[][] value) { value = new double[random.Next(4)][]; for (int i = 0; i < value.Length; i++) Make(random, out value[i]); }

            public static void Make(Random random, out List<double> value) { Make(random, out double[] array); value = new(array); }

            public static void Make(Random random, out List<int> value) { Make(random, out int[] array); value = new(array); }

            public static void Make(Random random, out Dictionary<string, double> value) { value = new(); for (int i = random.Next(4); i > 0; i--) value["k" + i] = random.NextDouble(); }

            public static void Make(Random random, out double[,] value)
            {
                value = new double[random.Next(4), random.Next(4)];
                for (int i = 0; i < value.GetLength(0); i++) for (int j = 0; j < value.GetLength(1); j++) Make(random, out value[i, j]);
            }

            static void Array<T>(Random random, out T[] value)
            {
                value = new T[random.Next(8)];
                for (int i = 0; i < value.Length; i++) value[i] = (T)Any(random, typeof(T));
            }

            static object Any(Random random, Type type)
            {
                if (type == typeof(double)) { Make(random, out double value); return value; }
                if (type == typeof(float)) { Make(random, out float value); return value; }
                if (type == typeof(bool)) { Make(random, out bool value); return value; }
                if (type == typeof(byte)) { Make(random, out byte value); return value; }
                if (type == typeof(string)) { Make(random, out string value); return value; }
                if (type == typeof(int)) { Make(random, out int value); return value; }
                if (type == typeof((double, double))) { Make(random, out (double, double) value); return value; }
                throw new NotSupportedException(type.Name);
            }

            public static string Show(object? value) => value switch
            {
                null => "null",
                double number => number.ToString("R") + ":" + BitConverter.DoubleToInt64Bits(number).ToString("x"),
                float number => number.ToString("R") + ":" + BitConverter.SingleToInt32Bits(number).ToString("x"),
                string text => "\"" + text + "\"",
                System.Runtime.CompilerServices.ITuple tuple => "(" + string.Join(", ", Enumerable.Range(0, tuple.Length).Select(i => Show(tuple[i]))) + ")",
                IEnumerable sequence => "[" + string.Join(", ", sequence.Cast<object?>().Select(Show)) + "]",
                _ => value.GetType().Name + " " + value,
            };
        }

        """;

    /// <summary>The members <c>Run(seed)</c> and <c>RunLowered(seed)</c> of the class of a method.</summary>
    public static string For(IMethodSymbol method, string className) =>
        "using System; using System.Collections.Generic;\n" + $"public static partial class {className} {{\n"
        + Member(method, "Run", method.Name) + Member(method, "RunLowered", "Lowered") + "}\n";

    private static string Member(IMethodSymbol method, string name, string target)
    {
        var text = new System.Text.StringBuilder();
        text.Append($"    public static string {name}(int seed)\n    {{\n        var random = new Random(seed); Statics.Reset();\n");
        var arguments = new List<string>();
        var seen = new List<string>();
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            string variable = "arg_" + parameter.Name, type = parameter.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
            if (parameter.Type is INamedTypeSymbol { Name: "Span" or "ReadOnlySpan" } span)
            {
                type = span.TypeArguments[0].ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + "[]";
            }

            text.Append(parameter.RefKind == RefKind.Out
                ? $"        {type} {variable} = default!;\n"
                : $"        Inputs.{(type == "int" && parameter.Name is "a" or "b" ? "MakeWide" : "Make")}(random, out {type} {variable});\n");
            arguments.Add(parameter.RefKind switch
            {
                RefKind.Ref => "ref ",
                RefKind.Out => "out ",
                _ => "",
            } + variable);
            seen.Add($" + \" {parameter.Name}=\" + Inputs.Show({variable})");
        }

        string call = $"{target}({string.Join(", ", arguments)})";
        string shown = string.Concat(seen);
        bool isSpan = method.ReturnType is INamedTypeSymbol { Name: "Span" or "ReadOnlySpan" };
        text.Append("        string outcome;\n        try { ")
            .Append(method.ReturnsVoid ? $"{call}; outcome = \"done\";" : $"outcome = Inputs.Show({call}{(isSpan ? ".ToArray()" : "")});")
            .Append(" }\n        catch (Exception exception) { outcome = exception.GetType().Name + \": \" + exception.Message; }\n")
            .Append($"        return outcome{shown} + Statics.Log;\n    }}\n");
        return text.ToString();
    }
}
