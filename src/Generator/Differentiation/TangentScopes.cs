using AutoDiff.Generator.Differentiation.Rules;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation;

/// <summary>A scalar rule applied in forward mode, right after its primal statement: everything that it reads is at hand.</summary>
internal sealed class TangentRuleScope(IrBuilder builder, Assign assign, Operand tangent) : RuleScope(builder)
{
    private readonly EquatableArray<Operand> _operands = assign.Value.Operands;

    public override Value D => new(Builder, tangent);

    public override Value Result => new(Builder, assign.Target);

    public override Value Argument(int index) => new(Builder, _operands[index]);

    public override double? ConstantOf(int index) => Argument(index).Constant;

    public override bool SameArguments(int first, int second) => _operands[first].Equals(_operands[second]);
}

/// <summary>A buffer rule applied in forward mode: what must be kept of the arguments goes before the call, everything else after it.</summary>
internal sealed class ForwardTangentScope(ForwardContext context, IrBuilder before, IrBuilder after, BufferCall call, Func<Operand, Operand> tangentOf) : TangentScope(after)
{
    private readonly Dictionary<Operand, Operand> _kept = [];

    /// <summary>The tangent of the result, once the rule has given it.</summary>
    public Operand? ResultTangent { get; private set; }

    public override bool HasResultTangent => call.Result is { } result && context.Activity.IsActive(result);

    public override Value Result => new(Builder, call.Result!);

    public override Operand Argument(int index) => call.Arguments[index];

    public override bool IsActive(int index) => call.Arguments[index] is { Type: BufferType } buffer
        ? context.Shadows.Has(buffer)
        : context.Activity.IsActive(call.Arguments[index]);

    public override Operand Shadow(int index) => context.ShadowOf(call.Arguments[index]);

    public override Value Tangent(int index) => new(Builder, tangentOf(call.Arguments[index]));

    public override void SetResultTangent(Value value) => ResultTangent = value.Operand;

    public override Operand LengthOf(int index) => Builder.Let(new Length(call.Arguments[index]));

    public override Operand ElementsAfter(int index) => call.Arguments[index];

    public override Operand ElementsBefore(int index)
    {
        Operand argument = call.Arguments[index];
        if (!call.Written.Any(i => ReferenceEquals(context.PointsTo.Of(call.Arguments[i]), context.PointsTo.Of(argument))))
        {
            return argument;
        }

        if (!_kept.TryGetValue(argument, out Operand? kept))
        {
            _kept[argument] = kept = before.Let(new CopyOf(argument, new BufferType(BufferKind.Array, ((BufferType)argument.Type).Element)));
        }

        return kept;
    }
}
