using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Bodies;

/// <summary>The values that printed code reads: operands, seen through all that is folded into them.</summary>
internal static class FoldedReads
{
    /// <summary>What the definition of <paramref name="value"/> reads.</summary>
    public static void CollectDefinition(BodyFacts facts, SsaValue value, List<SsaValue> reads)
    {
        if (value.Conditional is { } merge)
        {
            Collect(facts, ((If)value.Definition!).Condition, reads);
            Collect(facts, merge.Then, reads);
            Collect(facts, merge.Else, reads);
        }
        else
        {
            Collect(facts, ((Assign)value.Definition!).Value.Operands, reads);
        }
    }

    public static void Collect(BodyFacts facts, EquatableArray<Operand> operands, List<SsaValue> reads)
    {
        foreach (Operand operand in operands)
        {
            Collect(facts, operand, reads);
        }
    }

    public static void Collect(BodyFacts facts, Operand? operand, List<SsaValue> reads)
    {
        if (operand is not Variable variable)
        {
            return;
        }

        SsaValue value = facts.Of(variable);
        if (value.IsFolded)
        {
            CollectDefinition(facts, value, reads);
        }
        else
        {
            reads.Add(value);
        }
    }

    /// <summary>What evaluating the operand does.</summary>
    public static Effects EffectsOf(BodyFacts facts, Operand operand)
    {
        if (operand is not Variable variable || facts.Of(variable) is not { IsFolded: true } value)
        {
            return Effects.None;
        }

        Effects effects = Effects.None;
        if (value.Conditional is { } merge)
        {
            return EffectsOf(facts, ((If)value.Definition!).Condition) | EffectsOf(facts, merge.Then) | EffectsOf(facts, merge.Else);
        }

        Expression expression = ((Assign)value.Definition!).Value;
        foreach (Operand inner in expression.Operands)
        {
            effects |= EffectsOf(facts, inner);
        }

        return effects | expression.Effects;
    }
}
