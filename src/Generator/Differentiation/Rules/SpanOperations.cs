using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation.Rules;

/// <summary>
/// The rules of operations that move elements. Elements that are references (the rows of a jagged array) carry no adjoint themselves: their shadows move
/// with them, in the forward sweep.
/// </summary>
internal static class SpanOperations
{
    public static Dictionary<string, Func<BufferCall, BufferRule?>> All() => new()
    {
        ["Span.CopyTo"] = call => HasRank1(call.Arguments[0]) && HasRank1(call.Arguments[1])
            ? new(r => ReverseCopy(r, ElementOf(call.Arguments[1]))) { Forward = WithReferences(call, MoveShadow), Tangent = CopyTangents }
            : null,
        ["Span.Fill"] = call => HasRank1(call.Arguments[0]) && ElementOf(call.Arguments[0]) is not StructType
            ? new(r => ReverseFill(r, ElementOf(call.Arguments[0]))) { Forward = WithReferences(call, FillShadow), Tangent = FillTangents }
            : null,
        ["Span.Clear"] = call => new(r => ReverseClear(r, ElementOf(call.Arguments[0])))
        {
            Forward = WithReferences(call, s => Clear(s.Builder, s.Shadow(0))),
            Tangent = t =>
            {
                if (t.IsActive(0))
                {
                    Clear(t.Builder, t.Shadow(0));
                }
            },
        },
        ["Span.Reverse"] = call => HasRank1(call.Arguments[0])
            ? new(r => ReverseOrder(r, ElementOf(call.Arguments[0])))
            {
                Forward = WithReferences(call, s => TurnRound(s.Builder, s.Shadow(0))),
                Tangent = t =>
                {
                    if (t.IsActive(0))
                    {
                        TurnRound(t.Builder, t.Shadow(0));
                    }
                },
            }
            : null,
    };

    public static IrType ElementOf(Operand buffer) => ((BufferType)buffer.Type).Element;

    /// <summary>Sets all elements to zero.</summary>
    public static void Clear(IrBuilder builder, Operand buffer) => builder.Emit(new BufferCall("Span.Clear", [ClearText(buffer), ")"], [buffer], null) { Written = [0] });

    /// <summary>What stands before a buffer whose elements are set to zero.</summary>
    public static string ClearText(Operand buffer) => buffer.Type is BufferType { Kind: BufferKind.Array, Rank: > 1 } ? "global::System.Array.Clear(" : "global::AutoDiff.CompilerServices.Zeros.Clear(";

    /// <summary>The buffer as a span, or the first <paramref name="count"/> of its elements.</summary>
    public static Operand AsSpan(IrBuilder builder, Operand buffer, Operand? count = null)
    {
        var type = (BufferType)buffer.Type;
        return count is null && type.IsSpan
            ? buffer
            : builder.Let(new View(buffer, count is null ? null : Constant.Int(0), count, new BufferType(BufferKind.Span, type.Element)));
    }

    private static bool HasRank1(Operand buffer) => buffer.Type is BufferType { Rank: 1 };

    private static Action<ShadowScope>? WithReferences(BufferCall call, Action<ShadowScope> move) => ElementOf(call.Arguments[0]) is BufferType ? move : null;

    private static void MoveShadow(ShadowScope s)
    {
        if (s.IsActive(0) && s.IsActive(1))
        {
            Copy(s.Builder, s.Shadow(0), s.Shadow(1));
        }
    }

    private static void FillShadow(ShadowScope s)
    {
        if (s.IsActive(0))
        {
            Fill(s.Builder, s.Shadow(0), s.Shadow(1));
        }
    }

    private static void CopyTangents(TangentScope t)
    {
        if (t.IsActive(1) && t.IsActive(0))
        {
            Copy(t.Builder, t.Shadow(0), t.Shadow(1));
        }
        else if (t.IsActive(1))
        {
            Clear(t.Builder, AsSpan(t.Builder, t.Shadow(1), t.LengthOf(0)));
        }
    }

    private static void FillTangents(TangentScope t)
    {
        if (t.IsActive(0))
        {
            Fill(t.Builder, t.Shadow(0), ElementOf(t.Argument(0)) is BufferType ? t.Shadow(1) : t.Tangent(1).Operand);
        }
    }

    private static void Copy(IrBuilder builder, Operand from, Operand to) => builder.Emit(
        new BufferCall("Span.CopyTo", ["", ".CopyTo(", ")"], [AsSpan(builder, from), AsSpan(builder, to)], null) { Written = [1] });

    private static void Fill(IrBuilder builder, Operand buffer, Operand value) => builder.Emit(
        new BufferCall("Span.Fill", ["", ".Fill(", ")"], [AsSpan(builder, buffer), value], null) { Written = [0] });

    private static void TurnRound(IrBuilder builder, Operand buffer) => builder.Emit(
        new BufferCall("Span.Reverse", ["global::System.MemoryExtensions.Reverse(", ")"], [AsSpan(builder, buffer)], null) { Written = [0] });

    // The adjoint of each element written is taken and goes to the element that it came from. Where both are parts of one buffer a later element may be the source of
    // an earlier one or the other way round: going upwards when the destination is above the source, and downwards when it is below, takes each before it is added to.
    private static void ReverseCopy(BufferRuleScope r, IrType element)
    {
        if (element is BufferType || !r.IsActive(1))
        {
            return;
        }

        IrBuilder builder = r.Builder;
        Operand count = r.LengthOf(0);
        Operand to = r.Shadow(1);
        if (!r.IsActive(0))
        {
            Clear(builder, AsSpan(builder, to, count));
            return;
        }

        Operand from = r.Shadow(0);
        Operand? isBelow = r.MayOverlap(0, 1) ? IsBelow(builder, from, to, element) : null;
        builder.CountedLoop(count, (body, index) =>
        {
            Operand position = index;
            if (isBelow is not null)
            {
                Variable last = body.Let(new Binary(BinaryOperator.Subtract, count, Constant.Int(1), ScalarType.Int32));
                position = body.Select(isBelow, body.Let(new Binary(BinaryOperator.Subtract, last, index, ScalarType.Int32)), index);
            }

            var taken = Fields.Floats(element).Select(f => (f.Path, Value: body.Let(new Load(to, [position], f.Type) { Path = f.Path }))).ToList();
            foreach ((EquatableArray<string> path, Variable value) in taken)
            {
                body.Emit(new Store(to, [position], Constant.Float(value.Type, 0)) { Path = path });
                body.Emit(new Accumulate(from, [position], value) { Path = path });
            }
        });
    }

    private static Operand IsBelow(IrBuilder builder, Operand from, Operand to, IrType element)
    {
        Variable overlaps = builder.Variables.New("overlaps", ScalarType.Boolean);
        Variable offset = builder.Variables.New("offset", ScalarType.Int32);
        Hole[] holes = [new ValueHole(AsSpan(builder, from)), new ValueHole(AsSpan(builder, to)), new ReferenceHole(offset, null)];
        string[] parts = [$"global::System.MemoryExtensions.Overlaps<{element.CSharp}>(", ", ", ", out ", ")"];
        builder.Emit(new OpaqueCall(overlaps, new EquatableArray<string>(parts), new EquatableArray<Hole>(holes), Effects.None));
        return builder.Compare(BinaryOperator.Less, offset, Constant.Int(0));
    }

    private static void ReverseFill(BufferRuleScope r, IrType element)
    {
        if (element is BufferType || !r.IsActive(0))
        {
            return;
        }

        if (r.IsActive(1))
        {
            Operand adjoints = r.Shadow(0);
            r.Contribute(1, r.Sum(element, r.LengthOf(0), (body, index) => body.Let(new Load(adjoints, [index], element))));
        }

        Clear(r.Builder, r.Shadow(0));
    }

    private static void ReverseClear(BufferRuleScope r, IrType element)
    {
        if (element is not BufferType && r.IsActive(0))
        {
            Clear(r.Builder, r.Shadow(0));
        }
    }

    private static void ReverseOrder(BufferRuleScope r, IrType element)
    {
        if (element is not BufferType && r.IsActive(0))
        {
            TurnRound(r.Builder, r.Shadow(0));
        }
    }
}
