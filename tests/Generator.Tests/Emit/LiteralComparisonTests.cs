using AutoDiff.Generator.Ir;
using static AutoDiff.Generator.Tests.Emit.EmittedText;

namespace AutoDiff.Generator.Tests.Emit;

/// <summary>Comparisons with literals of a float type are patterns, which the compiler binds sooner, where they mean the same.</summary>
public class LiteralComparisonTests
{
    [Theory]
    [InlineData(BinaryOperator.NotEqual, 0, "x is not 0.0")]
    [InlineData(BinaryOperator.Equal, 0.5, "x is 0.5")]
    [InlineData(BinaryOperator.Less, 0.5, "x < 0.5")]
    [InlineData(BinaryOperator.Equal, double.NaN, "x == double.NaN")] // The pattern would find a NaN.
    [InlineData(BinaryOperator.NotEqual, double.PositiveInfinity, "x != double.PositiveInfinity")]
    internal void A_pattern_stands_for_an_operator_with_the_same_meaning(BinaryOperator @operator, double literal, string expected) =>
        Assert.Equal($"return {expected};\n", Text(ScalarType.Double, @operator, type => Constant.Float(type, literal)));

    [Fact]
    public void Other_types_keep_their_operators()
    {
        Assert.Equal("return x is not 0.0f;\n", Text(ScalarType.Single, BinaryOperator.NotEqual, type => Constant.Float(type, 0)));
        Assert.Equal("return x != 0;\n", Text(ScalarType.Int32, BinaryOperator.NotEqual, _ => Constant.Int(0)));
    }

    private static string Text(IrType type, BinaryOperator @operator, Func<IrType, Constant> literal)
    {
        var ir = new EmittedText();
        Variable x = ir.Parameter("x", type);
        Variable result = ir.Temporary(ScalarType.Boolean);
        return ir.Print(new Assign(result, new Binary(@operator, x, literal(type), ScalarType.Boolean)), Return(result));
    }
}
