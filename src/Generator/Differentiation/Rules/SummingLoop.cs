using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation.Rules;

/// <summary>A counted loop in the making: its body is built first, values are carried through it, then it is emitted.</summary>
internal sealed class SummingLoop(IrBuilder builder, bool descending = false)
{
    private readonly List<Carried> _carried = [];

    public Variable Index { get; } = builder.Variables.New("i", ScalarType.Int32);

    public IrBuilder Body { get; } = new(builder.Variables);

    /// <summary>The sum of a term of the body over all iterations.</summary>
    public Variable Sum(Operand term) => Carry("sum", Constant.Float(term.Type, 0), partial => Body.Add(partial, term));

    /// <summary>A value that each iteration makes anew from its last one; the result is the value after the loop.</summary>
    public Variable Carry(string name, Operand initial, Func<Variable, Operand> next)
    {
        Variable parameter = builder.Variables.New(name, initial.Type);
        Variable result = builder.Variables.New(name, initial.Type);
        _carried.Add(new Carried(parameter, initial, parameter, next(parameter), result));
        return result;
    }

    /// <summary>Emits the loop over 0 .. count - 1, from the end if it is descending.</summary>
    public void Emit(Operand count)
    {
        Operand last = descending ? builder.Let(new Binary(BinaryOperator.Subtract, count, Constant.Int(1), ScalarType.Int32)) : count;
        For loop = descending
            ? new For(Index, last, BinaryOperator.GreaterOrEqual, Constant.Int(0), -1, Body.ToBlock())
            : new For(Index, Constant.Int(0), BinaryOperator.Less, count, 1, Body.ToBlock());
        if (Body.Statements.Count > 0)
        {
            builder.Emit(loop with { Carried = _carried.ToEquatableArray() });
        }
    }
}
