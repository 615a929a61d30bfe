using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation;

internal sealed partial class ReverseTransform
{
    private void ReverseIf(If branch, IrBuilder builder, AdjointFrame adjoints)
    {
        Scope thenScope = context.Tree.ScopeOf(branch.Then);
        Scope elseScope = context.Tree.ScopeOf(branch.Else);
        var thenAdjoints = new AdjointFrame(context, adjoints);
        var elseAdjoints = new AdjointFrame(context, adjoints);
        var thenBuilder = new IrBuilder(context.Variables);
        var elseBuilder = new IrBuilder(context.Variables);
        foreach (Merge merge in branch.Merges)
        {
            if (context.Activity.IsActive(merge.Result) && TakeNamed(adjoints, merge.Result) is { } adjoint)
            {
                thenAdjoints.Add(thenBuilder, merge.Then, adjoint.Value, adjoint.Vanishing);
                elseAdjoints.Add(elseBuilder, merge.Else, adjoint.Value, adjoint.Vanishing);
            }
        }

        Block then = ReverseBranch(branch.Then, thenScope, thenBuilder, thenAdjoints);
        Block @else = ReverseBranch(branch.Else, elseScope, elseBuilder, elseAdjoints);
        var merges = new List<Merge>();
        foreach (Variable variable in thenAdjoints.Touched.Concat(elseAdjoints.Touched).Distinct().ToList())
        {
            Adjoint? old = adjoints.Get(variable);
            Adjoint? a = thenAdjoints.Overrides(variable, out Adjoint? inThen) ? inThen : old;
            Adjoint? b = elseAdjoints.Overrides(variable, out Adjoint? inElse) ? inElse : old;
            Operand zero = Constant.Float(variable.Type, 0);
            (Operand first, Operand second) = (a?.Value ?? zero, b?.Value ?? zero);
            Vanishing vanishing = Adjoint.Either(a, b);
            if (first.Equals(second))
            {
                adjoints.Set(variable, a is null ? null : new Adjoint(first, vanishing));
                continue;
            }

            Variable merged = context.Variables.New("d" + variable.Name, variable.Type, variable.IsTemporary);
            merges.Add(new Merge(merged, first, second));
            adjoints.Set(variable, new Adjoint(merged, vanishing));
        }

        if (!then.Statements.IsEmpty || !@else.Statements.IsEmpty || merges.Count > 0)
        {
            builder.Emit(new If(context.Values.Use(branch.Condition), then, @else) { Merges = merges.ToEquatableArray() });
        }
    }

    private Block ReverseBranch(Block block, Scope scope, IrBuilder builder, AdjointFrame adjoints)
    {
        // What leads to an exception has no reverse.
        if (IrWalk.EndsInThrow(block))
        {
            return Block.Empty;
        }

        ReverseFrame frame = context.Values.Enter(scope);
        ReverseStatements(scope, builder, adjoints);
        return frame.ToBlock(builder);
    }

    private void ReverseFor(For loop, IrBuilder builder, AdjointFrame adjoints)
    {
        if (ReferenceEquals(loop, context.FusedLoop))
        {
            ReverseFused(loop, builder, adjoints);
            return;
        }

        Scope scope = context.Tree.ScopeOf(loop.Body);
        ReverseFrame frame = context.Values.Enter(scope);
        Variable index = context.Variables.New(loop.Index.Name, loop.Index.Type);
        frame.Values[loop.Index.Id] = index;
        Operand Start() => context.Values.Use(loop.Start);
        Operand Limit() => context.Values.Use(loop.Limit);
        if (context.Loops.HasRegions(scope) || context.Loops.MayHaveRegions(scope))
        {
            frame.RegionIndex = loop.Start is Constant { IsZero: true } ? index : frame.Prologue.Let(
                new Binary(BinaryOperator.Subtract, index, Start(), ScalarType.Int32));
        }

        Backwards? backwards = ReverseBody(scope, frame, loop.Carried, adjoints);
        if (backwards is null)
        {
            return;
        }

        IReadOnlyList<Region> regions = context.Plan.RegionsOf(scope);
        bool isLocal = context.IsLocal(scope.Parent!);
        if (isLocal ? context.Loops.MustReleaseRegions : regions.Count > 0)
        {
            Operand count = regions.Count == 0 ? Constant.Int(0) : LoopShapes.CountIterations(builder, loop, Start(), Limit(), context.Loops.IsNonNegative(loop.Limit));
            if (!isLocal)
            {
                ReleaseRegions(regions, count, builder, restores: true);
            }

            builder.Emit(context.Loops.Reverse(builder, loop, index, backwards.Body, backwards.Carried, Start(), Limit()));
            if (isLocal)
            {
                // What came before this loop pops next.
                ReleaseRegions(regions, count, builder, restores: false);
            }
        }
        else
        {
            builder.Emit(context.Loops.Reverse(builder, loop, index, backwards.Body, backwards.Carried, Start(), Limit()));
        }

        Finish(backwards, loop.Carried, builder, adjoints);
    }

    /// <summary>
    /// The reverse of each iteration, to stand behind the iteration itself: a loop of the same shape, in the primal's order. What the primal carries can have one adjoint for all iterations only.
    /// </summary>
    private void ReverseFused(For loop, IrBuilder builder, AdjointFrame adjoints)
    {
        Scope scope = context.Tree.ScopeOf(loop.Body);
        ReverseFrame frame = context.Values.Enter(scope);
        Backwards? backwards = ReverseBody(scope, frame, loop.Carried, adjoints);
        if (backwards is null)
        {
            return;
        }

        for (int i = 0; i < backwards.Results.Count; i++)
        {
            context.IsOrderFree &= backwards.Carried[i].AfterBody.Equals(backwards.Carried[i].Parameter);
        }

        builder.Emit(loop with { Body = backwards.Body, Carried = backwards.Carried });
        Finish(backwards, loop.Carried, builder, adjoints);
    }

    private void ReleaseRegions(IReadOnlyList<Region> regions, Operand count, IrBuilder builder, bool restores)
    {
        foreach (Region region in regions)
        {
            Variable tape = context.Plan.TapeOf(((BufferType)region.Tape.Type).Element);
            if (restores)
            {
                builder.Emit(TapeCode.Top(region.Restored, tape, count));
            }

            builder.Emit(TapeCode.Release(tape, count));
        }
    }

    private void ReverseLoop(Loop loop, IrBuilder builder, AdjointFrame adjoints)
    {
        Scope scope = context.Tree.ScopeOf(loop.Body);
        ReverseFrame frame = context.Values.Enter(scope);
        Backwards? backwards = ReverseBody(scope, frame, loop.Carried, adjoints);
        if (backwards is null)
        {
            return;
        }

        Variable trips = context.Plan.CountTrips(scope);
        context.AddDefinition(trips, scope.Parent!, loop, scope.OwnerPosition);

        Variable trip = context.Variables.New("trip", ScalarType.Int64);
        builder.Emit(new For(trip, context.Values.Use(trips), BinaryOperator.Greater, Constant.Long(0), -1, backwards.Body) { Carried = backwards.Carried });
        Finish(backwards, loop.Carried, builder, adjoints);
    }

    /// <summary>
    /// The reverse of a loop's body. The adjoint of a value that the primal carries from one iteration to the next is carried the other way; an outside variable
    /// that the body reads collects its contributions in a value of its own.
    /// </summary>
    private Backwards? ReverseBody(Scope scope, ReverseFrame frame, EquatableArray<Carried> carried, AdjointFrame adjoints)
    {
        var inner = new AdjointFrame(context, adjoints, scope);
        var builder = new IrBuilder(context.Variables);
        var entries = new List<(Carried Primal, Variable Parameter, Adjoint? Initial)>();
        foreach (Carried entry in carried)
        {
            if (context.Activity.IsActive(entry.Parameter) || context.Activity.IsActive(entry.Result))
            {
                Adjoint? initial = TakeNamed(adjoints, entry.Result);
                Variable parameter = context.Variables.New("d" + entry.Parameter.Name, entry.Parameter.Type);
                Vanishing vanishing = initial is not null && LoopUses.AlwaysPassesOn(entry, scope, context.Tree) ? initial.Vanishing : Vanishing.ByPath;
                entries.Add((entry, parameter, initial));
                inner.Add(builder, entry.AfterBody, parameter, vanishing);
            }
        }

        ReverseStatements(scope, builder, inner);
        var loopCarried = new List<Carried>();
        var results = new List<(Carried Primal, Variable Result, Vanishing Vanishing)>();
        bool isTrivial = true;
        foreach ((Carried primal, Variable parameter, Adjoint? initial) in entries)
        {
            Adjoint? next = inner.Take(primal.Parameter);
            Operand zero = Constant.Float(parameter.Type, 0);
            Variable result = context.Variables.New(parameter.Name, parameter.Type);
            loopCarried.Add(new Carried(parameter, initial?.Value ?? zero, parameter, next?.Value ?? zero, result));
            results.Add((primal, result, next?.Vanishing ?? Vanishing.ByPath));
            isTrivial &= initial is null && (next is null || next.Value.Equals(parameter));
        }

        var accumulated = new List<(Variable Variable, Adjoint Value)>();
        for (int i = 0; i < inner.Accumulators.Count; i++)
        {
            Accumulator accumulator = inner.Accumulators[i];
            inner.Overrides(accumulator.Variable, out Adjoint? final);
            if (final is null || final.Value.Equals(accumulator.Parameter))
            {
                // Looked at, not changed; something may still read the parameter.
                final = new Adjoint(accumulator.Parameter, Vanishing.ByPath);
            }

            Variable result = context.Variables.New(accumulator.Parameter.Name, accumulator.Parameter.Type);
            Operand initial = accumulator.Initial?.Value ?? Constant.Float(accumulator.Parameter.Type, 0);
            loopCarried.Add(new Carried(accumulator.Parameter, initial, accumulator.Parameter, final.Value, result));
            accumulated.Add((accumulator.Variable, new Adjoint(result, accumulator.Initial?.Vanishing ?? Vanishing.ByPath)));
            isTrivial = false;
        }

        loopCarried.AddRange(frame.TakenBack);
        context.Values.MoveToRegions(frame);
        Block body = frame.ToBlock(builder);
        return body.Statements.IsEmpty && isTrivial ? null : new Backwards(body, loopCarried.ToEquatableArray(), results, accumulated);
    }

    private static void Finish(Backwards backwards, EquatableArray<Carried> carried, IrBuilder builder, AdjointFrame adjoints)
    {
        foreach ((Variable variable, Adjoint value) in backwards.Accumulated)
        {
            adjoints.Set(variable, value);
        }

        foreach ((Carried primal, Variable result, Vanishing vanishing) in backwards.Results)
        {
            adjoints.Add(builder, primal.Initial, result, vanishing);
        }
    }

    private sealed record Backwards(
        Block Body,
        EquatableArray<Carried> Carried,
        List<(Carried Primal, Variable Result, Vanishing Vanishing)> Results,
        List<(Variable Variable, Adjoint Value)> Accumulated);
}
