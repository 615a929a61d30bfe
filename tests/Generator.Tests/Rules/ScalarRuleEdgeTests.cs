// The analyzer takes 0.0 and -0.0 for the same data.
#pragma warning disable xUnit1025
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Tests.Rules;

/// <summary>Rules at zeros of either sign, infinities, NaN, ties, bounds, and where a naive formula loses its digits.</summary>
public class ScalarRuleEdgeTests
{
    private const double Inf = double.PositiveInfinity;
    private const double NaN = double.NaN;

    [Theory]
    [InlineData("Abs", 0.0, 0)]
    [InlineData("Abs", -0.0, 0)]
    [InlineData("Abs", -Inf, -1)]
    [InlineData("Abs", NaN, 1)]
    [InlineData("Sqrt", 0.0, Inf)]
    [InlineData("Sqrt", Inf, 0)]
    [InlineData("Sqrt", -1.0, NaN)]
    [InlineData("Sqrt", 1e-300, 5e149)]
    [InlineData("Cbrt", 0.0, Inf)]
    [InlineData("Cbrt", -8.0, 1.0 / 12)]
    [InlineData("Exp", -Inf, 0)]
    [InlineData("Exp", Inf, Inf)]
    [InlineData("Log", 0.0, Inf)]
    [InlineData("Log", Inf, 0)]
    [InlineData("Tanh", 0.0, 1)]
    [InlineData("Tanh", Inf, 0)]
    [InlineData("Tanh", -Inf, 0)]
    [InlineData("Tanh", NaN, NaN)]
    [InlineData("Tanh", 10.0, 8.244614455767397e-9)] // 1 / cosh(10)^2
    [InlineData("Tanh", -20.0, 1.6993417021166355e-17)]
    [InlineData("Asin", 0.999999999999, 707114.60252564535)]
    [InlineData("Asin", 1.0, Inf)]
    [InlineData("Acos", -1.0, -Inf)]
    [InlineData("Atan", Inf, 0)]
    [InlineData("Atan", 1e200, 0)]
    [InlineData("Acosh", 1e200, 1e-200)]
    [InlineData("Acosh", 1.0, Inf)]
    [InlineData("Asinh", 1e200, 1e-200)]
    [InlineData("Atanh", 1.0, Inf)]
    [InlineData("BitIncrement", 3.0, 1)]
    public void Of_one_argument(string function, double x, double expected) => Check(function, [x], [expected]);

    [Theory]
    [InlineData("ExpM1", -40.0, 4.248354255291589e-18)]
    [InlineData("Exp2M1", -70.0, 5.871184992306991e-22)]
    [InlineData("Exp10M1", -20.0, 2.302585092994046e-20)]
    [InlineData("LogP1", -1.0, Inf)]
    public void Of_one_argument_without_cancellation(string function, double x, double expected) => Check(function, [x], [expected]);

    [Theory]
    [InlineData("Pow", 0.0, 0.0, 0, 0)]
    [InlineData("Pow", 3.0, 0.0, 0, 1.0986122886681098)]
    [InlineData("Pow", NaN, 0.0, 0, NaN)]
    [InlineData("Pow", 0.0, 1.0, 1, 0)]
    [InlineData("Pow", 0.0, 2.0, 0, 0)]
    [InlineData("Pow", -0.0, 3.0, 0, 0)]
    [InlineData("Pow", 0.0, 0.5, Inf, 0)]
    [InlineData("Pow", 0.0, -1.0, -Inf, -Inf)]
    [InlineData("Pow", -2.0, 3.0, 12, NaN)]
    [InlineData("Pow", 1e-200, 2.0, 2e-200, 0)]
    [InlineData("Pow", Inf, -1.0, 0, 0)]
    [InlineData("Pow", Inf, 2.0, Inf, Inf)]
    [InlineData("Pow", 0.5, Inf, 0, 0)]
    [InlineData("Pow", 0.0, Inf, 0, 0)]
    [InlineData("Pow", 2.0, -Inf, 0, 0)]
    [InlineData("Max", 1.0, 2.0, 0, 1)]
    [InlineData("Max", 2.0, 2.0, 0.5, 0.5)]
    [InlineData("Max", 0.0, -0.0, 0.5, 0.5)]
    [InlineData("Max", -0.0, 0.0, 0.5, 0.5)]
    [InlineData("Max", NaN, 1.0, 1, 1)]
    [InlineData("Max", 1.0, NaN, 1, 1)]
    [InlineData("Max", Inf, Inf, 0.5, 0.5)]
    [InlineData("Max", -Inf, 3.0, 0, 1)]
    [InlineData("Min", 1.0, 2.0, 1, 0)]
    [InlineData("Min", 2.0, 2.0, 0.5, 0.5)]
    [InlineData("Min", 0.0, -0.0, 0.5, 0.5)]
    [InlineData("Min", NaN, 1.0, 1, 1)]
    [InlineData("MaxMagnitude", -3.0, 2.0, 1, 0)]
    [InlineData("MaxMagnitude", -3.0, 3.0, 0, 1)]
    [InlineData("MaxMagnitude", 3.0, -3.0, 1, 0)]
    [InlineData("MaxMagnitude", -3.0, -3.0, 0.5, 0.5)]
    [InlineData("MaxMagnitude", NaN, 3.0, 1, 1)]
    [InlineData("MinMagnitude", -3.0, 3.0, 1, 0)]
    [InlineData("MinMagnitude", 2.0, -3.0, 1, 0)]
    [InlineData("MinMagnitude", 2.0, NaN, 1, 1)]
    [InlineData("MaxNumber", NaN, 1.0, 0, 1)]
    [InlineData("MaxNumber", 1.0, NaN, 1, 0)]
    [InlineData("MaxNumber", NaN, NaN, 1, 1)]
    [InlineData("MaxNumber", 2.0, 2.0, 0.5, 0.5)]
    [InlineData("MinNumber", 1.0, 2.0, 1, 0)]
    [InlineData("MinNumber", NaN, 2.0, 0, 1)]
    [InlineData("MaxMagnitudeNumber", NaN, -2.0, 0, 1)]
    [InlineData("MinMagnitudeNumber", -1.0, 2.0, 1, 0)]
    [InlineData("MaxNative", 2.0, 2.0, 0.5, 0.5)]
    [InlineData("MinNative", 2.0, 3.0, 1, 0)]
    [InlineData("CopySign", 3.0, -1.0, -1, 0)]
    [InlineData("CopySign", -3.0, -1.0, 1, 0)]
    [InlineData("CopySign", -3.0, 0.0, -1, 0)]
    [InlineData("CopySign", 0.0, -1.0, 0, 0)]
    [InlineData("Hypot", 0.0, 0.0, 0, 0)]
    [InlineData("Hypot", Inf, 2.0, 1, 0)]
    [InlineData("Hypot", 0.0, -Inf, 0, -1)]
    [InlineData("Hypot", NaN, 2.0, NaN, NaN)]
    [InlineData("Hypot", 3e200, 4e200, 0.6, 0.8)]
    [InlineData("Hypot", 3e-200, -4e-200, 0.6, -0.8)]
    [InlineData("Atan2", 0.0, 0.0, 0, 0)]
    [InlineData("Atan2", -0.0, -0.0, 0, 0)]
    [InlineData("Atan2", 0.0, -2.0, -0.5, 0)]
    [InlineData("Atan2", 2.0, Inf, 0, 0)]
    [InlineData("Atan2", -Inf, 2.0, 0, 0)]
    [InlineData("Atan2", 3e200, 4e200, 1.6e-201, -1.2e-201)]
    [InlineData("Atan2", 3e-200, 4e-200, 1.6e199, -1.2e199)]
    [InlineData("IEEERemainder", 1.0, 0.1, 1, -10)]
    [InlineData("IEEERemainder", 5.0, Inf, 1, 0)]
    [InlineData("Log", 8.0, 2.0, 0.18033688011112042, -2.1640425613334453)]
    public void Of_two_arguments(string function, double x, double y, double dx, double dy) => Check(function, [x, y], [dx, dy]);

    [Theory]
    [InlineData(0.5, 0.0, 1.0, 1, 0, 0)]
    [InlineData(0.0, 0.0, 1.0, 1, 0, 0)]
    [InlineData(1.0, 0.0, 1.0, 1, 0, 0)]
    [InlineData(-1.0, 0.0, 1.0, 0, 1, 0)]
    [InlineData(2.0, 0.0, 1.0, 0, 0, 1)]
    [InlineData(2.0, 1.0, 1.0, 0, 0, 1)]
    [InlineData(1.0, 1.0, 1.0, 1, 0, 0)]
    [InlineData(NaN, 0.0, 1.0, 1, 0, 0)]
    [InlineData(-Inf, -Inf, 1.0, 1, 0, 0)]
    public void Of_Clamp(double x, double low, double high, double dx, double dlow, double dhigh) => Check("Clamp", [x, low, high], [dx, dlow, dhigh]);

    [Theory]
    [InlineData(7.5, 2.0, -3)]
    [InlineData(-7.5, 2.0, 3)]
    [InlineData(1.0, 0.1, -9)] // 1 / 0.1 rounds to 10, but 0.1 goes into 1 nine times.
    [InlineData(5.0, Inf, 0)]
    public void Of_the_remainder(double x, double y, double dy) =>
        AssertClose([1, dy], RuleEvaluation.OfBinary(BinaryOperator.Remainder, x % y, 1, x, y), "%");

    [Theory]
    [InlineData("Add", 1, 1)]
    [InlineData("Subtract", 1, -1)]
    [InlineData("Multiply", -4, 3)]
    [InlineData("Divide", -0.25, -0.1875)]
    public void Of_operators(string name, double dx, double dy)
    {
        BinaryOperator operation = Enum.Parse<BinaryOperator>(name);
        double result = operation switch { BinaryOperator.Add => -1.0, BinaryOperator.Subtract => 7.0, BinaryOperator.Multiply => -12.0, _ => -0.75 };
        AssertClose([2 * dx, 2 * dy], RuleEvaluation.OfBinary(operation, result, 2, 3.0, -4.0), name);
    }

    [Fact]
    public void A_square_contributes_twice_its_argument_once()
    {
        double?[] contributions = RuleEvaluation.Of(
            operands => new Binary(BinaryOperator.Multiply, operands[0], operands[1], ScalarType.Double), 9.0, 5, [3.0, 3.0], sameArguments: true);
        Assert.Equal([30.0, 0.0], contributions);
    }

    [Fact]
    public void A_constant_exponent_takes_no_logarithm_and_folds_its_power()
    {
        foreach (double exponent in new[] { 0, 1, 2, 3, 0.5, -1, -2.5, 7 })
        {
            double?[] contributions = RuleEvaluation.Of(
                operands => new Intrinsic("Math.Pow", "global::System.Math.Pow", [operands[0], Constant.Double(exponent)], ScalarType.Double),
                Math.Pow(1.3, exponent), 2, [1.3, exponent]);
            Assert.Equal(2 * exponent * Math.Pow(1.3, exponent - 1), contributions[0]!.Value, 1e-14);
        }
    }

    [Fact]
    public void A_constant_base_folds_its_logarithm()
    {
        double?[] contributions = RuleEvaluation.Of(
            operands => new Intrinsic("Math.Pow", "global::System.Math.Pow", [Constant.Double(2), operands[1]], ScalarType.Double), 8.0, 1, [2.0, 3.0]);
        Assert.Equal(8 * Math.Log(2), contributions[1]!.Value, 1e-14);
    }

    [Theory]
    [InlineData("Floor")]
    [InlineData("Ceiling")]
    [InlineData("Truncate")]
    [InlineData("Round")]
    [InlineData("Sign")]
    [InlineData("ILogB")]
    public void Steps_have_no_contribution(string function) =>
        Assert.Equal([null], RuleEvaluation.OfFunction("Math." + function, "global::System.Math." + function, 1, 2.5));

    [Theory]
    [InlineData(2.0, 1, 1)]
    [InlineData(0.0, 2, Inf)]
    [InlineData(0.0, 1, 1)]
    [InlineData(-8.0, 3, 1.0 / 12)]
    [InlineData(4.0, -2, -0.0625)]
    public void Of_RootN(double x, int n, double dx) =>
        AssertClose([dx, null], RuleEvaluation.OfFunction("Math.RootN", "double.RootN", 1, x, n), "RootN");

    private static void Check(string function, double[] arguments, double?[] expected)
    {
        string key = "Math." + function + (function == "Log" && arguments.Length == 2 ? "/2" : "");
        object[] boxed = [.. arguments];
        AssertClose(expected, RuleEvaluation.OfFunction(key, FunctionNames.Double(key), 1, boxed), $"{function}({string.Join(", ", arguments)})");

        // The same, scaled by a cotangent that isn't 1, where there is something to scale.
        AssertClose(
            [.. expected.Select(e => e * -3)],
            RuleEvaluation.OfFunction(key, FunctionNames.Double(key), -3, boxed), $"-3 {function}({string.Join(", ", arguments)})");
    }

    private static void AssertClose(double?[] expected, double?[] actual, string what)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            double e = expected[i] ?? 0, a = actual[i] ?? 0;
            bool close = double.IsNaN(e) ? double.IsNaN(a) : e == a || Math.Abs(e - a) <= 4e-13 * Math.Abs(e);
            Assert.True(close, $"{what}, argument {i}: {a:R} instead of {e:R}.");
        }
    }
}
