using static AutoDiff.Generator.Tests.Diagnostics.DiagnosticsProject;

namespace AutoDiff.Generator.Tests.Diagnostics;

/// <summary>Structs without derivatives that active values go into: the message names the struct, and what to do instead.</summary>
public class RefStructTests
{
    private const string Window = """
        public ref struct Window {
            public Window(ReadOnlySpan<double> values) { Values = values; }
            public ReadOnlySpan<double> Values; public double Scale; public double Other { get; set; }
            public bool Next() { if (Values.IsEmpty) return false; Scale = Values[0]; Values = Values[1..]; return true; }
            public ReadOnlySpan<double>.Enumerator GetEnumerator() => Values.GetEnumerator();
        }
        """;

    private const string Message =
        "Cannot differentiate through 'Window': it can hold a float but carries no derivative. A ref struct can't be marked [Differentiable]: keep its spans and numbers in variables and parameters of their own, or cut it with Gradient.Stop.";

    [Theory]
    [InlineData("Sum({|GRAD0107:new Window(r)|})")]
    [InlineData("Sum(new Window { {|GRAD0107:Values = r|} })")]
    [InlineData("Sum(new Window { {|GRAD0107:Other = x|} })")]
    public void Passed(string use) => Verify(
        Window + "static partial class C { static double Sum(Window w) => w.Values[0]; [Differentiable] public static double F(ReadOnlySpan<double> r, double x) => x * " + use + "; }", Message);

    [Theory]
    [InlineData("Window w = {|GRAD0107:new Window(r)|}; return x * w.Scale;")]
    [InlineData("Window w = default; {|GRAD0107:w.Values = r|}; return x * w.Values[0];")]
    [InlineData("Window w = default; {|GRAD0107:w.Scale *= x|}; return x * w.Scale;")]
    [InlineData("Window w = default; {|GRAD0107:(w.Scale, x) = (x, 2)|}; return x;")]
    public void AsALocal(string body) => Verify(Window + "static partial class C { [Differentiable] public static double F(ReadOnlySpan<double> r, double x) { " + body + " } }", Message);

    [Fact]
    public void ByReference() => Verify(Window + "static partial class C { [Differentiable] public static double F(ref Window w, double x) { {|GRAD0107:w.Scale = x|}; return x; } }", Message);

    [Fact]
    public void AsTheOnlyParameter() => Verify(
        Window + "static partial class C { [Differentiable] public static double {|GRAD0011:F|}(Window w) => w.Scale; }",
        "Cannot generate derivatives of 'F': no parameter can carry a derivative ('w' is of the ref struct 'Window': its spans and numbers have to be parameters of their own). "
        + "Give it a parameter of type float or double, or a span, array or list of these, or remove [Differentiable].");

    [Fact]
    public void WithAnEnumeratorThatGivesReferences() => Verify(
        Window + "static partial class C { [Differentiable] public static double F(Window w, double x) { foreach (double d in {|GRAD0119:w|}) x *= d; return x; } }",
        "Cannot differentiate the enumerator of type 'Enumerator', which gives references: it is not part of the C# that AutoDiff supports. Loop over an index, or over a span of the elements.");

    [Fact]
    public void AsAConstant() => Verify(
        Window + """
        static partial class C {
            [Differentiable] public static double F(Window w, double x) { while (w.Next()) x = Math.Sin(x * w.Scale); return x; }
            [Differentiable] public static double G([NoGradient] double[] a, double x) { var w = new Window { Values = a }; w.Scale = 2; for (int i = 0; i < 3; i++) { Window v = w; v.Next(); x *= v.Scale; } return x; }
            [Differentiable] public static double H(Window w, double x) => w.Values[0] * F(w, x);
        }
        """);

    [Fact]
    public void AStructThatCouldBeMarked() => Verify(
        "public struct Point { public double X; } static partial class C { [Differentiable] public static double F(double x) { Point p = default; {|GRAD0107:p.X = x|}; return p.X; } }",
        "Cannot differentiate through 'Point': it can hold a float but carries no derivative. Mark 'Point' [Differentiable], keep the value in a float, double, tuple, span, array or list, or cut it with Gradient.Stop.");
}
