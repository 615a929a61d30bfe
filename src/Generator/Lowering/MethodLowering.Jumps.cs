using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>Jumps become flags and nested branches: the IR has one exit for each block.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>Starts the scope that a jump can leave.</summary>
    private JumpTarget EnterScope(JumpKind kind, ILabelSymbol? label)
    {
        string name = kind switch
        {
            JumpKind.Break => "exit",
            JumpKind.Continue => "skip",
            _ => "done",
        };
        var target = new JumpTarget(kind, label, _jumps, NewVariable(name, ScalarType.Boolean, isTemporary: true));
        _jumps = target;
        OpenScope(target);
        return target;
    }

    /// <summary>Marks the current place as the one where the scope starts.</summary>
    private void OpenScope(JumpTarget target)
    {
        EnsureGuarded();
        target.Start = _region.Current;
        target.StartIndex = _region.Current.Count;
        target.Depth = _region.Depth;
        target.JumpsBefore = _region.Jumps;
        _region.Jumps = [];
    }

    /// <summary>Ends a scope: whoever jumped to its target goes on here.</summary>
    private void ExitScope(JumpTarget target)
    {
        CloseScope(target);
        LeaveScope(target);
    }

    /// <summary>Ends the scope's part of the current region. The target can still be left by code that follows (a loop's header).</summary>
    private void CloseScope(JumpTarget target)
    {
        Region region = _region;
        if (region.Jumps.Remove(target))
        {
            // The branches that were opened inside the scope end here; the other jumps out of it have to be guarded against from now on.
            region.CloseTo(target.Depth);
            region.IsReachable = true;
            region.Unguarded = [.. region.Jumps];
        }

        Merge(region.Jumps, target.JumpsBefore!);
        region.Unguarded.Remove(target);
    }

    private void LeaveScope(JumpTarget target)
    {
        _jumps = target.Outer;
        if (target.FlagIsRead)
        {
            target.Start!.Insert(target.StartIndex, new Assign(target.Flag, new Copy(Constant.False)));
        }
        else if (target.IsLeft)
        {
            _unreadTargets.Add(target);
        }
    }

    /// <summary>Jumps: sets the flags of all scopes that it leaves.</summary>
    private void JumpTo(JumpTarget target)
    {
        for (JumpTarget? left = _jumps; left is not null; left = left.Outer)
        {
            left.IsLeft = true;
            EmitAssign(left.Flag, new Copy(Constant.True));
            if (ReferenceEquals(left, target))
            {
                break;
            }
        }

        if (!_region.Jumps.Contains(target))
        {
            _region.Jumps.Add(target);
        }

        _region.IsReachable = false;
    }

    /// <summary>Puts what follows under a condition when a jump may have been taken before it.</summary>
    private void EnsureGuarded()
    {
        if (_region.Unguarded.Count == 0 || !_region.IsReachable)
        {
            return;
        }

        _region.Open(ReadFlag(_region.Unguarded), Block.Empty, inThen: false, null, CurrentSite());
        _region.Unguarded = [];
    }

    /// <summary>A variable that is true if one of the jumps has been taken.</summary>
    private Variable ReadFlag(List<JumpTarget> jumps)
    {
        // Every jump sets the flag of the innermost scope, so that one flag is enough. For a single target its own says it best.
        JumpTarget target = jumps.Count == 1 ? jumps[0] : _jumps!;
        target.FlagIsRead = true;
        return target.Flag;
    }

    private void LowerBranch(IBranchOperation branch)
    {
        if (branch.BranchKind == BranchKind.GoTo)
        {
            if (JumpToSection(branch.Target))
            {
                return;
            }

            Report(DiagnosticDescriptors.GotoStatement, branch, FirstLine(branch.Syntax).TrimEnd(';'));
            return;
        }

        for (JumpTarget? target = _jumps; target is not null && target.Kind != JumpKind.Return; target = target.Outer)
        {
            if (SymbolEqualityComparer.Default.Equals(target.Label, branch.Target))
            {
                JumpTo(target);
                return;
            }
        }

        _hasErrors = true;
    }

    private void LowerReturn(IReturnOperation operation)
    {
        if (operation.Kind != OperationKind.Return)
        {
            RejectUnsupported(operation);
            return;
        }

        if (operation.ReturnedValue is { } value)
        {
            LowerReturnedValue(value);
        }

        JumpTo(_frame.Return!);
    }

    /// <summary><c>if</c> with two blocks built by the callbacks (null: empty).</summary>
    private void LowerIf(Operand condition, Action lowerThen, Action? lowerElse)
    {
        int site = CurrentSite();
        Region outer = _region;
        Region then = LowerRegion(lowerThen);
        Region otherwise = lowerElse is null ? new Region(outer) : LowerRegion(lowerElse);
        Merge(outer.Jumps, then.Jumps);
        Merge(outer.Jumps, otherwise.Jumps);
        if (!then.IsReachable && otherwise.IsReachable && then.Jumps.Count > 0)
        {
            outer.Open(condition, then.Close(), inThen: false, otherwise, site);
            outer.Unguarded = otherwise.Unguarded;
            return;
        }

        if (then.IsReachable && !otherwise.IsReachable && otherwise.Jumps.Count > 0)
        {
            outer.Open(condition, otherwise.Close(), inThen: true, then, site);
            outer.Unguarded = then.Unguarded;
            return;
        }

        outer.IsReachable = then.IsReachable || otherwise.IsReachable;
        Merge(outer.Unguarded, then.Jumps);
        Merge(outer.Unguarded, otherwise.Jumps);
        outer.Current.Add(new If(condition, then.Close(), otherwise.Close()) { Site = site });
    }

    private Region LowerRegion(Action lower)
    {
        Region outer = _region;
        var region = new Region(outer);
        _region = region;
        lower();
        _region = outer;
        return region;
    }

    private static void Merge(List<JumpTarget> into, List<JumpTarget> from)
    {
        foreach (JumpTarget target in from)
        {
            if (!into.Contains(target))
            {
                into.Add(target);
            }
        }
    }
}
