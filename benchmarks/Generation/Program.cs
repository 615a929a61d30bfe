// How long generation takes: from nothing for 1 to 1,000 methods, by stage, and after an edit of one character in one of 1,000.
//   dotnet run -c Release --project benchmarks/Generation [-- repeats] [--json file]
using System.Globalization;
using System.Text.Json;
using AutoDiff.Benchmarks.Generation;
using AutoDiff.Generator;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

MetadataReference[] references = [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(AutoDiff.DifferentiableAttribute).Assembly.Location)];
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
// A name of its own for each, so that nothing is found from a run before.
int compilations = 0;
int repeats = args.Length > 0 && int.TryParse(args[0], CultureInfo.InvariantCulture, out int given) ? given : 10;
int jsonAt = Array.IndexOf(args, "--json");
List<Size> sizes = [];

// Until the runtime has compiled everything for the last time.
for (int i = 0; i < 20; i++)
{
    Generate(Compile(100));
}

Thread.Sleep(500);
Console.WriteLine("From nothing, for one method:");
Console.WriteLine("methods       time   user CPU  allocated");
foreach (int count in new[] { 1, 10, 100, 1000 })
{
    var runs = Enumerable.Range(0, count < 1000 ? 3 * repeats : repeats).Select(_ => Generate(Compile(count)).Cost).ToList();
    sizes.Add(new Size(count, runs.Min(r => r.Time) / count, runs.Min(r => r.Cpu) / count, runs.Min(r => r.Bytes) / count));
    Console.WriteLine($"{count,7}{runs.Min(r => r.Time) / count,8:F3} ms{runs.Min(r => r.Cpu) / count,8:F3} ms{runs.Min(r => r.Bytes) / count / 1024,8:F0} KB");
}

Console.WriteLine("\nThe stages, one after the other, for one of 1,000 methods:");
foreach ((string name, Cost cost) in Stages.Measure(() => Compile(1000), 1000, repeats))
{
    Console.WriteLine($"{name,-30}{cost.Time,8:F3} ms{cost.Cpu,8:F3} ms{cost.Bytes / 1024,8:F0} KB");
}

CSharpCompilation before = Compile(1000);
GeneratorDriver driver = Generate(before).Driver;
var edits = new List<Cost>();
for (int edit = 0; edit < 20; edit++)
{
    CSharpCompilation after = Edited(before, 6 + (edit % 3));
    Cost cost = Cost.Of(() => driver = driver.RunGenerators(after));
    before = after;
    if (edit > 0)
    {
        edits.Add(cost);
    }
}

Console.WriteLine($"\nOne character edited in one of 1,000 methods: {edits.Min(e => e.Time):F1} ms, user CPU {edits.Min(e => e.Cpu):F1} ms, allocated {edits.Min(e => e.Bytes) / 1024:F0} KB");

// What is noted of each step costs more than the steps: it is asked for once, and not measured.
GeneratorRunResult last = Generate(before, tracks: true).Driver.RunGenerators(Edited(before, 9)).GetRunResult().Results.Single();
foreach (string step in new[] { "Lower", "Emit", "Version" })
{
    IEnumerable<string> reasons = last.TrackedSteps[step].SelectMany(run => run.Outputs)
        .GroupBy(output => output.Reason)
        .OrderBy(group => group.Key)
        .Select(group => $"{group.Count()} {group.Key}");
    Console.WriteLine($"  {step,-8}{string.Join(", ", reasons)}");
}

if (jsonAt >= 0 && jsonAt + 1 < args.Length)
{
    File.WriteAllText(args[jsonAt + 1], JsonSerializer.Serialize(sizes, new JsonSerializerOptions { WriteIndented = true }) + "\n");
}

CSharpCompilation Compile(int count) => CSharpCompilation.Create(
    "Project" + compilations++.ToString(CultureInfo.InvariantCulture),
    [CSharpSyntaxTree.ParseText(SourceText.From(Workload.File(count)))],
    references,
    new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

// 500.5 becomes 500.6, .7 and so on: in one method one character.
static CSharpCompilation Edited(CSharpCompilation compilation, int digit)
{
    SyntaxTree tree = compilation.SyntaxTrees[0];
    SourceText text = tree.GetText();
    int position = text.ToString().IndexOf("sum = 500.", StringComparison.Ordinal) + "sum = 500.".Length;
    var change = new TextChange(new TextSpan(position, 1), digit.ToString(CultureInfo.InvariantCulture));
    return compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(text.WithChanges(change)));
}

static (GeneratorDriver Driver, Cost Cost) Generate(CSharpCompilation compilation, bool tracks = false)
{
    GeneratorDriver driver = CSharpGeneratorDriver.Create(
        [new DifferentiableGenerator().AsSourceGenerator()],
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: tracks));
    Cost cost = Cost.Of(() => driver = driver.RunGenerators(compilation));
    GeneratorRunResult result = driver.GetRunResult().Results.Single();
    if (result.Exception is not null || result.GeneratedSources.Length == 0)
    {
        throw new InvalidOperationException("Nothing was generated.", result.Exception);
    }

    return (driver, cost);
}

/// <summary>What one of so many methods takes, from nothing.</summary>
internal sealed record Size(int Methods, double Milliseconds, double CpuMilliseconds, double Bytes);
