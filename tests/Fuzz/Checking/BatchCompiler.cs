using System.Collections.Concurrent;
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
    private static readonly CSharpParseOptions s_parse12 = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp12);
    private static readonly CSharpParseOptions s_parse13 = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp13);
    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Subject).Assembly.Location),
    ];

    private static readonly ConcurrentDictionary<(OptimizationLevel Level, bool CheckOverflow), CSharpCompilation> s_empty = new();

    private readonly List<Entry> _entries;
    private readonly bool _checkOverflow;
    private readonly IIncrementalGenerator _generator;
    private readonly CSharpParseOptions _parse;

    /// <param name="programs">The programs: all of them in C# 12, or all in C# 13.</param>
    /// <param name="checkOverflow">Whether integer arithmetic is checked.</param>
    /// <param name="generator">A generator in place of the one that ships.</param>
    public BatchCompiler(IReadOnlyList<FuzzProgram> programs, bool checkOverflow, IIncrementalGenerator? generator = null)
    {
        _checkOverflow = checkOverflow;
        _generator = generator ?? new DifferentiableGenerator();
        _parse = programs.Any(p => p.HasAggregates) ? s_parse13 : s_parse12;
        _entries = programs.Select((p, i) => new Entry(p, "N" + i, Parse(InNamespace(p.Source, "N" + i)))).ToList();
    }

    /// <summary>A program on its way through the compiler.</summary>
    internal sealed class Entry(FuzzProgram program, string space, SyntaxTree user)
    {
        public FuzzProgram Program { get; } = program;

        public string Space { get; } = space;

        public SyntaxTree User { get; } = user;

        public List<SyntaxTree> Generated { get; } = [];

        public List<SyntaxTree> Harness { get; } = [];

        public Signature? Signature { get; set; }

        public Failure? Failure { get; set; }

        public Subject? Release { get; set; }

        public Subject? Debug { get; set; }

        public string GeneratedText => string.Join("\n", Generated.Select(g => g.ToString()));

        /// <summary>The driver of the Debug build, which calls F and its derivative alone.</summary>
        public SyntaxTree? LeanDriver { get; set; }

        /// <summary>Of what is generated, what the harness calls, and what that calls.</summary>
        public List<SyntaxTree> Called { get; } = [];

        /// <summary>The same for the Debug build.</summary>
        public List<SyntaxTree> CalledLean { get; } = [];

        public bool IsGenerated(SyntaxTree tree) => Called.Contains(tree) || CalledLean.Contains(tree);

        public IEnumerable<SyntaxTree> Trees => Called.Concat(Harness).Prepend(User);

        public IEnumerable<SyntaxTree> LeanTrees => CalledLean.Prepend(User).Append(LeanDriver!);
    }

    public IReadOnlyList<Entry> Run()
    {
        Generate();
        Phases.Measure("harness", () =>
        {
            foreach (Entry entry in Alive())
            {
                WriteHarness(entry);
            }
        });

        Phases.Measure("release", () => Load(OptimizationLevel.Release, e => e.Trees, (entry, subject) => entry.Release = subject));
        Phases.Measure("debug", () => Load(OptimizationLevel.Debug, e => e.LeanTrees, (entry, subject) => entry.Debug = subject));
        return _entries;
    }

    private IEnumerable<Entry> Alive() => _entries.Where(e => e.Failure is null);

    private void Generate()
    {
        CSharpCompilation users = Create(OptimizationLevel.Release, _entries.Select(e => e.User));
        foreach (Entry entry in _entries)
        {
            entry.Signature = Signature.Of(entry.User.GetRoot());
        }

        GeneratorRunResult result = Phases.Measure("generate", () => CSharpGeneratorDriver.Create([_generator.AsSourceGenerator()], parseOptions: _parse).RunGenerators(users).GetRunResult().Results[0]);
        Assign(result, users);
    }

    // To each program what was generated for it; where nothing was, the reason.
    private void Assign(GeneratorRunResult result, CSharpCompilation users)
    {
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
                method.AttributeLists.ToString().Contains("Differentiable", StringComparison.Ordinal) && !text.Contains($" {method.Identifier.Text}Vjp{(method.TypeParameterList is null ? "(" : "<")}", StringComparison.Ordinal));
            if (missing is not null)
            {
                entry.Failure = Reason(entry, missing, result, users);
            }
        }
    }

    private static Failure Reason(Entry entry, MethodDeclarationSyntax method, GeneratorRunResult result, CSharpCompilation users)
    {
        SemanticModel model = users.GetSemanticModel(entry.User);
        return model.GetDiagnostics().FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error) is { } error ? new Failure(FailureKind.InvalidProgram, error.ToString())
            : result.Exception is { } exception ? new Failure(FailureKind.Crash, exception.ToString())
            : Explain((IMethodSymbol)model.GetDeclaredSymbol(method)!, users);
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

    // All that is generated is compiled for one program in four only, the split form of the entry for one in two.
    private void WriteHarness(Entry entry)
    {
        // Without float the twin is the program itself.
        bool isMixed = entry.Program.IsMixed;
        foreach (string name in isMixed ? ["Traced", "Twin"] : new[] { "Traced" })
        {
            SyntaxNode copy = new TraceRewriter(toDouble: name == "Twin").Visit(entry.User.GetRoot());
            entry.Harness.Add(Parse(copy.ToFullString().Replace($"namespace {entry.Space} ", $"namespace {entry.Space}.{name} ", StringComparison.Ordinal)));
        }

        string[] methods = [.. entry.User.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Select(m => m.Identifier.Text).Distinct()];
        CalledMembers? called = entry.Program.Seed % 4 == 0 ? null
            : new CalledMembers(methods, entry.Program.Seed % 2 == 0 ? ["Gradient"] : ["Gradient", "Forward", "Reverse"], ["Gradient", "Vjp", "Jvp"], hasTangents: true);
        var lean = new CalledMembers(methods, ["Gradient", "Forward", "Reverse"], ["Gradient", "Vjp"], hasTangents: false);
        entry.Called.AddRange(entry.Generated.Select(tree => called?.Of(tree) ?? tree));
        entry.CalledLean.AddRange(entry.Generated.Select(lean.Of));
        var writer = new DriverWriter(entry.Signature!, entry.Space, isMixed ? "Twin" : "Traced", entry.User.GetRoot(), [.. entry.Called.Select(g => g.GetRoot())]);
        entry.Harness.Add(Parse(writer.Write(isLean: false)));
        entry.LeanDriver = Parse(writer.Write(isLean: true));
    }

    // Emitting finds what is wrong with the code. The rare program that has an error is left out and the others are emitted again.
    private void Load(OptimizationLevel level, Func<Entry, IEnumerable<SyntaxTree>> trees, Action<Entry, Subject> give)
    {
        while (Alive().Any())
        {
            using var stream = new MemoryStream();
            Microsoft.CodeAnalysis.Emit.EmitResult result = Create(level, Alive().SelectMany(trees)).Emit(stream);
            if (!Blame(result.Diagnostics) && !result.Success)
            {
                throw new InvalidOperationException(string.Join("\n", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(5)));
            }

            if (result.Success)
            {
                stream.Position = 0;
                Assembly assembly = new ProgramContext().LoadFromStream(stream);
                foreach (Entry entry in Alive())
                {
                    give(entry, (Subject)Activator.CreateInstance(assembly.GetType(entry.Space + ".Driver.Driver", throwOnError: true)!)!);
                }

                return;
            }
        }
    }

    // An error anywhere, or a warning in generated code, is the failure of the program that it belongs to.
    private bool Blame(IEnumerable<Diagnostic> diagnostics)
    {
        bool any = false;
        Dictionary<SyntaxTree, Entry>? owners = null;
        foreach (Diagnostic diagnostic in diagnostics)
        {
            owners ??= Alive().SelectMany(e => e.Trees.Concat(e.LeanTrees).Distinct().Select(t => (t, e))).ToDictionary(p => p.t, p => p.e);
            if (diagnostic.Location.SourceTree is { } tree && owners.TryGetValue(tree, out Entry? owner) && owner.Failure is null
                && (diagnostic.Severity == DiagnosticSeverity.Error || (diagnostic.Severity == DiagnosticSeverity.Warning && owner.IsGenerated(tree))))
            {
                any = true;
                owner.Failure = new Failure(
                    owner.IsGenerated(tree) ? FailureKind.DoesNotCompile : tree == owner.Harness[^1] || tree == owner.LeanDriver ? FailureKind.Signature : FailureKind.InvalidProgram, diagnostic.ToString());
            }
        }

        return any;
    }

    // What was bound of the references before is used again.
    private CSharpCompilation Create(OptimizationLevel level, IEnumerable<SyntaxTree> trees) => s_empty.GetOrAdd((level, _checkOverflow), key => CSharpCompilation.Create(
        "Programs",
        null,
        s_references,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: key.Level, checkOverflow: key.CheckOverflow, nullableContextOptions: NullableContextOptions.Enable, concurrentBuild: false)))
        .AddSyntaxTrees(trees);

    private static string InNamespace(string source, string space) => $"namespace {space} {{ {source} }}";

    private SyntaxTree Parse(string source) => CSharpSyntaxTree.ParseText(source, _parse);

    private sealed class ProgramContext() : AssemblyLoadContext("programs", isCollectible: true)
    {
        // The runtime and the harness are those of the process.
        protected override Assembly? Load(AssemblyName assemblyName) => GetLoadContext(typeof(Subject).Assembly)!.LoadFromAssemblyName(assemblyName);
    }
}
