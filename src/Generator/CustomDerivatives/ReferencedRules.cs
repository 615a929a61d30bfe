using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.CustomDerivatives;

/// <summary>
/// The hand-written derivatives in the assemblies that a compilation refers to. There are many, of which a project uses few: each is looked at when a method is asked for that it may be of.
/// </summary>
internal sealed class ReferencedRules
{
    private readonly Compilation _compilation;
    private readonly Dictionary<string, List<Candidate>> _candidates = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ISymbol, (DerivativeRule? Reverse, DerivativeRule? Forward)> _found = new(SymbolEqualityComparer.Default);

    public ReferencedRules(Compilation compilation)
    {
        _compilation = compilation;
        foreach (IAssemblySymbol assembly in RuleSearch.AssembliesWithRules(compilation))
        {
            if (RuleIndex.Of(assembly, compilation) is { } index)
            {
                foreach (RuleIndex.Entry entry in index.Entries)
                {
                    Add(entry.Target, new(entry.TargetType, new(() => SymbolOf(entry, assembly) is { } method ? RuleDeclaration.Of(method, compilation) : [])));
                }

                continue;
            }

            foreach (IMethodSymbol method in RuleSearch.MarkedIn(assembly))
            {
                foreach (RuleDeclaration declaration in RuleDeclaration.Of(method, compilation))
                {
                    if (declaration.Rule is { } rule)
                    {
                        Add(rule.Target.Name, new(rule.Target.ContainingType.Name, new(() => [declaration])));
                    }
                }
            }
        }
    }

    /// <summary>The derivative of a method, as it is declared, or null.</summary>
    public DerivativeRule? Find(IMethodSymbol target, bool isForward)
    {
        // What is referred to knows nothing of the project.
        if (_candidates.Count == 0 || SymbolEqualityComparer.Default.Equals(target.ContainingAssembly, _compilation.Assembly))
        {
            return null;
        }

        (DerivativeRule? reverse, DerivativeRule? forward) = _found.GetOrAdd(target, _ => Find(target));
        return isForward ? forward : reverse;
    }

    private (DerivativeRule? Reverse, DerivativeRule? Forward) Find(IMethodSymbol target)
    {
        INamedTypeSymbol? type = target.ContainingType;
        bool hasDerivedTypes = type is { IsSealed: false, IsStatic: false, IsValueType: false };
        DerivativeRule[] rules =
        [
            .. Names(target)
                .Distinct()
                .SelectMany(name => _candidates.TryGetValue(name, out List<Candidate>? named) ? named : [])
                .Where(candidate => hasDerivedTypes || candidate.TargetType == type?.Name)
                .SelectMany(candidate => candidate.Declarations.Value)
                .Select(declaration => declaration.Rule)
                .OfType<DerivativeRule>()
                .Where(rule => SymbolEqualityComparer.Default.Equals(rule.Target.OriginalDefinition, target)),
        ];
        return (rules.FirstOrDefault(rule => !rule.IsForward), rules.FirstOrDefault(rule => rule.IsForward));
    }

    // All names that a mark may give the method.
    private static IEnumerable<string> Names(IMethodSymbol target)
    {
        yield return target.Name;
        if (target.MethodKind == MethodKind.Constructor)
        {
            yield return target.ContainingType.Name;
        }

        if (target.AssociatedSymbol is IPropertySymbol property)
        {
            yield return property.Name;
            yield return property.MetadataName;
            if (property.IsIndexer)
            {
                yield return "Item";
            }
        }
    }

    private static IMethodSymbol? SymbolOf(RuleIndex.Entry entry, IAssemblySymbol assembly) => assembly.GetTypeByMetadataName(entry.DeclaringType)?
        .GetMembers(entry.Method).OfType<IMethodSymbol>().FirstOrDefault(method => method.MetadataToken == entry.Token && method is { IsStatic: true, MethodKind: MethodKind.Ordinary });

    private void Add(string name, Candidate candidate)
    {
        if (!_candidates.TryGetValue(name, out List<Candidate>? named))
        {
            _candidates[name] = named = [];
        }

        named.Add(candidate);
    }

    /// <summary>A marked method, which is looked at when it is asked for.</summary>
    /// <param name="TargetType">The simple name of the type whose method it is a derivative of.</param>
    /// <param name="Declarations">What its marks say.</param>
    private sealed record Candidate(string TargetType, Lazy<ImmutableArray<RuleDeclaration>> Declarations);
}
