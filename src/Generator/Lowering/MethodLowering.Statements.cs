using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    private void LowerStatements(IEnumerable<IOperation> operations)
    {
        foreach (IOperation operation in operations)
        {
            LowerStatement(operation);
        }
    }

    /// <summary>Lowers a statement. What can't be reached is left out.</summary>
    private void LowerStatement(IOperation operation)
    {
        _cancellation.ThrowIfCancellationRequested();
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (!_region.IsReachable)
        {
            return;
        }

        if (operation.Kind is not (OperationKind.Block or OperationKind.Empty or OperationKind.LocalFunction))
        {
            EnsureGuarded();
        }

        IOperation? outer = _operation;
        _operation = operation;
        switch (operation)
        {
            case IBlockOperation block:
                LowerBlock(block.Operations, 0);
                break;
            case IExpressionStatementOperation statement:
                LowerEffects(statement.Operation);
                break;
            case IVariableDeclarationGroupOperation group:
                LowerDeclarations(group);
                break;
            case IConditionalOperation conditional:
                LowerIfStatement(conditional);
                break;
            case IReturnOperation operationReturn:
                LowerReturn(operationReturn);
                break;
            case IBranchOperation branch:
                LowerBranch(branch);
                break;
            case IForLoopOperation loop:
                LowerFor(loop);
                break;
            case IWhileLoopOperation loop:
                LowerWhile(loop);
                break;
            case IForEachLoopOperation loop:
                LowerForEach(loop);
                break;
            case ISwitchOperation statement:
                LowerSwitchStatement(statement);
                break;
            case ILabeledOperation { Operation: { } labeled }:
                LowerStatement(labeled);
                break;
            case IThrowOperation thrown:
                LowerThrow(thrown);
                break;
            case IUsingOperation statement:
                LowerUsing(statement);
                break;
            case ILockOperation statement:
                LowerLock(statement);
                break;
            case IEmptyOperation or ILocalFunctionOperation or ILabeledOperation:
                break;
            default:
                RejectStatement(operation);
                break;
        }

        _operation = outer;
    }

    private void LowerIfStatement(IConditionalOperation conditional)
    {
        Operand condition = LowerExpression(conditional.Condition);
        LowerIf(
            condition,
            () => LowerStatement(conditional.WhenTrue),
            conditional.WhenFalse is { } otherwise ? () => LowerStatement(otherwise) : null);
    }

    private void LowerThrow(IThrowOperation thrown)
    {
        if (thrown.Exception is { } exception)
        {
            Emit(new Throw(LowerExpression(exception)));
        }

        _region.IsReachable = false;
    }

    private void LowerDeclarations(IVariableDeclarationGroupOperation group)
    {
        foreach (IVariableDeclarationOperation declaration in group.Declarations)
        {
            foreach (IVariableDeclaratorOperation declarator in declaration.Declarators)
            {
                LowerDeclarator(declarator, declarator.Initializer?.Value ?? declaration.Initializer?.Value);
            }
        }
    }

    private void LowerDeclarator(IVariableDeclaratorOperation declarator, IOperation? initializer)
    {
        ILocalSymbol local = declarator.Symbol;
        if (local.IsConst)
        {
            return;
        }

        _operation = declarator;
        if (local.IsRef)
        {
            LowerRefDeclaration(local, initializer, declarator);
            return;
        }

        if (initializer is null)
        {
            BindLocal(local, declarator);
            return;
        }

        // The value first: a name in it never means the new local, but a lambda or an inlined call may make temporaries before it.
        int first = NextVariableId;
        Value value = LowerValue(initializer);
        _operation = declarator;
        Write(BindLocal(local, declarator), value, first);
    }

    /// <summary>Makes the variables of a local.</summary>
    private Place BindLocal(ILocalSymbol local, IOperation operation)
    {
        if (_frame.FindOwn(local) is { } existing)
        {
            return existing;
        }

        Place place = AsCell(local, NewLocalPlace(local.Type, local.Name, operation));
        _frame.Bind(local, place);
        return place;
    }

    /// <summary>New variables for a value of a type: one, or for a tuple one per element.</summary>
    private Place NewLocalPlace(ITypeSymbol type, string name, IOperation operation)
    {
        if (Composites.PartsOf(type) is { } parts)
        {
            return new TuplePlace(
                parts.Select(part => WithoutGradient(part.IsActive, NewLocalPlace(part.Type, name + "_" + part.Name, operation))).ToArray(), Composites.StructOf(type));
        }

        if (TypeMapping.Map(type) is not { } mapped)
        {
            RejectType(type, operation);
            mapped = ScalarType.Double;
        }

        return new VariablePlace(NewVariable(name, mapped));
    }

    // The place of a member that isn't differentiated keeps no derivative.
    private static Place WithoutGradient(bool isActive, Place place) => place switch
    {
        VariablePlace variable when !isActive => new VariablePlace(variable.Variable) { IsConstant = true },
        TuplePlace tuple when !isActive => new TuplePlace(Array.ConvertAll(tuple.Elements, element => WithoutGradient(false, element)), tuple.Type),
        _ => place,
    };

    private void RejectStatement(IOperation operation)
    {
        switch (operation)
        {
            case IInvalidOperation:
                _hasErrors = true;
                break;
            case ITryOperation:
                Report(DiagnosticDescriptors.TryCatch, operation, operation is ITryOperation { Catches.IsEmpty: false } ? "try ... catch" : "try ... finally");
                break;
            default:
                RejectUnsupported(operation);
                break;
        }
    }

    private void RejectType(ITypeSymbol type, IOperation operation)
    {
        if (type.TypeKind == TypeKind.Error)
        {
            _hasErrors = true;
        }
        else if (type is IPointerTypeSymbol or IFunctionPointerTypeSymbol)
        {
            Report(DiagnosticDescriptors.UnsafeCode, operation, FirstLine(operation.Syntax));
        }
        else if (type.TypeKind == TypeKind.Dynamic)
        {
            Report(DiagnosticDescriptors.DynamicExpression, operation, FirstLine(operation.Syntax));
        }
        else if (TypeMapping.HoldsAnonymous(type))
        {
            RejectUnsupported(operation, $"the type '{type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}', which has no name", "Use a tuple in the place of the anonymous object");
        }
        else
        {
            RejectUnsupported(operation, $"the type '{type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'", "Use a span or array");
        }
    }
}
