// How long generation takes: from nothing for 1 to 1,000 methods, and after an edit of one character in one of 1,000.
//   dotnet run -c Release --project benchmarks/Generation
using System.Diagnostics;
using System.Globalization;
using AutoDiff.Benchmarks.Generation;
using AutoDiff.Generator;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

MetadataReference[] references = [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(AutoDiff.DifferentiableAttribute).Assembly.Location)];
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

Generate(Compile(100));
Generate(Compile(100));
Console.WriteLine("methods   generation   per method");
foreach (int count in new[] { 1, 10, 100, 1000 })
{
    double best = Enumerable.Range(0, count < 1000 ? 5 : 3).Min(_ => Generate(Compile(count)).Milliseconds);
    Console.WriteLine($"{count,7}{best,10:F1} ms{best / count,10:F3} ms");
}

CSharpCompilation before = Compile(1000);
GeneratorDriver driver = Generate(before).Driver;
SyntaxTree tree = before.SyntaxTrees[0];
for (int edit = 0; edit < 4; edit++)
{
    // 500.5 becomes 500.6, .7 and so on: in one method one character.
    SourceText text = tree.GetText();
    int position = text.ToString().IndexOf("sum = 500.", StringComparison.Ordinal) + "sum = 500.".Length;
    SyntaxTree edited = tree.WithChangedText(text.WithChanges(new TextChange(new TextSpan(position, 1), (6 + (edit % 3)).ToString(CultureInfo.InvariantCulture))));
    CSharpCompilation after = before.ReplaceSyntaxTree(tree, edited);
    var clock = Stopwatch.StartNew();
    driver = driver.RunGenerators(after);
    double elapsed = clock.Elapsed.TotalMilliseconds;
    (before, tree) = (after, edited);
    if (edit == 0)
    {
        continue;
    }

    Console.WriteLine($"\nOne character edited in one of 1,000 methods: {elapsed:F1} ms");
    GeneratorRunResult result = driver.GetRunResult().Results.Single();
    foreach (string step in new[] { "Lower", "Emit", "Version" })
    {
        IEnumerable<string> reasons = result.TrackedSteps[step].SelectMany(run => run.Outputs)
            .GroupBy(output => output.Reason)
            .OrderBy(group => group.Key)
            .Select(group => $"{group.Count()} {group.Key}");
        Console.WriteLine($"  {step,-8}{string.Join(", ", reasons)}");
    }
}

CSharpCompilation Compile(int count) => CSharpCompilation.Create(
    "Project",
    [CSharpSyntaxTree.ParseText(SourceText.From(Workload.File(count)))],
    references,
    new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

static (GeneratorDriver Driver, double Milliseconds) Generate(CSharpCompilation compilation)
{
    GeneratorDriver driver = CSharpGeneratorDriver.Create(
        [new DifferentiableGenerator().AsSourceGenerator()],
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
    var clock = Stopwatch.StartNew();
    driver = driver.RunGenerators(compilation);
    double elapsed = clock.Elapsed.TotalMilliseconds;
    GeneratorRunResult result = driver.GetRunResult().Results.Single();
    if (result.Exception is not null || result.GeneratedSources.Length == 0)
    {
        throw new InvalidOperationException("Nothing was generated.", result.Exception);
    }

    return (driver, elapsed);
}
