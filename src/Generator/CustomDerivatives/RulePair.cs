namespace AutoDiff.Generator.CustomDerivatives;

/// <summary>The hand-written derivatives of a method: at least one of the two.</summary>
internal sealed record RulePair(DerivativeRule? Reverse, DerivativeRule? Forward)
{
    public DerivativeRule Any => Reverse ?? Forward!;

    public IEnumerable<DerivativeRule> All => new[] { Reverse, Forward }.OfType<DerivativeRule>();
}
