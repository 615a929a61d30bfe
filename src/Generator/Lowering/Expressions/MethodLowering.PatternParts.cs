using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>
/// What patterns read of the value under test: a part whose reading runs code of the user's is read once for all the patterns of a <c>switch</c> or <c>is</c>, where the first
/// of them asks for it.
/// </summary>
internal sealed partial class MethodLowering
{
    private Matching? _matching;

    /// <summary>The parts read for one <c>switch</c> or <c>is</c>, which starts at a place of a block.</summary>
    private sealed class Matching(BlockBuilder start, bool changesMemory)
    {
        public BlockBuilder Start => start;

        public int StartIndex { get; } = start.Count;

        /// <summary>Whether a guard, or the reading of a part, may change what another part reads.</summary>
        public bool ChangesMemory => changesMemory;

        public Dictionary<string, Part> Parts { get; } = [];
    }

    /// <summary>A part: where its value is kept, whether it has been read yet, and the blocks at whose ends it has.</summary>
    private sealed record Part(Place Place, Variable IsRead)
    {
        public List<BlockBuilder> Blocks { get; } = [];

        public bool IsAsked { get; set; }
    }

    /// <summary>Lowers the patterns of one <c>switch</c> or <c>is</c>.</summary>
    private T Matched<T>(IEnumerable<IOperation> patterns, IEnumerable<IOperation> guards, Func<T> lower)
    {
        Matching? outer = _matching;
        bool changesMemory = guards.Any(guard => guard.DescendantsAndSelf().Any(MayChangeMemory))
            || patterns.SelectMany(pattern => pattern.DescendantsAndSelf()).Any(part => part is IRecursivePatternOperation { DeconstructSymbol: IMethodSymbol } or IPropertySubpatternOperation && RunsCode(part));
        Matching matching = _matching = new(_region.Current, changesMemory);
        T result = lower();
        foreach (Part part in matching.Parts.Values.Where(part => part.IsAsked))
        {
            matching.Start.Insert(matching.StartIndex, new Assign(part.IsRead, new Copy(Constant.False)));
        }

        _matching = outer;
        return result;
    }

    /// <summary>The value of a part, read if it hasn't been.</summary>
    private Value ReadPart(string name, bool runsCode, Func<Value> read)
    {
        if (_matching is not { } matching || !(runsCode || matching.ChangesMemory))
        {
            return read();
        }

        if (!matching.Parts.TryGetValue(name, out Part? part))
        {
            int first = NextVariableId;
            Value value = read();
            part = new(NewPlaceFor(value), NewVariable("isRead", ScalarType.Boolean, isTemporary: true));
            Write(part.Place, value, first);
            EmitAssign(part.IsRead, new Copy(Constant.True));
            matching.Parts.Add(name, part);
        }
        else if (!part.Blocks.Exists(IsOpen))
        {
            part.IsAsked = true;
            Part known = part;
            LowerIf(
                Negate(part.IsRead),
                () =>
                {
                    int first = NextVariableId;
                    Write(known.Place, read(), first);
                    EmitAssign(known.IsRead, new Copy(Constant.True));
                },
                null);
        }

        part.Blocks.Add(_region.Current);
        return Read(part.Place);
    }

    private bool IsOpen(BlockBuilder block)
    {
        for (Region? region = _region; region is not null; region = region.Outer)
        {
            if (region.IsOpen(block))
            {
                return true;
            }
        }

        return false;
    }

    // The part of a value that was found to be of a type.
    private static string PartAs(string part, ITypeSymbol type) => $"{part}<{type.ToDisplayString()}>";

    private static bool RunsCode(IOperation member) => member switch
    {
        IPropertySubpatternOperation property => RunsCode(property.Member),
        IPropertyReferenceOperation { Property: { GetMethod: { } getter } property } => !CallEffects.IsAutoProperty(property) && !CallEffects.IsPure(getter)
            && !(property.ContainingType is { } owner && (TypeMapping.Of(owner) is BufferType { Kind: not BufferKind.Object } || CallEffects.IsKnownCollection(owner))),
        IRecursivePatternOperation recursive => recursive.DeconstructSymbol is IMethodSymbol,
        _ => false,
    };

    private static bool MayChangeMemory(IOperation operation) => operation is IAssignmentOperation or IIncrementOrDecrementOperation or IObjectCreationOperation
        || (operation is IInvocationOperation call && !CallEffects.IsPure(call.TargetMethod));
}
