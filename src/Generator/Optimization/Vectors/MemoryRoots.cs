using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization.Vectors;

/// <summary>Which memory the buffers of a member's body lie in, where that can be seen.</summary>
internal sealed class MemoryRoots
{
    private enum Kind
    {
        /// <summary>A parameter of the method.</summary>
        Primal,

        /// <summary>A parameter that the member has besides: adjoints, never the memory of primals.</summary>
        Given,

        /// <summary>Memory that nothing else refers to when it is made.</summary>
        New,
    }

    private readonly Dictionary<int, (int Root, Kind Kind)> _roots = [];
    private readonly Dictionary<int, Expression> _definitions = [];
    private readonly Dictionary<int, Operand> _counts = [];
    private readonly HashSet<int> _defined = [];

    public MemoryRoots(Block body, IEnumerable<Variable> parameters)
    {
        foreach (Variable parameter in parameters)
        {
            _roots[parameter.Id] = (parameter.Id, Kind.Primal);
        }

        List<Statement> all = IrWalk.All(body);
        foreach (Statement statement in all)
        {
            if (statement is Assign assign)
            {
                _definitions[assign.Target.Id] = assign.Value;
            }

            foreach (Variable variable in IrWalk.Definitions(statement))
            {
                if (variable.Type is BufferType)
                {
                    _defined.Add(variable.Id);
                }
            }
        }

        foreach (Statement statement in all)
        {
            switch (statement)
            {
                case Assign { Target.Type: BufferType, Value: Allocate or CopyOf } made:
                    _roots[made.Target.Id] = (made.Target.Id, Kind.New);
                    break;
                case Assign { Target.Type: BufferType, Value: View or Copy } view when RootOf(view.Value.Operands[0]) is { } root:
                    _roots[view.Target.Id] = root;
                    break;
                case OpaqueCall { Result: { Type: BufferType } region } call when call.Parts.Count == 3 && call.Parts[1] is ".Reserve(" or ".Top(":
                    _roots[region.Id] = (region.Id, Kind.New);
                    _counts[region.Id] = ((ValueHole)call.Holes[1]).Operand;
                    break;
            }
        }
    }

    /// <summary>The expression that a variable is assigned, or null.</summary>
    public Expression? DefinitionOf(Operand operand) => operand is Variable variable && _definitions.TryGetValue(variable.Id, out Expression? value) ? value : null;

    /// <summary>Whether two buffers certainly share no element.</summary>
    public bool AreApart(Variable a, Variable b) =>
        RootOf(a) is { } first && RootOf(b) is { } second
        && first.Root != second.Root && (first.Kind != second.Kind || first.Kind == Kind.New);

    /// <summary>Whether a number is the length of a buffer, or less than 0.</summary>
    public bool IsLengthOf(Operand number, Variable buffer)
    {
        (Operand? size, Variable? measured) = Size(number);
        (Operand? count, Variable? whole) = Count(buffer);
        return size is null ? whole is not null && whole.Id == measured!.Id
            : count is not null && (count.IsSameAs(size) || (DefinitionOf(count) is Intrinsic { Key: "Math.Max" } max && max.Operands[0].IsSameAs(size)));
    }

    // A number in terms of what memory was made with, or as the length of a buffer about which no more is known.
    private (Operand? Size, Variable? Measured) Size(Operand number)
    {
        while (DefinitionOf(number) is Copy copy)
        {
            number = copy.Source;
        }

        return DefinitionOf(number) is Length { Dimension: -1, Buffer: Variable measured } ? Count(measured) : (number, null);
    }

    private (Operand? Size, Variable? Measured) Count(Variable buffer)
    {
        while (true)
        {
            if (_counts.TryGetValue(buffer.Id, out Operand? count))
            {
                return Size(count);
            }

            switch (DefinitionOf(buffer))
            {
                case Allocate { Type: BufferType { Rank: 1, Kind: not BufferKind.List }, Lengths: [{ } length] }:
                    return Size(length);
                case View { Count: { } slice }:
                    return Size(slice);
                case View { Start: null, Count: null, Buffer: Variable { Type: BufferType { Kind: BufferKind.Array or BufferKind.Span or BufferKind.ReadOnlySpan, Rank: 1 } } whole }:
                    buffer = whole;
                    break;
                case Copy { Source: Variable same }:
                    buffer = same;
                    break;
                default:
                    return (null, buffer);
            }
        }
    }

    private (int Root, Kind Kind)? RootOf(Operand operand)
    {
        if (operand is not Variable variable)
        {
            return null;
        }

        if (_roots.TryGetValue(variable.Id, out (int Root, Kind Kind) root))
        {
            return root;
        }

        // What the body doesn't define is a parameter. Cotangents, which are only read, may be any memory.
        return !_defined.Contains(variable.Id) && variable.Type is BufferType { Kind: BufferKind.Span or BufferKind.Array }
            ? _roots[variable.Id] = (variable.Id, Kind.Given)
            : null;
    }
}
