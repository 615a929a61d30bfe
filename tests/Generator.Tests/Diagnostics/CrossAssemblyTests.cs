using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static AutoDiff.Generator.Tests.Diagnostics.DiagnosticsProject;

namespace AutoDiff.Generator.Tests.Diagnostics;

/// <summary>Calls of marked methods of another compilation.</summary>
public class CrossAssemblyTests
{
    private const string Library = "public static partial class Library { [Differentiable] public static double Square(double x) => x * x; }";
    private const string Caller = "static partial class C { [Differentiable] public static double F(double x) => {|GRAD0018:Library.Square(x)|} + 1; }";

    [Theory]
    [InlineData("[assembly: AutoDiff.CompilerServices.SplitFormVersion(1000)] ", "1000")]
    [InlineData("", "none")]
    public void AnotherVersion(string attribute, string version) => Verify(
        Caller,
        LanguageVersion.Latest,
        [.. References, Reference("Other", "using AutoDiff; " + attribute + Library)],
        $"Cannot differentiate the call to 'Square': the derivatives in the assembly 'Other' have split form version {version}, this generator needs {SplitForm.Version}. Build both with the same version of AutoDiff.Differentiable.");

    [Fact]
    public void AnotherVersionBehindACall() => Verify(
        """
        static partial class C {
            [Differentiable] public static double F(double x) => Helper(x);
            [Differentiable] public static double Helper(double x) => {|GRAD0018:Library.Square(x)|};
        }
        """,
        LanguageVersion.Latest,
        [.. References, Reference("Other", "using AutoDiff; " + Library)]);

    [Fact]
    public void TheRightVersionWithoutTheMembers() => Verify(
        "static partial class C { [Differentiable] public static double F(double x) => {|GRAD0101:Library.Square(x)|}; }",
        LanguageVersion.Latest,
        [.. References, Reference("Other", "using AutoDiff; [assembly: AutoDiff.CompilerServices.SplitFormVersion(2)] " + Library)]);

    private const string Models = """
        using AutoDiff;
        [Differentiable] public partial class Model {
            public Model(double x) { W = x * x; } public Model(double[] w) { W = w[0]; } public Model(int n) { W = n; } public double W;
            [Differentiable] public static Model Make(double x) => new(x);
        }
        [Differentiable] public partial record struct Point(double A, double B) { [Differentiable] public static Point Make(double a, double b) => new(a, b); }
        """;

    [Theory]
    [InlineData("{|GRAD0119:new Model(x * 2)|}.W", "new Model(x * 2)", "Model")]
    [InlineData("{|GRAD0119:new Model(2) { W = x }|}.W", "new Model(2) { W = x }", "Model")]
    [InlineData("{|GRAD0119:new Model(new double[] { 2 })|}.W * x", "new Model(new double[] { 2 })", "Model")]
    [InlineData("{|GRAD0119:new Point(x, 2)|}.A", "new Point(x, 2)", "Point")]
    public void AConstructor(string use, string code, string type) => Verify(
        "static partial class C { [Differentiable] public static double F(double x) => " + use + "; }",
        LanguageVersion.Latest,
        [.. References, Generated(Models)],
        $"Cannot differentiate '{code}', whose constructor is in the assembly 'Other' and has no derivative: it is not part of the C# that AutoDiff supports. "
        + $"Call a static method of that assembly, marked [Differentiable], that makes the '{type}', or write the constructor's derivative with [DerivativeOf].");

    [Fact]
    public void TheWaysOutOfAConstructor() => Verify(
        """
        static partial class C {
            [Differentiable] public static double F(double x) => Model.Make(x * 2).W * Point.Make(x, 2).A;
            [Differentiable] public static double G(double x) => new Model(2.5).W * new Model(3).W * x;
        }
        static partial class D {
            [Differentiable] public static double F(double x) => new Model(x * 2).W;
            [DerivativeOf(typeof(Model), ".ctor", Parameters = [typeof(double)])] internal static double MakeVjp(double x, Model dresult) => 2 * x * dresult.W;
        }
        """,
        LanguageVersion.Latest,
        [.. References, Generated(Models)]);

    private static MetadataReference Generated(string source)
    {
        Assert.Empty(Analyze(Compile([source]).WithAssemblyName("Other"), out Compilation generated));
        using var image = new MemoryStream();
        Assert.True(generated.Emit(image).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    [Fact]
    public void AProjectReferenceOrAnImage()
    {
        CSharpCompilation library = Compile(["using AutoDiff; " + Library]).WithAssemblyName("Other");
        Assert.Empty(Analyze(library, out Compilation generated));
        using var image = new MemoryStream();
        Assert.True(generated.Emit(image).Success);
        foreach (MetadataReference reference in new MetadataReference[] { generated.ToMetadataReference(), MetadataReference.CreateFromImage(image.ToArray()) })
        {
            Verify(
                "static partial class C { [Differentiable] public static double F(double x) => Library.Square(x) + 1; [Differentiable] public static double G(double x) => F(x) * F(x); }",
                LanguageVersion.Latest,
                [.. References, reference]);
        }
    }
}
