using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Lowering;

/// <summary>The marked methods that a marked method's forward mode calls out of line. Each is lowered once, for that method alone.</summary>
internal sealed class TangentLifting
{
    private readonly Dictionary<IMethodSymbol, string> _names = new(SymbolEqualityComparer.Default);

    public List<TangentCallee> Callees { get; } = [];

    /// <summary>The name of a callee's copy; <paramref name="isNew"/> says whether it is still to be lowered.</summary>
    public string NameOf(IMethodSymbol method, string prefix, out bool isNew)
    {
        isNew = !_names.TryGetValue(method, out string? name);
        if (isNew)
        {
            name = $"{prefix}_{method.Name}{(_names.Count == 0 ? "" : _names.Count.ToString(System.Globalization.CultureInfo.InvariantCulture))}";
            _names.Add(method, name);
        }

        return name!;
    }
}
