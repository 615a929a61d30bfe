using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation;

/// <summary>
/// The values of tensors are too large to be copied wherever a write might follow: the reverse sweep of a split call reads those that its forward sweep had.
/// So no method writes the tensors that it is given, and none writes a tensor after it was passed on.
/// </summary>
internal static class TensorChecks
{
    public static void AtFunction(DerivativeContext context)
    {
        foreach (MemoryClass memory in context.PointsTo.Classes.Where(memory => memory is { IsTensor: true, HasParameter: true }))
        {
            foreach ((Statement statement, _, _) in memory.Writes)
            {
                if (statement is not SplitCall { Callee.Custom: not null })
                {
                    throw new UnsupportedDerivativeException("A tensor that is a parameter, or a member of one, is written here. Write to a Clone() of it", statement.Site);
                }
            }
        }
    }

    public static void AtSplitCall(SplitCall call, Scope scope, int position, DerivativeContext context)
    {
        foreach (Operand argument in call.Arguments)
        {
            if (argument.Type is BufferType type && context.PointsTo.Of(argument) is { } memory && IsWrittenAfter(memory, type, []))
            {
                throw new UnsupportedDerivativeException(
                    $"A tensor is passed to '{call.Callee.Name}', whose derivative reads it later, and written afterwards. Pass a Clone() of it", call.Site);
            }
        }

        bool IsWrittenAfter(MemoryClass memory, BufferType type, HashSet<MemoryClass> seen) =>
            (type.IsTensor && context.PointsTo.IsWrittenAfter(memory, scope, position + 1))
            || (seen.Add(memory) && Fields.References(type.Element).Any(field => IsWrittenAfter(memory.At(field.Path), field.Type, seen)));
    }
}
