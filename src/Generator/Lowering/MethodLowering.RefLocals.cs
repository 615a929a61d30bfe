using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
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
