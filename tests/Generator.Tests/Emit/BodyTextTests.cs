using AutoDiff.Generator.Ir;
using static AutoDiff.Generator.Tests.Emit.EmittedText;

namespace AutoDiff.Generator.Tests.Emit;

/// <summary>The text of small bodies: as a careful person writes them.</summary>
public class BodyTextTests
{
    [Fact]
    public void Temporaries_fold_and_names_stay()
    {
        var ir = new EmittedText();
        Variable x = ir.Parameter("x", ScalarType.Double);
        Variable y = ir.Parameter("y", ScalarType.Double);
        Variable a = ir.Named("a");
        Variable b = ir.Named("b");
        Variable t1 = ir.Temporary();
        Variable t2 = ir.Temporary();
        Variable t3 = ir.Temporary();
        Variable t4 = ir.Temporary();
        Variable t5 = ir.Temporary();
        string text = ir.Print(
            new Assign(a, Subtract(Constant.Double(1), x)),
            new Assign(t1, Multiply(x, x)),
            new Assign(b, Subtract(y, t1)),
            new Assign(t2, Multiply(a, a)),
            new Assign(t3, Multiply(Constant.Double(100), b)),
            new Assign(t4, Multiply(t3, b)),
            new Assign(t5, Add(t2, t4)),
            Return(t5));
        Assert.Equal(
            """
            double a = 1.0 - x;
            double b = y - x * x;
            return a * a + 100.0 * b * b;

            """,
            text);
    }

    [Fact]
    public void A_sum_over_a_span_is_a_for_loop_with_a_compound_assignment()
    {
        var ir = new EmittedText();
        Variable x = ir.Parameter("x", Span);
        Variable n = ir.Temporary(ScalarType.Int32);
        Variable i = ir.Named("i", ScalarType.Int32);
        Variable sum = ir.Named("sum");
        Variable next = ir.Named("sum");
        Variable result = ir.Named("sum");
        Variable e = ir.Temporary();
        string text = ir.Print(
            new Assign(n, new Length(x)),
            new For(
                i,
                Constant.Int(0),
                BinaryOperator.Less,
                n,
                1,
                Block(
                    new Assign(e, new Load(x, [i], ScalarType.Double)),
                    new Assign(next, Add(sum, e))))
            {
                Carried = [new Carried(sum, Constant.Double(0), sum, next, result)],
            },
            Return(result));
        Assert.Equal(
            """
            double sum = 0.0;
            for (int i = 0; i < x.Length; i++)
            {
                sum += x[i];
            }

            return sum;

            """,
            text);
    }

    [Fact]
    public void A_conditional_update_is_an_if_without_else()
    {
        var ir = new EmittedText();
        Variable v = ir.Parameter("v", ScalarType.Double);
        Variable old = ir.Named("max");
        Variable max = ir.Named("max");
        Variable c = ir.Temporary(ScalarType.Boolean);
        string text = ir.Print(
            new Assign(old, Multiply(v, v)),
            new Assign(c, Greater(v, old)),
            new If(c, Block(), Block()) { Merges = [new Merge(max, v, old)] },
            Return(max));
        Assert.Equal(
            """
            double max = v * v;
            if (v > max)
            {
                max = v;
            }

            return max;

            """,
            text);
    }

    [Fact]
    public void A_swap_in_a_loop_keeps_one_value_aside()
    {
        var ir = new EmittedText();
        Variable n = ir.Parameter("n", ScalarType.Int32);
        Variable a = ir.Named("a");
        Variable b = ir.Named("b");
        Variable i = ir.Named("i", ScalarType.Int32);
        Variable lastA = ir.Named("a");
        Variable lastB = ir.Named("b");
        string text = ir.Print(
            new For(i, Constant.Int(0), BinaryOperator.Less, n, 1, Block())
            {
                Carried = [new Carried(a, Constant.Double(1), a, b, lastA), new Carried(b, Constant.Double(2), b, a, lastB)],
            },
            Return(lastA, lastB));
        Assert.Equal(
            """
            double a = 1.0;
            double b = 2.0;
            for (int i = 0; i < n; i++)
            {
                double t = a;
                a = b;
                b = t;
            }

            return (a, b);

            """,
            text);
    }

    [Fact]
    public void A_loop_with_a_condition_and_a_break_is_a_while_loop()
    {
        var ir = new EmittedText();
        Variable x = ir.Parameter("x", ScalarType.Double);
        Variable v = ir.Named("v");
        Variable square = ir.Named("v");
        Variable result = ir.Named("v");
        Variable goesOn = ir.Temporary(ScalarType.Boolean);
        Variable isLarge = ir.Temporary(ScalarType.Boolean);
        string text = ir.Print(
            new Loop(
                Block(new Assign(goesOn, Less(v, Constant.Double(10)))),
                goesOn,
                Block(new Assign(square, Multiply(v, x)), new Assign(isLarge, Greater(square, Constant.Double(5)))),
                isLarge)
            {
                Carried = [new Carried(v, x, v, square, result)],
            },
            Return(result));
        Assert.Equal(
            """
            double v = x;
            while (v < 10.0)
            {
                v *= x;
                if (v > 5.0)
                {
                    break;
                }
            }

            return v;

            """,
            text);
    }

    [Fact]
    public void A_loop_that_gives_a_value_at_its_condition_keeps_the_exit_inside()
    {
        var ir = new EmittedText();
        Variable x = ir.Parameter("x", ScalarType.Double);
        Variable v = ir.Named("v");
        Variable square = ir.Named("v");
        Variable result = ir.Named("v");
        Variable found = ir.Named("found", ScalarType.Boolean);
        Variable wasFound = ir.Named("found", ScalarType.Boolean);
        Variable goesOn = ir.Temporary(ScalarType.Boolean);
        Variable isLarge = ir.Temporary(ScalarType.Boolean);
        Variable chosen = ir.Temporary();
        string text = ir.Print(
            new Loop(
                Block(new Assign(goesOn, Less(v, Constant.Double(10)))),
                goesOn,
                Block(new Assign(square, Multiply(v, x)), new Assign(isLarge, Greater(square, Constant.Double(5)))),
                isLarge)
            {
                Carried = [new Carried(v, x, v, square, result), new Carried(found, Constant.False, Constant.False, Constant.True, wasFound)],
            },
            new Assign(chosen, new Ir.Select(wasFound, result, x)),
            Return(chosen));
        Assert.Contains("found = false;", text, StringComparison.Ordinal);
        Assert.Contains("while (true)", text, StringComparison.Ordinal);
    }
}
