using static AutoDiff.Generator.Tests.Diagnostics.DiagnosticsProject;

namespace AutoDiff.Generator.Tests.Diagnostics;

/// <summary>Buffers whose derivative is cut must hold still: a write to them, or to what they are made of, is an error and never a wrong derivative.</summary>
public class ConstantBufferTests
{
    private const string Written = "It is a constant for differentiation, and written. Write to a copy of it";
    private const string SourceWritten = "It is a constant for differentiation, and what it is made of is written while it may be read. Make it of a copy";

    [Theory]
    [InlineData("double[] c = Gradient.Stop(x); c[0] = 1; return c[0] * x[0];", Written)]
    [InlineData("double[] c = Gradient.Stop(x); double s = c[0] * x[0]; x[0] = 2; return s * c[0];", SourceWritten)]
    [InlineData("double s = 0; for (int i = 0; i < 3; i++) { double[] c = Gradient.Stop(x); x[0] = s; s += c[0] * x[1]; } return s;", SourceWritten)]
    public void WritesAfterwards(string body, string reason) => Assert.Contains(reason, Messages($"[Differentiable] public static double F(double[] x) {{ {body} }}"));

    [Theory]
    [InlineData("double[] c = Gradient.Stop(x.ToArray()); double s = c[0] * x[0]; x[0] = 2; return s * c[0];")]
    [InlineData("x[0] = x[1] * x[1]; double[] c = Gradient.Stop(x); return c[0] * x[0];")]
    [InlineData("double[] c = (double[])Gradient.Stop(x).Clone(); c[0] = x[1]; return c[0] * x[0];")]
    [InlineData("double[] n = new double[2]; double[] c = Gradient.Stop(n); c[0] = 3; n[1] = 4; return c[0] * x[0] * c[1];")]
    public void WritesThatDontMatter(string body) => Assert.Empty(Messages($"[Differentiable] public static double F(double[] x) {{ {body} }}"));

    [Fact]
    public void JaggedArrays() => Assert.Contains(
        "it is not part of the C# that AutoDiff supports. Cut the derivative of those in it",
        Messages("[Differentiable] public static double F(double[][] x) { double[][] c = Gradient.Stop(x); return c[0][0] * x[0][0]; }"));

    [Fact]
    public void ConstantReferencesOfLocalFunctions() => Assert.Contains(
        "the parameter 's' of 'Add', a constant for differentiation that is passed by reference",
        Messages("[Differentiable] public static double F(double x) { double s = x; Add(x, ref s); return s * x; static void Add(double y, [NoGradient] ref double s) => s += y; }"));

    [Fact]
    public void AnObjectAndItselfAsAConstant() => Assert.Contains(
        "An object as a constant for differentiation, and the object itself, may be the same variable or be held by the same object",
        Messages("[Differentiable] public static double F(D d, bool cut) { D c = cut ? Gradient.Stop(d) : d; return c.X * d.X; }", "[Differentiable] public sealed partial class D(double x) { public double X { get; } = x; }"));

    [Fact]
    public void AnObjectWhoseMembersAreAssigned() => Assert.Contains(
        SourceWritten,
        Messages("[Differentiable] public static double F(D d, double x) { D c = Gradient.Stop(d); d.X = x; return c.X * d.X; }", "[Differentiable] public sealed partial class D { public double X { get; set; } }"));

    /// <summary>What a method writes that it gets as a constant has another derivative afterwards, of which the caller knows nothing.</summary>
    [Theory]
    [InlineData("double[] n", "n[0] = 0.5;")]
    [InlineData("double[] n", "n[0] += w;")]
    [InlineData("double[] n", "(n[0], w) = (w, 2);")]
    [InlineData("double[] n", "n[^1]++;")]
    [InlineData("double[] n", "ref double first = ref n[0]; first = 2;")]
    [InlineData("double[] n", "double[] other = n; other[0] = 2;")]
    [InlineData("double[] n", "n.AsSpan(1)[0] = 2;")]
    [InlineData("double[] n", "Array.Clear(n);")]
    [InlineData("double[] n", "Set(out n[0]); static void Set(out double v) => v = 2;")]
    [InlineData("double[] n", "Fill(n);")]
    [InlineData("Span<double> n", "n[0] = 0.5;")]
    [InlineData("Span<double> n", "n[1..][0] = 0.5;")]
    [InlineData("Span<double> n", "n.Clear();")]
    [InlineData("Span<double> n", "foreach (ref double v in n) v = 2;")]
    [InlineData("List<double> n", "n[0] = 0.5;", "[.. x]")]
    public void WrittenByAMethodThatIsCalled(string parameter, string body, string argument = "x")
    {
        string found = Messages($$"""
            [Differentiable] static double H(double w, [NoGradient] {{parameter}}) { {{body}} return w; }
            static void Fill(double[] v) => v[0] = 3;
            [Differentiable] public static double F(double[] x) { var y = ({{parameter.Split(' ')[0]}}){{argument}}; double s = H(x[1], y); return Math.Sin(y[0]) + s; }
            """);
        Assert.Contains("The parameter 'n' of 'global::C.H' is a constant for differentiation, and may be written there", found);
    }

    // What is known of the one that was looked at in between isn't all that there is to know of it.
    [Fact]
    public void WrittenByMethodsThatCallEachOther() => Assert.Contains(
        "The parameter 'n' of 'global::C.H' is a constant for differentiation, and may be written there",
        Messages("""
            [Differentiable] static double G(double w, [NoGradient] double[] n) { if (w > 5) w = H(w - 1, n); n[0] = 1; return w; }
            [Differentiable] static double H(double w, [NoGradient] double[] n) => w > 3 ? G(w - 1, n) : w;
            [Differentiable] public static double F(double[] x) { double s = G(x[1], x) + H(x[1], x); return Math.Sin(x[0]) + s; }
            """));

    [Theory]
    [InlineData("double[][] n", "double[][] other = (double[][])n.Clone(); other[0][0] = 1;")]
    [InlineData("double[][] n", "foreach (double[] row in n) row[0] = 1;")]
    [InlineData("double[][] n", "Fill(n); static void Fill(ReadOnlySpan<double[]> rows) => rows[0][0] = 1;")]
    public void RowsWrittenByAMethodThatIsCalled(string parameter, string body) => Assert.Contains(
        "The parameter 'n' of 'global::C.H' is a constant for differentiation, and may be written there",
        Messages($$"""
            [Differentiable] static double H(double w, [NoGradient] {{parameter}}) { {{body}} return w; }
            [Differentiable] public static double F(double[][] x) { double s = H(x[1][0], x); return Math.Sin(x[0][0]) + s; }
            """));

    [Theory]
    [InlineData("double[] n", "foreach (double v in n) w += v * n[0] + n[^1];")]
    [InlineData("double[] n", "w *= n.Length > 1 ? n[1] : n[0]; if (n is null) w += 2;")]
    [InlineData("double[] n", "ReadOnlySpan<double> r = n; w *= r[0];")]
    [InlineData("double[] n", "w *= Read(n) + n.AsSpan().ToArray()[0];")]
    [InlineData("double[] n", "double first = n[0]; first = 2; w *= first * Math.Max(n[0], n[1]);")]
    [InlineData("double[] n", "if (w > 3) w = H(w - 1, n) * n[0];")]
    [InlineData("Span<double> n", "w *= n[0] + n[1..].Length + n.ToArray()[0];")]
    [InlineData("Span<double> n", "for (int i = 0; i < n.Length; i++) w += n[i];")]
    public void ReadByAMethodThatIsCalled(string parameter, string body) => Assert.Empty(Messages($$"""
        [Differentiable] static double H(double w, [NoGradient] {{parameter}}) { {{body}} return w; }
        [Differentiable] static double Read(double[] v) { double sum = 0; for (int i = 0; i < v.Length; i++) sum += v[i]; return sum; }
        [Differentiable] public static double F(double[] x) { double s = H(x[1], x); return Math.Sin(x[0]) + s; }
        """));

    /// <summary>What the caller doesn't differentiate either may be written.</summary>
    [Fact]
    public void WrittenWhereNothingIsActive() => Assert.Empty(Messages("""
        [Differentiable] static double H(double w, [NoGradient] double[] n) { n[0] += 1; return w * n[0]; }
        [Differentiable] public static double F(double x) { double[] counts = new double[2]; return H(x, counts) + H(x, counts); }
        """));

    private static string Messages(string method, string more = "")
    {
        string source = $"using System; using System.Collections.Generic; using AutoDiff; public static partial class C {{ {method} }} {more}";
        return string.Join("\n", Analyze(Compile([source]), out _).Select(diagnostic => diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
    }
}
