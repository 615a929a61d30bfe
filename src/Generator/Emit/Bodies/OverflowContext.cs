using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Bodies;

/// <summary>Which statements a project's setting to check overflow would change, so that they need an <c>unchecked</c> block around them.</summary>
internal static class OverflowContext
{
    public static bool IsNeededFor(Statement statement, BodyFacts facts) => statement switch
    {
        Assign assign => IsNeededFor(assign.Value, facts),
        Evaluate evaluate => IsNeededFor(evaluate.Expression, facts),
        BufferCall call => HasOperators(call.Parts),
        OpaqueCall call => HasOperators(call.Parts),
        For loop => !loop.IsChecked && !StaysInRange(loop),
        _ => false,
    };

    private static bool IsNeededFor(Expression expression, BodyFacts facts) => expression switch
    {
        Opaque opaque => HasOperators(opaque.Parts),
        Binary { Operator: BinaryOperator.Subtract, Left: Variable left, Right: Constant { Integer: >= 0 } }
            when facts.Of(left).Definition is Assign { Value: Length } => false,
        _ => Operators.DependsOnContext(expression) && !Operators.IsChecked(expression),
    };

    // The index stops at the limit before it can overflow.
    private static bool StaysInRange(For loop) => (loop.Step, loop.Comparison) switch
    {
        (1, BinaryOperator.Less) => true,
        (-1, BinaryOperator.Greater) => true,
        (-1, BinaryOperator.GreaterOrEqual) => loop.Limit is Constant { Integer: >= 0 } && loop.Index.Type is ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Int64 },
        _ => false,
    };

    // Arithmetic or a cast: a parenthesis that doesn't follow a name.
    private static bool HasOperators(EquatableArray<string> parts)
    {
        foreach (string part in parts)
        {
            for (int i = 0; i < part.Length; i++)
            {
                char c = part[i];
                bool isGroup = c == '(' && (i == 0 || !(char.IsLetterOrDigit(part[i - 1]) || part[i - 1] is '_' or '>'));
                if (c is '+' or '-' or '*' || isGroup)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
