using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.CustomDerivatives;

/// <summary>A hand-written derivative of a method, with its signature understood.</summary>
/// <param name="Target">The method that it is the derivative of.</param>
/// <param name="Method">The derivative.</param>
/// <param name="IsForward">Whether it is a forward rule, which takes tangents.</param>
/// <param name="Inputs">What each of its parameters stands for.</param>
/// <param name="Constants">The parameters of the target (-1: the receiver) that it takes for constants, because it marks them <c>[NoGradient]</c>.</param>
internal sealed record DerivativeRule(IMethodSymbol Target, IMethodSymbol Method, bool IsForward, ImmutableArray<RuleInput> Inputs, ImmutableArray<int> Constants)
{
    public bool Takes(RuleInputKind kind, int index) => Inputs.Contains(new RuleInput(kind, index));

    /// <summary>The same rule for a generic method with its type arguments.</summary>
    public DerivativeRule For(IMethodSymbol target) =>
        Method.Arity == 0 ? this with { Target = target } : this with { Target = target, Method = Method.Construct([.. RuleTarget.TypeArguments(target)]) };
}
