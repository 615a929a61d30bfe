using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using AutoDiff.Generator;
using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Lowering;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Fuzz.Checking;

/// <summary>Compiles many programs at once: through the generator's stages, then with what they generate, in both configurations.</summary>
internal sealed class BatchCompiler
{
    private static readonly CSharpParseOptions s_parse = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp12);
    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Subject).Assembly.Location),
    ];

    private readonly List<Entry> _entries;
    private readonly bool _checkOverflow;
    private readonly IIncrementalGenerator _generator;

    /// <param name="programs">The programs.</param>
    /// <param name="checkOverflow">Whether integer arithmetic is checked.</param>
    /// <param name="generator">A generator in place of the one that ships.</param>
    public BatchCompiler(IReadOnlyList<FuzzProgram> programs, bool checkOverflow, IIncrementalGenerator? generator = null)
    {
        _checkOverflow = checkOverflow;
        _generator = generator ?? new DifferentiableGenerator();
        _entries = programs.Select((p, i) => new Entry(p, "N" + i)).ToList();
    }

    /// <summary>A program on its way through the compiler.</summary>
    internal sealed class Entry(FuzzProgram program, string space)
    {
        public FuzzProgram Program { get; } = program;

        public string Space { get; } = space;

        public SyntaxTree User { get; } = Parse(InNamespace(program.Source, space));

        public List<SyntaxTree> Generated { get; } = [];

        public List<SyntaxTree> Harness { get; } = [];

        public Signature? Signature { get; set; }

        public Failure? Failure { get; set; }

        public Subject? Release { get; set; }

        public Subject? Debug { get; set; }

        public string GeneratedText => string.Join("\n", Generated.Select(g => g.ToString()));

        public IEnumerable<SyntaxTree> Trees => Generated.Concat(Harness).Prepend(User);
    }

    public IReadOnlyList<Entry> Run()
    {
        Generate();
        foreach (Entry entry in Alive())
        {
            WriteHarness(entry);
        }

        CSharpCompilation compilation = Create(OptimizationLevel.Release, Alive().SelectMany(e => e.Trees));
        compilation = DropInvalid(compilation);
        Load(compilation, (entry, subject) => entry.Release = subject);
        Load(compilation.WithOptions(compilation.Options.WithOptimizationLevel(OptimizationLevel.Debug)), (entry, subject) => entry.Debug = subject);
        return _entries;
    }

    private IEnumerable<Entry> Alive() => _entries.Where(e => e.Failure is null);

    private void Generate()
    {
        CSharpCompilation users = Create(OptimizationLevel.Release, _entries.Select(e => e.User));
        foreach (Entry entry in _entries)
        {
            Diagnostic? error = users.GetSemanticModel(entry.User).GetDiagnostics().FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error);
            if (error is not null)
            {
                entry.Failure = new Failure(FailureKind.InvalidProgram, error.ToString());
                users = users.RemoveSyntaxTrees(entry.User);
                continue;
            }

            entry.Signature = Signature.Of(entry.User.GetRoot());
        }

        GeneratorRunResult result = CSharpGeneratorDriver.Create([_generator.AsSourceGenerator()], parseOptions: s_parse).RunGenerators(users).GetRunResult().Results[0];
        Dictionary<string, Entry> owners = _entries.ToDictionary(e => e.Space);
        foreach (GeneratedSourceResult source in result.GeneratedSources.IsDefault ? [] : result.GeneratedSources)
        {
            BaseNamespaceDeclarationSyntax? space = source.SyntaxTree.GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault();
            if (space is not null && owners.TryGetValue(space.Name.ToString(), out Entry? owner))
            {
                owner.Generated.Add(source.SyntaxTree);
            }
        }

        foreach (Entry entry in Alive())
        {
            string text = entry.GeneratedText;
            MethodDeclarationSyntax? missing = entry.User.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().FirstOrDefault(method =>
                method.AttributeLists.ToString().Contains("Differentiable", StringComparison.Ordinal) && !text.Contains($" {method.Identifier.Text}Vjp(", StringComparison.Ordinal));
            if (missing is not null)
            {
                entry.Failure = result.Exception is { } exception
                    ? new Failure(FailureKind.Crash, exception.ToString())
                    : Explain((IMethodSymbol)users.GetSemanticModel(entry.User).GetDeclaredSymbol(missing)!, users);
            }
        }
    }

    // The generator says nothing of why there is no source: its stages do.
    private static Failure Explain(IMethodSymbol method, Compilation compilation)
    {
        try
        {
            DifferentiableMark mark = DifferentiableMark.On(method)!;
            if (!UsageChecks.Passes(method, mark, compilation, CancellationToken.None))
            {
                return new Failure(FailureKind.Rejected, string.Join("; ", UsageChecks.Check(method, mark, compilation, CancellationToken.None).Diagnostics.Select(d => $"{d.Id} {d.GetMessage()}")));
            }

            LoweringResult lowered = MethodLowerer.Lower(method, compilation, CancellationToken.None);
            if (lowered.Model is null)
            {
                return new Failure(FailureKind.Rejected, string.Join("; ", lowered.Diagnostics.Select(d => $"{d.Id} {d.GetMessage()}")));
            }

            IReadOnlyList<Generator.Analysis.AnalysisDiagnostic> errors = [.. MethodCompiler.Compile(lowered.Model).Diagnostics.Where(d => d.IsError)];
            FailureKind kind = errors.Any(d => d.Id.StartsWith("GRAD09", StringComparison.Ordinal)) ? FailureKind.Crash : FailureKind.Rejected;
            return new Failure(kind, errors.Count == 0 ? "nothing is generated" : string.Join("; ", errors.Select(d => $"{d.Id} {string.Join(", ", d.Arguments)}")));
        }
        catch (Exception exception)
        {
            return new Failure(FailureKind.Crash, exception.ToString());
        }
    }

    private static void WriteHarness(Entry entry)
    {
        foreach ((string name, bool toDouble) in new[] { ("Traced", false), ("Twin", true) })
        {
            SyntaxNode copy = new TraceRewriter(toDouble).Visit(Parse(entry.Program.Source).GetRoot());
            entry.Harness.Add(Parse(InNamespace(copy.ToFullString(), $"{entry.Space}.{name}")));
        }

        SyntaxNode generated = Parse(entry.GeneratedText).GetRoot();
        entry.Harness.Add(Parse(new DriverWriter(entry.Signature!, entry.Space, generated).Write()));
    }

    private CSharpCompilation DropInvalid(CSharpCompilation compilation)
    {
        Dictionary<SyntaxTree, Entry> owners = Alive().SelectMany(e => e.Trees.Select(t => (t, e))).ToDictionary(p => p.t, p => p.e);
        foreach (Diagnostic diagnostic in compilation.GetDiagnostics())
        {
            if (diagnostic.Location.SourceTree is { } tree && owners.TryGetValue(tree, out Entry? owner) && owner.Failure is null
                && (diagnostic.Severity == DiagnosticSeverity.Error || (diagnostic.Severity == DiagnosticSeverity.Warning && owner.Generated.Contains(tree))))
            {
                owner.Failure = new Failure(
                    owner.Generated.Contains(tree) ? FailureKind.DoesNotCompile : tree == owner.Harness[^1] ? FailureKind.Signature : FailureKind.InvalidProgram, diagnostic.ToString());
            }
        }

        return compilation.RemoveSyntaxTrees(_entries.Where(e => e.Failure is not null).SelectMany(e => e.Trees).Where(owners.ContainsKey));
    }

    private void Load(CSharpCompilation compilation, Action<Entry, Subject> give)
    {
        if (!Alive().Any())
        {
            return;
        }

        using var stream = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(stream);
        if (!result.Success)
        {
            throw new InvalidOperationException(string.Join("\n", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(5)));
        }

        stream.Position = 0;
        Assembly assembly = new ProgramContext().LoadFromStream(stream);
        foreach (Entry entry in Alive())
        {
            give(entry, (Subject)Activator.CreateInstance(assembly.GetType(entry.Space + ".Driver.Driver", throwOnError: true)!)!);
        }
    }

    private CSharpCompilation Create(OptimizationLevel level, IEnumerable<SyntaxTree> trees) => CSharpCompilation.Create(
        "Programs",
        trees,
        s_references,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: level, checkOverflow: _checkOverflow, nullableContextOptions: NullableContextOptions.Enable, concurrentBuild: false));

    private static string InNamespace(string source, string space) => $"namespace {space} {{ {source} }}";

    private static SyntaxTree Parse(string source) => CSharpSyntaxTree.ParseText(source, s_parse);

    private sealed class ProgramContext() : AssemblyLoadContext("programs", isCollectible: true)
    {
        // The runtime and the harness are those of the process.
        protected override Assembly? Load(AssemblyName assemblyName) => GetLoadContext(typeof(Subject).Assembly)!.LoadFromAssemblyName(assemblyName);
    }
}
