using AutoDiff.Generator.Incrementality;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using static AutoDiff.Generator.Tests.Incrementality.GeneratorRuns;

namespace AutoDiff.Generator.Tests.Incrementality;

/// <summary>After an edit a method is lowered again when the edit can concern it, and only then.</summary>
public class LoweredMethodsTests
{
    private const string F = "[Differentiable] public static double F(double x) { return G(x) * Math.Exp(x) * Settings.Rate; }\n";
    private const string G = "[Differentiable] public static double G(double x) { return x * Twice(x); }\n";
    private const string Twice = "[Differentiable] public static double Twice(double x) => 2 * x;\n";
    private const string Other = "[Differentiable] public static double Other(double x) { return Math.Sin(x); }\n";
    private const string Plain = "public static int Plain(int n) { return n + 1; }\n";
    private const string Settings = "public static class Settings { public const double Rate = 2; public static double Unused() { return 1; } }";

    private static string Type(params string[] members) => "public static partial class Program\n{\n" + string.Concat(members) + "}\n";

    private readonly LoweredMethods _methods = new();
    private readonly List<MethodModel?> _alive = [];

    private static CSharpCompilation Before { get; } = Compile(Type(F, G, Twice, Other, Plain), Settings);

    private string[] Lowered(Compilation compilation)
    {
        var lowered = new List<string>();
        foreach (IMethodSymbol method in compilation.GetSymbolsWithName(_ => true, SymbolFilter.Member).OfType<IMethodSymbol>().Where(MarkedMethod.IsMarked))
        {
            _alive.Add(_methods.Get(method, compilation, () =>
            {
                lowered.Add(method.Name);
                return MethodLowerer.Lower(method, compilation, CancellationToken.None);
            }).Model);
        }

        return [.. lowered.Order(StringComparer.Ordinal)];
    }

    private string[] LoweredAfter(string find, string replace, CSharpCompilation? project = null)
    {
        CSharpCompilation before = project ?? Before;
        Lowered(before);
        SyntaxTree tree = before.SyntaxTrees.First(t => t.ToString().Contains(find, StringComparison.Ordinal));
        SourceText text = tree.GetText();
        SyntaxTree edited = tree.WithChangedText(text.WithChanges(new TextChange(new TextSpan(text.ToString().IndexOf(find, StringComparison.Ordinal), find.Length), replace)));
        return Lowered(before.ReplaceSyntaxTree(tree, edited));
    }

    [Fact]
    public void At_first_all_are() => Assert.Equal(["F", "G", "Other", "Twice"], Lowered(Before));

    [Fact]
    public void The_same_compilation_lowers_none()
    {
        Lowered(Before);
        Assert.Empty(Lowered(Before));
        Assert.Empty(Lowered(Before.Clone()));
    }

    [Fact]
    public void An_edit_of_a_body_nobody_calls_lowers_that_method() => Assert.Equal(["Other"], LoweredAfter("Math.Sin", "Math.Cos"));

    [Fact]
    public void An_edit_of_a_callee_lowers_its_callers() => Assert.Equal(["F", "G"], LoweredAfter("return x * Twice(x)", "return x + Twice(x)"));

    [Fact]
    public void An_edit_of_a_callees_callee_lowers_all_that_reach_it() => Assert.Equal(["F", "G", "Twice"], LoweredAfter("=> 2 * x", "=> 3 * x"));

    [Fact]
    public void An_edit_of_an_unmarked_body_lowers_none() => Assert.Empty(LoweredAfter("n + 1", "n + 2"));

    [Fact]
    public void A_body_elsewhere_lowers_none() => Assert.Empty(LoweredAfter("return 1;", "return 3;"));

    [Theory]
    [InlineData("Rate = 2", "Rate = 3")] // a constant
    [InlineData("public const double Rate", "public static readonly double Rate")]
    [InlineData("public static class Settings", "public static partial class Settings")]
    [InlineData("double Twice(double x)", "float Twice(double x)")]
    [InlineData("public static int Plain(int n)", "public static int Plain(long n)")]
    [InlineData("[Differentiable] public static double Other", "public static double Other")]
    [InlineData("public static class Settings", "global using System.Text; public static class Settings")]
    public void An_edit_outside_of_bodies_lowers_all(string find, string replace)
    {
        string[] lowered = LoweredAfter(find, replace);
        Assert.Contains("F", lowered);
        Assert.Contains("Twice", lowered);
    }

    [Fact]
    public void Another_option_lowers_all()
    {
        Lowered(Before);
        Assert.Equal(4, Lowered(Before.WithOptions(Before.Options.WithOverflowChecks(true))).Length);
    }

    [Fact]
    public void Another_reference_lowers_all()
    {
        Lowered(Before);
        Assert.Equal(4, Lowered(Before.AddReferences(MetadataReference.CreateFromFile(typeof(Xunit.FactAttribute).Assembly.Location))).Length);
    }

    [Fact]
    public void A_new_file_with_an_overload_lowers_all()
    {
        Lowered(Before);
        Assert.Equal(4, Lowered(Before.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class More { void M() { } }", (CSharpParseOptions)Before.SyntaxTrees[0].Options))).Length);
    }

    [Fact]
    public void What_an_accessor_calls_concerns_all()
    {
        CSharpCompilation before = Compile(Type(F, G, Twice, Other, Plain, "public static int Property { get { return Plain(2); } }\n"), Settings);
        Assert.Equal(["F", "G", "Other", "Twice"], LoweredAfter("n + 1", "n + 2", before));
    }

    [Fact]
    public void An_edit_that_changes_nothing_keeps_the_model_itself()
    {
        LoweredAfter("Math.Sin(x)", "/* why */ Math.Sin(x)");
        Assert.Equal(8, _alive.Count);
        Assert.Equal(4, new HashSet<object?>(_alive, ReferenceEqualityComparer.Instance).Count);
    }

    /// <summary>What is given back is what lowering would give.</summary>
    [Fact]
    public void A_kept_model_is_the_one_that_lowering_gives()
    {
        LoweredAfter("Math.Sin", "Math.Cos");
        IMethodSymbol f = Before.GetSymbolsWithName("F", SymbolFilter.Member).OfType<IMethodSymbol>().Single();
        MethodModel? kept = _methods.Get(f, Before, () => throw new InvalidOperationException("F was lowered again.")).Model;
        Assert.Equal(MethodLowerer.Lower(f, Before, CancellationToken.None).Model, kept);
    }
}
