using System.Runtime.CompilerServices;

namespace AutoDiff.Generator.Ir;

/// <summary>Tells occurrences apart: two equal statements at two places are two keys.</summary>
internal sealed class ReferenceComparer : IEqualityComparer<object>
{
    public static readonly ReferenceComparer Instance = new();

    bool IEqualityComparer<object>.Equals(object? x, object? y) => ReferenceEquals(x, y);

    int IEqualityComparer<object>.GetHashCode(object obj) => RuntimeHelpers.GetHashCode(obj);
}
