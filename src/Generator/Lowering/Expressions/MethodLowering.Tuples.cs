using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    private Value LowerTuple(ITupleOperation tuple)
    {
        var values = new Value[tuple.Elements.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = LowerValue(tuple.Elements[i]);
        }

        return new(values);
    }

    private Value LowerTupleEquality(ITupleBinaryOperation operation) => RejectUnsupported(operation);

    private Value LowerDeconstruction(IDeconstructionAssignmentOperation operation) => RejectUnsupported(operation);
}
