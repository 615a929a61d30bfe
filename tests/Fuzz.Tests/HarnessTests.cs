using AutoDiff.Fuzz.Checking;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoDiff.Fuzz.Tests;

/// <summary>What isn't the derivative's fault isn't blamed on it, and what is, is.</summary>
public class HarnessTests
{
    private static Outcome Check(string members) => Assert.Single(BatchCheck.Run(
        [new FuzzProgram(1, $"using System; using System.Collections.Generic; using System.Runtime.CompilerServices; using AutoDiff; public static partial class Program {{ {members} }}")]));

    /// <summary>A call whose value nobody needs is made as F makes it, with the memory that the callee takes.</summary>
    [Fact]
    public void What_an_inactive_call_allocates_is_the_program_s_own()
    {
        Outcome outcome = Check("""
            [Differentiable, MethodImpl(MethodImplOptions.NoInlining)]
            public static double H(double p) { double[][] a = new double[2][]; a[1] = new double[1]; return p; }

            [Differentiable]
            public static double F(double q) { H(q); return 0.5 * q; }
            """);
        Assert.Null(outcome.Failure);
        Assert.Contains(".H(", outcome.Generated, StringComparison.Ordinal);
    }

    /// <summary>x % y jumps where x / y passes an integer, whatever x and y are: no difference is taken across.</summary>
    [Theory]
    [InlineData("x % 1.25")]
    [InlineData("x % y")]
    [InlineData("Math.Min(n, 9) % (y + 0.5)")]
    [InlineData("x %= y")]
    public void A_remainder_is_traced(string expression)
    {
        SyntaxNode rewritten = new TraceRewriter(toDouble: false).Visit(CSharpSyntaxTree.ParseText($"class Program {{ double F(double x, double y, int n) {{ return {expression}; }} }}").GetRoot());
        Assert.Contains("ControlTrace.Remainder(", rewritten.ToFullString(), StringComparison.Ordinal);
        Assert.DoesNotContain("%", rewritten.ToFullString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_trace_of_a_remainder_is_its_quotient()
    {
        static ulong Trace(double x, double y)
        {
            ControlTrace.Start();
            Assert.Equal(x % y, ControlTrace.Remainder(x, y));
            return ControlTrace.Hash;
        }

        Assert.Equal(Trace(4.1, 2), Trace(5.9, 2));
        Assert.NotEqual(Trace(3.9, 2), Trace(4.1, 2));
        Assert.Equal(Trace(-0.1, 2), Trace(0.1, 2));
        Assert.NotEqual(Trace(4, 2 - 1e-9), Trace(4, 2 + 1e-9));
    }

    /// <summary>Differences are taken with what was recorded; a run that asks for something else isn't the recorded one.</summary>
    [Fact]
    public void A_constant_keeps_what_it_held()
    {
        List<double[]> recorded = ControlTrace.Record();
        Assert.Equal(2, ControlTrace.Constant(2.0));
        double[] own = [3, 4];
        Assert.Same(own, ControlTrace.Constant(own));
        own[0] = 9;
        ControlTrace.Start(recorded);
        Assert.Equal(2, ControlTrace.Constant(2.5));
        Assert.Equal([3, 4], ControlTrace.Constant([5.0, 6.0]));
        ulong trace = ControlTrace.Hash;
        Assert.Equal(7, ControlTrace.Constant(7.0));
        Assert.NotEqual(trace, ControlTrace.Hash);
        ControlTrace.Start();
        Assert.Equal(8, ControlTrace.Constant(8.0));
    }

    [Theory]
    [InlineData("[Differentiable] static double H(double p, [NoGradient] double q) => p * Gradient.Stop(q);", "q = global::AutoDiff.Fuzz.Checking.ControlTrace.Constant(q)", true)]
    [InlineData("[Differentiable(WithRespectTo = new[] { nameof(q) })] static double H(double p, double q) { return p * q; }", "p = global::AutoDiff.Fuzz.Checking.ControlTrace.Constant(p)", false)]
    public void Constants_are_asked_for(string method, string expected, bool stops)
    {
        string rewritten = new TraceRewriter(toDouble: false).Visit(CSharpSyntaxTree.ParseText($"class Program {{ {method} }}").GetRoot()).ToFullString();
        Assert.Contains(expected, rewritten, StringComparison.Ordinal);
        Assert.Equal(stops, rewritten.Contains("p * global::AutoDiff.Fuzz.Checking.ControlTrace.Constant(q)", StringComparison.Ordinal));
        Assert.DoesNotContain("Gradient.Stop", rewritten, StringComparison.Ordinal);
    }

    /// <summary>A program that doesn't end is reported, and the next one is checked.</summary>
    [Fact]
    public void Work_without_an_end_is_left_behind()
    {
        using var thread = new LimitedThread();
        using var never = new ManualResetEventSlim();
        bool ran = false;
        Assert.False(thread.Run(never.Wait, TimeSpan.FromMilliseconds(20)));
        Assert.True(thread.Run(() => ran = true, TimeSpan.FromSeconds(30)));
        Assert.True(ran);
        never.Set();
    }
}
