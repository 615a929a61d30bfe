using AutoDiff.Generator.Differentiation;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization.OuterLoops;

/// <summary>What differs in single statements.</summary>
internal sealed partial class Divergence
{
    /// <summary>The start of a view of shared memory that is elsewhere in each iteration, or null.</summary>
    public Operand? MovingStartOf(Operand buffer) => buffer is Variable variable && _starts.TryGetValue(variable.Id, out Operand? start) ? start : null;

    private bool Accepts(Assign assign)
    {
        Expression value = assign.Value;
        if (value.Type is BufferType)
        {
            return AcceptsBuffer(assign.Target, value);
        }

        if (_sums.IsStep(assign))
        {
            return _masks == 0 && Number(assign, LaneShape.Varying);
        }

        switch (value)
        {
            case Load load:
                return AcceptsAccess(load.Buffer, load.Indices, load.Path) && Number(assign, LoadedShape(load));
            case Length length:
                return MovingStartOf(length.Buffer) is null || CountOf((Variable)length.Buffer) is not null;
            case Binary { Type: ScalarType { Kind: ScalarKind.Int32 }, IsChecked: false } binary when AffineShape(binary) is { } affine:
                Set(assign.Target, affine);
                return true;
        }

        if (value.Operands.All(IsUniform))
        {
            return (value is Binary or Unary or Copy or Convert or Ir.Select or Intrinsic || value is Opaque { OpaqueEffects: Effects.None or Effects.Throws })
                && (!_sums.IsFree(assign.Target) || Number(assign, LaneShape.Varying));
        }

        // What may throw must not do so for an iteration that doesn't come here.
        if (_masks > 0 && (value.Effects & Effects.Throws) != 0)
        {
            return false;
        }

        bool isPlain = value switch
        {
            Copy or Binary or Unary or Convert or Ir.Select or Intrinsic => true,
            Opaque opaque => opaque.OpaqueEffects is Effects.None or Effects.Throws,
            _ => false,
        };
        return isPlain && value.Operands.All(operand => operand.Type is ScalarType { IsGeneric: false } || IsUniform(operand)) && Number(assign, LaneShape.Varying);
    }

    private bool Number(Assign assign, LaneShape shape)
    {
        Set(assign.Target, shape);
        return shape == LaneShape.Uniform || (assign.Target.Type is ScalarType { IsGeneric: false } type && (!type.IsFloat || type.Equals(Element)));
    }

    // i + u, u + i, i - u, u - i, i * u, i + j, i - j for what grows evenly (i, j) and what is the same (u).
    private LaneShape? AffineShape(Binary binary)
    {
        LaneShape left = ShapeOf(binary.Left), right = ShapeOf(binary.Right);
        return binary.Operator switch
        {
            _ when left == LaneShape.Varying || right == LaneShape.Varying || (left == LaneShape.Uniform && right == LaneShape.Uniform) => null,
            BinaryOperator.Add or BinaryOperator.Subtract => LaneShape.Affine,
            BinaryOperator.Multiply when left == LaneShape.Uniform || right == LaneShape.Uniform => LaneShape.Affine,
            _ => null,
        };
    }

    private LaneShape LoadedShape(Load load) =>
        IsWide(_memory.RootOf(load.Buffer)!) || MovingStartOf(load.Buffer) is not null || !IsUniform(load.Indices[0]) ? LaneShape.Varying : LaneShape.Uniform;

    private bool AcceptsAccess(Operand buffer, EquatableArray<Operand> indices, EquatableArray<string> path)
    {
        if (!path.IsEmpty || indices.Count != 1 || _memory.RootOf(buffer) is not { } root || (MovingStartOf(buffer) is not null && ShapeOf(indices[0]) == LaneShape.Varying))
        {
            return false;
        }

        bool isShared = !IsWide(root) && !(_memory.AccessOf(root)?.IsWritten ?? false);
        return (IsUniform(indices[0]) && MovingStartOf(buffer) is null) || isShared || (!_memory.IsInside(root) && IsSum(_memory.AccessOf(root)!));
    }

    // All of it, and not for some iterations alone.
    private bool AcceptsWhole(Operand buffer) => _masks == 0 && MovingStartOf(buffer) is null;

    private bool AcceptsStored(Operand buffer, Operand value)
    {
        if (MovingStartOf(buffer) is not null)
        {
            return false;
        }

        return (IsUniform(value) && _masks == 0) || Widen(buffer);
    }

    private bool AcceptsAdded(Accumulate accumulate)
    {
        Variable root = _memory.RootOf(accumulate.Buffer)!;
        bool isElsewhere = !IsUniform(accumulate.Indices[0]) || MovingStartOf(accumulate.Buffer) is not null;
        if (isElsewhere)
        {
            _scattered.Add(root.Id);
            return !_memory.IsInside(root) && IsSum(_memory.AccessOf(root)!) && root.Type is BufferType { Element: ScalarType type } && type.Equals(Element);
        }

        return (IsUniform(accumulate.Value) && _masks == 0 && _memory.IsInside(root)) || Widen(accumulate.Buffer);
    }

    private bool AcceptsCopy(Operand source, Operand destination)
    {
        if (!AcceptsWhole(source) || !AcceptsWhole(destination) || _memory.RootOf(source) is not { } from || _memory.RootOf(destination) is not { } to)
        {
            return false;
        }

        return IsWide(from) ? Widen(destination) : !IsWide(to);
    }

    private bool AcceptsBuffer(Variable target, Expression value)
    {
        switch (value)
        {
            case Copy copy:
                return AcceptsView(target, new View(copy.Source, null, null, copy.Type));
            case View view:
                return AcceptsView(target, view);
            case Allocate { Type: BufferType { Rank: 1, Kind: BufferKind.Array or BufferKind.Span }, Lengths: [{ } length], Site: AllocationSite.Workspace }:
                return IsUniform(length);
            case CopyOf { Site: AllocationSite.Workspace } copy:
                return MovingStartOf(copy.Buffer) is null && _memory.RootOf(copy.Buffer) is { } root && (!IsWide(root) || Widen(target));
            default:
                return false;
        }
    }

    private bool AcceptsView(Variable target, View view)
    {
        Operand? moving = MovingStartOf(view.Buffer);
        if ((view.Start is null || IsUniform(view.Start)) && (view.Count is null || IsUniform(view.Count)) && moving is null)
        {
            return true;
        }

        // A piece of shared memory that is elsewhere in each iteration and has the same length in all of them.
        if (moving is null && view is { Start: { } start, Count: { } count } && ShapeOf(start) == LaneShape.Affine && IsUniform(count)
            && _memory.RootOf(view.Buffer) is { } root && !IsWide(root) && _memory.AccessOf(root) is null or { IsWritten: false } && _masks == 0)
        {
            _starts[target.Id] = start;
            return true;
        }

        // The same memory under another type.
        if (moving is not null && view.Start is null)
        {
            _starts[target.Id] = moving;
            return true;
        }

        return false;
    }

    /// <summary>The length of a view that is elsewhere in each iteration.</summary>
    public Operand? CountOf(Variable view)
    {
        while (_memory.DefinitionOf(view) is { } definition)
        {
            if (definition is View { Count: { } count })
            {
                return count;
            }

            view = (Variable)definition.Operands[0];
        }

        return null;
    }

    private bool AcceptsTape(OpaqueCall call)
    {
        if (call.Holes[0] is not ValueHole { Operand: Variable tape })
        {
            return false;
        }

        switch (call.Parts[1])
        {
            case ".Enter()" or ".Exit(":
                return true;
            case ".Push(" when call.Parts.Count == 3:
                Operand pushed = ((ValueHole)call.Holes[1]).Operand;
                return pushed.Type is ScalarType && (IsUniform(pushed) || WidenTape(tape));
            case ".Pop()":
                if (IsWideTape(tape))
                {
                    Set(call.Result!, LaneShape.Varying);
                }

                return call.Result!.Type is ScalarType;
            case ".Reserve(" or ".Top(":
                return IsUniform(((ValueHole)call.Holes[1]).Operand) && (!(IsWideTape(tape) || IsWide(call.Result!)) || Widen(call.Result!));
            case ".Release(":
                return IsUniform(((ValueHole)call.Holes[1]).Operand);
            default:
                return false;
        }
    }

    private bool Widen(Operand buffer)
    {
        if (_memory.RootOf(buffer) is not { Type: BufferType { Element: ScalarType { Kind: var kind } element } } root
            || (kind != ScalarKind.Boolean && !element.Equals(Element) && !(element.IsInteger && _memory.TapeOf(root) is not null)))
        {
            return false;
        }

        _isChanged |= _wide.Add(root.Id);
        return _memory.TapeOf(root) is not { } tape || WidenTape(tape);
    }

    private bool WidenTape(Variable tape)
    {
        _isChanged |= _wideTapes.Add(tape.Id);
        return true;
    }
}
