using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    private void LowerUsing(IOperation resources, IOperation? body, bool isAsynchronous, IOperation statement)
    {
        _ = (resources, body, isAsynchronous);
        RejectUnsupported(statement);
    }
}
