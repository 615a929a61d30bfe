using Microsoft.CodeAnalysis.CSharp;
using static AutoDiff.Generator.Tests.Diagnostics.DiagnosticsProject;

namespace AutoDiff.Generator.Tests.Diagnostics;

public class UsageTests
{
    [Fact]
    public void ContainingTypeThatIsNotPartial() => Verify(
        "static class {|GRAD0001:C|} { [Differentiable] public static double F(double x) => x; [Differentiable] public static double G(double x) => x; }",
        "Cannot generate derivatives of 'F': its containing type 'C' is not partial. Add 'partial' to the declaration of 'C'.");

    [Fact]
    public void EachLevelThatIsNotPartial() => Verify(
        """
        struct {|GRAD0001:A|} { partial class B { record {|GRAD0001:C|} {
            [Differentiable] public static double F(double x) => x;
        } } }
        """,
        "Cannot generate derivatives of 'F': its containing type 'A' is not partial. Add 'partial' to the declaration of 'A'.",
        "Cannot generate derivatives of 'F': its containing type 'C' is not partial. Add 'partial' to the declaration of 'C'.");

    [Fact]
    public void FileLocalType() => Verify(
        "file static partial class {|GRAD0002:C|} { [Differentiable] public static double F(double x) => x; }",
        "Cannot generate derivatives of 'F': its containing type 'C' is file-local, and generated code is in another file. Remove 'file' from 'C' or move 'F' to another type.");

    [Fact]
    public void LocalFunctionAndLambda() => Verify(
        """
        class C { static void M() {
            [{|GRAD0003:Differentiable|}] static double F(double x) => x;
            Func<double, double> g = [{|GRAD0003:Differentiable|}] (double x) => x;
            _ = g(F(1));
        } }
        """,
        "Cannot generate derivatives of 'F': a local function has no place for members beside it. Make it a method of its own, or remove [Differentiable]: local functions called from a marked method are differentiated without it.",
        "Cannot generate derivatives of 'the lambda': a lambda has no place for members beside it. Make it a method of its own, or remove [Differentiable]: local functions called from a marked method are differentiated without it.");

    [Fact]
    public void LocalFunctionInALambdaInALocalFunction() => Verify(
        """
        class C { Action M() => () => { void N() { [{|GRAD0003:Differentiable|}] static double F(double x) => x; F(1); } N(); }; }
        """);

    [Fact]
    public void Accessors() => Verify(
        """
        class C {
            public static double P { [{|GRAD0004:Differentiable|}] get => 1; [{|GRAD0004:Differentiable|}] set { } }
            public double this[int i] { [{|GRAD0004:Differentiable|}] get => i; }
            public static event Action E { [{|GRAD0004:Differentiable|}] add { } remove { } }
        }
        """,
        "Cannot generate derivatives of 'P.get': it is an accessor. Move its body to a method and mark that.",
        "Cannot generate derivatives of 'P.set': it is an accessor. Move its body to a method and mark that.",
        "Cannot generate derivatives of 'this[].get': it is an accessor. Move its body to a method and mark that.",
        "Cannot generate derivatives of 'E.add': it is an accessor. Move its body to a method and mark that.");

    [Fact]
    public void InterfaceMembers() => Verify(
        """
        partial interface I {
            [{|GRAD0005:Differentiable|}] double F(double x);
            [{|GRAD0005:Differentiable|}] static double G(double x) => x;
            [{|GRAD0005:Differentiable|}] static abstract double H(double x);
        }
        """,
        "Cannot generate derivatives of 'F': it is a member of the interface 'I'. Mark a method of a class or struct.",
        "Cannot generate derivatives of 'G': it is a member of the interface 'I'. Mark a method of a class or struct.",
        "Cannot generate derivatives of 'H': it is a member of the interface 'I'. Mark a method of a class or struct.");

    [Fact]
    public void OverridableMethods() => Verify(
        """
        abstract partial class A {
            public abstract double F(double x);
            [Differentiable] public abstract double H(double x);
            [Differentiable] public virtual double G(double x) => x;
        }
        partial class B : A {
            public override double F(double x) => x;
            [Differentiable] public override double H(double x) => x;
            [Differentiable] public sealed override double G(double x) => x;
        }
        abstract partial class C {
            [{|GRAD0006:Differentiable|}] public abstract double F(double x);
        }
        """,
        "Cannot generate derivatives of 'F': it is abstract, and no class of this project overrides it. Override it, or remove [Differentiable].");

    [Fact]
    public void MethodsWithoutBody() => Verify(
        """
        static partial class C {
            [System.Runtime.InteropServices.DllImport("m")] [{|GRAD0007:Differentiable|}] public static extern double F(double x);
            [{|GRAD0007:Differentiable|}] static partial void G(Span<double> x);
        }
        """,
        "Cannot generate derivatives of 'F': it is extern and has no C# body to differentiate. Write the body in C#, or remove [Differentiable].",
        "Cannot generate derivatives of 'G': it is partial and has no C# body to differentiate. Write the body in C#, or remove [Differentiable].");

    [Fact]
    public void AMarkOnEitherPartOfAPartialMethod() => Verify(
        """
        static partial class C {
            [Differentiable] public static partial double F(double x);
            public static partial double F(double x) => x;
            public static partial double G(double x);
            [Differentiable] public static partial double G(double x) => x;
            [Differentiable] public static partial double {|GRAD0011:H|}(int x);
            public static partial double H(int x) => x;
        }
        """);

    [Fact]
    public void ChangedReceiver() => Verify(
        "partial struct S { private int _n; [Differentiable] public double {|GRAD0008:F|}(double x) { _n++; return x; } }",
        "Cannot generate derivatives of 'F': it changes the struct that it is called on, which isn't differentiable itself. Mark the struct [Differentiable], or return a changed copy.");

    [Fact]
    public void TypeParametersWithoutDerivatives() => Verify(
        """
        partial class C<T> {
            [Differentiable] public static double F<U>(double x, U y) => x;
            [Differentiable] public static double {|GRAD0009:G|}(T x) => 1;
            [Differentiable] public static double H(double x, List<T> y) => x;
        }
        """);

    [Fact]
    public void TypeParametersThatStandForAggregates() => Verify(
        """
        public interface IModel<T> : IDifferentiable<T> where T : IModel<T> { double Run(double x); }
        [Differentiable] public partial class M : IModel<M> { public double W = 2; public double Run(double x) => W * x; public static double Twice<T>(T m, double x) where T : IModel<T> => m.Run(m.Run(x)); }
        static partial class C {
            [Differentiable] public static double F<T>(T {|GRAD0009:m|}, double x) where T : IModel<T> => m.Run(x);
            [Differentiable] public static double G<T, U>(U[] {|GRAD0009:m|}, double x) where T : struct, IModel<T> where U : IModel<U> => x;
            [Differentiable] public static double H<T>((int, List<T>) {|GRAD0009:m|}) where T : IDifferentiable<T> => 1;
            [Differentiable] public static double J<T>([NoGradient] T m, double x) where T : M => m.W * x;
            [Differentiable(WithRespectTo = ["x"])] public static double K<T>(T m, double x) where T : M => m.W * x;
            [Differentiable] public static double L<T>(Func<T, int> m, double x) where T : M => x;
            [Differentiable] public static double N(M m, double x) => M.Twice(m, x) + F(m, x);
        }
        """,
        Unknown("F", "T"), Unknown("G", "U"), Unknown("H", "T"));

    private static string Unknown(string method, string parameter) =>
        $"Cannot generate derivatives of '{method}': the type parameter '{parameter}' stands for a differentiable type that is known only where the method is called. "
        + "Constrain it to a class marked [Differentiable], take a type that is in its place, or remove [Differentiable] and make it a method of such a type, to be differentiated where it is called.";

    [Fact]
    public void TypeParametersThatAreConstrainedToAClass() => Verify(
        """
        public interface IScored { double Score(double x); }
        [Differentiable] public partial class M { public double W = 2; public double Run(double x) => W * x; }
        [Differentiable] public sealed partial class D : M, IScored { public double V; public double Score(double x) => V * x; }
        static partial class C {
            [Differentiable(Modes = DerivativeModes.Jvp)] public static double F<T>(T m, double x) where T : M, IDifferentiable<T> => m.Run(x);
            [Differentiable(Modes = DerivativeModes.Jvp)] public static double G<T, U>(U[] m, T t, double x) where T : M where U : T => m[0].W * x * t.W;
            [Differentiable] public static double H<T>((int, List<T>) m) where T : M => m.Item2[0].W;
            [Differentiable] public static double J<T>(T m, double x) where T : M, IScored => m.Score(x);
            [Differentiable] public static T K<T>(T m, double x) where T : M { m.W *= x; return m; }
            [Differentiable] public static double N(D d, double x) => F(d, x) + J(d, x) + K(d, x).V;
        }
        """);

    [Fact]
    public void WhatIsUnknownOfATypeParameterThatIsConstrainedToAClass() => Verify(
        """
        public interface IScored { double Score(double x); static abstract double Of(double x); }
        [Differentiable] public partial record class R { public double W = 2; }
        static partial class C {
            [Differentiable] public static double F<T>(T m, double x) where T : R, IScored => {|GRAD0103:m.Score(x)|};
            [Differentiable] public static double G<T>(T m, double x) where T : R, IScored => {|GRAD0103:T.Of(x)|};
            [Differentiable] public static double H<T>(T m, double x) where T : R => ({|GRAD0119:m with { W = x }|}).W;
            [Differentiable] public static double J<T>(T m, double x) where T : R, new() => {|GRAD0119:new T()|}.W * x;
        }
        """);

    [Fact]
    public void Types() => Verify(
        "[Differentiable] static partial class {|GRAD0010:C|} { } [Differentiable] partial struct {|GRAD0010:S|}<T> { public T Value; }",
        "Cannot make 'C' differentiable: it is static and has no values. Remove [Differentiable].",
        "Cannot make 'S' differentiable: its member 'Value' has a type made of 'T', which may stand for any type. Constrain 'T' to IFloatingPointIeee754<T>, take a class marked [Differentiable] in its place, or mark the member [NoGradient].");

    [Fact]
    public void TypesWithUnsupportedParts() => Verify(
        """
        class Plain { }
        [Differentiable] partial class {|GRAD0010:A|} : Plain { }
        [Differentiable] partial class Node { public double X; public Node? Next; }
        [Differentiable] class {|GRAD0001:NotPartial|} { public double X; }
        [Differentiable] partial class Fine { public double X; [NoGradient] public Fine? Next; public Plain? Other; }
        """,
        "Cannot make 'A' differentiable: its base class 'Plain' isn't differentiable. Mark 'Plain' [Differentiable] as well.",
        "Cannot generate derivatives of 'NotPartial': its containing type 'NotPartial' is not partial. Add 'partial' to the declaration of 'NotPartial'.");

    [Fact]
    public void NoActiveParameter() => Verify(
        """
        static partial class C {
            [Differentiable] public static double {|GRAD0011:F|}() => 1;
            [Differentiable] public static double {|GRAD0011:G|}(int n, string s) => n;
            [Differentiable] public static double {|GRAD0011:H|}([NoGradient] double x, [NoGradient] Span<float> y, int n) => x;
            [Differentiable(WithRespectTo = [])] public static double {|GRAD0011:I|}(double x) => x;
        }
        """,
        "Cannot generate derivatives of 'F': no parameter can carry a derivative. Give it a parameter of type float or double, or a span, array or list of these, or remove [Differentiable].",
        "Cannot generate derivatives of 'G': no parameter can carry a derivative. Give it a parameter of type float or double, or a span, array or list of these, or remove [Differentiable].",
        "Cannot generate derivatives of 'H': no parameter can carry a derivative ('x', 'y' marked [NoGradient]). Give it a parameter of type float or double, or a span, array or list of these, or remove [Differentiable].",
        "Cannot generate derivatives of 'I': no parameter can carry a derivative (WithRespectTo is empty). Give it a parameter of type float or double, or a span, array or list of these, or remove [Differentiable].");

    [Fact]
    public void ResultWithoutDerivative() => Verify(
        """
        static partial class C {
            [Differentiable] public static {|GRAD0012:int|} F(double x) => 1;
            [Differentiable] public static {|GRAD0012:void|} G(double x, ReadOnlySpan<double> y) { }
            [Differentiable] public static {|GRAD0012:object|} H(double x) => 1;
            [Differentiable] public static {|GRAD0012:(int, bool)|} I(in double x) => (1, true);
        }
        """,
        "Cannot generate derivatives of 'F': its result of type 'int' carries no derivative, and it has no 'ref', 'out' or buffer parameter that could. Return float or double, or a tuple, span or array of these, or write to a span.",
        "Cannot generate derivatives of 'G': its result of type 'void' carries no derivative, and it has no 'ref', 'out' or buffer parameter that could. Return float or double, or a tuple, span or array of these, or write to a span.",
        "Cannot generate derivatives of 'H': its result of type 'object' carries no derivative, and it has no 'ref', 'out' or buffer parameter that could. Return float or double, or a tuple, span or array of these, or write to a span.",
        "Cannot generate derivatives of 'I': its result of type '(int, bool)' carries no derivative, and it has no 'ref', 'out' or buffer parameter that could. Return float or double, or a tuple, span or array of these, or write to a span.");

    [Fact]
    public void AResultElsewhereIsEnough() => Verify(
        """
        static partial class C {
            [Differentiable] public static void F(double x, Span<double> y) { y[0] = x; }
            [Differentiable] public static int G(double x, out double y) { y = x; return 1; }
            [Differentiable] public static void H(double[] x) { x[0] *= 2; }
            [Differentiable] public static (double, int) I(double x) => (x, 1);
        }
        """);

    [Fact]
    public void UnknownNames() => Verify(
        """
        static partial class C {
            [Differentiable(WithRespectTo = [nameof(x), {|GRAD0013:"z"|}])] public static double F(double x, double y) => x * y;
            [Differentiable(WithRespectTo = new[] { {|GRAD0013:"this"|} })] public static double G(double x) => x;
        }
        """,
        "'F' has no parameter 'z' to differentiate with respect to. Its parameters are 'x', 'y'; use nameof to keep the names in step.",
        "'G' has no parameter 'this' to differentiate with respect to. Its parameters are 'x'; use nameof to keep the names in step.");

    [Fact]
    public void NamesThatCannotBeActive() => Verify(
        """
        static partial class C {
            [Differentiable(WithRespectTo = [nameof(x), {|GRAD0014:nameof(n)|}, {|GRAD0014:nameof(c)|}])]
            public static double F(double x, int n, [NoGradient] double c) => x * n * c;
        }
        """,
        "Cannot differentiate 'F' with respect to 'n': its type 'int' carries no derivative. Remove it from WithRespectTo.",
        "Cannot differentiate 'F' with respect to 'c': it is marked [NoGradient]. Remove it from WithRespectTo.");

    [Fact]
    public void Signatures() => Verify(
        """
        static partial class C {
            [Differentiable] public static ref double F(ref double x) => ref x;
            extension(int n) { [{|GRAD0015:Differentiable|}] public static double G(double x) => x; }
        }
        """,
        "Cannot generate derivatives of 'G': it is a member of an extension block. Declare it as a static method with a 'this' parameter.");

    [Fact]
    public void OldLanguageVersion() => Verify(
        "static partial class C { [{|GRAD0016:Differentiable|}] public static double F(double x) { return x; } }",
        LanguageVersion.CSharp11,
        null,
        "Cannot generate derivatives of 'F': the generated code needs C# 12, and this project is compiled as C# 11.0. Set <LangVersion> to 12 or higher, or remove it.");

    [Fact]
    public void OldestLanguageVersionSupported() => Verify(
        "static partial class C { [Differentiable] public static double F(double x) { return x; } }", LanguageVersion.CSharp12, null);

    [Fact]
    public void RuntimeIsNotReferenced() => Verify(
        """
        static partial class C { [{|GRAD0017:Differentiable|}] public static double F(double x) => x; }
        namespace AutoDiff { class DifferentiableAttribute : Attribute { } }
        """,
        LanguageVersion.Latest,
        Basic.Reference.Assemblies.Net100.References.All,
        "Cannot generate derivatives of 'F': the type 'AutoDiff.Workspace' of the AutoDiff runtime is not found. Reference the package AutoDiff.Differentiable, with the same version of runtime and generator.");

    [Fact]
    public void AsyncMethod() => Verify(
        "static partial class C { [Differentiable] public static {|GRAD0111:async|} System.Threading.Tasks.Task<double> F(double x) { await System.Threading.Tasks.Task.Yield(); return x; } }",
        "Cannot differentiate 'F': it is async. Move the computation to a synchronous method, mark that, and await outside of it.");

    [Fact]
    public void Iterator() => Verify(
        "static partial class C { [Differentiable] public static IEnumerable<double> F(double x) { {|GRAD0112:yield return x;|} yield break; } }",
        "Cannot differentiate 'F': it is an iterator. Write its elements to a span, array or list instead of yielding them.");

    [Fact]
    public void PointerParameter() => Verify(
        "static unsafe partial class C { [Differentiable] public static double F(double x, double* {|GRAD0115:p|}) => x; }",
        "Cannot differentiate 'double* p': what a pointer points at is not known. Use spans or arrays.");

    [Fact]
    public void OrdinaryMethodsGetNothing() => Verify(
        """
        namespace N { public static partial class Outer { private protected readonly partial record struct Inner {
            [Differentiable(WithRespectTo = [nameof(w)])] internal static float Loss(ReadOnlySpan<float> w, ReadOnlySpan<float> x, int n) => w[n] * x[n];
        } } }
        """);

    [Fact]
    public void OtherAttributesOfTheSameName() => Verify(
        """
        class DifferentiableAttribute : Attribute { }
        namespace M { class DifferentiableAttribute : Attribute { } class C { [Differentiable] int F() => 1; [global::Differentiable] int G() => 1; } }
        """);

    [Fact]
    public void WhatHasNoJacobian() => Verify(
        """
        [Differentiable] public partial class Model { public double W; [Differentiable(Modes = DerivativeModes.Jacobian)] public double {|GRAD0026:M|}(double x) => W * x; }
        public static partial class C {
            private static double s_seen;
            private static double Seen() => s_seen++;
            [Differentiable] public static double Inner(double x) => x;
            [Differentiable(Modes = DerivativeModes.Jacobian)] public static double {|GRAD0026:A|}(ReadOnlySpan<double> x) => x[0];
            [Differentiable(Modes = DerivativeModes.Jacobian)] public static double[] {|GRAD0026:B|}(double x) => new[] { x };
            [Differentiable(Modes = DerivativeModes.Jacobian)] public static void {|GRAD0026:D|}(double x, out double y) => y = x;
            [Differentiable(Modes = DerivativeModes.Jacobian)] public static double {|GRAD0026:E|}(double x, float y) => x * y;
            [Differentiable(Modes = DerivativeModes.Jacobian)] public static double {|GRAD0026:F|}(double x, [NoGradient] double[] seen) { seen[0] = x; return x; }
            [Differentiable(Modes = DerivativeModes.Jacobian)] public static double {|GRAD0026:G|}(double x, ref double y) => x * y;
            [Differentiable(Modes = DerivativeModes.Jacobian)] public static (double, double) {|GRAD0026:H|}(double x, int n)
            {
                double y = 1;
                for (int i = 0; i < n; i++) y *= x + Seen();
                return (x, y);
            }
            [Differentiable(Modes = DerivativeModes.Jacobian)] public static (double, double) {|GRAD0026:K|}(double x, int n) => (Power(x, n), x);
            [Differentiable] public static double Power(double x, int n) => n == 0 ? 1 : x * Power(x, n - 1);
            [Differentiable(Modes = DerivativeModes.Jacobian)] public static (double, double) I(double x, int n)
            {
                double y = 1;
                for (int i = 0; i < n; i++) y *= x;
                return (x, y);
            }
        }
        """);

    [Fact]
    public void WhyThereIsNoJacobian() => Verify(
        "static partial class C { [Differentiable(Modes = DerivativeModes.Jacobian)] public static double {|GRAD0026:F|}(double[] x) => x[0]; }",
        "Cannot generate the Jacobian of 'F': 'x' is or holds a buffer. Take numbers, or tuples and structs of numbers, or mark it [NoGradient], or remove DerivativeModes.Jacobian.");
}
