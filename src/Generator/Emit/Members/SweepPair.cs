using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Differentiation;
using AutoDiff.Generator.Differentiation.FusedSweeps;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Optimization;

namespace AutoDiff.Generator.Emit.Members;

/// <summary>The two sweeps of a function, built for one member (or, in split form, for two).</summary>
internal sealed class SweepPair
{
    private readonly Block _forward;
    private readonly Block _reverse;

    private SweepPair(ReverseContext context, Block forward, Block reverse, EquatableArray<Operand> adjoints)
    {
        (Context, _forward, _reverse, Adjoints) = (context, forward, reverse, adjoints);
    }

    public ReverseContext Context { get; }

    /// <summary>The adjoint of each by-value active parameter, in order.</summary>
    public EquatableArray<Operand> Adjoints { get; }

    /// <param name="context">The context, with the shadows that the member's parameters give.</param>
    /// <param name="scalarSeeds">The cotangent of each result that is a float (null for the others), in order.</param>
    /// <param name="bufferSeeds">The cotangent (a buffer) of each result that is one.</param>
    public static SweepPair Build(ReverseContext context, IReadOnlyList<Operand?> scalarSeeds, IReadOnlyList<Operand?> bufferSeeds)
    {
        var transform = new ReverseTransform(context);
        (Block reverse, EquatableArray<Operand> adjoints) = transform.Run((builder, frame) =>
        {
            for (int i = 0; i < context.Function.Results.Count; i++)
            {
                Operand result = context.Function.Results[i];
                if (scalarSeeds[i] is { } seed && result.Type.IsFloat)
                {
                    frame.Add(builder, result, seed, seed is Constant ? Vanishing.Never : Vanishing.AsGiven);
                }
                else if (bufferSeeds[i] is { } cotangent && context.Shadows.Has(result))
                {
                    Operand shadow = context.Values.UseShadow(result);
                    if (result.Type is BufferType { Kind: BufferKind.Object } aggregate)
                    {
                        // The object's own adjoint may be reached by other names as well: it is added to.
                        builder.Emit(new OpaqueCall(
                            null,
                            [$"global::AutoDiff.CompilerServices.AggregateZeros.Add<{StructType.AggregateOf(aggregate)}>(", ", ", ", \"dresult\")"],
                            [new ValueHole(shadow), new ValueHole(cotangent)],
                            Effects.Throws | Effects.Reads | Effects.WritesOperands));
                        continue;
                    }

                    if (result.Type is BufferType { IsTensor: true })
                    {
                        builder.Emit(TensorCode.Add(shadow, cotangent, "dresult"));
                        continue;
                    }

                    builder.Emit(LengthCheck(result, cotangent));
                    IrType element = ((BufferType)result.Type).Element;
                    builder.CountedLoop(builder.Let(new Length(shadow)), (inner, index) => inner.Emit(
                        new Accumulate(shadow, [index], inner.Let(new Load(cotangent, [index], element) { IsSafe = true }))));
                }
            }
        });
        Block forward = new ForwardSweep(context).Run();
        return new SweepPair(context, forward, reverse, adjoints);
    }

    // The result's length is known only now; nothing has been added to an adjoint yet.
    private static OpaqueCall LengthCheck(Operand result, Operand cotangent)
    {
        string element = ((BufferType)result.Type).Element.CSharp;
        return new OpaqueCall(
            null,
            [$"global::AutoDiff.CompilerServices.SpanChecks.SameLength<{element}>(", ", ", ", \"dresult\")"],
            [new ValueHole(result), new ValueHole(cotangent)],
            Effects.Throws | Effects.Reads);
    }

    /// <summary>Both sweeps in one body, and what ends it: the value and the adjoints are returned.</summary>
    public Block Combined(IEnumerable<Statement> end) => Finish(_forward.Statements.Concat(_reverse.Statements), end);

    /// <summary>The order in which the context's fused loop runs each iteration forwards and backwards, or null when that can't be shown to be right.</summary>
    public FusedOrder? Order() => FusedOrder.Of(_forward, _reverse, Context);

    /// <summary>Both sweeps in one body, in an order of their own.</summary>
    public Block Combined(IEnumerable<Statement> ordered, IEnumerable<Statement> end) => Finish(ordered, end);

    /// <summary>The forward sweep alone.</summary>
    public Block Forward(IEnumerable<Statement> start, IEnumerable<Statement> end) => Finish(start.Concat(_forward.Statements), end, handsOver: true);

    /// <summary>The reverse sweep alone, with the tapes that it reads.</summary>
    public Block Reverse(IEnumerable<Statement> start, IEnumerable<Statement> end)
    {
        IEnumerable<Statement> tapes = Context.Plan.Tapes.Select(t => TapeCode.Tape(t.Tape, Context.Plan.Workspace, t.Element));
        return Finish(tapes.Concat(start).Concat(_reverse.Statements), end);
    }

    private Block Finish(IEnumerable<Statement> statements, IEnumerable<Statement> end, bool handsOver = false) =>
        MemberBuilder.Finished(statements, end, Context, body => TensorLifetimes.Run(body, Context, handsOver));
}
