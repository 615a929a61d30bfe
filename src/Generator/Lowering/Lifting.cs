using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>
/// The recursive local functions of a marked method. They can't be lowered in place of their calls, so each becomes a function of its own whose captured variables are
/// parameters (T. Johnsson, "Lambda lifting", 1985).
/// </summary>
internal sealed class Lifting(IMethodSymbol root, string? prefix = null)
{
    private readonly Dictionary<IMethodSymbol, Lifted> _lifted = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IMethodSymbol, bool> _isRecursive = new(SymbolEqualityComparer.Default);
    private string? _prefix = prefix;

    public IMethodSymbol Root => root;

    public List<Function> Functions { get; } = [];

    /// <summary>What the names of functions made of this method start with: no other method of its type has the same.</summary>
    public string Prefix
    {
        get
        {
            if (_prefix is null)
            {
                string hint = HeaderBuilder.Build(root).HintName;
                _prefix = root.Name + "_" + hint.Substring(hint.Length - 4);
            }

            return _prefix;
        }
    }

    /// <summary>The hand-written derivatives that calls use.</summary>
    public HashSet<IMethodSymbol> UsedRules { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The namespaces whose extension methods have to be in scope.</summary>
    public HashSet<string> Usings { get; } = new(StringComparer.Ordinal);

    /// <summary>The hint names of the marked methods that are called in split form.</summary>
    public HashSet<string> SplitCallees { get; } = new(StringComparer.Ordinal);

    /// <summary>How many operations have been lowered in place of calls.</summary>
    public int InlinedSize { get; set; }

    public bool IsRecursive(IMethodSymbol localFunction, Func<IMethodSymbol, IBlockOperation?> bodyOf)
    {
        if (!_isRecursive.TryGetValue(localFunction, out bool result))
        {
            var seen = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
            result = Reach(localFunction, bodyOf, seen) && seen.Contains(localFunction);
            _isRecursive[localFunction] = result;
        }

        return result;
    }

    public Lifted? Find(IMethodSymbol localFunction) => _lifted.TryGetValue(localFunction, out Lifted? lifted) ? lifted : null;

    public Lifted Add(IMethodSymbol localFunction, IReadOnlyList<ISymbol> captures)
    {
        var lifted = new Lifted($"{Prefix}_{localFunction.Name}{(_lifted.Count == 0 ? "" : _lifted.Count.ToString(System.Globalization.CultureInfo.InvariantCulture))}", captures);
        _lifted.Add(localFunction, lifted);
        return lifted;
    }

    /// <summary>The variables declared outside of a local function that it, or a local function that it calls, uses.</summary>
    public static IReadOnlyList<ISymbol> Captures(IMethodSymbol localFunction, Func<IMethodSymbol, IBlockOperation?> bodyOf)
    {
        var reached = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        Reach(localFunction, bodyOf, reached);
        reached.Add(localFunction);
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var result = new List<ISymbol>();
        foreach (IMethodSymbol function in reached.OrderBy(f => f.Locations[0].SourceSpan.Start))
        {
            foreach (IOperation operation in bodyOf(function)?.Descendants() ?? [])
            {
                ISymbol? symbol = Variable(operation);
                if (symbol is not null && !operation.ConstantValue.HasValue && !IsInside(symbol, function) && !IsInside(symbol, localFunction) && seen.Add(symbol))
                {
                    result.Add(symbol);
                }
            }
        }

        return result;
    }

    /// <summary>
    /// Whether a captured variable can change while the local function runs: it, or one that it calls, assigns it, or there is another name for the variable anywhere
    /// in the method. What the method does before and after the calls doesn't matter.
    /// </summary>
    public bool IsChanged(ISymbol capture, IMethodSymbol localFunction, Func<IMethodSymbol, IBlockOperation?> bodyOf)
    {
        var reached = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        Reach(localFunction, bodyOf, reached);
        reached.Add(localFunction);
        return reached.Any(function => Uses(capture, bodyOf(function)).Any(use => TargetOf(use) != Target.None))
            || Uses(capture, bodyOf(root)).Any(use => TargetOf(use) == Target.OfReference);
    }

    private static IEnumerable<IOperation> Uses(ISymbol symbol, IBlockOperation? body) =>
        (body?.Descendants() ?? []).Where(operation => Variable(operation) is { } variable && SymbolEqualityComparer.Default.Equals(variable, symbol));

    private static bool Reach(IMethodSymbol function, Func<IMethodSymbol, IBlockOperation?> bodyOf, HashSet<IMethodSymbol> seen)
    {
        foreach (IOperation operation in bodyOf(function)?.Descendants() ?? [])
        {
            if (operation is IInvocationOperation { TargetMethod: { MethodKind: MethodKind.LocalFunction, OriginalDefinition: var target } } && seen.Add(target))
            {
                Reach(target, bodyOf, seen);
            }
        }

        return true;
    }

    private static ISymbol? Variable(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    private static bool IsInside(ISymbol symbol, IMethodSymbol function)
    {
        for (ISymbol? owner = symbol.ContainingSymbol; owner is not null; owner = owner.ContainingSymbol)
        {
            if (SymbolEqualityComparer.Default.Equals(owner, function))
            {
                return true;
            }
        }

        return false;
    }

    private enum Target
    {
        None,
        OfAssignment,
        OfReference,
    }

    private static Target TargetOf(IOperation operation)
    {
        IOperation child = operation;
        for (IOperation? parent = operation.Parent; parent is not null; (child, parent) = (parent, parent.Parent))
        {
            switch (parent)
            {
                case ITupleOperation or IParenthesizedOperation or IDeclarationExpressionOperation or IConditionalOperation { IsRef: true }:
                    continue;
                case ISimpleAssignmentOperation { IsRef: true }:
                    return Target.OfReference;
                case IAssignmentOperation assignment:
                    return ReferenceEquals(assignment.Target, child) ? Target.OfAssignment : Target.None;
                case IIncrementOrDecrementOperation:
                    return Target.OfAssignment;
                case IArgumentOperation argument:
                    return argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out ? Target.OfReference : Target.None;
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.RefKind: RefKind.Ref } }:
                    return Target.OfReference;
                default:
                    return Target.None;
            }
        }

        return Target.None;
    }
}

/// <summary>A local function that became a function: its name, and the variables that are passed to it besides its own parameters.</summary>
internal sealed class Lifted(string name, IReadOnlyList<ISymbol> captures)
{
    public string Name { get; } = name;

    public IReadOnlyList<ISymbol> Captures { get; } = captures;

    /// <summary>What a call needs to know.</summary>
    public Callee? Callee { get; set; }
}
