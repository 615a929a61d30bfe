using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Generator.Incrementality;

/// <summary>
/// The generated files that a compilation has and the generator's doesn't. They can change the meaning of what stood there before only by the names that they declare: where none of these names
/// stands, in a method or in anything that the method can depend on, the method means what the generator saw.
/// </summary>
internal sealed class AddedFiles
{
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<ProjectText, AddedFiles>> _known = new();

    private readonly ProjectText _before;
    private readonly ConcurrentDictionary<string, bool> _methods = new(StringComparer.Ordinal);

    // Null when they can change any method.
    private readonly HashSet<string>? _names;

    private AddedFiles(ProjectText before, Compilation after)
    {
        _before = before;
        _names = before.AddedIn(after) is { } added && NamesIn(added) is { } names && !before.MentionsOutside(after, names) ? names : null;
    }

    public static AddedFiles Between(ProjectText before, Compilation after) => _known.GetOrCreateValue(after).GetOrAdd(before, project => new(project, after));

    /// <summary>Whether the methods of a name mean what they meant without the added files.</summary>
    public bool LeaveAlone(string method) => _names is { } names && _methods.GetOrAdd(method, name => !_before.Mentions(name, names));

    // The names of all methods that are declared in our own files, or null when there is anything else: an interface, say, changes conversions, and another generator's files may have marks.
    private static HashSet<string>? NamesIn(IReadOnlyList<SyntaxTree> files)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return files.All(file => file.FilePath.Contains(typeof(DifferentiableGenerator).FullName) && file.GetRoot() is CompilationUnitSyntax root && root.Members.All(Add)) ? names : null;

        bool Add(MemberDeclarationSyntax member)
        {
            switch (member)
            {
                case BaseNamespaceDeclarationSyntax space:
                    return space.Members.All(Add);
                case TypeDeclarationSyntax { BaseList: null, ParameterList: null } type:
                    return type.Members.All(Add);
                case MethodDeclarationSyntax { ExplicitInterfaceSpecifier: null, Identifier.ValueText: var name }:
                    names.Add(name);
                    return name.All(static character => char.IsLetterOrDigit(character) || character == '_');
                default:
                    return false;
            }
        }
    }
}
