using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Incrementality;

/// <summary>All that the lowering of a method can depend on, as hashes: equal hashes, equal model. It depends on more than is needed, never on less.</summary>
internal sealed class ProjectText
{
    private static readonly ConditionalWeakTable<Compilation, ProjectText> _projects = new();
    private static readonly ConditionalWeakTable<object, object> _identities = new();
    private static long _lastIdentity;

    private readonly Dictionary<string, List<MethodText>> _bodies = new(StringComparer.Ordinal);
    private readonly TextHash _surface;
    private readonly HashSet<string> _surfaceWords = new(StringComparer.Ordinal);
    private readonly CompilationOptions _options;
    private readonly int _files;
    private readonly TextHash _parts;

    private ProjectText(Compilation compilation)
    {
        TextHash surface = TextHash.Empty.With(compilation.AssemblyName ?? "").With(Identity(compilation.Options));
        foreach (MetadataReference reference in compilation.References)
        {
            surface = surface.With(Identity(reference));
        }

        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            FileText file = FileText.Of(tree);
            surface = surface.With(Identity(tree.Options)).With(file.Surface);
            _surfaceWords.UnionWith(file.Words);
            foreach (MethodText body in file.Bodies)
            {
                if (!_bodies.TryGetValue(body.Name, out List<MethodText>? list))
                {
                    _bodies[body.Name] = list = [];
                }

                list.Add(body);
            }
        }

        _surface = surface.With(Reach(_surfaceWords));
        _options = Compared(compilation.Options);
        _files = compilation.SyntaxTrees.Count();
        _parts = PartsOf(compilation, _files);
    }

    public static ProjectText Of(Compilation compilation) => _projects.GetValue(compilation, project => new(project));

    /// <summary>What the methods of a name depend on: everything outside of bodies, their own bodies and all that can be reached from there by name.</summary>
    public TextHash KeyOf(string method) => _surface.With(Reach([method]));

    /// <summary>Whether the methods of a name can depend on one of these names.</summary>
    public bool Mentions(string method, HashSet<string> names) => Reached([method]).Any(body => names.Overlaps(body.Words));

    /// <summary>Whether every method can depend on one of these names: outside of all bodies, or in those that can be reached from there.</summary>
    public bool MentionsOutside(Compilation compilation, HashSet<string> names) =>
        compilation.SyntaxTrees.Take(_files).Any(tree => FileText.Of(tree) is var file && (!file.IsPlain || file.MentionsOutside(tree, names)))
        || Reached(_surfaceWords).Any(body => names.Overlaps(body.Words));

    /// <summary>The files that a compilation has beyond those of this project, or null when it isn't this project with files added.</summary>
    public IReadOnlyList<SyntaxTree>? AddedIn(Compilation compilation)
    {
        SyntaxTree[] trees = [.. compilation.SyntaxTrees];
        return trees.Length >= _files && _options.Equals(Compared(compilation.Options)) && _parts.Equals(PartsOf(compilation, _files)) ? [.. trees.Skip(_files)] : null;
    }

    // What the user sets for each file says how diagnostics are reported, not what code means.
    private static CompilationOptions Compared(CompilationOptions options) => options.WithSyntaxTreeOptionsProvider(null);

    private static TextHash PartsOf(Compilation compilation, int files)
    {
        TextHash parts = TextHash.Empty.With(compilation.AssemblyName ?? "");
        foreach (object part in compilation.References.Concat<object>(compilation.SyntaxTrees.Take(files)))
        {
            parts = parts.With(Identity(part));
        }

        return parts;
    }

    private TextHash Reach(IEnumerable<string> words)
    {
        TextHash hash = TextHash.Empty;
        foreach (MethodText body in Reached(words))
        {
            hash = hash.With(body.Name).With(body.Body);
        }

        return hash;
    }

    private IEnumerable<MethodText> Reached(IEnumerable<string> words)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(words.Where(seen.Add).OrderBy(word => word, StringComparer.Ordinal));
        while (open.Count > 0)
        {
            if (!_bodies.TryGetValue(open.Pop(), out List<MethodText>? bodies))
            {
                continue;
            }

            foreach (MethodText body in bodies)
            {
                yield return body;
                foreach (string word in body.Words)
                {
                    if (_bodies.ContainsKey(word) && seen.Add(word))
                    {
                        open.Push(word);
                    }
                }
            }
        }
    }

    // Options and references are immutable and live on from edit to edit.
    private static ulong Identity(object part) => (ulong)(long)_identities.GetValue(part, _ => Interlocked.Increment(ref _lastIdentity));
}
