using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation.Rules;

/// <summary>What a reduction's contribution to (or of) one element may read; it appends to the loop's body.</summary>
internal sealed class ReductionElement(BufferScope scope, IrBuilder block, IrType type)
{
    private readonly Dictionary<int, Value> _loaded = [];
    private IrBuilder _body = block;
    private Operand? _index;
    private Value _d;

    public Operand Length { get; } = scope.LengthOf(0);

    /// <summary>The result's adjoint (reverse) or the element's tangent (forward).</summary>
    public Value D => _d.In(_body);

    public Value Result => scope.Result.In(_body);

    /// <summary>Whether the result is zero.</summary>
    public Value IsNull => Result.Is(BinaryOperator.Equal, 0);

    public Value X => Own(0);

    /// <summary>The number of elements, in the type of the adjoint.</summary>
    public Value Count => new(_body, _body.Convert(Length, type));

    /// <summary>The argument's element.</summary>
    public Value Own(int argument)
    {
        if (!_loaded.TryGetValue(argument, out Value value))
        {
            _loaded[argument] = value = new(_body, _body.Let(new Load(scope.ElementsBefore(argument), [_index!], type)));
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

    public void Use(Value d) => _d = d;
}
