using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Bodies;

/// <summary>Gives the values C# variables: one variable for values that flow into each other, or are versions of one, and are never live at once.</summary>
internal static class Coalescing
{
    // How many variables of one name are tried for its next version.
    private const int MaxTried = 4;

    public static void Run(BodyFacts facts, List<Affinity> affinities)
    {
        foreach (Affinity affinity in affinities)
        {
            if (affinity.First.Range is { } first && affinity.Second.Range is { } second
                && affinity.First.Variable.VariableType.Equals(affinity.Second.Variable.VariableType))
            {
                Join(first.Representative, second.Representative);
            }
        }

        JoinVersions(facts);
        foreach (SsaValue value in facts.All)
        {
            if (value.Range is not null)
            {
                LiveRange range = value.Range.Representative;
                range.Local ??= new Local(range.Name ?? value.Variable.Name, value.Variable.VariableType, range.Name is null);
                value.Local = range.Local;
            }
        }
    }

    private static bool Join(LiveRange first, LiveRange second) =>
        (first.Name is null || second.Name is null || first.Name == second.Name) && LiveRange.TryMerge(first, second);

    // A t is as good as a temporary: it is no version of another t.
    private static void JoinVersions(BodyFacts facts)
    {
        var byName = new Dictionary<(string, IrType), List<LiveRange>>();
        foreach (SsaValue value in facts.All)
        {
            if (value.Range is null || value.Variable.IsTemporary || value.Variable.Name == "t" || value.Definition is For { } loop && loop.Index.Equals(value.Variable))
            {
                continue;
            }

            LiveRange range = value.Range.Representative;
            (string, IrType) key = (value.Variable.Name, value.Variable.VariableType);
            if (!byName.TryGetValue(key, out List<LiveRange> earlier))
            {
                byName.Add(key, earlier = []);
            }

            bool isJoined = false;
            for (int i = earlier.Count - 1; i >= Math.Max(0, earlier.Count - MaxTried) && !isJoined; i--)
            {
                LiveRange candidate = earlier[i].Representative;
                isJoined = candidate == range || (IsInside(range.Home, candidate.Home) && Join(candidate, range));
            }

            if (!isJoined)
            {
                earlier.Add(range);
            }
        }
    }

    // Two versions in blocks beside each other are better two declarations.
    private static bool IsInside(Region inner, Region outer)
    {
        Region region = inner;
        while (region.Depth > outer.Depth)
        {
            region = region.Parent!;
        }

        return region == outer;
    }
}
