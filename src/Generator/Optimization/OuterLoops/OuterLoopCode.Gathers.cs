using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization.OuterLoops;

/// <summary>
/// Elements at other places in each iteration that a nest of loops reads again and again (a data point that is compared with each of many centres): the vectors of them are made once,
/// before the nest.
/// </summary>
internal sealed partial class OuterLoopCode
{
    private readonly Dictionary<object, (Variable Vectors, Variable Index)> _gathered = new(ReferenceComparer.Instance);
    private readonly List<(IrBuilder Builder, Operand Buffer, AffineValue First, Operand Count, Variable Vectors)> _gathers = [];
    private readonly List<(Variable Memory, Operand Buffer, Operand Count)> _memories = [];

    private void GatherAhead(For nest)
    {
        if (_mask is not null || !nest.Body.Statements.Any(static statement => statement is For or If))
        {
            return;
        }

        HashSet<int> inside = IrWalk.DefinedIn(nest.Body);
        inside.UnionWith(nest.Carried.Select(static entry => entry.Parameter.Id));
        inside.Add(nest.Index.Id);
        var definitions = new Dictionary<int, Expression>();
        foreach (Statement statement in IrWalk.All(nest.Body))
        {
            if (statement is Assign { Value: Binary or Ir.Copy } assign)
            {
                definitions[assign.Target.Id] = assign.Value;
            }
        }

        GatherAhead(nest.Body, inside, definitions);
    }

    // Of loops that every iteration comes to: others may read what isn't there for some.
    private void GatherAhead(Block block, HashSet<int> inside, Dictionary<int, Expression> definitions)
    {
        foreach (Statement statement in block.Statements)
        {
            switch (statement)
            {
                case If branch when _divergence.IsUniform(branch.Condition):
                    GatherAhead(branch.Then, inside, definitions);
                    GatherAhead(branch.Else, inside, definitions);
                    break;
                case For loop:
                    if (KnownCountOf(loop) is { } count)
                    {
                        foreach (Load load in loop.Body.Statements.OfType<Assign>().Select(static assign => assign.Value).OfType<Load>())
                        {
                            GatherAhead(load, loop, count, inside, definitions);
                        }
                    }

                    GatherAhead(loop.Body, inside, definitions);
                    break;
            }
        }
    }

    private void GatherAhead(Load load, For loop, Operand count, HashSet<int> inside, Dictionary<int, Expression> definitions)
    {
        if (_gathered.ContainsKey(load) || !load.Path.IsEmpty || load.Indices is not [{ } place] || !load.Type.Equals(_code.Element) || !IsShared(load.Buffer)
            || Beside(place, loop.Index, definitions) is not { } summands)
        {
            return;
        }

        Operand buffer = load.Buffer;
        if (_divergence.MovingStartOf(buffer) is { } start)
        {
            // A view ends before its owner does.
            if (!load.IsSafe && !AreSame(Uniform(_divergence.CountOf((Variable)buffer)!), count))
            {
                return;
            }

            summands.Add(start);
            buffer = OwnerOf(buffer);
        }

        if (inside.Contains(((Variable)buffer).Id) || !summands.TrueForAll(IsAhead) || !summands.Exists(summand => _divergence.ShapeOf(summand) == LaneShape.Affine))
        {
            return;
        }

        LaneValue first = new UniformValue(Constant.Int(0));
        foreach (Operand summand in summands)
        {
            first = Combined(BinaryOperator.Add, first, Ahead(summand));
        }

        _gathered[load] = (Gathered(Uniform(buffer), (AffineValue)first, count), loop.Index);

        bool IsAhead(Operand operand) => operand is Variable variable && inside.Contains(variable.Id)
            ? _divergence.ShapeOf(variable) != LaneShape.Varying && definitions.TryGetValue(variable.Id, out Expression? value) && IsIndexArithmetic(value) && value.Operands.All(IsAhead)
            : ValueOf(operand) is UniformValue or AffineValue;

        LaneValue Ahead(Operand operand) => operand is Variable variable && inside.Contains(variable.Id)
            ? definitions[variable.Id] is Binary binary ? Combined(binary.Operator, Ahead(binary.Left), Ahead(binary.Right)) : Ahead(definitions[variable.Id].Operands[0])
            : ValueOf(operand);
    }

    private Variable Gathered(Operand buffer, AffineValue first, Operand count)
    {
        foreach ((IrBuilder builder, Operand known, AffineValue at, Operand many, Variable vectors) in _gathers)
        {
            if (ReferenceEquals(builder, _builder) && AreSame(known, buffer) && AreSame(at.First, first.First) && AreSame(at.Stride, first.Stride) && AreSame(many, count))
            {
                return vectors;
            }
        }

        string name = ((Variable)buffer).Name;
        Variable memory = _variables.New(name, new BufferType(BufferKind.Span, _code.Numbers)), result = _variables.New(name, new BufferType(BufferKind.ReadOnlySpan, _code.Numbers));
        _memories.Add((memory, buffer, count));
        _builder.Emit(new OpaqueCall(
            result,
            [LaneCode.Runtime + "Gathered(", ", ", ", ", ", ", ", ", ")"],
            [new ValueHole(buffer), new ValueHole(first.First), new ValueHole(first.Stride), new ValueHole(count), new ValueHole(memory)],
            Effects.Reads | Effects.WritesOperands));
        _gathers.Add((_builder, buffer, first, count, result));
        return result;
    }

    // Nobody writes it while the loop runs, and all of it is there before.
    private bool IsShared(Operand buffer) =>
        _divergence.Memory.RootOf(buffer) is { } root && !_divergence.IsWide(root) && !_divergence.Memory.IsInside(root) && _divergence.Memory.AccessOf(root) is { IsWritten: false, IsAdded: false };

    private Operand OwnerOf(Operand view)
    {
        while (_divergence.MovingStartOf(view) is not null)
        {
            view = _divergence.Memory.DefinitionOf((Variable)view)!.Operands[0];
        }

        return view;
    }

    // How many times the loop runs, if that is known before all iterations.
    private Operand? KnownCountOf(For loop)
    {
        Operand? count = loop switch
        {
            { Step: 1, Comparison: BinaryOperator.Less, Start: Constant { IsZero: true } } => loop.Limit,
            { Step: -1, Comparison: BinaryOperator.GreaterOrEqual, Limit: Constant { IsZero: true }, Start: Constant { Integer: { } last } } => Constant.Int((int)last + 1),
            { Step: -1, Comparison: BinaryOperator.GreaterOrEqual, Limit: Constant { IsZero: true }, Start: Variable last } when _counts.TryGetValue(last.Id, out Operand? end) => end,
            _ => null,
        };
        return count is null || !_divergence.IsUniform(count) || ValueOf(count) is not UniformValue { Operand: var operand } ? null
            : operand is Constant || (operand is Variable variable && variable.Id < _firstLaneId && !_divergence.Memory.IsInside(variable)) ? operand : null;
    }

    // What is added to the index, or null when the place is none of that kind.
    private static List<Operand>? Beside(Operand place, Variable index, Dictionary<int, Expression> definitions)
    {
        if (place.IsSameAs(index))
        {
            return [];
        }

        if (place is not Variable variable || !definitions.TryGetValue(variable.Id, out Expression? value) || value is not Binary { Operator: BinaryOperator.Add } sum || !IsIndexArithmetic(sum))
        {
            return null;
        }

        List<Operand>? left = Beside(sum.Left, index, definitions), right = left is null ? Beside(sum.Right, index, definitions) : null;
        left?.Add(sum.Right);
        right?.Add(sum.Left);
        return left ?? right;
    }

    private static bool IsIndexArithmetic(Expression value) => value is Ir.Copy { Type: ScalarType { Kind: ScalarKind.Int32 } }
        or Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply, IsChecked: false, Type: ScalarType { Kind: ScalarKind.Int32 } };

    private static bool AreSame(Operand a, Operand b) => a.IsSameAs(b) || (a is Constant { Integer: { } first } && b is Constant { Integer: { } second } && first == second);
}
