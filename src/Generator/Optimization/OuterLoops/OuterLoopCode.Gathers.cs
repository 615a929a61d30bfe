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

        GatherAhead(nest.Body, new LoopNames(nest));
    }

    // Of loops that every iteration comes to: others may read what isn't there for some.
    private void GatherAhead(Block block, LoopNames names)
    {
        foreach (Statement statement in block.Statements)
        {
            switch (statement)
            {
                case If branch when _divergence.IsUniform(branch.Condition):
                    GatherAhead(branch.Then, names);
                    GatherAhead(branch.Else, names);
                    break;
                case For loop:
                    if (KnownCountOf(loop) is { } count)
                    {
                        foreach (Load load in loop.Body.Statements.OfType<Assign>().Select(static assign => assign.Value).OfType<Load>())
                        {
                            GatherAhead(load, loop, count, names);
                        }
                    }

                    GatherAhead(loop.Body, names);
                    break;
            }
        }
    }

    private void GatherAhead(Load load, For loop, Operand count, LoopNames names)
    {
        if (_gathered.ContainsKey(load) || !load.Path.IsEmpty || load.Indices is not [{ } place] || !load.Type.Equals(_code.Element) || !IsShared(load.Buffer)
            || names.Beside(place, loop.Index) is not { } summands)
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

        if (names.IsInside(buffer) || !summands.TrueForAll(summand => IsAhead(summand, names)) || !summands.Exists(summand => _divergence.ShapeOf(summand) == LaneShape.Affine))
        {
            return;
        }

        _gathered[load] = (Gathered(Uniform(buffer), (AffineValue)Ahead(summands, names), count), loop.Index);
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
        _builder.Emit(Call(result, "Gathered", Effects.Reads | Effects.WritesOperands, buffer, first.First, first.Stride, count, memory));
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
        Operand? count = _counts.Of(loop);
        return count is null || !_divergence.IsUniform(count) || ValueOf(count) is not UniformValue { Operand: var operand } ? null
            : operand is Constant || (operand is Variable variable && variable.Id < _firstLaneId && !_divergence.Memory.IsInside(variable)) ? operand : null;
    }

    private static bool AreSame(Operand a, Operand b) => a.IsSameAs(b) || (a is Constant { Integer: { } first } && b is Constant { Integer: { } second } && first == second);
}
