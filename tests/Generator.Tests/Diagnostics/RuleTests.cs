using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static AutoDiff.Generator.Tests.Diagnostics.DiagnosticsProject;

namespace AutoDiff.Generator.Tests.Diagnostics;

/// <summary>Hand-written derivatives: what is wrong with them, and with calls that need them.</summary>
public class RuleTests
{
    [Fact]
    public void WrongReturnType() => Verify(
        """
        public static class C {
            public static double F(double x, double y) => x * y;
            [DerivativeOf(nameof(F))] public static (double dy, double dx) {|GRAD0019:FVjp|}(double x, double y, double dresult) => (dresult * x, dresult * y);
        }
        """,
        "'FVjp' can't be used as the derivative of 'C.F(double, double)': it must return '(double dx, double dy)'. Declare it as 'static (double dx, double dy) FVjp(double x, double y, double result, double dresult)', leaving out the parameters that it doesn't need.");

    [Fact]
    public void UnknownParameter() => Verify(
        """
        public static class C {
            public static double F(double x) => x;
            [DerivativeOf(nameof(F))] public static double {|GRAD0019:FVjp|}(double z, double dresult) => dresult * z;
        }
        """,
        "'FVjp' can't be used as the derivative of 'C.F(double)': there is nothing that its parameter 'z' could stand for. Declare it as 'static double FVjp(double x, double result, double dresult)', leaving out the parameters that it doesn't need.");

    [Fact]
    public void WrongParameterType() => Verify(
        """
        public static class C {
            public static double F(ReadOnlySpan<double> x, ref double y, out float z, int n) { z = 0; return x[n] * y; }
            [DerivativeOf(nameof(F))] public static void {|GRAD0019:FVjp|}(double[] x, double dresult) { }
        }
        """,
        "'FVjp' can't be used as the derivative of 'C.F(ReadOnlySpan<double>, ref double, out float, int)': its parameter 'x' must be 'ReadOnlySpan<double>'. Declare it as 'static void FVjp(ReadOnlySpan<double> x, double y, float z, int n, double result, double dresult, Span<double> dx, ref double dy, float dz)', leaving out the parameters that it doesn't need.");

    [Fact]
    public void AdjointByValueInPlaceOfAReference() => Verify(
        """
        public static class C {
            public static void F(ref double y) => y *= y;
            [DerivativeOf(nameof(F))] public static void {|GRAD0019:FVjp|}(double dy) { }
        }
        """,
        "'FVjp' can't be used as the derivative of 'C.F(ref double)': its parameter 'dy' must be 'ref double'. Declare it as 'static void FVjp(double y, ref double dy)', leaving out the parameters that it doesn't need.");

    [Fact]
    public void InstanceMethodAndTypeParameters() => Verify(
        """
        public class C {
            public static double F(double x) => x;
            public static T G<T>(T x) => x;
            [DerivativeOf(nameof(F))] public double {|GRAD0019:FVjp|}(double dresult) => dresult;
            [DerivativeOf(nameof(G))] public static double {|GRAD0019:GVjp|}(double dresult) => dresult;
        }
        """,
        "'FVjp' can't be used as the derivative of 'C.F(double)': it isn't static. Declare it as 'static double FVjp(double x, double result, double dresult)', leaving out the parameters that it doesn't need.",
        "'GVjp' can't be used as the derivative of 'C.G<T>(T)': it must have 1 type parameter. Declare it as 'static T GVjp<T>(T x, T result, T dresult)', leaving out the parameters that it doesn't need.");

    [Fact]
    public void ForwardRule() => Verify(
        """
        public static class C {
            public static double F(double x, ReadOnlySpan<double> y) => x;
            [DerivativeOf(nameof(F))] public static float {|GRAD0019:FJvp|}(double x, double dx) => 0;
            public static double G(double x) => x;
            [DerivativeOf(nameof(G))] public static double GJvp(double dx) => dx;
        }
        """,
        "'FJvp' can't be used as the derivative of 'C.F(double, ReadOnlySpan<double>)': it must return 'double'. Declare it as 'static double FJvp(double x, ReadOnlySpan<double> y, double result, double dx, ReadOnlySpan<double> dy)', leaving out the parameters that it doesn't need.");

    [Fact]
    public void NamesThatAreTaken() => Verify(
        """
        public static class C {
            public static double F(double x, double dx, double result) => x * dx * result;
            [DerivativeOf(nameof(F))] public static (double dx_, double ddx, double dresult) FVjp(double x, double dx, double result, double result_, double dresult_) => default;
        }
        """);

    [Fact]
    public void EachMarkOfARuleIsChecked() => Verify(
        """
        public static class C {
            public static double F(double x) => 2 * x;
            public static double G(double x) => 2 * x;
            [DerivativeOf(nameof(F)), DerivativeOf(nameof(G)), DerivativeOf({|GRAD0020:"H"|})] public static double FVjp(double dresult) => 2 * dresult;
            [DerivativeOf({|GRAD0022:nameof(G)|})] public static double GVjp(double dresult) => 2 * dresult;
        }
        """);

    [Fact]
    public void UnknownTarget() => Verify(
        """
        public static class C {
            [DerivativeOf({|GRAD0020:"F"|})] public static double FVjp(double dresult) => dresult;
            [DerivativeOf(typeof(Math), {|GRAD0020:"Foo"|})] public static double FooVjp(double dresult) => dresult;
            [DerivativeOf(typeof(Math), {|GRAD0020:nameof(Math.Exp)|}, Parameters = [typeof(string), typeof(int[])])] public static double ExpVjp(double dresult) => dresult;
        }
        """,
        "'FVjp' is marked as the derivative of 'F': 'C' has no such method. Name the type and the method, as in [DerivativeOf(typeof(Math), nameof(Math.Exp))].",
        "'FooVjp' is marked as the derivative of 'Foo': 'Math' has no such method. Name the type and the method, as in [DerivativeOf(typeof(Math), nameof(Math.Exp))].",
        "'ExpVjp' is marked as the derivative of 'Exp': 'Math' has no overload with the parameters (string, int[]). Name the type and the method, as in [DerivativeOf(typeof(Math), nameof(Math.Exp))].");

    [Fact]
    public void AmbiguousOverload() => Verify(
        """
        public static class C {
            public static double F(double x) => x;
            public static double F(double x, int n) => x;
            public static double F(float x) => x;
            [DerivativeOf({|GRAD0021:nameof(F)|})] public static double FVjp(double x, double dresult) => dresult;
            [DerivativeOf(nameof(F), Parameters = [typeof(double), typeof(int)])] public static double OtherVjp(double x, double dresult) => dresult;
        }
        """,
        "'FVjp' could be the derivative of several overloads of 'F': 'C.F(double)' and 'C.F(double, int)'. Name the types of the one that is meant, as in Parameters = [typeof(double)].");

    [Fact]
    public void SecondDerivative() => Verify(
        """
        public static class C {
            public static double F(double x) => x;
            [DerivativeOf(nameof(F))] public static double FVjp(double x, double dresult) => dresult;
            [DerivativeOf({|GRAD0022:nameof(F)|})] public static double Again(double dresult) => dresult;
            [DerivativeOf(nameof(F))] public static double FJvp(double dx) => dx;
        }
        """,
        "'Again' is marked as the derivative of 'C.F(double)', which has 'FVjp' already. Remove one of the two.");

    [Fact]
    public void DerivativeThatIsNotAccessible() => Verify(
        """
        public static class A {
            public static double F(double x) => x;
            [DerivativeOf(nameof(F))] private static double FVjp(double dresult) => dresult;
        }
        static partial class C { [Differentiable] public static double G(double x) => {|GRAD0023:A.F(x)|} + 1; }
        """,
        LanguageVersion.Latest,
        null,
        "Cannot differentiate the call to 'F': its derivative 'FVjp' in 'A' isn't accessible here. Make 'FVjp' internal or public, or mark 'F' [Differentiable].");

    [Fact]
    public void DerivativeOfAMarkedMethodThatIsNotAccessible() => Verify(
        """
        public static partial class A {
            [Differentiable] public static double F(double x) => x;
            [DerivativeOf(nameof(F))] private static double FVjp(double dresult) => dresult;
        }
        static partial class C { [Differentiable] public static double G(double x) => A.F(x) + 1; }
        """);

    [Fact]
    public void AnActiveBufferThatTheDerivativeLeavesOut() => Verify(
        """
        static partial class C {
            public static double F(ReadOnlySpan<double> x, double s) => x[0] * s;
            [DerivativeOf(nameof(F))] private static double FVjp(ReadOnlySpan<double> x, double dresult) => x[0] * dresult;
            [Differentiable] public static double G(ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> y, double s) => F(y, s) + {|GRAD0024:F(x, s)|};
        }
        """,
        "Cannot differentiate the call to 'F': 'x' is active here, and the derivative 'FVjp' doesn't take its adjoint. Give 'FVjp' the parameter 'dx', or cut the argument with Gradient.Stop.");

    [Fact]
    public void ADerivativeThatTakesABufferForAConstant() => Verify(
        """
        static partial class C {
            public static double F(ReadOnlySpan<double> x, double s) => x[0] * s;
            [DerivativeOf(nameof(F))] private static double FVjp([NoGradient] ReadOnlySpan<double> x, double dresult) => x[0] * dresult;
            [Differentiable] public static double G(ReadOnlySpan<double> x, double s) => F(x, s) + x[0];
        }
        """);

    [Fact]
    public void UnusedDerivatives() => Verify(
        """
        public static partial class C {
            public static double F(double x) => x;
            [DerivativeOf(nameof(F))] internal static double {|GRAD0025:FVjp|}(double dresult) => dresult;
            public static double G(double x) => x;
            [DerivativeOf(nameof(G))] private static double GVjp(double dresult) => dresult;
            public static double H(double x) => x;
            [DerivativeOf(nameof(H))] public static double HVjp(double dresult) => dresult;
            [Differentiable] public static double K(double x) => L(x);
            [Differentiable] public static double L(double x) => G(x);
        }
        """,
        "'FVjp' is the derivative of 'C.F(double)', which no [Differentiable] method calls, and nobody outside of this project sees 'FVjp'. Remove it, make it public, or check that [DerivativeOf] names the method that was meant.");

    [Fact]
    public void DerivativesInReferencedAssemblies()
    {
        MetadataReference library = Reference("Other", """
            using AutoDiff;
            public static class Library {
                public static double F(double x) => x * x;
                [DerivativeOf(nameof(F))] public static double FVjp(double x, double dresult) => 2 * x * dresult;
                public static double G(double x) => x;
                [DerivativeOf(nameof(G))] internal static double GVjp(double dresult) => dresult;
            }
            """);
        Verify(
            "static partial class C { [Differentiable] public static double H(double x) => Library.F(x) + {|GRAD0101:Library.G(x)|}; }",
            LanguageVersion.Latest,
            [.. References, library]);
        Verify(
            """
            static partial class C {
                [Differentiable] public static double H(double x) => Library.F(x) + Library.G(x);
                [DerivativeOf(typeof(Library), nameof(Library.G))] private static double Own(double dresult) => dresult;
            }
            """,
            LanguageVersion.Latest,
            [.. References, library]);
    }

    [Fact]
    public void TheAttributeUnderAnotherName() => Verify(
        """
        using Rule = AutoDiff.DerivativeOfAttribute;
        static partial class C {
            public static double F(double x) => x;
            [Rule(nameof(F))] private static double FVjp(double dresult) => dresult;
            [Differentiable] public static double G(double x) => F(x);
        }
        """);
}
