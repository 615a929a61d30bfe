using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    private Value LowerArrayCreation(IArrayCreationOperation creation)
    {
        if (creation.Type is not { } type || TypeMapping.Map(type) is not BufferType mapped)
        {
            return RejectUnsupported(creation);
        }

        Operand[] lengths = LowerInOrder(creation.DimensionSizes);
        Variable array = Let(new Allocate(mapped, new(lengths)));
        if (creation.Initializer is { } initializer)
        {
            LowerInitializer(array, initializer, mapped, []);
        }

        return array;
    }

    private void LowerInitializer(Operand array, IArrayInitializerOperation initializer, BufferType type, Operand[] outer)
    {
        for (int i = 0; i < initializer.ElementValues.Length; i++)
        {
            Operand[] indices = [.. outer, Constant.Int(i)];
            if (initializer.ElementValues[i] is IArrayInitializerOperation inner)
            {
                LowerInitializer(array, inner, type, indices);
            }
            else
            {
                Value value = LowerValue(initializer.ElementValues[i]);
                Write(new ElementPlace(array, new(indices), [], type.Element), value);
            }
        }
    }

    private Value LowerCollectionExpression(ICollectionExpressionOperation collection) =>
        RejectUnsupported(collection);
}
