using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Differentiation.Rules;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation;

/// <summary>A scalar rule applied in the reverse sweep: arguments and result are asked of <see cref="PrimalValues"/>.</summary>
internal sealed class ReverseRuleScope(ReverseContext context, IrBuilder builder, Assign assign, Operand adjoint) : RuleScope(builder)
{
    private readonly EquatableArray<Operand> _operands = assign.Value.Operands;

    // Those that the rule has asked for.
    private readonly Operand?[] _arguments = new Operand?[assign.Value.Operands.Count];

    public override Value D => new(Builder, adjoint);

    public override Value Result => new(Builder, context.Values.Use(assign.Target));

    public override Value Argument(int index) => new(Builder, _arguments[index] ??= context.Values.Use(_operands[index]));

    public override double? ConstantOf(int index) => _operands[index] is Constant constant ? new Value(Builder, constant).Constant : null;

    /// <summary>A function of an argument that the primal computed beside the operation (the cosine to a sine) isn't computed again.</summary>
    public override Value Call(string key, string name, params Value[] arguments)
    {
        if (arguments is [var argument] && Array.FindIndex(_arguments, known => known is not null && known.Equals(argument.Operand)) is >= 0 and var index
            && _operands[index] is Variable primal)
        {
            foreach (Statement statement in context.Tree[assign.Target].Scope.Statements)
            {
                if (statement is Assign { Value: Intrinsic { Arguments: [var read] } known, Target: var target } && known.Key == key && read.IsSameAs(primal) && !ReferenceEquals(statement, assign))
                {
                    return new(argument.Builder, context.Values.Use(target));
                }
            }
        }

        return base.Call(key, name, arguments);
    }

    public override bool SameArguments(int first, int second) => _operands[first].Equals(_operands[second]);
}

/// <summary>A buffer rule applied in the reverse sweep.</summary>
internal sealed class ReverseBufferScope(
    ReverseContext context, IrBuilder builder, BufferCall call, Definition place, Adjoint? adjoint, Action<Operand, Operand> contribute)
    : BufferRuleScope(builder)
{
    public override Value D => new(Builder, adjoint?.Value ?? throw new InvalidOperationException("The result has no adjoint."));

    public override bool HasResultAdjoint => adjoint is not null;

    public override Value Result => new(Builder, context.Values.Use(call.Result!));

    public override Operand Argument(int index) => context.Values.Use(call.Arguments[index]);

    public override bool IsActive(int index) => call.Arguments[index] switch
    {
        Variable { Type: BufferType } buffer => context.Shadows.Has(buffer),
        Operand scalar => context.Activity.IsActive(scalar),
    };

    public override Operand Shadow(int index) => context.Values.UseShadow(call.Arguments[index]);

    public override Operand ElementsBefore(int index) => Elements(index, before: true);

    public override Operand ElementsAfter(int index) => Elements(index, before: false);

    public override void Contribute(int index, Value value) => contribute(call.Arguments[index], value.Operand);

    public override Operand LengthOf(int index)
    {
        // The shadow is as long as its primal; either is at hand.
        Operand buffer = context.Shadows.Has(call.Arguments[index]) ? Shadow(index) : Argument(index);
        return Builder.Let(new Length(buffer));
    }

    public override bool MayOverlap(int first, int second) =>
        ReferenceEquals(context.PointsTo.Of(call.Arguments[first])?.Find(), context.PointsTo.Of(call.Arguments[second])?.Find());

    private Operand Elements(int index, bool before)
    {
        Operand argument = call.Arguments[index];
        if (context.Values.AreElementsKept(argument, place.Scope, place.Position + (before ? 0 : 1)))
        {
            return Argument(index);
        }

        var type = (BufferType)argument.Type;
        Variable snapshot = context.Plan.Snapshot(call, before, new CopyOf(argument, new BufferType(BufferKind.Array, type.Element)));
        context.AddDefinition(snapshot, place.Scope, call, place.Position);
        return context.Values.Use(snapshot);
    }
}

/// <summary>A buffer rule's part in the forward sweep.</summary>
internal sealed class ForwardShadowScope(ReverseContext context, IrBuilder builder, BufferCall call) : ShadowScope(builder)
{
    public override bool IsActive(int index) => context.Shadows.Has(call.Arguments[index]);

    public override Operand Argument(int index) => call.Arguments[index];

    public override Operand Shadow(int index) => call.Arguments[index] is Variable buffer
        ? context.Shadows.Of(buffer)
        : Constant.Default(((BufferType)call.Arguments[index].Type).Writable);
}
