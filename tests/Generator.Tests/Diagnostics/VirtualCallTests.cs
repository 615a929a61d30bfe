using static AutoDiff.Generator.Tests.Diagnostics.DiagnosticsProject;

namespace AutoDiff.Generator.Tests.Diagnostics;

/// <summary>Calls that go by the receiver's type, where one of the bodies can't be differentiated.</summary>
public class VirtualCallTests
{
    [Fact]
    public void AnImplementationThatIsNotMarked() => Verify(
        """
        interface I { double F(double x); }
        partial class A : I { [Differentiable] public double F(double x) => x; }
        class B : I { public double F(double x) => x * x; }
        static partial class C { [Differentiable] public static double G(I i, double x) => {|GRAD0103:i.F(x)|}; }
        """,
        "Cannot differentiate the call to 'F': it is an interface member, and 'B.F', which it may run, isn't differentiable. Mark 'B.F' [Differentiable].");

    [Fact]
    public void NoImplementationAtAll() => Verify(
        """
        interface I { double F(double x); }
        static partial class C { [Differentiable] public static double G(I i, double x) => {|GRAD0103:i.F(x)|}; }
        """,
        "Cannot differentiate the call to 'F': it is an interface member, so the code that runs is known only at run time. Call a static or sealed method, or cut the arguments with Gradient.Stop.");

    [Fact]
    public void ParametersBehindAnInterfaceWouldBeLost() => Verify(
        """
        interface I { double F(double x); }
        [Differentiable] partial class A : I { public double Weight = 2; public double F(double x) => x * Weight; }
        static partial class C { [Differentiable] public static double G(I i, double x) => {|GRAD0103:i.F(x)|}; }
        """,
        "Cannot differentiate the call to 'F': it is an interface member, and the derivatives with respect to the members of 'A', which its receiver may be, would be lost. Call it through an abstract class marked [Differentiable].");

    [Fact]
    public void ADerivedClassThatIsNotMarked() => Verify(
        """
        [Differentiable] abstract partial class A { public double W = 1; public abstract double F(double x); }
        [Differentiable] partial class B : A { public override double F(double x) => x * W; }
        class D : A { public override double F(double x) => x; }
        static partial class C { [Differentiable] public static double G(A a, double x) => {|GRAD0103:a.F(x)|}; }
        """,
        "Cannot differentiate the call to 'F': it is abstract, and 'D', which its receiver may be, isn't marked as its base class is. Mark 'D' [Differentiable].");

    [Fact]
    public void AConstantReceiverWithoutActiveArgumentsIsACallLikeAnyOther() => Verify(
        """
        interface I { double F(int n); void Log(double x); }
        class B : I { public double F(int n) => n; public void Log(double x) { } }
        static partial class C { [Differentiable] public static double G(I i, double x) { i.Log(x); return i.F(2) * x; } }
        """);

    [Fact]
    public void RecursionThroughAnUnmarkedOverride() => Verify(
        """
        [Differentiable] abstract partial class A { public double W = 1; public abstract double F(double x); }
        [Differentiable] sealed partial class B(A inner) : A { public A Inner = inner; public override double F(double x) => {|GRAD0101:Inner.F(x)|} * W; }
        static partial class C { [Differentiable] public static double G(A a, double x) => a.F(x); }
        """);

    [Fact]
    public void ARecursiveProperty() => Verify(
        """
        [Differentiable] sealed partial class A { public double W = 1; public A? Next; public double Sum => Next is null ? W : W + {|GRAD0119:Next.Sum|}; }
        static partial class C { [Differentiable] public static double G(A a, double x) => a.Sum * x; }
        """);

    [Fact]
    public void PrivateMembersThatTheGeneratedCodeCannotReach() => Verify(
        """
        [Differentiable] sealed partial class A {
            private static readonly double s_scale = 2;
            private static double Twice(double x) => x + x;
            private double Own(double x) => x * W;
            public double W = 1;
            public double F(double x) => x * {|GRAD0119:s_scale|} * W;
            public double H(double x) => Twice(Own(x));
            [Differentiable] public double K(double x) => Twice(x) * s_scale;
        }
        static partial class C {
            [Differentiable] public static double G(A a, double x) => a.F(x);
            [Differentiable] public static double I(A a, double x) => a.H(x);
            [Differentiable] public static double J(A a, double x) => a.K(x);
        }
        """);
}
