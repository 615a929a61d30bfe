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

    private static string Messages(string method, string more = "")
    {
        string source = $"using System; using AutoDiff; public static partial class C {{ {method} }} {more}";
        return string.Join("\n", Analyze(Compile([source]), out _).Select(diagnostic => diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
    }
}
