using System.Runtime.CompilerServices;

namespace AutoDiff.CompilerServices;

/// <summary>
/// A sum of two aggregates: what two members share, in the adjoint that is added to and in what is added, is one parameter and is added once.
/// </summary>
internal static class SumWalk
{
    [ThreadStatic]
    private static HashSet<(object Target, object Source)>? s_added;

    [ThreadStatic]
    private static bool s_isOpen;

    public static void Begin()
    {
        s_added ??= new HashSet<(object, object)>(new SameObjects());
        s_isOpen = true;
    }

    public static void End()
    {
        s_added!.Clear();
        s_isOpen = false;
    }

    /// <summary>Whether memory is there to be added and hasn't been in this sum.</summary>
    public static bool Enter(object? target, object? source) => source is not null && (!s_isOpen || target is null || s_added!.Add((target, source)));

    /// <summary>Whether memory has been added in this sum.</summary>
    public static bool Contains(object? target, object? source) => s_isOpen && target is not null && source is not null && s_added!.Contains((target, source));

    private sealed class SameObjects : IEqualityComparer<(object Target, object Source)>
    {
        public bool Equals((object Target, object Source) x, (object Target, object Source) y) =>
            ReferenceEquals(x.Target, y.Target) && ReferenceEquals(x.Source, y.Source);

        public int GetHashCode((object Target, object Source) pair) =>
            HashCode.Combine(RuntimeHelpers.GetHashCode(pair.Target), RuntimeHelpers.GetHashCode(pair.Source));
    }
}
