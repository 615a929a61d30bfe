using AutoDiff.Generator.Differentiation.Rules;

namespace AutoDiff.Generator.Tests.Rules;

/// <summary>Each rule of a function against differences of that function, wherever it is smooth enough for these to be sharp.</summary>
public class ScalarRuleDifferenceTests
{
    private static readonly double[] s_points = [-7.3, -2.7, -1.3, -0.83, -0.41, 0.17, 0.36, 0.62, 0.94, 1.25, 1.9, 2.6, 4.1, 11.7];

    // Constant between jumps by definition, or at random by implementation: a difference could only jump.
    private static readonly string[] s_steps = ["Math.Floor", "Math.Ceiling", "Math.Truncate", "Math.Round", "Math.Round/2", "Math.Round/3", "Math.Sign", "Math.ILogB", "Math.ReciprocalEstimate", "Math.ReciprocalSqrtEstimate"];

    public static TheoryData<string> Keys
    {
        get
        {
            var keys = new TheoryData<string>();
            foreach (string key in DerivativeRules.FunctionKeys.Except(s_steps))
            {
                keys.Add(key);
            }

            return keys;
        }
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_rule_agrees_with_differences(string key)
    {
        string name = FunctionNames.Double(key);
        int checks = 0;
        foreach (object[] arguments in Arguments(key))
        {
            double?[] contributions = RuleEvaluation.OfFunction(key, name, 1.7, arguments);
            for (int i = 0; i < arguments.Length; i++)
            {
                if (arguments[i] is int)
                {
                    Assert.Null(contributions[i]);
                    continue;
                }

                (double slope, double error) = Differences.Richardson(Along(name, arguments, i), (double)arguments[i]);
                if (!(error < 1e-9 * (1 + Math.Abs(slope))))
                {
                    continue; // Outside of the domain, or near a kink or a pole.
                }

                checks++;
                double expected = 1.7 * slope;
                double actual = contributions[i] ?? 0;
                Assert.True(
                    Math.Abs(expected - actual) <= 1e-8 * (1 + Math.Abs(expected)),
                    $"{key}({string.Join(", ", arguments)}), argument {i}: {actual}, by differences {expected}.");
            }
        }

        Assert.True(checks >= 5, $"{key} was checked at {checks} points.");
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void The_rule_in_float_is_the_rule_in_double_rounded(string key)
    {
        foreach (object[] arguments in Arguments(key))
        {
            object[] singles = arguments.Select(a => a is double value ? (object)(float)value : a).ToArray();
            object[] doubles = singles.Select(a => a is float value ? (object)(double)value : a).ToArray();
            double?[] expected = RuleEvaluation.OfFunction(key, FunctionNames.Double(key), 1, doubles);
            double?[] actual = RuleEvaluation.OfFunction(key, FunctionNames.Single(key), 1, singles);
            for (int i = 0; i < arguments.Length; i++)
            {
                double e = expected[i] ?? 0, a = actual[i] ?? 0;
                bool close = double.IsNaN(e) ? double.IsNaN(a) : (float)e == (float)a || Math.Abs(e - a) <= 2e-5 * (1e-3 + Math.Abs(e));
                Assert.True(close, $"{key}({string.Join(", ", arguments)}), argument {i}: {a} in float, {e} in double.");
            }
        }
    }

    private static Func<double, double> Along(string name, object[] arguments, int index) => x =>
    {
        object[] moved = [.. arguments];
        moved[index] = x;
        try
        {
            return (double)IrInterpreter.Call(name, moved);
        }
        catch (System.Reflection.TargetInvocationException)
        {
            return double.NaN; // Clamp with its bounds the wrong way round.
        }
    };

    private static IEnumerable<object[]> Arguments(string key)
    {
        switch (key)
        {
            case "Math.RootN":
                return from x in s_points from n in new[] { 1, 2, 3, 4, 5, -1, -2, -3 } where x > 0 || n % 2 != 0 select new object[] { x, n };
            case "Math.ScaleB":
                return from x in s_points from n in new[] { -3, 0, 5 } select new object[] { x, n };
            case "Math.Clamp" or "Math.ClampNative":
                return from x in s_points from low in s_points from high in s_points where low < high && low != x && high != x select new object[] { x, low, high };
        }

        return FunctionNames.Arity(key) switch
        {
            1 => from x in s_points select new object[] { x },
            2 => from x in s_points from y in s_points where x != y && x != -y select new object[] { x, y },
            _ => from x in s_points from y in s_points from z in s_points select new object[] { x, y, z },
        };
    }
}
