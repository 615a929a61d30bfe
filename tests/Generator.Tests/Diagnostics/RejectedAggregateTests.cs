using Microsoft.CodeAnalysis.CSharp;
using static AutoDiff.Generator.Tests.Diagnostics.DiagnosticsProject;

namespace AutoDiff.Generator.Tests.Diagnostics;

/// <summary>A type that can't be differentiable: the error is said there, and no code is generated that would need what the type lacks.</summary>
public class RejectedAggregateTests
{
    [Fact]
    public void TheMethodsOfARejectedTypeAndThoseThatUseIt() => Verify(
        """
        [Differentiable] public partial struct {|GRAD0010:Bad|} {
            private double _x; public double[,,,]? Other;
            public Bad(double x) { _x = x; Other = null; }
            [Differentiable] public double F(double y) => _x * y;
            public double Read() => _x;
        }
        [Differentiable] public sealed partial class {|GRAD0010:Holder|} { public Bad Inner; [Differentiable] public double G(double y) => Inner.Read() * y; }
        static partial class C {
            [Differentiable] public static double H(Bad bad, double y) => bad.Read() * y;
            [Differentiable] public static double I(double y) { var bad = new Bad(y); return bad.Read() * y; }
            [Differentiable] public static double J(double y) => y * y;
        }
        """);

    [Fact]
    public void ATypeInALanguageThatIsTooOld() => Verify(
        """
        [Differentiable] public partial struct {|GRAD0010:Old|} { private double _x; [Differentiable] public double F(double y) => _x * y; }
        """,
        LanguageVersion.CSharp12,
        null);
}
