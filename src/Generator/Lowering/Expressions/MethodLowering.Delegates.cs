using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    private Value LowerDelegate(IOperation operation, ITypeSymbol type)
    {
        _ = type;
        return RejectUnsupported(operation);
    }
}
