using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Incrementality;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static AutoDiff.Generator.Tests.Incrementality.GeneratorRuns;

namespace AutoDiff.Generator.Tests.Incrementality;

/// <summary>What the generator found out about a method holds for the analyzer, which sees it among the generated files.</summary>
public class CompiledMethodsTests
{
    private const string Members =
        """
        public static partial class Demo
        {
            [Differentiable] public static double Plain(double x, ReadOnlySpan<double> w) { double s = 0; for (int i = 0; i < w.Length; i++) { s += w[i] * x; } return s; }
            [Differentiable] public static double Lost(double x) => (int)x * x;
            [Differentiable(Modes = DerivativeModes.Jvp, FastMath = true)] public static double Both(double x) => Plain(x, new double[] { x, x });
            [Differentiable] public static double Constant(double x) => Math.Floor(2.5);
            [Differentiable] public static T Generic<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T> => x * T.Sin(x);
        }

        [Differentiable] public partial class Model { public double W = 1; [Differentiable] public double Run(double x) => W * x; }
        """;

    [Fact]
    public void The_findings_are_those_of_a_look_of_ones_own()
    {
        CSharpCompilation compilation = Compile(Members);
        CSharpGeneratorDriver.Create(new DifferentiableGenerator())
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out _);
        int count = 0, findings = 0;
        foreach (IMethodSymbol method in generated.GetSymbolsWithName(_ => true, SymbolFilter.Member).OfType<IMethodSymbol>().Where(MarkedMethod.IsMarked))
        {
            MethodModel model = MethodLowerer.Lower(method, generated, CancellationToken.None).Model!;
            EquatableArray<AnalysisDiagnostic>? known = CompiledMethods.DiagnosticsOf(method, model);
            Assert.NotNull(known);
            Assert.Equal(MethodCompiler.Check(model), known.Value.AsEnumerable());
            Assert.Null(CompiledMethods.DiagnosticsOf(method, model with { FastMath = !model.FastMath }));
            count++;
            findings += known.Value.Count;
        }

        Assert.Equal(6, count);
        Assert.True(findings > 0);
    }

    [Fact]
    public void A_method_that_the_generator_has_not_seen_has_none()
    {
        CSharpCompilation compilation = Compile(Members);
        IMethodSymbol method = compilation.GetSymbolsWithName("Plain", SymbolFilter.Member).OfType<IMethodSymbol>().Single();
        Assert.Null(CompiledMethods.DiagnosticsOf(method, MethodLowerer.Lower(method, compilation, CancellationToken.None).Model!));
    }
}
