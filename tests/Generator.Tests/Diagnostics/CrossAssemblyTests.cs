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
