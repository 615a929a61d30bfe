using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.CustomDerivatives;

/// <summary>The hand-written derivatives that a compilation can use, by the method that they are of. It is made once for each compilation.</summary>
internal sealed class RuleTable
{
    private static readonly ConditionalWeakTable<Compilation, RuleTable> _tables = new();

    private readonly Dictionary<(ISymbol Target, bool IsForward), DerivativeRule> _rules = new(new KeyComparer());
    private readonly Dictionary<ISymbol, ImmutableArray<RuleDeclaration>> _declarations = new(SymbolEqualityComparer.Default);
    private readonly HashSet<RuleDeclaration> _repeated = [];
    private readonly ReferencedRules _referenced;

    private RuleTable(Compilation compilation)
    {
        foreach (IMethodSymbol method in RuleSearch.InSource(compilation, CancellationToken.None))
        {
            ImmutableArray<RuleDeclaration> declarations = _declarations[method] = RuleDeclaration.Of(method, compilation);
            _repeated.UnionWith(declarations.Where(declaration => declaration.Rule is { } rule && !TryAdd(rule)));
        }

        _referenced = new(compilation);
    }

    public static RuleTable Of(Compilation compilation) => _tables.GetValue(compilation, static owner => new RuleTable(owner));

    /// <summary>What the compilation's own marked methods turned out to be.</summary>
    public IEnumerable<RuleDeclaration> Declarations => _declarations.Values.SelectMany(declarations => declarations);

    /// <summary>The declarations of a marked method, or null when it isn't known.</summary>
    public ImmutableArray<RuleDeclaration>? DeclarationsOf(IMethodSymbol method) =>
        _declarations.TryGetValue(method, out ImmutableArray<RuleDeclaration> declarations) ? declarations : null;

    /// <summary>Whether another method of the project is marked as the same derivative.</summary>
    public bool IsRepeated(RuleDeclaration declaration) => _repeated.Contains(declaration);

    /// <summary>The derivative of a method (with its type arguments), or null.</summary>
    public DerivativeRule? Find(IMethodSymbol target, bool isForward)
    {
        IMethodSymbol method = target.ReducedFrom ?? target;
        IMethodSymbol definition = method.OriginalDefinition;
        definition = definition.PartialDefinitionPart ?? definition;

        // A rule of the project itself goes before those that it refers to.
        return (_rules.TryGetValue((definition, isForward), out DerivativeRule? rule) ? rule : _referenced.Find(definition, isForward))?.For(method);
    }

    /// <summary>The derivatives of a method, or null when it has none.</summary>
    public RulePair? Find(IMethodSymbol target)
    {
        var pair = new RulePair(Find(target, isForward: false), Find(target, isForward: true));
        return pair.Reverse is null && pair.Forward is null ? null : pair;
    }

    /// <summary>The derivatives of a method that are declared in its own type.</summary>
    public IMethodSymbol[] RulesBeside(IMethodSymbol target) =>
    [
        .. new[] { Find(target, isForward: false), Find(target, isForward: true) }
            .OfType<DerivativeRule>()
            .Select(rule => rule.Method)
            .Where(rule => SymbolEqualityComparer.Default.Equals(rule.ContainingType, target.ContainingType)),
    ];

    /// <summary>The derivative that a method is marked to have, first the one in use.</summary>
    public IMethodSymbol? InUse(DerivativeRule rule) => _rules.TryGetValue((rule.Target, rule.IsForward), out DerivativeRule? used) ? used.Method : null;

    private bool TryAdd(DerivativeRule rule)
    {
        (ISymbol, bool) key = (rule.Target.OriginalDefinition, rule.IsForward);
        if (_rules.ContainsKey(key))
        {
            return false;
        }

        _rules.Add(key, rule);
        return true;
    }

    private sealed class KeyComparer : IEqualityComparer<(ISymbol Target, bool IsForward)>
    {
        public bool Equals((ISymbol Target, bool IsForward) x, (ISymbol Target, bool IsForward) y) =>
            x.IsForward == y.IsForward && SymbolEqualityComparer.Default.Equals(x.Target, y.Target);

        public int GetHashCode((ISymbol Target, bool IsForward) key) => SymbolEqualityComparer.Default.GetHashCode(key.Target) ^ (key.IsForward ? 1 : 0);
    }
}
