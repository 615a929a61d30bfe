using AutoDiff.Generator.Differentiation.Rules;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Analysis;

/// <summary>Whether a value that goes round a loop is used by each iteration, or may be overwritten unread.</summary>
internal static class LoopUses
{
    /// <summary>Whether every iteration computes the next value from the one before, so that an adjoint that isn't zero stays so.</summary>
    public static bool AlwaysPassesOn(Carried entry, Scope loop, ProgramTree tree) => Reaches(entry.AfterBody, entry.Parameter, tree, 0);

    private static bool Reaches(Operand from, Variable to, ProgramTree tree, int depth)
    {
        if (from.Equals(to))
        {
            return true;
        }

        if (depth > 16 || from is not Variable variable || !tree.TryGet(variable.Id, out Definition definition))
        {
            return false;
        }

        switch (definition.Kind)
        {
            case DefinitionKind.Assigned when definition.Expression is Unary or Binary or Convert or Intrinsic:
                ScalarRule? rule = DerivativeRules.ForExpression(definition.Expression);
                if (rule is null || rule.Selects)
                {
                    return false;
                }

                EquatableArray<Operand> operands = definition.Expression.Operands;
                for (int i = 0; i < operands.Count; i++)
                {
                    if (i < rule.Contributions.Length && rule.Contributions[i] is not null && Reaches(operands[i], to, tree, depth + 1))
                    {
                        return true;
                    }
                }

                return false;
            case DefinitionKind.Merge:
                return Reaches(definition.Merge!.Then, to, tree, depth + 1) && Reaches(definition.Merge.Else, to, tree, depth + 1);
            case DefinitionKind.CarriedResult:
                return Reaches(definition.Carried!.AfterBody, definition.Carried.Parameter, tree, depth + 1)
                    && Reaches(definition.Carried.AfterHeader, definition.Carried.Parameter, tree, depth + 1)
                    && Reaches(definition.Carried.Initial, to, tree, depth + 1);
            default:
                return false;
        }
    }
}
