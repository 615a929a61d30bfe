using AutoDiff.Generator.Tests.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoDiff.Generator.Tests.Incrementality;

/// <summary>The generator run on one compilation after another, as in an IDE.</summary>
internal sealed class GeneratorRuns
{
    private GeneratorDriver _driver = CSharpGeneratorDriver.Create(
        [new DifferentiableGenerator().AsSourceGenerator()],
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static CSharpCompilation Compile(params string[] sources) =>
        DiagnosticsProject.Compile(sources.Select(source => "using System; using AutoDiff;\n" + source));

    public GeneratorRunResult Run(Compilation compilation)
    {
        _driver = _driver.RunGenerators(compilation);
        GeneratorRunResult result = _driver.GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        return result;
    }

    /// <summary>The reasons of a step's outputs.</summary>
    public static IncrementalStepRunReason[] Reasons(GeneratorRunResult result, string step) =>
        [.. result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason)];

    public static string[] Sources(GeneratorRunResult result) =>
        [.. result.GeneratedSources.Select(source => source.HintName + "\n" + source.SourceText)];
}
