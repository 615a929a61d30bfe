using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization.OuterLoops;

/// <summary>
/// Finds the cotangents that come into a loop from outside, without which its iterations collect zeros. Where iterations run a second time, to fill the last vector, nothing that they collect counts
/// if those are zero for them.
/// </summary>
internal sealed class Seeds : ZeroFlow
{
    private readonly Divergence _divergence;
    private readonly HashSet<int> _zeroMemory;
    private bool _isChanged;

    private Seeds(Divergence divergence, Variable[] seeds, HashSet<int> zeroMemory)
    {
        (_divergence, _zeroMemory) = (divergence, zeroMemory);
        foreach (Variable seed in seeds)
        {
            Note(seed, true, null);
        }
    }

    /// <summary>The cotangents, each a number from outside that nothing but vectors of cotangents is made of; empty when there are none without which nothing is collected.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="divergence">What differs between its iterations.</param>
    /// <param name="isPrimal">Whether a variable is one of the primal.</param>
    public static Variable[] Of(For loop, Divergence divergence, Func<Variable, bool> isPrimal)
    {
        Variable[] candidates = [.. Candidates(loop, divergence).Where(variable => new SeedUses(divergence, isPrimal).AreFree(loop, variable))];
        Variable[] alone = [.. candidates.Where(variable => IsNothingWithout(loop, divergence, [variable])).Take(1)];
        return alone.Length > 0 || candidates.Length == 0 ? alone : IsNothingWithout(loop, divergence, candidates) ? candidates : [];
    }

    private static List<Variable> Candidates(For loop, Divergence divergence)
    {
        HashSet<int> known = IrWalk.DefinedIn(loop.Body);
        known.UnionWith(loop.Carried.Select(static entry => entry.Parameter.Id));
        var found = new List<Variable>();
        foreach (Statement statement in IrWalk.All(loop.Body))
        {
            foreach (Operand operand in IrWalk.Uses(statement))
            {
                if (operand is Variable variable && variable.Type.Equals(divergence.Element) && known.Add(variable.Id))
                {
                    found.Add(variable);
                }
            }
        }

        return found;
    }

    // Adjoints that belong to iterations are zero where one begins; they stay so as long as only zeros are added to them.
    private static bool IsNothingWithout(For loop, Divergence divergence, Variable[] seeds)
    {
        var zeroMemory = new HashSet<int>();
        foreach (MemoryAccess access in divergence.Memory.Accesses)
        {
            bool isInside = divergence.Memory.IsInside(access.Root);
            if (divergence.IsWide(access.Root) && !access.IsStored && divergence.Memory.TapeOf(access.Root) is null
                && (isInside ? divergence.Memory.DefinitionOf(access.Root) is Allocate : access.IsCleared))
            {
                zeroMemory.Add(access.Root.Id);
            }
        }

        while (true)
        {
            var flow = new Seeds(divergence, seeds, zeroMemory);
            if (!flow.Add(loop.Body))
            {
                return false;
            }

            if (!flow._isChanged)
            {
                return true;
            }
        }
    }

    protected override bool HoldsZeros(Operand buffer) => _divergence.Memory.RootOf(buffer) is { } root && _zeroMemory.Contains(root.Id);

    protected override bool Add(Statement statement)
    {
        switch (statement)
        {
            case Assign assign:
                return Add(assign);
            case If branch:
                return Add(branch);
            case For loop:
                return Add(loop);
            case Accumulate accumulate when !IsZero(accumulate.Value):
                Variable root = _divergence.Memory.RootOf(accumulate.Buffer)!;
                _isChanged |= _zeroMemory.Remove(root.Id);
                return _divergence.Memory.IsInside(root) || !_divergence.IsWide(root) || !Divergence.IsSum(_divergence.Memory.AccessOf(root)!);
            default:
                foreach (Variable variable in IrWalk.Definitions(statement))
                {
                    Note(variable, false, null);
                }

                return true;
        }
    }
}
