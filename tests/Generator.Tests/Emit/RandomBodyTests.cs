using System.Reflection;
using System.Runtime.CompilerServices;
using AutoDiff.Generator.Emit;

namespace AutoDiff.Generator.Tests.Emit;

/// <summary>Random bodies compute, write and log what the IR says: compiled C# against the interpreter, bit for bit.</summary>
public class RandomBodyTests
{
    private delegate (double, double, int, long) Emitted(double a, double b, int n, long m, bool flag, Span<double> s, double[] array, ref double r);

    [Theory]
    [InlineData(0, 400)]
    [InlineData(1000, 400)]
    public void Emitted_bodies_do_what_the_ir_says(int firstSeed, int count)
    {
        var source = new SourceWriter();
        source.Line("public static class Bodies").OpenBlock();
        var bodies = new List<RandomBody>();
        for (int i = 0; i < count; i++)
        {
            var body = new RandomBody(firstSeed + i);
            bodies.Add(body);
            source.Line($"public static (double, double, int, long) F{i}(double a, double b, int n, long m, bool flag, global::System.Span<double> s, double[] array, ref double r)");
            source.OpenBlock();
            BodyEmitter.Write(new MemberBody(body.Parameters, body.Body, null, default), source);
            source.CloseBlock();
        }

        source.CloseBlock();
        string text = source + Probe;
        Assembly assembly = EmittedAssembly.Compile(text);
        var log = (List<string>)assembly.GetType("Probe")!.GetField("Entries")!.GetValue(null)!;
        int throwing = 0;
        for (int i = 0; i < count; i++)
        {
            Emitted emitted = assembly.GetType("Bodies")!.GetMethod("F" + i)!.CreateDelegate<Emitted>();
            for (int input = 0; input < 6; input++)
            {
                throwing += Compare(bodies[i], emitted, log, firstSeed + i, firstSeed, input, text) ? 0 : 1;
            }
        }

        Assert.InRange(throwing, 0, 3 * count);
    }

    private static bool Compare(RandomBody body, Emitted emitted, List<string> log, int seed, int firstSeed, int input, string text)
    {
        double a = input - 1.5;
        double b = input == 3 ? double.NaN : 0.75 * input;
        int n = (input * 7) - 3;
        long m = input == 4 ? long.MaxValue : input;
        bool flag = input % 2 == 0;
        double[] s = [1, -2, 3.5, input];
        double[] array = [0.5, input, -1, 4];
        double r = 2.25;
        double[][] expectedMemory = [[.. s], [.. array], [r]];
        var interpreter = new SsaInterpreter();
        interpreter.Set(body.A, a);
        interpreter.Set(body.B, b);
        interpreter.Set(body.N, n);
        interpreter.Set(body.M, m);
        interpreter.Set(body.Flag, flag);
        interpreter.Set(body.S, expectedMemory[0]);
        interpreter.Set(body.Array, expectedMemory[1]);
        interpreter.Set(body.R, expectedMemory[2]);
        Exception? expected = null;
        try
        {
            interpreter.Run(body.Body);
        }
        catch (Exception e) when (e is IndexOutOfRangeException or DivideByZeroException or OverflowException or InvalidOperationException)
        {
            expected = e;
        }

        log.Clear();
        Exception? actual = null;
        (double, double, int, long) result = default;
        try
        {
            result = emitted(a, b, n, m, flag, s, array, ref r);
        }
        catch (Exception e) when (e is IndexOutOfRangeException or DivideByZeroException or OverflowException or InvalidOperationException)
        {
            actual = e;
        }

        string where = $"seed {seed}, input {input}";
        if (expected?.GetType() != actual?.GetType()
            || interpreter.Log.ToString() != string.Join("\n", log)
            || !Same(expectedMemory[0], s) || !Same(expectedMemory[1], array) || !Same(expectedMemory[2], [r])
            || (expected is null && !Same(interpreter.Results!, result)))
        {
            string results = $"{string.Join(" ", interpreter.Results ?? [])} {expected?.Message} but was {result} {actual?.Message}";
            Assert.Fail($"{where}: expected {results}\n{MethodText(text, seed - firstSeed)}\n{Ir.IrPrinter.Print(body.Body)}");
        }

        return expected is null;
    }

    private static string MethodText(string text, int number)
    {
        int start = text.IndexOf($" F{number}(", StringComparison.Ordinal);
        int end = text.IndexOf("public static (", start, StringComparison.Ordinal);
        return text[start..(end < 0 ? text.Length : end)];
    }

    private static bool Same(double[] expected, double[] actual) => expected.Zip(actual).All(pair => Same(pair.First, pair.Second));

    private static bool Same(object[] expected, ITuple actual)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            if (expected[i] is double value ? !Same(value, (double)actual[i]!) : !expected[i].Equals(actual[i]))
            {
                return false;
            }
        }

        return true;
    }

    // The bits of a NaN aren't the language's business.
    private static bool Same(double a, double b) =>
        double.IsNaN(a) ? double.IsNaN(b) : BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b);

    private const string Probe =
        """

        public static class Probe
        {
            public static readonly global::System.Collections.Generic.List<string> Entries = new();

            public static void Note(int value) => Entries.Add(value.ToString(global::System.Globalization.CultureInfo.InvariantCulture));

            public static int Next(int value)
            {
                Entries.Add("next " + value.ToString(global::System.Globalization.CultureInfo.InvariantCulture));
                return unchecked((value * 31) + Entries.Count);
            }

            public static void Exchange(ref double value, out int count, int factor)
            {
                Entries.Add("exchange " + factor.ToString(global::System.Globalization.CultureInfo.InvariantCulture));
                value = (value * 0.5) + factor;
                count = Entries.Count;
            }
        }
        """;
}
