using AutoDiff.Generator.Ir;
using static AutoDiff.Generator.Tests.Emit.EmittedText;

namespace AutoDiff.Generator.Tests.Emit;

/// <summary>Bodies as long as machines write them.</summary>
public class LongBodyTests
{
    [Fact]
    public void Ten_thousand_statements_in_a_line_print_one_after_the_other()
    {
        var ir = new EmittedText();
        Variable x = ir.Parameter("x", ScalarType.Double);
        var statements = new List<Statement>();
        Variable last = x;
        for (int i = 0; i < 10_000; i++)
        {
            Variable next = ir.Named("x");
            statements.Add(new Assign(next, Add(last, Constant.Double(i + 1))));
            last = next;
        }

        statements.Add(Return(last));
        string[] lines = ir.Print([.. statements]).TrimEnd().Split('\n');
        Assert.Equal(10_001, lines.Length);
        Assert.Equal("double x_1 = x + 1.0;", lines[0]);
        Assert.Equal("x_1 += 10000.0;", lines[9_999]);
        Assert.Equal("return x_1;", lines[10_000]);
    }

    [Fact]
    public void A_long_chain_of_temporaries_breaks_into_readable_lines()
    {
        var ir = new EmittedText();
        Variable x = ir.Parameter("x", ScalarType.Double);
        var statements = new List<Statement>();
        Variable last = x;
        for (int i = 0; i < 10_000; i++)
        {
            Variable next = ir.Temporary();
            statements.Add(new Assign(next, i % 2 == 0 ? Multiply(last, x) : Add(x, last)));
            last = next;
        }

        statements.Add(Return(last));
        string[] lines = ir.Print([.. statements]).TrimEnd().Split('\n');
        Assert.InRange(lines.Length, 100, 5_000);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 140));
    }
}
