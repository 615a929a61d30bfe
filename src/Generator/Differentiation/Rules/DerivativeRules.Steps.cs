namespace AutoDiff.Generator.Differentiation.Rules;

internal static partial class DerivativeRules
{
    /// <summary>Functions that are constant between jumps, and the two that move by one unit in the last place.</summary>
    private static Dictionary<string, ScalarRule> Steps() => new()
    {
        ["Math.Floor"] = Step(1),
        ["Math.Ceiling"] = Step(1),
        ["Math.Truncate"] = Step(1),
        ["Math.Round"] = Step(1),
        ["Math.Round/2"] = Step(2),
        ["Math.Round/3"] = Step(3),
        ["Math.Sign"] = Step(1),
        ["Math.ILogB"] = Step(1),
        ["Math.BitIncrement"] = new(r => r.D) { IsLinear = true },
        ["Math.BitDecrement"] = new(r => r.D) { IsLinear = true },
    };

    private static ScalarRule Step(int arity) => new(new Func<RuleScope, Value>?[arity]) { IsLinear = true, LosesDerivative = true };
}
