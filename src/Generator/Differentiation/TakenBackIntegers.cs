using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation;

/// <summary>
/// Integers that a counted loop changes by what the reverse sweep can compute, though not by one amount: where the columns of a triangle start, say. The reverse of the loop begins with the
/// last and takes back what each iteration added, so that nothing is kept for an iteration. Arithmetic that wraps is undone by arithmetic that wraps.
/// </summary>
internal sealed class TakenBackIntegers(ReverseContext context, PrimalValues values)
{
    private const int MaximumDepth = 6;

    /// <summary>What the integer is in an iteration, in the reverse of that iteration, or null where it can't be taken back.</summary>
    public Operand? Of(Definition definition, ReverseFrame frame)
    {
        if (definition is not { Kind: DefinitionKind.CarriedParameter, Statement: For, Carried: { Parameter: { Type: ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Int64 } } parameter } entry }
            || !CanUndo(entry.AfterBody, parameter, definition.Scope, 0))
        {
            return null;
        }

        Operand last = values.Use(entry.Result);
        Variable after = context.Variables.New(parameter.Name, parameter.Type);
        Operand before = Undo(entry.AfterBody, after, parameter, definition.Scope, frame.Prologue);
        frame.TakenBack.Add(new Carried(after, last, after, before, context.Variables.New(parameter.Name, parameter.Type)));
        return before;
    }

    private bool CanUndo(Operand next, Variable parameter, Scope loop, int depth)
    {
        if (next.Equals(parameter))
        {
            return true;
        }

        return depth <= MaximumDepth && DefinitionIn(loop, next) switch
        {
            Copy copy => CanUndo(copy.Source, parameter, loop, depth + 1),
            Binary { Operator: BinaryOperator.Add } sum => (CanUndo(sum.Left, parameter, loop, depth + 1) && CanRepeat(sum.Right, loop, depth + 1))
                || (CanUndo(sum.Right, parameter, loop, depth + 1) && CanRepeat(sum.Left, loop, depth + 1)),
            Binary { Operator: BinaryOperator.Subtract } difference => CanUndo(difference.Left, parameter, loop, depth + 1) && CanRepeat(difference.Right, loop, depth + 1),
            _ => false,
        };
    }

    private Operand Undo(Operand next, Operand after, Variable parameter, Scope loop, IrBuilder builder)
    {
        if (next.Equals(parameter))
        {
            return after;
        }

        Expression definition = DefinitionIn(loop, next)!;
        if (definition is Copy copy)
        {
            return Undo(copy.Source, after, parameter, loop, builder);
        }

        var binary = (Binary)definition;
        bool isLeft = CanUndo(binary.Left, parameter, loop, 0) && CanRepeat(binary.Right, loop, 0);
        (Operand onward, Operand changed) = isLeft ? (binary.Left, binary.Right) : (binary.Right, binary.Left);
        BinaryOperator inverse = binary.Operator == BinaryOperator.Add ? BinaryOperator.Subtract : BinaryOperator.Add;
        Variable before = builder.Let(new Binary(inverse, after, Repeat(changed, loop, builder), after.Type), onward is Variable { IsTemporary: false } named ? named.Name : null);
        return Undo(onward, before, parameter, loop, builder);
    }

    // Whether the reverse of an iteration can compute the integer without what the loop carries.
    private bool CanRepeat(Operand operand, Scope loop, int depth)
    {
        if (IsAtHand(operand, loop))
        {
            return true;
        }

        return depth <= MaximumDepth && DefinitionIn(loop, operand) switch
        {
            Length { Buffer: Variable buffer } length => CountOf(buffer, loop) is { } count ? CanRepeat(count, loop, depth + 1) : length.Dimension < 0 && HasFixedLength(buffer),
            Copy or Unary or Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply } => DefinitionIn(loop, operand)!.Operands.All(part =>
                part.Type.Equals(operand.Type) && CanRepeat(part, loop, depth + 1)),
            _ => false,
        };
    }

    private Operand Repeat(Operand operand, Scope loop, IrBuilder builder)
    {
        if (IsAtHand(operand, loop))
        {
            return values.Use(operand);
        }

        Expression definition = DefinitionIn(loop, operand)!;
        return definition switch
        {
            Length { Buffer: Variable buffer } when CountOf(buffer, loop) is { } count => Repeat(count, loop, builder),
            Length { Buffer: var buffer } => builder.Let(definition.On([values.Use(buffer)])),
            _ => builder.Let(definition.On(definition.Operands.Map(part => Repeat(part, loop, builder)))),
        };
    }

    // What comes from outside of the loop is had once for all iterations; the index is the reverse loop's own.
    private bool IsAtHand(Operand operand, Scope loop) => operand is not Variable variable
        || context.DefinitionOf(variable) is var definition
            && (definition.Kind == DefinitionKind.Index && ReferenceEquals(definition.Scope, loop) || (!ReferenceEquals(definition.Scope, loop) && definition.Scope.Contains(loop)));

    private Expression? DefinitionIn(Scope loop, Operand operand) =>
        operand is Variable variable && context.DefinitionOf(variable) is { Expression: { } value } definition && ReferenceEquals(definition.Scope, loop) ? value : null;

    // A slice that was made is as long as it was asked to be.
    private Operand? CountOf(Variable buffer, Scope loop) => DefinitionIn(loop, buffer) is View { Count: { } count } ? count : null;

    // What would have to be kept to ask it for its length isn't worth it.
    private bool HasFixedLength(Variable buffer) => buffer.Type is BufferType { Kind: BufferKind.Array or BufferKind.Span or BufferKind.ReadOnlySpan, IsTensor: false }
        && context.DefinitionOf(buffer) is var definition && (definition.Kind == DefinitionKind.Parameter || context.IsLocal(definition.Scope));
}
