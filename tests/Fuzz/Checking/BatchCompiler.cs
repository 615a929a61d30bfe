using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using AutoDiff.Generator;
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

    public BatchCompiler(IReadOnlyList<FuzzProgram> programs, bool checkOverflow)
    {
        _checkOverflow = checkOverflow;
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
            SemanticModel model = users.GetSemanticModel(entry.User);
            Diagnostic? error = model.GetDiagnostics().FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error);
            if (error is not null)
            {
                entry.Failure = new Failure(FailureKind.InvalidProgram, error.ToString());
                continue;
            }

            entry.Signature = Signature.Of(entry.User.GetRoot());
            foreach (MethodDeclarationSyntax method in entry.User.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
            {
                if (method.AttributeLists.ToString().Contains("Differentiable", StringComparison.Ordinal) && entry.Failure is null)
                {
                    Generate(entry, (IMethodSymbol)model.GetDeclaredSymbol(method)!, users);
                }
            }
        }
    }

    private static void Generate(Entry entry, IMethodSymbol method, Compilation compilation)
    {
        try
        {
            LoweringResult lowered = MethodLowerer.Lower(method, compilation, CancellationToken.None);
            if (lowered.Model is null)
            {
                entry.Failure = new Failure(FailureKind.Rejected, string.Join("; ", lowered.Diagnostics.Select(d => d.ToString())));
                return;
            }

            (string? source, IReadOnlyList<Generator.Analysis.AnalysisDiagnostic> diagnostics) = MethodCompiler.Compile(lowered.Model);
            if (source is null)
            {
                entry.Failure = new Failure(FailureKind.Rejected, string.Join("; ", diagnostics.Select(d => $"{d.Id} {string.Join(", ", d.Arguments)}")));
                return;
            }

            entry.Generated.Add(Parse(source));
        }
        catch (Exception exception)
        {
            entry.Failure = new Failure(FailureKind.Crash, exception.ToString());
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
