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

    private ProjectText(Compilation compilation)
    {
        TextHash surface = TextHash.Empty.With(compilation.AssemblyName ?? "").With(Identity(compilation.Options));
        foreach (MetadataReference reference in compilation.References)
        {
            surface = surface.With(Identity(reference));
        }

        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            FileText file = FileText.Of(tree);
            surface = surface.With(Identity(tree.Options)).With(file.Surface);
            words.UnionWith(file.Words);
            foreach (MethodText body in file.Bodies)
            {
                if (!_bodies.TryGetValue(body.Name, out List<MethodText>? list))
                {
                    _bodies[body.Name] = list = [];
                }

                list.Add(body);
            }
        }

        _surface = surface.With(Reach(words));
    }

    public static ProjectText Of(Compilation compilation) => _projects.GetValue(compilation, project => new(project));

    /// <summary>What the methods of a name depend on: everything outside of bodies, their own bodies and all that can be reached from there by name.</summary>
    public TextHash KeyOf(string method) => _surface.With(Reach([method]));

    private TextHash Reach(IEnumerable<string> words)
    {
        TextHash hash = TextHash.Empty;
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
                hash = hash.With(body.Name).With(body.Body);
                foreach (string word in body.Words)
                {
                    if (_bodies.ContainsKey(word) && seen.Add(word))
                    {
                        open.Push(word);
                    }
                }
            }
        }

        return hash;
    }

    // Options and references are immutable and live on from edit to edit.
    private static ulong Identity(object part) => (ulong)(long)_identities.GetValue(part, _ => Interlocked.Increment(ref _lastIdentity));
}
