using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>Whatever has no lowering of its own meets the fence.</summary>
internal sealed partial class MethodLowering
{
    private Value LowerOther(IOperation operation)
    {
        if (operation is INameOfOperation { Argument: { } argument, Type: { } type })
        {
            return Literals.Of(type, (argument as IMemberReferenceOperation)?.Member.Name ?? argument.Syntax.ToString());
        }

        return RejectUnsupported(operation);
    }

    /// <summary>Code that doesn't compile: the compiler says so itself, unless it is a call of what is about to be generated.</summary>
    private Value RejectInvalid(IOperation operation)
    {
        if (LanguageFence.GeneratedCallIn(operation.Syntax, _compilation, _cancellation) is { } call)
        {
            ReportGeneratedCall(call);
        }

        return Rejected(operation);
    }

    private void ReportGeneratedCall(InvocationExpressionSyntax call) =>
        Report(DiagnosticDescriptors.CallOfGeneratedMember, call, LanguageFence.NameOf(call));

    /// <summary>The list parameters of the marked method whose elements are active.</summary>
    private bool IsActiveListParameter(IParameterSymbol parameter)
    {
        Frame root = _frame;
        while (root.Caller is { } caller)
        {
            root = caller;
        }

        return SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, root.Method)
            && TypeMapping.CanBeActive(parameter.Type)
            && MarkedMethod.IsActive(parameter, MarkedMethod.WithRespectTo(root.Method));
    }
}
