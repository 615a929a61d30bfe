using AutoDiff.Generator.Incrementality;
using AutoDiff.Generator.Tests.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static AutoDiff.Generator.Tests.Incrementality.GeneratorRuns;

namespace AutoDiff.Generator.Tests.Incrementality;

/// <summary>A method that the generated files can't have changed isn't looked at again: only then, and not in any other project.</summary>
public class AddedFilesTests
{
    private const string F = "public static partial class Demo { [Differentiable] public static double F(double x) => Twice(x) * x; [Differentiable] public static double Twice(double x) { return 2 * x; } ";

    private static Compilation Generated(params string[] sources) => Generated(Compile(sources));

    private static Compilation Generated(CSharpCompilation compilation)
    {
        CSharpGeneratorDriver.Create(new DifferentiableGenerator()).RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out _);
        return generated;
    }

    private static bool IsSilent(Compilation compilation, string name = "F") =>
        CompiledMethods.IsSilent(compilation.GetSymbolsWithName(name, SymbolFilter.Member).OfType<IMethodSymbol>().Single(), compilation);

    [Theory]
    [InlineData("}")]
    [InlineData("public static double User(double x) { return FGradient(x).dx; } }")] // nothing that F reaches
    [InlineData("/// <summary>See <see cref=\"FGradient\"/>.</summary>\npublic static int Documented() { return 1; } }")]
    [InlineData("[Differentiable] public static double Other(double x) { return x * F(x); } }")]
    [InlineData("public static int FGradient => 1; }")] // the generated one is FGradient_
    public void A_method_that_names_nothing_generated_is_silent(string rest) => Assert.True(IsSilent(Generated(F + rest)));

    [Fact]
    public void So_it_is_beside_statements_of_a_program() => Assert.True(IsSilent(Generated(F + "}", "Console.WriteLine(Demo.FGradient(1.0));")));

    [Theory]
    [InlineData("return 2 * x;", "return FGradient(x).Value;")] // a callee names it
    [InlineData("return 2 * x;", "return 2 * x; // as FGradient")]
    [InlineData("[Differentiable] public static double Twice", "public static double Slope => FGradient(1.0).Item2; [Differentiable] public static double Twice")] // code without a name, which everything may reach
    [InlineData("[Differentiable] public static double Twice", "[Obsolete(nameof(FVjp))] public static int Old; [Differentiable] public static double Twice")]
    [InlineData("[Differentiable] public static double Twice", "[Obsolete(\"FVjp\")] public static int Old; [Differentiable] public static double Twice")]
    [InlineData("[Differentiable] public static double Twice", "public static double Slope => F\\u0047radient(1.0).Item2; [Differentiable] public static double Twice")]
    [InlineData("return 2 * x;", "return F\u200CGradient(x).Value;")] // the same name to the compiler
    public void A_method_that_may_depend_on_a_generated_name_is_not(string find, string replace) => Assert.False(IsSilent(Generated((F + "}").Replace(find, replace, StringComparison.Ordinal))));

    [Theory]
    [InlineData("=> Twice(x) * x", "=> Math.Floor(x)")] // a warning
    [InlineData("=> Twice(x) * x", "=> (int)x * x")]
    [InlineData("=> Twice(x) * x", "=> Console.Read() + Unknown(x)")] // an error
    public void A_method_with_something_to_say_is_not(string find, string replace) => Assert.False(IsSilent(Generated((F + "}").Replace(find, replace, StringComparison.Ordinal))));

    [Fact]
    public void A_method_that_uses_a_derivative_of_this_project_is_not() =>
        Assert.False(IsSilent(Generated(F + "[DerivativeOf(nameof(Twice))] static double TwiceVjp(double dresult) => 2 * dresult; }")));

    [Fact]
    public void Without_the_generator_no_method_is() => Assert.False(IsSilent(Compile(F + "}")));

    [Fact]
    public void In_the_generators_own_compilation_too_it_is()
    {
        CSharpCompilation before = Compile(F + "}");
        Generated(before);
        Assert.True(IsSilent(before));
    }

    [Fact]
    public void A_type_that_is_generated_for_may_change_every_method() =>
        Assert.False(IsSilent(Generated(F + "}", "[Differentiable] public partial class Model { public double W = 1; }")));

    [Fact]
    public void Files_of_another_origin_may_change_every_method()
    {
        Compilation generated = Generated(F + "}");
        Assert.True(IsSilent(generated));
        Assert.False(IsSilent(generated.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Added;", (CSharpParseOptions)generated.SyntaxTrees.First().Options, "Added.g.cs"))));
    }

    [Fact]
    public void An_edit_elsewhere_makes_another_project()
    {
        CSharpCompilation before = Compile(F + "}", "class Other { public int N = 1; }");
        Compilation generated = Generated(before);
        Assert.True(IsSilent(generated));
        SyntaxTree other = before.SyntaxTrees[1];
        Assert.False(IsSilent(generated.ReplaceSyntaxTree(other, CSharpSyntaxTree.ParseText("using System; class Other { public int N = 2; }", (CSharpParseOptions)other.Options, other.FilePath))));
        Assert.False(IsSilent(generated.RemoveSyntaxTrees(other)));
        Assert.False(IsSilent(generated.RemoveReferences(generated.References.Last())));
        Assert.False(IsSilent(generated.WithAssemblyName("Renamed")));
        Assert.False(IsSilent(generated.WithOptions(generated.Options.WithOverflowChecks(true))));
    }

    [Fact]
    public void An_edited_method_is_silent_again_once_the_generator_has_run()
    {
        CSharpCompilation before = Compile(F + "}", "class Other { public int N() { return 1; } }");
        Generated(before);
        SyntaxTree other = before.SyntaxTrees[1];
        CSharpCompilation after = before.ReplaceSyntaxTree(other, CSharpSyntaxTree.ParseText("using System; class Other { public int N() { return 2; } }", (CSharpParseOptions)other.Options, other.FilePath));
        Assert.False(IsSilent(after));
        Assert.True(IsSilent(Generated(after)));
    }

    [Fact]
    public void What_a_user_sets_for_a_file_does_not_matter()
    {
        Compilation generated = Generated(F + "}");
        Assert.True(IsSilent(generated.WithOptions(generated.Options.WithSyntaxTreeOptionsProvider(new Options()))));
    }

    private sealed class Options : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = default;
            return false;
        }

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = default;
            return false;
        }
    }
}
