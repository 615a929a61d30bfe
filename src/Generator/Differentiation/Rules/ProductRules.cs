using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation.Rules;

/// <summary>
/// The rule of a product of factors: the derivative by a factor is the product of all others, as the product of those before it times the product of those
/// after it. Dividing the whole by the factor would be wrong where a factor is zero.
/// </summary>
internal static class ProductRules
{
    /// <param name="r">The scope.</param>
    /// <param name="call">The call; its arguments are one or two buffers.</param>
    /// <param name="factor">The factor of an element of each argument (the second is null when there is one argument).</param>
    /// <param name="slope">What the derivative by the factor contributes to an argument; null is the derivative itself.</param>
    public static void Reverse(BufferRuleScope r, BufferCall call, Func<Value, Value?, Value> factor, Func<int, Value, Value?> slope)
    {
        if (!r.HasResultAdjoint)
        {
            return;
        }

        IrBuilder builder = r.Builder;
        Value d = r.D;
        IrType type = d.Operand.Type;
        Operand count = VectorOperations.UsedCount(r);
        Operand[] elements = call.Arguments.Select((_, i) => r.ElementsBefore(i)).ToArray();
        Variable before = builder.Let(new Allocate(new BufferType(BufferKind.Array, type), [count]));

        var upwards = new SummingLoop(builder);
        upwards.Carry("product", Constant.Float(type, 1), product =>
        {
            upwards.Body.Emit(new Store(before, [upwards.Index], product));
            return upwards.Body.Multiply(product, Factor(upwards).Operand);
        });
        upwards.Emit(count);

        var downwards = new SummingLoop(builder, descending: true);
        downwards.Carry("product", Constant.Float(type, 1), product =>
        {
            IrBuilder body = downwards.Body;
            Value others = new Value(body, body.Let(new Load(before, [downwards.Index], type))) * new Value(body, product);
            Value byFactor = d.In(body) * others;
            for (int argument = 0; argument < elements.Length; argument++)
            {
                if (r.IsActive(argument))
                {
                    body.Emit(new Accumulate(r.Shadow(argument), [downwards.Index], (slope(argument, byFactor) ?? byFactor).Operand));
                }
            }

            return body.Multiply(product, Factor(downwards).Operand);
        });
        downwards.Emit(count);

        Value Factor(SummingLoop loop)
        {
            Value[] values = elements.Select(e => new Value(loop.Body, loop.Body.Let(new Load(e, [loop.Index], type)))).ToArray();
            return factor(values[0], values.Length > 1 ? values[1] : null);
        }
    }
}
