using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation.Rules;

/// <summary>
/// The rules of what changes a list's count. The shadow list has the same count at every point: the forward sweep does to it what the primal does to the list, the
/// reverse sweep undoes that, so that an index means the same element in both.
/// </summary>
internal static class ListOperations
{
    public static Dictionary<string, Func<BufferCall, BufferRule?>> All() => new()
    {
        ["List.Add"] = call => WhenElementIs(call, 1, element => new(r => ReverseInsert(r, element, LastIndex(r), valueIndex: 1))
        {
            Forward = s => Add(s.Builder, s.Shadow(0), NewElement(s, element, 1)),
            Tangent = t => Add(t.Builder, t.Shadow(0), NewTangent(t, element, 1)),
        }),
        ["List.Insert"] = call => WhenElementIs(call, 2, element => new(r => ReverseInsert(r, element, r.Argument(1), valueIndex: 2))
        {
            Forward = s => Insert(s.Builder, s.Shadow(0), s.Argument(1), NewElement(s, element, 2)),
            Tangent = t => Insert(t.Builder, t.Shadow(0), t.Argument(1), NewTangent(t, element, 2)),
        }),
        ["List.RemoveAt"] = call => SpanOperations.ElementOf(call.Arguments[0]) is var element
            ? new(r => Insert(r.Builder, r.Shadow(0), r.Argument(1), Constant.Default(element)))
            {
                Forward = s => RemoveAt(s.Builder, s.Shadow(0), s.Argument(1)),
                Tangent = WhenActive<TangentScope>(t => RemoveAt(t.Builder, t.Shadow(0), t.Argument(1))),
            }
            : null,
        ["List.Clear"] = call => SpanOperations.ElementOf(call.Arguments[0]) is var element
            ? new(r => ReverseClear(r, element))
            {
                Forward = s => Clear(s.Builder, s.Shadow(0)),
                Tangent = WhenActive<TangentScope>(t => Clear(t.Builder, t.Shadow(0))),
            }
            : null,
    };

    // A value that is a struct has no place for its adjoint; new elements with the default value need none.
    private static BufferRule? WhenElementIs(BufferCall call, int valueIndex, Func<IrType, BufferRule> rule)
    {
        IrType element = SpanOperations.ElementOf(call.Arguments[0]);
        BufferRule? guarded = element is StructType && call.Arguments[valueIndex] is not Constant ? null : rule(element);
        return guarded is null
            ? null
            : guarded with { Reverse = WhenActive(guarded.Reverse), Forward = WhenActive(guarded.Forward!), Tangent = WhenActive(guarded.Tangent!) };
    }

    private static Action<T> WhenActive<T>(Action<T> rule)
        where T : BufferScope => r =>
        {
            if (r.IsActive(0))
            {
                rule(r);
            }
        };

    private static Action<ShadowScope> WhenActive(Action<ShadowScope> forward) => s =>
    {
        if (s.IsActive(0))
        {
            forward(s);
        }
    };

    private static Operand NewElement(ShadowScope s, IrType element, int valueIndex) =>
        element is BufferType ? s.Shadow(valueIndex) : Constant.Default(element);

    private static Operand NewTangent(TangentScope t, IrType element, int valueIndex) => element switch
    {
        BufferType => t.Shadow(valueIndex),
        { IsFloat: true } => t.Tangent(valueIndex).Operand,
        _ => Constant.Default(element),
    };

    private static Operand LastIndex(BufferRuleScope r) =>
        r.Builder.Let(new Binary(BinaryOperator.Subtract, r.LengthOf(0), Constant.Int(1), ScalarType.Int32));

    private static void ReverseInsert(BufferRuleScope r, IrType element, Operand index, int valueIndex)
    {
        Operand shadow = r.Shadow(0);
        Variable? taken = element.IsFloat && r.IsActive(valueIndex) ? r.Builder.Let(new Load(shadow, [index], element)) : null;
        RemoveAt(r.Builder, shadow, index);
        if (taken is not null)
        {
            r.Contribute(valueIndex, new Value(r.Builder, taken));
        }
    }

    // The count before is that of the elements before.
    private static void ReverseClear(BufferRuleScope r, IrType element)
    {
        Operand shadow = r.Shadow(0);
        Operand count = r.Builder.Let(new Length(r.ElementsBefore(0)));
        r.ForEach(count, (body, _) => Add(body, shadow, Constant.Default(element)));
    }

    private static void Add(IrBuilder builder, Operand list, Operand value) =>
        builder.Emit(new BufferCall("List.Add", ["", ".Add(", ")"], [list, value], null) { Written = [0] });

    private static void Insert(IrBuilder builder, Operand list, Operand index, Operand value) =>
        builder.Emit(new BufferCall("List.Insert", ["", ".Insert(", ", ", ")"], [list, index, value], null) { Written = [0] });

    private static void Clear(IrBuilder builder, Operand list) =>
        builder.Emit(new BufferCall("List.Clear", ["", ".Clear()"], [list], null) { Written = [0] });

    private static void RemoveAt(IrBuilder builder, Operand list, Operand index) =>
        builder.Emit(new BufferCall("List.RemoveAt", ["", ".RemoveAt(", ")"], [list, index], null) { Written = [0] });
}
