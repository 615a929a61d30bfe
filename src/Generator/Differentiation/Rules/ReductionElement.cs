using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation.Rules;

/// <summary>What a reduction's contribution to one element may read; it appends to the loop's body.</summary>
internal sealed class ReductionElement(BufferRuleScope scope, IrBuilder block)
{
    private readonly Dictionary<int, Value> _loaded = [];
    private IrBuilder _body = block;
    private Operand? _index;

    public Operand Length { get; } = scope.LengthOf(0);

    public Value D => scope.D.In(_body);

    public Value Result => scope.Result.In(_body);

    /// <summary>Whether the result is zero.</summary>
    public Value IsNull => Result.Is(BinaryOperator.Equal, 0);

    public Value X => Own(0);

    /// <summary>The number of elements, in the type of the adjoint.</summary>
    public Value Count => new(_body, _body.Convert(Length, D.Operand.Type));

    /// <summary>The argument's element.</summary>
    public Value Own(int argument)
    {
        if (!_loaded.TryGetValue(argument, out Value value))
        {
            _loaded[argument] = value = new(_body, _body.Let(new Load(scope.ElementsBefore(argument), [_index!], D.Operand.Type)));
        }

        return value;
    }

    /// <summary>The element of the other one of two arguments.</summary>
    public Value Other(int argument) => Own(1 - argument);

    public void Enter(IrBuilder body, Operand index)
    {
        _body = body;
        _index = index;
        _loaded.Clear();
    }
}
