using System.Collections.Immutable;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Incrementality;

/// <summary>A generated file, and the files of the members that it calls.</summary>
internal sealed record CallingFile(string HintName, EquatableArray<string> Callees)
{
    /// <summary>The files that call, through others too, a member that no file has: where that one should be, there is an error.</summary>
    public static EquatableArray<string> WithoutCallees(ImmutableArray<CallingFile> files)
    {
        var complete = new HashSet<string>(files.Select(file => file.HintName), StringComparer.Ordinal);
        var incomplete = new SortedSet<string>(StringComparer.Ordinal);
        int before;
        do
        {
            before = incomplete.Count;
            foreach (CallingFile file in files.Where(file => complete.Contains(file.HintName) && !file.Callees.All(complete.Contains)))
            {
                complete.Remove(file.HintName);
                incomplete.Add(file.HintName);
            }
        }
        while (incomplete.Count > before);
        return incomplete.ToEquatableArray();
    }
}
