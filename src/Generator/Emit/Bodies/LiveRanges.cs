using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Bodies;

/// <summary>
/// Finds where each value is live. What is read counts where it prints, so after folding. The body needn't be strict SSA: a value defined in a branch
/// may be read after it (where the same branch was taken), and one defined in a loop after the loop.
/// </summary>
internal sealed partial class LiveRanges
{
    private readonly BodyFacts _facts;
    private readonly List<Reading> _reads;
    private readonly List<SsaValue> _operands = [];
    private int _position;

    private LiveRanges(BodyFacts facts)
    {
        _facts = facts;
        _reads = new(facts.All.Count / 2);
    }

    private List<Affinity> Affinities { get; } = [];

    /// <summary>Gives each value that needs one a <see cref="SsaValue.Range"/>; returns the pairs that would best share a variable, the strongest wishes first.</summary>
    public static List<Affinity> Compute(BodyFacts facts, Block body)
    {
        var ranges = new LiveRanges(facts);
        var root = new Region(null, 0, 0);
        ranges.Walk(body, root);
        root.End = ranges._position;
        foreach (Reading read in ranges._reads)
        {
            Extend(read);
        }

        foreach (SsaValue value in facts.All)
        {
            value.Range?.Normalize();
        }

        return ranges.Affinities;
    }

    // Even positions read, odd ones write.
    private int NextPosition() => _position += 2;

    private void Walk(Block block, Region region)
    {
        foreach (Statement statement in block.Statements)
        {
            switch (statement)
            {
                case Assign assign:
                    Walk(assign, region);
                    break;
                case If branch:
                    Walk(branch, region);
                    break;
                case Loop loop:
                    Walk(loop, region);
                    break;
                case For loop:
                    Walk(loop, region);
                    break;
                default:
                    WalkCall(statement, region);
                    break;
            }
        }
    }

    private void Walk(Assign assign, Region region)
    {
        if (!_facts.IsPrinted(assign))
        {
            return;
        }

        int position = NextPosition();
        ReadAll(assign.Value.Operands, region, position);
        SsaValue target = _facts.Of(assign.Target);
        if (target.IsLive)
        {
            Define(target, region, position + 1);
            if (assign.Value is Copy copy)
            {
                Prefer(target, copy.Source);
            }
        }
    }

    private void WalkCall(Statement statement, Region region)
    {
        int position = NextPosition();
        if (statement is OpaqueCall call)
        {
            WalkReferences(call, region, position);
            position = NextPosition();
            foreach (Hole hole in call.Holes)
            {
                if (hole is ValueHole value)
                {
                    Read(value.Operand, region, position);
                }
            }
        }
        else
        {
            ReadAll(StatementParts.Reads(statement), region, position);
        }

        Variable? result = statement switch
        {
            OpaqueCall { Result: { } r } => r,
            BufferCall { Result: { } r } => r,
            _ => null,
        };
        if (result is not null && _facts.Of(result).IsLive)
        {
            Define(_facts.Of(result), region, position + 1);
        }
    }

    // What is passed by reference is written while the other arguments are still read.
    private void WalkReferences(OpaqueCall call, Region region, int position)
    {
        foreach (Hole hole in call.Holes)
        {
            if (hole is ReferenceHole reference)
            {
                SsaValue result = _facts.Of(reference.Result);
                if (reference.Initial is not null)
                {
                    Read(reference.Initial, region, position);
                    Prefer(result, reference.Initial);
                }

                Define(result, region, position + 1);
                result.Range!.Add(position + 1, position + 3);
            }
        }
    }

    private void Walk(If branch, Region region)
    {
        int position = NextPosition();
        foreach (Merge merge in branch.Merges)
        {
            SsaValue value = _facts.Of(merge.Result);
            if (value.Conditional is not null)
            {
                if (!value.IsFolded)
                {
                    _operands.Clear();
                    FoldedReads.CollectDefinition(_facts, value, _operands);
                    ReadCollected(region, position);
                    Define(value, region, position + 1);
                }

                return;
            }
        }

        Read(branch.Condition, region, position);
        WalkBranch(branch, branch.Then, region, position, isThen: true);
        WalkBranch(branch, branch.Else, region, position, isThen: false);
        position = NextPosition();
        foreach (Merge merge in branch.Merges)
        {
            SsaValue value = _facts.Of(merge.Result);
            if (value.IsLive)
            {
                Define(value, region, position + 1);
                Prefer(value, merge.Then);
                Prefer(value, merge.Else);
            }
        }
    }

    private void WalkBranch(If branch, Block block, Region region, int entry, bool isThen)
    {
        var inside = new Region(region, entry, NextPosition());
        Walk(block, inside);
        int position = NextPosition();
        foreach (Merge merge in branch.Merges)
        {
            SsaValue value = _facts.Of(merge.Result);
            if (value.IsLive)
            {
                Read(isThen ? merge.Then : merge.Else, inside, position);
                RangeOf(value).Add(position + 1, position + 1);
            }
        }

        inside.End = position + 1;
    }

    private void ReadAll(EquatableArray<Operand> operands, Region region, int position)
    {
        foreach (Operand operand in operands)
        {
            Read(operand, region, position);
        }
    }

    private void Read(Operand operand, Region region, int position)
    {
        _operands.Clear();
        FoldedReads.Collect(_facts, operand, _operands);
        ReadCollected(region, position);
    }

    private void ReadCollected(Region region, int position)
    {
        foreach (SsaValue value in _operands)
        {
            if (value.IsFixed)
            {
                continue;
            }

            // What is defined in the same region is live from there to here. All else waits until it is known where regions end.
            if (value.Range is { } range && range.Region == region)
            {
                if (range.Position <= position)
                {
                    range.Add(range.Position, position);
                }

                continue;
            }

            _reads.Add(new Reading(value, region, position));
        }
    }

    private void Prefer(SsaValue value, Operand? other)
    {
        if (other is Variable variable && _facts.Of(variable) is { IsFixed: false, IsFolded: false } second)
        {
            Affinities.Add(new Affinity(value, second));
        }
    }

    private static LiveRange RangeOf(SsaValue value) => value.Range ??= new LiveRange { Name = value.Variable.IsTemporary ? null : value.Variable.Name };

    private static void Define(SsaValue value, Region region, int position)
    {
        LiveRange range = RangeOf(value);
        range.Region = range.Home = region;
        range.Position = position;
        range.Add(position, position);
    }

    private static void Extend(Reading read)
    {
        if (read.Value.Range is not { } range)
        {
            return;
        }

        int position = read.Position;
        Region from = range.Region;
        Region common = Region.CommonAncestor(read.Region, from);
        for (Region region = read.Region; region != common; region = region.Parent!)
        {
            range.Add(region.Start, position);
            if (region.IsLoop)
            {
                range.Add(region.Start, region.End);
            }

            position = region.Entry;
        }

        // Defined deeper than it is read: what a loop leaves behind has to survive all its iterations.
        int start = range.Position;
        Region? loop = null;
        for (Region region = from; region != common; region = region.Parent!)
        {
            loop = region.IsLoop ? region : loop;
        }

        if (loop is not null)
        {
            range.Add(loop.Start, loop.End);
            (from, start) = (loop.Parent!, loop.End);
        }

        for (; from != common; from = from.Parent!)
        {
            range.Add(start, from.End);
            start = from.End;
        }

        if (start <= position)
        {
            range.Add(start, position);
        }
    }

    private readonly record struct Reading(SsaValue Value, Region Region, int Position);
}

/// <summary>Two values that would best be one variable.</summary>
internal readonly record struct Affinity(SsaValue First, SsaValue Second);
