using static AutoDiff.Generator.Tests.Diagnostics.DiagnosticsProject;

namespace AutoDiff.Generator.Tests.Diagnostics;

/// <summary>A marked method with an error has no members: the methods that call it out of line have none either, rather than some that don't compile.</summary>
public class CalleeTests
{
    private const string OutOfLine = "[Differentiable, System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)] public static ";

    [Fact]
    public void ACalleeWithAnError() => Verify(
        "static partial class C { [Differentiable] public static double F(double x) => G(x) * x; " + OutOfLine + "double G(double x) { object o = {|GRAD0107:x|}; return x; } }");

    [Fact]
    public void ACalleeInATypeThatIsNotPartial() => Verify(
        "static partial class C { [Differentiable] public static double F(double x) => D.G(x) * x; } static class {|GRAD0001:D|} { " + OutOfLine + "double G(double x) => x; }");

    [Fact]
    public void ThroughOthers() => Verify(
        "static partial class C { [Differentiable] public static double F(double x) => G(x) * x; " + OutOfLine + "double G(double x) => H(x) + 1; " + OutOfLine + "double H(double x) => J(x, 2) * 2; "
        + "[Differentiable] public static double J(double x, int n) { object o = {|GRAD0107:x|}; return n == 0 ? H(x) : J(x, n - 1); } }");

    [Fact]
    public void OthersOfTheSameTypeAreGenerated()
    {
        Microsoft.CodeAnalysis.CSharp.CSharpCompilation compilation = Compile(
            ["using AutoDiff; static partial class C { [Differentiable] public static double F(double x) => Bad(x) * x; [Differentiable] public static double K(double x) => Good(x) * x; "
                + OutOfLine + "double Good(double x) => x; " + OutOfLine + "double Bad(double x) { object o = x; return x; } }"]);
        Assert.Single(Analyze(compilation, out Microsoft.CodeAnalysis.Compilation generated));
        string[] members = [.. generated.GetTypeByMetadataName("C")!.MemberNames];
        Assert.Contains("KGradient", members);
        Assert.Contains("GoodForward", members);
        Assert.DoesNotContain("FGradient", members);
        Assert.DoesNotContain("BadForward", members);
    }
}
