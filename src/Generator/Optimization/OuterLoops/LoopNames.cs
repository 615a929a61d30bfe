using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization.OuterLoops;

/// <summary>What a loop defines, and of what its indices are made.</summary>
internal sealed class LoopNames
{
    private readonly HashSet<int> _inside;
    private readonly Dictionary<int, Expression> _indices = [];

    public LoopNames(For loop)
    {
        _inside = IrWalk.DefinedIn(loop.Body);
        _inside.UnionWith(loop.Carried.Select(static entry => entry.Parameter.Id));
        _inside.Add(loop.Index.Id);
        foreach (Statement statement in IrWalk.All(loop.Body))
        {
            if (statement is Assign assign && IsIndexArithmetic(assign.Value))
            {
                _indices[assign.Target.Id] = assign.Value;
            }
        }
    }

    /// <summary>Whether the operand is one of the loop's own: it isn't there before the loop.</summary>
    public bool IsInside(Operand operand) => operand is Variable variable && _inside.Contains(variable.Id);

    /// <summary>The sum, difference, product or copy of integers that one of the loop's own variables is, or null.</summary>
    public Expression? IndexOf(Operand operand) => operand is Variable variable && _indices.TryGetValue(variable.Id, out Expression? value) ? value : null;

    /// <summary>What is added to an index to get a place, or null when the place is none of that kind.</summary>
    public List<Operand>? Beside(Operand place, Variable index)
    {
        if (place.IsSameAs(index))
        {
            return [];
        }

        if (IndexOf(place) is not Binary { Operator: BinaryOperator.Add } sum)
        {
            return null;
        }

        List<Operand>? left = Beside(sum.Left, index), right = left is null ? Beside(sum.Right, index) : null;
        left?.Add(sum.Right);
        right?.Add(sum.Left);
        return left ?? right;
    }

    public static bool IsIndexArithmetic(Expression value) => value is Copy { Type: ScalarType { Kind: ScalarKind.Int32 } }
        or Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply, IsChecked: false, Type: ScalarType { Kind: ScalarKind.Int32 } };
}
