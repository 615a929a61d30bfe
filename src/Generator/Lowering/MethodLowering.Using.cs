using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary><c>using</c> of a resource that carries no derivative, and <c>lock</c>.</summary>
internal sealed partial class MethodLowering
{
    private void LowerUsing(IUsingOperation statement)
    {
        if (statement.IsAsynchronous)
        {
            Report(DiagnosticDescriptors.AsyncMethod, statement, "await using");
            return;
        }

        if (statement.Resources is IVariableDeclarationGroupOperation declarations)
        {
            LowerUsing(Declarators(declarations), 0, () => LowerStatement(statement.Body));
            return;
        }

        Operand resource = LowerExpression(statement.Resources);
        LowerHeld(resource, statement.Resources.Type, statement, () => LowerStatement(statement.Body));
    }

    /// <summary>The statements of a block; a <c>using</c> declaration takes those that follow it.</summary>
    private void LowerBlock(System.Collections.Immutable.ImmutableArray<IOperation> statements, int first)
    {
        for (int i = first; i < statements.Length; i++)
        {
            if (statements[i] is not IUsingDeclarationOperation declaration || !_region.IsReachable)
            {
                LowerStatement(statements[i]);
                continue;
            }

            if (declaration.IsAsynchronous)
            {
                Report(DiagnosticDescriptors.AsyncMethod, declaration, "await using");
                continue;
            }

            int next = i + 1;
            EnsureGuarded();
            LowerUsing(Declarators(declaration.DeclarationGroup), 0, () => LowerBlock(statements, next));
            return;
        }
    }

    private static List<(IVariableDeclaratorOperation Declarator, IOperation? Initializer)> Declarators(IVariableDeclarationGroupOperation group) =>
        [.. group.Declarations.SelectMany(declaration => declaration.Declarators.Select(
            declarator => (declarator, declarator.Initializer?.Value ?? declaration.Initializer?.Value)))];

    private void LowerUsing(List<(IVariableDeclaratorOperation Declarator, IOperation? Initializer)> declarators, int index, Action lowerBody)
    {
        if (index == declarators.Count)
        {
            lowerBody();
            return;
        }

        (IVariableDeclaratorOperation declarator, IOperation? initializer) = declarators[index];
        LowerDeclarator(declarator, initializer);
        _operation = declarator;
        Operand? resource = _frame.Find(declarator.Symbol) is { } place ? Read(place).Operand : null;
        LowerHeld(resource, declarator.Symbol.Type, declarator, () => LowerUsing(declarators, index + 1, lowerBody));
    }

    private void LowerHeld(Operand? resource, ITypeSymbol? type, IOperation operation, Action lowerBody)
    {
        if (resource is null || type is null or { IsRefLikeType: true })
        {
            RejectUnsupported(operation, $"the resource of type '{type?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'", "Use it in a method that isn't marked");
            return;
        }

        LowerHeld(ResourceCalls.Hold(Freeze(resource)), operation, lowerBody);
    }

    /// <summary><c>lock</c>: the object is locked while the body runs, not while the reverse sweep does.</summary>
    private void LowerLock(ILockOperation statement)
    {
        Operand locked = LowerExpression(statement.LockedValue);
        LowerHeld(ResourceCalls.Lock(Freeze(locked)), statement, () => LowerStatement(statement.Body));
    }

    private void LowerHeld(Statement hold, IOperation operation, Action lowerBody)
    {
        IOperation? outer = _operation;
        _operation = operation;
        Emit(hold);
        LowerBefore(lowerBody, () =>
        {
            _operation = operation;
            Emit(ResourceCalls.Release());
        });
        _operation = outer;
    }

    /// <summary>Lowers a body, and then what runs after it by whatever way it is left.</summary>
    private void LowerBefore(Action lowerBody, Action lowerEnd)
    {
        EnsureGuarded();
        Region region = _region;
        int depth = region.Depth;
        List<JumpTarget> jumpsBefore = region.Jumps;
        region.Jumps = [];
        lowerBody();
        bool goesOn = region.IsReachable;
        if (region.Jumps.Count > 0)
        {
            // All jumps out of the body pass here.
            region.CloseTo(depth);
            region.Unguarded = [];
            region.IsReachable = true;
        }

        if (region.IsReachable)
        {
            lowerEnd();
        }

        region.IsReachable = goesOn;
        region.Unguarded = goesOn ? [.. region.Jumps] : [];
        Merge(region.Jumps, jumpsBefore);
    }
}
