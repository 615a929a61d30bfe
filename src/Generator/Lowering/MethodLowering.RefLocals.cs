using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    private static bool IsCell(ILocalSymbol local)
    {
        _ = local;
        return false;
    }

    /// <summary>A local that references point to: memory with one element.</summary>
    private Place NewCell(string name, IrType type)
    {
        Variable cell = NewVariable(name, new BufferType(BufferKind.Span, type));
        EmitAssign(cell, new Allocate(cell.Type, [Constant.Int(1)]));
        return new ElementPlace(cell, [Constant.Int(0)], [], type);
    }

    private void LowerRefDeclaration(ILocalSymbol local, IOperation? initializer, IOperation declarator)
    {
        if (initializer is null)
        {
            RejectUnsupported(declarator);
            return;
        }

        Place place = Freeze(LowerPlace(initializer));
        if (place is ElementPlace element)
        {
            Emit(new Evaluate(new Load(element.Buffer, element.Indices, element.Type) { Path = element.Path }));
        }

        _frame.Bind(local, place);
    }

    private Place LowerReferenceConditional(IConditionalOperation conditional)
    {
        RejectUnsupported(conditional);
        return RejectedPlace(conditional);
    }

    private Place LowerReferenceAssignment(ISimpleAssignmentOperation assignment)
    {
        RejectUnsupported(assignment);
        return RejectedPlace(assignment);
    }
}
