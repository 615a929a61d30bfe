using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization.Vectors;

/// <summary>A place in a buffer that a loop goes through element by element: <c>buffer[i + offset]</c>.</summary>
/// <param name="Buffer">The buffer.</param>
/// <param name="Index">What the body computes the index as.</param>
/// <param name="IsLoaded">Whether the loop reads it.</param>
/// <param name="IsStored">Whether the loop overwrites it.</param>
internal sealed record VectorAccess(Variable Buffer, Operand Index, bool IsLoaded, bool IsStored)
{
    /// <summary>Whether the loop adds to it.</summary>
    public bool IsAdded { get; init; } = !IsLoaded && !IsStored;
}

/// <summary>A counted loop whose iterations may run side by side: what it reads and writes, which of its values are the same in each iteration.</summary>
internal sealed class VectorLoop
{
    private readonly HashSet<int> _inside = [];
    private readonly HashSet<int> _affine = [];
    private readonly HashSet<int> _sums = [];
    private readonly Dictionary<int, Assign> _definitions = [];
    private readonly List<VectorAccess> _accesses = [];

    private readonly bool _isFast;

    private VectorLoop(For loop, ScalarType element, bool isFast) => (Loop, Element, _isFast) = (loop, element, isFast);

    public For Loop { get; }

    /// <summary>The type of all numbers in it.</summary>
    public ScalarType Element { get; }

    public int Width => Element.Kind == ScalarKind.Double ? 4 : 8;

    public IReadOnlyList<VectorAccess> Accesses => _accesses;

    /// <summary>Whether the variable has one value for all iterations, defined inside or outside.</summary>
    public bool IsInvariant(Operand operand) => operand is not Variable variable || !_inside.Contains(variable.Id);

    public bool IsAffine(Operand operand) => operand is Variable variable && _affine.Contains(variable.Id);

    /// <summary>Whether it is what the loop carries, or that with something added: each lane collects its own.</summary>
    public bool IsSum(Operand operand) => operand is Variable variable && _sums.Contains(variable.Id);

    /// <summary>The assignment of the body that defines the variable.</summary>
    public Assign? DefinitionOf(Operand operand) => operand is Variable variable && _definitions.TryGetValue(variable.Id, out Assign? assign) ? assign : null;

    public static VectorLoop? Recognise(For loop, Func<Variable, bool> mayReassociate, bool isFast)
    {
        bool isForward = loop is { Step: 1, Comparison: BinaryOperator.Less }, isBackward = loop is { Step: -1, Comparison: BinaryOperator.GreaterOrEqual };
        if (!(isForward || isBackward) || loop.IsChecked || !loop.Index.Type.Equals(ScalarType.Int32) || ElementOf(loop.Body) is not { } element
            || loop.Carried.Any(entry => !entry.Parameter.Type.Equals(element) || !mayReassociate(entry.Parameter)))
        {
            return null;
        }

        var result = new VectorLoop(loop, element, isFast);
        result._affine.Add(loop.Index.Id);
        result._inside.Add(loop.Index.Id);
        foreach (Carried entry in loop.Carried)
        {
            result._sums.Add(entry.Parameter.Id);
            result._inside.Add(entry.Parameter.Id);
        }

        return result.Accepts(loop.Body, isConditional: false)
            && loop.Carried.All(entry => entry.AfterBody is Variable next && result._sums.Contains(next.Id))
            && result._accesses.Count > 0
                ? result
                : null;
    }

    private static ScalarType? ElementOf(Block body)
    {
        foreach (Statement statement in body.Statements)
        {
            IrType? type = statement switch
            {
                Store store => store.Value.Type,
                Accumulate accumulate => accumulate.Value.Type,
                Assign { Value: Load { Type: ScalarType { Kind: ScalarKind.Single or ScalarKind.Double } loaded } } => loaded,
                _ => null,
            };
            if (type is not null)
            {
                return type as ScalarType is { Kind: ScalarKind.Single or ScalarKind.Double } element ? element : null;
            }
        }

        return null;
    }

    private bool Accepts(Block block, bool isConditional)
    {
        foreach (Statement statement in block.Statements)
        {
            bool accepted = statement switch
            {
                Comment => true,
                Assign assign => Accepts(assign),
                Store store => !isConditional && store.Path.IsEmpty && AcceptsNumber(store.Value) && AcceptsElement(store.Buffer, store.Indices, isLoaded: false, isStored: true),
                Accumulate accumulate => accumulate.Path.IsEmpty && AcceptsNumber(accumulate.Value)
                    && AcceptsElement(accumulate.Buffer, accumulate.Indices, isLoaded: false, isStored: false),
                If branch => Accepts(branch),
                _ => false,
            };
            if (!accepted)
            {
                return false;
            }
        }

        return true;
    }

    private bool Accepts(If branch)
    {
        if (!Accepts(branch.Then, isConditional: true) || !Accepts(branch.Else, isConditional: true))
        {
            return false;
        }

        foreach (Merge merge in branch.Merges)
        {
            bool isSum = IsSum(merge.Then) && IsSum(merge.Else);
            if (!isSum && (!merge.Result.Type.Equals(Element) || !AcceptsNumber(merge.Then) || !AcceptsNumber(merge.Else)))
            {
                return false;
            }

            _inside.Add(merge.Result.Id);
            if (isSum)
            {
                _sums.Add(merge.Result.Id);
            }
        }

        return true;
    }

    private bool Accepts(Assign assign)
    {
        _definitions[assign.Target.Id] = assign;
        if (assign.Value is Load load)
        {
            _inside.Add(assign.Target.Id);
            return load.Path.IsEmpty && load.Type.Equals(Element) && AcceptsElement(load.Buffer, load.Indices, isLoaded: true, isStored: false);
        }

        if (assign.Value.Effects != Effects.None)
        {
            return false;
        }

        if (assign.Value is Binary or Unary or Length or Ir.Convert && assign.Value.Operands.All(IsInvariant))
        {
            // Computed once, before the loop.
            return true;
        }

        _inside.Add(assign.Target.Id);
        return assign.Value switch
        {
            Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } sum when sum.Type.Equals(Element) && (IsSum(sum.Left) || IsSum(sum.Right)) => AcceptsSum(assign.Target, sum),
            Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } index when index.Type.Equals(ScalarType.Int32) => AcceptsIndex(assign.Target, index),
            Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply or BinaryOperator.Divide } number when number.Type.Equals(Element) =>
                AcceptsNumber(number.Left) && AcceptsNumber(number.Right),
            Binary
            {
                Operator: BinaryOperator.Equal or BinaryOperator.NotEqual or BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual
            } comparison => AcceptsNumber(comparison.Left) && AcceptsNumber(comparison.Right),
            Unary { Operator: UnaryOperator.Negate } negation => AcceptsNumber(negation.Operand),
            Copy copy => AcceptsNumber(copy.Source),
            Ir.Select select => AcceptsNumber(select.WhenTrue) && AcceptsNumber(select.WhenFalse),
            Intrinsic { Key: "Math.Sqrt" or "Math.Abs" } root => AcceptsNumber(root.Operands[0]),
            Intrinsic { Key: "Math.Exp" or "Math.Log" or "Math.Tanh" } function => _isFast && Element.Kind == ScalarKind.Double && AcceptsNumber(function.Operands[0]),
            _ => false,
        };
    }

    // acc + x, where acc is read by nothing else: each lane collects its own.
    private bool AcceptsSum(Variable target, Binary sum)
    {
        bool isLeft = IsSum(sum.Left), isRight = IsSum(sum.Right);
        if (isLeft == isRight || (isRight && sum.Operator == BinaryOperator.Subtract) || !AcceptsNumber(isLeft ? sum.Right : sum.Left))
        {
            return false;
        }

        _sums.Add(target.Id);
        return true;
    }

    private bool AcceptsIndex(Variable target, Binary index)
    {
        if (index.IsChecked || !((IsAffine(index.Left) && IsInvariant(index.Right)) || (index.Operator == BinaryOperator.Add && IsInvariant(index.Left) && IsAffine(index.Right))))
        {
            return false;
        }

        _affine.Add(target.Id);
        return true;
    }

    private bool AcceptsElement(Operand buffer, EquatableArray<Operand> indices, bool isLoaded, bool isStored)
    {
        if (buffer is not Variable { Type: BufferType { Kind: BufferKind.Span or BufferKind.ReadOnlySpan or BufferKind.Array, Rank: 1 } type } variable
            || !IsInvariant(buffer) || !type.Element.Equals(Element) || indices.Count != 1 || !IsAffine(indices[0]))
        {
            return false;
        }

        _accesses.Add(new VectorAccess(variable, indices[0], isLoaded, isStored));
        return true;
    }

    private bool AcceptsNumber(Operand operand) => operand.Type.Equals(Element) && !IsSum(operand);
}
