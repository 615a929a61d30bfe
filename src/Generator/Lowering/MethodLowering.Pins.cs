using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Lowering;

/// <summary>
/// Operands that wait while a later operand is evaluated: in <c>x + (x = 5)</c> the left one is the old x. A copy is made only when the variable
/// was in fact assigned in between.
/// </summary>
internal sealed partial class MethodLowering
{
    internal readonly record struct Pin(Operand Operand, BlockBuilder Block, int Index, long Time);

    private Pin PinOperand(Operand operand) => new(operand, _region.Current, _region.Current.Count, _writes);

    /// <summary>The operand as it was when pinned. Of several pins the last is to be resolved first.</summary>
    private Operand Unpin(in Pin pin)
    {
        if (pin.Operand is not Variable variable || _lastWrites[variable.Id] <= pin.Time)
        {
            return pin.Operand;
        }

        Variable copy = NewTemporary(variable.Type);
        pin.Block.Insert(pin.Index, new Assign(copy, new Copy(variable)) { Site = CurrentSite() });
        return copy;
    }

    /// <summary>Evaluates expressions from left to right, each to the value that it has at its turn.</summary>
    private Operand[] LowerInOrder(IReadOnlyList<Microsoft.CodeAnalysis.IOperation> operations)
    {
        if (operations.Count == 1)
        {
            return [LowerExpression(operations[0])];
        }

        var pins = new Pin[operations.Count];
        for (int i = 0; i < pins.Length; i++)
        {
            pins[i] = PinOperand(LowerExpression(operations[i]));
        }

        return Unpin(pins);
    }

    private Operand[] Unpin(Pin[] pins)
    {
        var operands = new Operand[pins.Length];
        for (int i = pins.Length - 1; i >= 0; i--)
        {
            operands[i] = Unpin(pins[i]);
        }

        return operands;
    }

    /// <summary>The operand in a form that no later assignment changes.</summary>
    private Operand Freeze(Operand operand) => operand is Variable { IsTemporary: false, Type: not BufferType { Kind: BufferKind.Ref } } ? Let(new Copy(operand)) : operand;
}
