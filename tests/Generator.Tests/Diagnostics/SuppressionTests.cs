using System.Collections.Immutable;
using AutoDiff.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static AutoDiff.Generator.Tests.Diagnostics.DiagnosticsProject;

namespace AutoDiff.Generator.Tests.Diagnostics;

public class SuppressionTests
{
    private const string Floor = "static partial class C { [Differentiable] public static double F(double x) => x - Math.Floor(x); }";
    private const string NotPartial = "static class C { [Differentiable] public static double F(double x) => x; }";

    [Fact]
    public void APragmaSilencesAWarning() => Verify($"\n#pragma warning disable GRAD0202\n{Floor}\n#pragma warning restore GRAD0202");

    [Fact]
    public void StopSilencesAWarning() =>
        Verify("static partial class C { [Differentiable] public static double F(double x) => x - Math.Floor(Gradient.Stop(x)) * (int)Gradient.Stop(x); }");

    [Fact]
    public void AConfigurationSilencesAWarning()
    {
        Assert.Equal(["GRAD0202"], Configured(Floor, DiagnosticDescriptors.ZeroDerivative, ReportDiagnostic.Default).Select(diagnostic => diagnostic.Id));
        Assert.Empty(Configured(Floor, DiagnosticDescriptors.ZeroDerivative, ReportDiagnostic.Suppress));
        Assert.Equal(
            DiagnosticSeverity.Error,
            Assert.Single(Configured(Floor, DiagnosticDescriptors.ZeroDerivative, ReportDiagnostic.Error)).Severity);
    }

    [Fact]
    public void AConfigurationDoesNotSilenceAnError() =>
        Assert.Equal(["GRAD0001"], Configured(NotPartial, DiagnosticDescriptors.ContainingTypeNotPartial, ReportDiagnostic.Suppress).Select(diagnostic => diagnostic.Id));

    [Fact]
    public void AMethodWithAWarningHasDerivativesAndOneWithAnErrorHasNone()
    {
        Analyze(Compile(["using System; using AutoDiff; " + Floor]), out Compilation generated);
        Assert.NotEmpty(generated.GetSymbolsWithName("FGradient"));
        Analyze(Compile(["using System; using AutoDiff; static partial class C { static double G(double x) => x; [Differentiable] public static double F(double x) => G(x); }"]), out generated);
        Assert.Empty(generated.GetSymbolsWithName("FGradient"));
    }

    // What <NoWarn> and .editorconfig come to.
    private static ImmutableArray<Diagnostic> Configured(string source, DiagnosticDescriptor descriptor, ReportDiagnostic report)
    {
        CSharpCompilation compilation = Compile(["using System; using AutoDiff; " + source]);
        return Analyze(compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(
            ImmutableDictionary<string, ReportDiagnostic>.Empty.Add(descriptor.Id, report))));
    }
}
