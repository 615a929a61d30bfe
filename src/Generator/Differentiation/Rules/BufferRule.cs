using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation.Rules;

/// <summary>The derivative of a <see cref="BufferCall"/>: statements for the reverse sweep, and for its shadows in the forward sweep.</summary>
internal sealed record BufferRule(Action<BufferRuleScope> Reverse)
{
    /// <summary>What happens to the shadows beside the primal call, in the forward sweep (null: nothing). Lists change their count here.</summary>
    public Action<ShadowScope>? Forward { get; init; }

    /// <summary>Whether an active argument loses its derivative here (<c>TensorPrimitives.Floor</c>), which deserves a warning.</summary>
    public bool LosesDerivative { get; init; }

    /// <summary>The tangent statements after the primal call, in forward mode.</summary>
    public Action<TangentScope>? Tangent { get; init; }
}

/// <summary>What a buffer rule may read, whichever the direction.</summary>
internal abstract class BufferScope(IrBuilder builder)
{
    /// <summary>The block that the rule's statements go to.</summary>
    public IrBuilder Builder => builder;

    /// <summary>The primal scalar result.</summary>
    public abstract Value Result { get; }

    /// <summary>An argument's primal value: a scalar, or the buffer itself, whose elements may have changed since.</summary>
    public abstract Operand Argument(int index);

    /// <summary>Whether the argument is active: only then has it a shadow, an adjoint to contribute to, or a tangent.</summary>
    public abstract bool IsActive(int index);

    /// <summary>The adjoint or tangent buffer of a buffer argument.</summary>
    public abstract Operand Shadow(int index);

    /// <summary>A buffer with the elements that the argument had just before the call. Asking is what keeps them, if they change.</summary>
    public abstract Operand ElementsBefore(int index);

    /// <summary>A buffer with the elements that the argument had just after the call.</summary>
    public abstract Operand ElementsAfter(int index);

    /// <summary>The length of an argument, an <c>int</c>; of a list the count that its shadow has at this point.</summary>
    public abstract Operand LengthOf(int index);

    /// <summary>A loop over 0 .. count-1.</summary>
    public void ForEach(Operand count, Action<IrBuilder, Variable> body) => builder.CountedLoop(count, body);

    /// <summary>The sum over 0 .. count-1 of what the function gives.</summary>
    public Value Sum(IrType type, Operand count, Func<IrBuilder, Variable, Operand> term)
    {
        VariableFactory variables = builder.Variables;
        Variable index = variables.New("i", ScalarType.Int32);
        Variable partial = variables.New("sum", type);
        Variable result = variables.New("sum", type);
        var inner = new IrBuilder(variables);
        Operand next = inner.Add(partial, term(inner, index));
        builder.Emit(new For(index, Constant.Int(0), BinaryOperator.Less, count, 1, inner.ToBlock())
        {
            Carried = [new Carried(partial, Constant.Float(type, 0), partial, next, result)],
        });
        return new Value(builder, result);
    }
}

/// <summary>
/// What a buffer rule may read and do in the reverse sweep. The adjoint of a buffer obeys <c>dy := (d y_after / d y_before)^T dy + ...</c>:
/// for an element that the call overwrites, take its adjoint, set it to zero, add what it contributes to the inputs.
/// </summary>
internal abstract class BufferRuleScope(IrBuilder builder) : BufferScope(builder)
{
    /// <summary>The adjoint of the scalar result (only when the call has an active one that is used; see <see cref="HasResultAdjoint"/>).</summary>
    public abstract Value D { get; }

    public abstract bool HasResultAdjoint { get; }

    /// <summary>Adds to the adjoint of a scalar argument. Only at the top level of the rule, not inside a loop that it builds: sum there in a carried variable
    /// (<see cref="BufferScope.Sum"/>).</summary>
    public abstract void Contribute(int index, Value value);

    /// <summary>Whether the elements of two arguments may be the same memory.</summary>
    public virtual bool MayOverlap(int first, int second) => true;
}

/// <summary>
/// What a buffer rule may read and do in forward mode, right after the primal call. The shadows of the arguments hold the tangents from before the call: for an element that
/// the call overwrites the rule writes the new tangent.
/// </summary>
internal abstract class TangentScope(IrBuilder builder) : BufferScope(builder)
{
    /// <summary>The tangent of a scalar argument; zero when it isn't active.</summary>
    public abstract Value Tangent(int index);

    /// <summary>Whether the call has a scalar result whose tangent is asked for.</summary>
    public abstract bool HasResultTangent { get; }

    /// <summary>Gives the tangent of the scalar result.</summary>
    public abstract void SetResultTangent(Value value);
}

/// <summary>What a buffer rule may do to shadows in the forward sweep.</summary>
internal abstract class ShadowScope(IrBuilder builder)
{
    public IrBuilder Builder => builder;

    public abstract bool IsActive(int index);

    public abstract Operand Argument(int index);

    public abstract Operand Shadow(int index);
}
