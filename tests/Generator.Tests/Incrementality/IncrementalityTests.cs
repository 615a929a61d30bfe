using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using static AutoDiff.Generator.Tests.Incrementality.GeneratorRuns;

namespace AutoDiff.Generator.Tests.Incrementality;

public class IncrementalityTests
{
    private const string First = "    [Differentiable] public static double F(double x) { double y = Math.Exp(x); return x * y; }\n";
    private const string Second = "    [Differentiable] public static double G(ReadOnlySpan<double> x) { double s = 0; foreach (double v in x) s += v * v; return s; }\n";
    private const string Third = "    public static int H(int n) => n + 1;\n";

    private static readonly IncrementalStepRunReason[] s_kept = [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged];

    [Fact]
    public void TheSameCompilationIsCached()
    {
        CSharpCompilation compilation = Compile(Type(First, Second));
        var runs = new GeneratorRuns();
        runs.Run(compilation);
        GeneratorRunResult again = runs.Run(compilation.Clone());
        Assert.All(again.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(run => run.Outputs), output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached], Reasons(again, DifferentiableGenerator.EmitStep));
    }

    [Theory]
    [InlineData("a comment before", "// a comment\n")]
    [InlineData("an empty line", "\n\n")]
    public void TextBeforeTheTypeChangesNothing(string what, string text)
    {
        Assert.NotEmpty(what);
        AssertNothingRuns([Type(First, Second)], [text + Type(First, Second)]);
    }

    [Fact]
    public void ACommentInAMethodChangesNothing() =>
        AssertNothingRuns([Type(First, Second)], [Type(First.Replace("{ double", "{ /* why */ double", StringComparison.Ordinal), Second)]);

    [Fact]
    public void AnUnmarkedMethodThatIsEditedChangesNothing() =>
        AssertNothingRuns([Type(First, Second, Third)], [Type(First, Second, Third.Replace("+ 1", "+ 2", StringComparison.Ordinal))]);

    [Fact]
    public void AnotherFileThatIsEditedChangesNothing() =>
        AssertNothingRuns([Type(First, Second), "class Other { int a; }"], [Type(First, Second), "class Other { int a, b; void M() { } }"]);

    [Fact]
    public void AnotherFileThatIsAddedChangesNothing() => AssertNothingRuns([Type(First, Second)], [Type(First, Second), "class Other { }"]);

    [Fact]
    public void AMovedMethodChangesNoSource()
    {
        var runs = new GeneratorRuns();
        string[] before = Sources(runs.Run(Compile(Type(First, Second))));
        GeneratorRunResult after = runs.Run(Compile(Type(Second, Third, First)));
        Assert.Equal(before.Order(StringComparer.Ordinal), Sources(after).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void AMethodThatMovesPastAnUnmarkedOneChangesNothing() => AssertNothingRuns([Type(First, Third, Second)], [Type(Third, First, Second)]);

    [Fact]
    public void AnEditRunsTheEditedMethodAlone()
    {
        var runs = new GeneratorRuns();
        runs.Run(Compile(Type(First, Second)));
        GeneratorRunResult after = runs.Run(Compile(Type(First.Replace("x * y", "x + y", StringComparison.Ordinal), Second)));
        foreach (string step in new[] { DifferentiableGenerator.LowerStep, DifferentiableGenerator.EmitStep })
        {
            IncrementalStepRunReason[] reasons = Reasons(after, step);
            Assert.Single(reasons, reason => reason == IncrementalStepRunReason.Modified);
            Assert.Single(reasons, reason => s_kept.Contains(reason));
        }
    }

    [Fact]
    public void AnErrorInACalleeTakesItsCallersAlong()
    {
        const string Caller = "    [Differentiable] public static double K(double x) => Callee(x) * x;\n";
        const string Callee = "    [Differentiable, System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)] public static double Callee(double x) => x * x;\n";
        var runs = new GeneratorRuns();
        string[] before = Sources(runs.Run(Compile(Type(First, Caller, Callee))));
        string[] broken = Sources(runs.Run(Compile(Type(First, Caller, Callee.Replace("x * x", "(double)(object)x", StringComparison.Ordinal)))));
        Assert.Equal(before.Where(source => !source.Contains("Callee", StringComparison.Ordinal)), broken);
        GeneratorRunResult repaired = runs.Run(Compile(Type(First, Caller, Callee)));
        Assert.Equal(before, Sources(repaired));
        Assert.Equal(4, before.Length);
    }

    [Fact]
    public void AnEditOfAConstantElsewhereRunsWhatReadsIt()
    {
        const string Reader = "    [Differentiable] public static double K(double x) => x * Settings.Rate;\n";
        var runs = new GeneratorRuns();
        runs.Run(Compile(Type(First, Reader), "static class Settings { public const double Rate = 2; }"));
        GeneratorRunResult after = runs.Run(Compile(Type(First, Reader), "static class Settings { public const double Rate = 3; }"));
        Assert.Single(Reasons(after, DifferentiableGenerator.EmitStep), reason => reason == IncrementalStepRunReason.Modified);
    }

    [Fact]
    public void NothingInThePipelineHoldsACompilation()
    {
        GeneratorRunResult result = new GeneratorRuns().Run(Compile(Type(First, Second)));
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        string[] steps = [DifferentiableGenerator.LowerStep, DifferentiableGenerator.EmitStep, DifferentiableGenerator.CalleesStep, DifferentiableGenerator.VersionStep];
        foreach (string step in steps)
        {
            Assert.All(result.TrackedSteps[step].SelectMany(run => run.Outputs), output => AssertPlain(output.Value, step, seen));
        }

        Assert.True(seen.Count > 20, "The walk saw too few objects to be one.");
    }

    [Fact]
    public void TheOrderOfFilesDoesNotMatter()
    {
        string a = "namespace A { " + Type(First) + " }", b = "namespace B { " + Type(Second, First) + " }";
        Assert.Equal(
            Sources(new GeneratorRuns().Run(Compile(a, b))).Order(StringComparer.Ordinal),
            Sources(new GeneratorRuns().Run(Compile(b, a))).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TheCultureDoesNotMatter()
    {
        const string Fractions = "    [Differentiable] public static double F(double x) => -1234.5678 * x + 1e-9f;\n";
        string[] invariant = Sources(new GeneratorRuns().Run(Compile(Type(Fractions, Second))));
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        var culture = (System.Globalization.CultureInfo)System.Globalization.CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NegativeSign = "~";
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = culture;
            Assert.Equal(invariant, Sources(new GeneratorRuns().Run(Compile(Type(Fractions, Second)))));
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void LineEndingsOfTheSourceDoNotMatter()
    {
        string[] generated = Sources(new GeneratorRuns().Run(Compile(Type(First, Second))));
        Assert.Equal(generated, Sources(new GeneratorRuns().Run(Compile(Type(First, Second).Replace("\n", "\r\n", StringComparison.Ordinal)))));
        Assert.All(generated, source => Assert.DoesNotContain('\r', source));
    }

    [Fact]
    public void OverloadsAndNamesThatDifferInCaseHaveFilesOfTheirOwn()
    {
        GeneratorRunResult result = new GeneratorRuns().Run(Compile(
            "static partial class C { [Differentiable] static double F(double x) => x; [Differentiable] static float F(float x) => x; [Differentiable] static double f(double x) => x; }",
            "static partial class c { [Differentiable] static double F(double x) => x; } namespace N { static partial class C { [Differentiable] static double F(double x) => x; } }"));
        Assert.Equal(6, result.GeneratedSources.Length);
        Assert.Equal(6, result.GeneratedSources.Select(source => source.HintName).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    private static string Type(params string[] members) => "public static partial class Demo\n{\n" + string.Concat(members) + "}\n";

    private static void AssertNothingRuns(string[] before, string[] after)
    {
        var runs = new GeneratorRuns();
        string[] sources = Sources(runs.Run(Compile(before)));
        GeneratorRunResult result = runs.Run(Compile(after));
        Assert.All(Reasons(result, DifferentiableGenerator.LowerStep), reason => Assert.Contains(reason, s_kept));
        Assert.All(Reasons(result, DifferentiableGenerator.EmitStep), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.Equal(2, Reasons(result, DifferentiableGenerator.EmitStep).Length);
        Assert.All(result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(run => run.Outputs), output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
        Assert.Equal(sources, Sources(result));
    }

    private static void AssertPlain(object? value, string path, HashSet<object> seen)
    {
        if (value is null || !seen.Add(value))
        {
            return;
        }

        Assert.False(
            value is ISymbol or SyntaxNode or SyntaxTree or SyntaxReference or SemanticModel or Compilation or Location or IOperation or SourceText or AttributeData,
            $"{path} holds a {value.GetType()}.");
        Type type = value.GetType();
        if (type.IsPrimitive || type.IsEnum || value is string || typeof(MemberInfo).IsAssignableFrom(type))
        {
            return;
        }

        if (value is IEnumerable items)
        {
            foreach (object? item in items)
            {
                AssertPlain(item, path + "[]", seen);
            }
        }

        for (Type? current = type; current is not null && current != typeof(object); current = current.BaseType)
        {
            foreach (FieldInfo field in current.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                AssertPlain(field.GetValue(value), path + "." + field.Name, seen);
            }
        }
    }
}
