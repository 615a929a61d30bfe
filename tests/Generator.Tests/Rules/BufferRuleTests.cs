using System.Numerics.Tensors;
using AutoDiff.Generator.Differentiation.Rules;
using AutoDiff.Generator.Ir;
using static AutoDiff.Generator.Tests.Rules.OperationArgument;

namespace AutoDiff.Generator.Tests.Rules;

/// <summary>Each rule of an operation on buffers against differences of that operation.</summary>
public class BufferRuleTests
{
    private static readonly Dictionary<string, BufferOperation> s_operations = Operations().ToDictionary(o => o.Name, o => o.Operation);

    private delegate void Unary(ReadOnlySpan<double> x, Span<double> destination);

    private delegate void Binary(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> destination);

    private delegate void BinaryWithScalar(ReadOnlySpan<double> x, double y, Span<double> destination);

    private delegate void ScalarWithBinary(double x, ReadOnlySpan<double> y, Span<double> destination);

    private delegate void Ternary(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> z, Span<double> destination);

    private delegate double Reduction(ReadOnlySpan<double> x);

    private delegate double PairReduction(ReadOnlySpan<double> x, ReadOnlySpan<double> y);

    public static TheoryData<string> Names => [.. s_operations.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_rule_agrees_with_differences(string name) => s_operations[name].Check();

    [Fact]
    public void Every_rule_is_checked()
    {
        // The rules of lists have tests of their own; these functions have no version over spans, or jump at random as estimates do.
        string[] elsewhere =
        [
            "TensorPrimitives.ClampNative", "TensorPrimitives.MaxNative", "TensorPrimitives.MinNative",
            "TensorPrimitives.ReciprocalEstimate", "TensorPrimitives.ReciprocalSqrtEstimate",
        ];
        IEnumerable<string> steps = new[] { "Floor", "Ceiling", "Truncate", "Round", "Sign", "ILogB", "ConvertToInteger", "ConvertToIntegerNative" }.Select(s => "TensorPrimitives." + s);
        IEnumerable<string> expected = DerivativeRules.BufferKeys.Where(k => !k.StartsWith("List.", StringComparison.Ordinal)).Except(elsewhere).Except(steps);
        Assert.Equal(expected.Order(StringComparer.Ordinal), s_operations.Values.Select(o => o.Key).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_largest_elements_share_the_adjoint()
    {
        var max = new BufferOperation("TensorPrimitives.Max", [4], 0, [new Part(0, 0, 4)], (b, _) => TensorPrimitives.Max(b[0]));
        Assert.Equal([0, 1.5, 0.5, 1.5], max.ApplyRule([[1, 7, 2, 7]], [], [[0, 0, 0.5, 0]], 3).Buffers[0]);
        Assert.Equal([1.5, 1.5, 0, 0], max.ApplyRule([[0.0, -0.0, -1, -3]], [], [[0, 0, 0, 0]], 3).Buffers[0]);
        Assert.Equal([3.0, 3, 3, 3], max.ApplyRule([[1, double.NaN, 2, 7]], [], [[0, 0, 0, 0]], 3).Buffers[0]);
    }

    [Theory]
    [InlineData(new[] { 2.0, 3, 5 }, new[] { 15.0, 10, 6 })]
    [InlineData(new[] { 2.0, 0, 5 }, new[] { 0.0, 10, 0 })]
    [InlineData(new[] { 0.0, 0, 5 }, new[] { 0.0, 0, 0 })]
    public void A_product_has_the_right_derivative_where_factors_are_zero(double[] x, double[] expected)
    {
        var product = new BufferOperation("TensorPrimitives.Product", [3], 0, [new Part(0, 0, 3)], (b, _) => TensorPrimitives.Product(b[0]));
        Assert.Equal(expected, product.ApplyRule([x], [], [[0, 0, 0]], 1).Buffers[0]);
    }

    [Fact]
    public void The_norm_of_zero_and_the_distance_of_equals_have_derivative_zero()
    {
        var norm = new BufferOperation("TensorPrimitives.Norm", [2], 0, [new Part(0, 0, 2)], (b, _) => TensorPrimitives.Norm(b[0]));
        Assert.Equal([0.0, 0], norm.ApplyRule([[0, 0]], [], [[0, 0]], 1).Buffers[0]);
        var distance = new BufferOperation(
            "TensorPrimitives.Distance", [2, 2], 0, [new Part(0, 0, 2), new Part(1, 0, 2)], (b, _) => TensorPrimitives.Distance(b[0], b[1]));
        Assert.Equal([0.0, 0], distance.ApplyRule([[4, 5], [4, 5]], [], [[0, 0], [0, 0]], 1).Buffers[1]);
    }

    [Fact]
    public void An_unused_element_contributes_nothing_where_its_derivative_is_infinite()
    {
        var sqrt = new BufferOperation("TensorPrimitives.Sqrt", [2, 2], 0, [new Part(0, 0, 2), new Part(1, 0, 2)], (b, _) =>
        {
            TensorPrimitives.Sqrt(b[0], b[1]);
            return null;
        });
        Assert.Equal([0.0, 0.25], sqrt.ApplyRule([[0, 4], [0, 0]], [], [[0, 0], [0, 1]], 0).Buffers[0]);
    }

    [Fact]
    public void Steps_take_the_adjoint_and_pass_nothing_on()
    {
        foreach (string name in new[] { "Floor", "Ceiling", "Truncate", "Round" })
        {
            var step = new BufferOperation("TensorPrimitives." + name, [2, 2], 0, [new Part(0, 0, 2), new Part(1, 0, 2)], (_, _) => null);
            double[][] adjoints = step.ApplyRule([[1.5, 2.5], [0, 0]], [], [[3, 4], [5, 6]], 0).Buffers;
            Assert.Equal([3.0, 4], adjoints[0]);
            Assert.Equal([0.0, 0], adjoints[1]);
        }
    }

    [Fact]
    public void What_has_no_rule_has_none()
    {
        Assert.False(DerivativeRules.HasBufferRule("TensorPrimitives.BitwiseAnd"));
        Assert.False(DerivativeRules.HasBufferRule("Span.Sort"));
        var call = new BufferCall("Span.Sort", ["", ".Sort()"], [new Variable(0, "x", new BufferType(BufferKind.Span, ScalarType.Double))], null);
        Assert.Null(DerivativeRules.ForBufferCall(call));
    }

    private static IEnumerable<(string Name, BufferOperation Operation)> Operations()
    {
        foreach ((string key, Unary function) in Unaries())
        {
            BufferOperation Of(int source, int destination) => new("TensorPrimitives." + key, [4, 4], 0, [new Part(source, 0, 4), new Part(destination, 0, 4)], (b, _) =>
            {
                function(b[source], b[destination]);
                return null;
            })
            {
                IsPositive = true,
                Values = key == "Acosh" ? [[1.2, 1.9, 3.1, 2.2], [1.5, 2.5, 1.7, 2.7]] : null,
            };

            yield return (key, Of(0, 1));
            yield return (key + " in place", Of(0, 0));
        }

        foreach ((string key, Binary function) in Binaries())
        {
            BufferOperation Of(params int[] buffers) => new("TensorPrimitives." + key, [4, 4, 5], 0, [.. buffers.Select(b => new Part(b, 0, 4))], (b, _) =>
            {
                function(b[buffers[0]].AsSpan(0, 4), b[buffers[1]].AsSpan(0, 4), b[buffers[2]].AsSpan(0, 4));
                return null;
            })
            {
                IsPositive = true,
            };

            yield return (key + " of two", Of(0, 1, 2));
            yield return (key + " into the first", Of(0, 1, 0));
            yield return (key + " into the second", Of(0, 1, 1));
            if (!key.StartsWith("M", StringComparison.Ordinal) || key == "Multiply")
            {
                yield return (key + " of equals", Of(0, 0, 2));
                yield return (key + " of equals in place", Of(0, 0, 0));
            }
        }

        foreach ((string key, BinaryWithScalar function) in ScalarsOnTheRight())
        {
            BufferOperation operation = new("TensorPrimitives." + key, [4, 4], 1, [new Part(0, 0, 4), new Scalar(0), new Part(1, 0, 4)], (b, s) =>
            {
                function(b[0], s[0], b[1]);
                return null;
            })
            {
                IsPositive = true,
            };
            yield return (key + " with a scalar", operation);
            yield return (key + " with a scalar, of an inactive buffer", operation with { Inactive = [0], Primal = (b, s) => Frozen(b, b2 => operation.Primal(b2, s)) });
        }

        foreach ((string key, ScalarWithBinary function) in ScalarsOnTheLeft())
        {
            yield return (key + " of a scalar", new("TensorPrimitives." + key, [4, 4], 1, [new Scalar(0), new Part(0, 0, 4), new Part(1, 0, 4)], (b, s) =>
            {
                function(s[0], b[0], b[1]);
                return null;
            })
            {
                IsPositive = true,
            });
        }

        foreach ((string key, Ternary function) in Ternaries())
        {
            BufferOperation Of(params int[] buffers) => new("TensorPrimitives." + key, [3, 3, 3, 3], 0, [.. buffers.Select(b => new Part(b, 0, 3))], (b, _) =>
            {
                function(b[buffers[0]], b[buffers[1]], b[buffers[2]], b[buffers[3]]);
                return null;
            })
            {
                IsPositive = true,
                Values = key == "Clamp" ? [[0.5, 0.2, 0.9], [0.3, 0.3, 0.3], [0.7, 0.7, 0.7], [0.0, 0.0, 0.0]] : null,
            };

            yield return (key, Of(0, 1, 2, 3));
            yield return (key + " in place", Of(0, 1, 2, 0));
        }

        foreach ((string key, Reduction function) in Reductions())
        {
            yield return (key + " of all", new("TensorPrimitives." + key, [5], 0, [new Part(0, 0, 5)], (b, _) => function(b[0])));
        }

        foreach ((string key, PairReduction function) in PairReductions())
        {
            yield return (key, new("TensorPrimitives." + key, [4, 4], 0, [new Part(0, 0, 4), new Part(1, 0, 4)], (b, _) => function(b[0], b[1])));
            if (key is not "Distance" and not "CosineSimilarity")
            {
                yield return (key + " with itself", new("TensorPrimitives." + key, [4], 0, [new Part(0, 0, 4), new Part(0, 0, 4)], (b, _) => function(b[0], b[0])));
            }
        }

        foreach ((string name, BufferOperation operation) in Moves().Concat(Others()))
        {
            yield return (name, operation);
        }
    }

    // Without the derivative by the first buffer: its values don't move.
    private static double? Frozen(double[][] buffers, Func<double[][], double?> primal)
    {
        var random = new Random(17);
        double[] fixedValues = [.. buffers[0].Select(_ => 0.1 + (0.8 * random.NextDouble()))];
        double[][] replaced = [fixedValues, buffers[1]];
        return primal(replaced);
    }

    private static IEnumerable<(string, BufferOperation)> Moves()
    {
        (int From, int To, int Count)[] copies = [(0, 4, 4), (0, 2, 4), (2, 0, 4), (1, 1, 3), (0, 1, 6), (1, 0, 6), (3, 3, 0)];
        foreach ((int from, int to, int count) in copies)
        {
            yield return ($"CopyTo from {from} to {to} of {count}", new("Span.CopyTo", [8], 0, [new Part(0, from, count), new Part(0, to, count)], (b, _) =>
            {
                b[0].AsSpan(from, count).CopyTo(b[0].AsSpan(to));
                return null;
            }));
        }

        yield return ("CopyTo a longer buffer", new("Span.CopyTo", [3, 5], 0, [new Part(0, 0, 3), new Part(1, 0, 5)], (b, _) =>
        {
            b[0].CopyTo(b[1]);
            return null;
        }));
        yield return ("Fill", new("Span.Fill", [4], 1, [new Part(0, 1, 2), new Scalar(0)], (b, s) =>
        {
            b[0].AsSpan(1, 2).Fill(s[0]);
            return null;
        }));
        yield return ("Clear", new("Span.Clear", [4], 0, [new Part(0, 1, 2)], (b, _) =>
        {
            b[0].AsSpan(1, 2).Clear();
            return null;
        }));
        yield return ("Reverse", new("Span.Reverse", [5], 0, [new Part(0, 0, 4)], (b, _) =>
        {
            b[0].AsSpan(0, 4).Reverse();
            return null;
        }));
    }

    private static IEnumerable<(string, BufferOperation)> Others()
    {
        yield return ("ScaleB", new("TensorPrimitives.ScaleB", [3, 3], 0, [new Part(0, 0, 3), new Integer(3), new Part(1, 0, 3)], (b, _) =>
        {
            TensorPrimitives.ScaleB(b[0], 3, b[1]);
            return null;
        }));
        yield return ("RootN", new("TensorPrimitives.RootN", [3, 3], 0, [new Part(0, 0, 3), new Integer(3), new Part(1, 0, 3)], (b, _) =>
        {
            TensorPrimitives.RootN(b[0], 3, b[1]);
            return null;
        })
        {
            IsPositive = true,
        });
        yield return ("SinCos", new("TensorPrimitives.SinCos", [3, 3, 3], 0, [new Part(0, 0, 3), new Part(1, 0, 3), new Part(2, 0, 3)], (b, _) =>
        {
            TensorPrimitives.SinCos(b[0], b[1], b[2]);
            return null;
        }));
        yield return ("SinCosPi", new("TensorPrimitives.SinCosPi", [3, 3, 3], 0, [new Part(0, 0, 3), new Part(1, 0, 3), new Part(2, 0, 3)], (b, _) =>
        {
            TensorPrimitives.SinCosPi(b[0], b[1], b[2]);
            return null;
        }));
        yield return ("AddMultiply with a scalar", new("TensorPrimitives.AddMultiply", [3, 3], 1, [new Part(0, 0, 3), new Scalar(0), new Part(0, 0, 3), new Part(1, 0, 3)], (b, s) =>
        {
            TensorPrimitives.AddMultiply(b[0], s[0], b[0], b[1]);
            return null;
        }));
        yield return ("Clamp with scalars", new("TensorPrimitives.Clamp", [3, 3], 2, [new Part(0, 0, 3), new Scalar(0), new Scalar(1), new Part(1, 0, 3)], (b, s) =>
        {
            TensorPrimitives.Clamp(b[0], Math.Min(s[0], s[1]), Math.Max(s[0], s[1]), b[1]);
            return null;
        })
        {
            Values = [[-9.0, 8.0, 0.0], [0.0, 0.0, 0.0]],
        });
    }

    private static IEnumerable<(string, Unary)> Unaries() =>
    [
        ("Abs", TensorPrimitives.Abs), ("Acos", TensorPrimitives.Acos), ("AcosPi", TensorPrimitives.AcosPi), ("Acosh", TensorPrimitives.Acosh), ("Asin", TensorPrimitives.Asin),
        ("AsinPi", TensorPrimitives.AsinPi), ("Asinh", TensorPrimitives.Asinh), ("Atan", TensorPrimitives.Atan), ("AtanPi", TensorPrimitives.AtanPi),
        ("Atanh", TensorPrimitives.Atanh), ("BitDecrement", TensorPrimitives.BitDecrement), ("BitIncrement", TensorPrimitives.BitIncrement),
        ("Cbrt", TensorPrimitives.Cbrt), ("ConvertChecked", TensorPrimitives.ConvertChecked), ("ConvertSaturating", TensorPrimitives.ConvertSaturating),
        ("ConvertTruncating", TensorPrimitives.ConvertTruncating), ("Cos", TensorPrimitives.Cos), ("CosPi", TensorPrimitives.CosPi), ("Cosh", TensorPrimitives.Cosh),
        ("Decrement", TensorPrimitives.Decrement), ("DegreesToRadians", TensorPrimitives.DegreesToRadians), ("Exp", TensorPrimitives.Exp),
        ("Exp10", TensorPrimitives.Exp10), ("Exp10M1", TensorPrimitives.Exp10M1), ("Exp2", TensorPrimitives.Exp2), ("Exp2M1", TensorPrimitives.Exp2M1),
        ("ExpM1", TensorPrimitives.ExpM1), ("Increment", TensorPrimitives.Increment), ("Log", TensorPrimitives.Log), ("Log10", TensorPrimitives.Log10),
        ("Log10P1", TensorPrimitives.Log10P1), ("Log2", TensorPrimitives.Log2), ("Log2P1", TensorPrimitives.Log2P1), ("LogP1", TensorPrimitives.LogP1),
        ("Negate", TensorPrimitives.Negate), ("RadiansToDegrees", TensorPrimitives.RadiansToDegrees), ("Reciprocal", TensorPrimitives.Reciprocal),
        ("ReciprocalSqrt", TensorPrimitives.ReciprocalSqrt), ("Sigmoid", TensorPrimitives.Sigmoid), ("Sin", TensorPrimitives.Sin), ("SinPi", TensorPrimitives.SinPi),
        ("Sinh", TensorPrimitives.Sinh), ("SoftMax", TensorPrimitives.SoftMax), ("Sqrt", TensorPrimitives.Sqrt), ("Tan", TensorPrimitives.Tan), ("TanPi", TensorPrimitives.TanPi),
        ("Tanh", TensorPrimitives.Tanh),
    ];

    private static IEnumerable<(string, Binary)> Binaries() =>
    [
        ("Add", TensorPrimitives.Add), ("Atan2", TensorPrimitives.Atan2), ("Atan2Pi", TensorPrimitives.Atan2Pi), ("CopySign", TensorPrimitives.CopySign),
        ("Divide", TensorPrimitives.Divide), ("Hypot", TensorPrimitives.Hypot), ("Ieee754Remainder", TensorPrimitives.Ieee754Remainder),
        ("Log", TensorPrimitives.Log), ("Max", TensorPrimitives.Max), ("MaxMagnitude", TensorPrimitives.MaxMagnitude),
        ("MaxMagnitudeNumber", TensorPrimitives.MaxMagnitudeNumber), ("MaxNumber", TensorPrimitives.MaxNumber), ("Min", TensorPrimitives.Min),
        ("MinMagnitude", TensorPrimitives.MinMagnitude), ("MinMagnitudeNumber", TensorPrimitives.MinMagnitudeNumber), ("MinNumber", TensorPrimitives.MinNumber),
        ("Multiply", TensorPrimitives.Multiply), ("Pow", TensorPrimitives.Pow), ("Remainder", TensorPrimitives.Remainder), ("Subtract", TensorPrimitives.Subtract),
    ];

    private static IEnumerable<(string, BinaryWithScalar)> ScalarsOnTheRight() =>
    [
        ("Add", TensorPrimitives.Add), ("Subtract", TensorPrimitives.Subtract), ("Multiply", TensorPrimitives.Multiply), ("Divide", TensorPrimitives.Divide),
        ("Pow", TensorPrimitives.Pow), ("Atan2", TensorPrimitives.Atan2), ("Max", TensorPrimitives.Max), ("Min", TensorPrimitives.Min),
    ];

    private static IEnumerable<(string, ScalarWithBinary)> ScalarsOnTheLeft() =>
        [("Subtract", TensorPrimitives.Subtract), ("Divide", TensorPrimitives.Divide), ("Pow", TensorPrimitives.Pow), ("Atan2", TensorPrimitives.Atan2)];

    private static IEnumerable<(string, Ternary)> Ternaries() =>
    [
        ("AddMultiply", TensorPrimitives.AddMultiply), ("Clamp", TensorPrimitives.Clamp), ("FusedMultiplyAdd", TensorPrimitives.FusedMultiplyAdd),
        ("Lerp", TensorPrimitives.Lerp), ("MultiplyAdd", TensorPrimitives.MultiplyAdd), ("MultiplyAddEstimate", TensorPrimitives.MultiplyAddEstimate),
    ];

    private static IEnumerable<(string, Reduction)> Reductions() =>
    [
        ("Sum", TensorPrimitives.Sum), ("Average", TensorPrimitives.Average), ("SumOfSquares", TensorPrimitives.SumOfSquares),
        ("SumOfMagnitudes", TensorPrimitives.SumOfMagnitudes), ("Norm", TensorPrimitives.Norm), ("Product", TensorPrimitives.Product),
        ("StdDev", TensorPrimitives.StdDev), ("Max", TensorPrimitives.Max), ("Min", TensorPrimitives.Min), ("MaxMagnitude", TensorPrimitives.MaxMagnitude),
        ("MinMagnitude", TensorPrimitives.MinMagnitude), ("MaxNumber", TensorPrimitives.MaxNumber), ("MinNumber", TensorPrimitives.MinNumber),
        ("MaxMagnitudeNumber", TensorPrimitives.MaxMagnitudeNumber), ("MinMagnitudeNumber", TensorPrimitives.MinMagnitudeNumber),
    ];

    private static IEnumerable<(string, PairReduction)> PairReductions() =>
    [
        ("Dot", TensorPrimitives.Dot), ("Distance", TensorPrimitives.Distance), ("CosineSimilarity", TensorPrimitives.CosineSimilarity),
        ("ProductOfSums", TensorPrimitives.ProductOfSums), ("ProductOfDifferences", TensorPrimitives.ProductOfDifferences),
    ];
}
