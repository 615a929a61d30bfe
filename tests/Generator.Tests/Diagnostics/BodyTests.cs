using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Incrementality;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using static AutoDiff.Generator.Tests.Diagnostics.DiagnosticsProject;

namespace AutoDiff.Generator.Tests.Diagnostics;

public class BodyTests
{
    [Fact]
    public void CallOfAnUnmarkedMethod() => Verify(
        """
        static partial class C {
            static double Normalize(double x) => x / 2;
            [Differentiable] public static double F(double x, double y) => y * {|GRAD0101:Normalize(x)|} + Normalize(3);
        }
        """,
        "Cannot differentiate the call to 'Normalize': it has no derivative. Mark it [Differentiable], write one with [DerivativeOf], or cut it with Gradient.Stop.");

    [Fact]
    public void CallsThatCarryNoDerivative() => Verify(
        """
        static partial class C {
            static bool Accept(double x) => x > 0;
            static void Log(double x) { }
            static double Draw(int seed) => seed;
            [Differentiable] public static double F(double x, int seed)
            {
                if (!Accept(x)) throw new ArgumentException($"bad {x}");
                Log(x);
                return x * Draw(seed);
            }
        }
        """);

    [Fact]
    public void AResultThatIsCutMayComeFromAnyCall() => Verify(
        "static partial class C { static double G(double x) => x; [Differentiable] public static double F(double x) => x * Gradient.Stop(G(x)); }");

    [Fact]
    public void TheChainOfCallsIsInTheAdditionalLocations()
    {
        const string Source = """
            using AutoDiff;
            static partial class C {
                static double G(double x) => x;
                [Differentiable] public static double F(double x) { return Local(x); double Local(double v) => G(v); }
            }
            """;
        Diagnostic diagnostic = Assert.Single(Analyze(Compile([Source])));
        Assert.Equal("GRAD0101", diagnostic.Id);
        Assert.Equal("G(v)", Text(diagnostic.Location));
        Assert.Equal(["Local(x)"], diagnostic.AdditionalLocations.Select(Text));

        static string Text(Location location) => location.SourceTree!.ToString().Substring(location.SourceSpan.Start, location.SourceSpan.Length);
    }

    [Fact]
    public void AnErrorInAMarkedMethodIsReportedThereOnly() => Verify(
        """
        static partial class C {
            static double G(double x) => x;
            [Differentiable] public static double Inner(double x) => {|GRAD0101:G(x)|};
            [Differentiable] public static double Outer(double x) => Inner(x) + 1;
        }
        """);

    [Fact]
    public void LostDerivatives() => Verify(
        """
        static partial class C {
            [Differentiable] public static double F(double x)
            {
                int i = {|GRAD0201:(int)(x * 2)|};
                return x * i + {|GRAD0202:Math.Round(x)|};
            }
            [Differentiable] public static double {|GRAD0203:G|}(double x, double y) => 1;
        }
        """,
        "The cast of 'x * 2' to 'int' has derivative zero: what is computed from it adds nothing to the gradient. Keep the value in floating point, or write Gradient.Stop(x * 2) to say that this is meant.",
        "'Math.Round' is constant between its steps, so its derivative is zero and what is computed from it adds nothing to the gradient. Put its argument in Gradient.Stop to say that this is meant.",
        "The result of 'G' does not depend on any active parameter: its gradient is always zero. Use 'x' or 'y' in the result, or remove [Differentiable].");

    [Fact]
    public void ACallOfAGeneratedDerivative() => Verify(
        """
        static partial class C {
            [Differentiable] public static double G(double x) => x * x;
            [Differentiable] public static double F(double x) => {|GRAD0105:GGradient(x)|}.dx;
        }
        """,
        "Cannot differentiate the call to 'GGradient': it is generated, and the generator does not see its own output. Compute the derivative outside of the marked method and pass it in as a parameter.");

    [Fact]
    public void AnExceptionInAStageIsReported()
    {
        var model = new MethodModel(new MethodHeader("F"), new Function("F", [], Block.Empty, []));
        var diagnostics = MethodCompiler.Check(model, _ => throw new InvalidOperationException("Two\nlines."));
        Assert.Equal(DiagnosticDescriptors.InternalError.Id, Assert.Single(diagnostics).Id);
        Assert.StartsWith("InvalidOperationException: Two lines", diagnostics[0].Arguments[1], StringComparison.Ordinal);
        Assert.DoesNotContain('\n', diagnostics[0].Arguments[1]);
    }

    [Fact]
    public void AMethodThatFailsInTheGeneratorIsAnErrorInTheGeneratedFile()
    {
        var model = new MethodModel(new MethodHeader("F") { HintName = "C.F" }, new Function("F", [], Block.Empty, [])) { Failure = "InvalidOperationException: Two" };
        GeneratedFile file = GeneratedFile.Of(model);
        Microsoft.CodeAnalysis.Diagnostic error = Assert.Single(Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText(file.Source!).GetDiagnostics());
        Assert.Equal("CS1029", error.Id);
        Assert.Contains("AutoDiff failed on 'F': InvalidOperationException: Two", error.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void AStopOfTheCompilerIsNotAnError()
    {
        var model = new MethodModel(new MethodHeader("F"), new Function("F", [], Block.Empty, []));
        Assert.Throws<OperationCanceledException>(() => MethodCompiler.Check(model, _ => throw new OperationCanceledException()));
    }
}
