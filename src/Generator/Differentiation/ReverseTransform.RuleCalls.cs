using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation;

internal sealed partial class ReverseTransform
{
    private void ReverseRuleCall(SplitCall call, CustomDerivative custom, Scope scope, int position, IrBuilder builder, AdjointFrame adjoints)
    {
        Adjoint?[] cotangents = [.. call.Results.Select(result => result.Type.IsFloat ? TakeNamed(adjoints, result) : null)];
        if (!SplitCalls.IsActive(call, context))
        {
            return;
        }

        // New memory that others write: its shadow is all that there is.
        if (custom.Reverse is null && call.Callee.Parameters.All(parameter => parameter is { IsActive: false, LacksAdjoint: false }))
        {
            ReleaseAdjoints(call.Results, builder);
            return;
        }

        Adjoint[] given = [.. cotangents.OfType<Adjoint>()];
        bool changesBuffers = RuleCalls.ChangesBuffers(call, context);
        if (given.Length == 0 && !changesBuffers)
        {
            return;
        }

        if (changesBuffers || given.Any(cotangent => cotangent.Vanishing == Vanishing.Never))
        {
            Contribute(builder, adjoints);
        }
        else
        {
            UnlessZero(given.Select(cotangent => cotangent.Value), builder, adjoints, Contribute);
        }

        ReleaseAdjoints(call.Results, builder);

        void Contribute(IrBuilder inner, AdjointFrame frame)
        {
            foreach ((Operand argument, Operand adjoint) in RuleCalls.Reverse(
                call, custom, context, scope, position, inner, [.. cotangents.Select(cotangent => cotangent?.Value)]))
            {
                frame.Add(inner, argument, inner.Convert(adjoint, argument.Type), Vanishing.ByPath);
            }
        }
    }

    // What reads or adds to the adjoint of new memory comes after it in the primal, so before this in the reverse sweep.
    private void ReleaseAdjoints(IEnumerable<Variable> made, IrBuilder builder)
    {
        foreach (Variable tensor in made)
        {
            if (tensor.Type is BufferType { IsTensor: true } && context.Shadows.Has(tensor))
            {
                builder.Emit(TensorCode.Release(context.Plan.Workspace, context.Values.UseShadow(tensor)));
            }
        }
    }

    /// <summary><c>if (d != 0) { contributions }</c>: an unused value contributes nothing, even where its derivative is infinite or NaN.</summary>
    private void UnlessZero(IEnumerable<Operand> values, IrBuilder builder, AdjointFrame adjoints, Action<IrBuilder, AdjointFrame> contribute)
    {
        var inner = new IrBuilder(context.Variables);
        var branch = new AdjointFrame(context, adjoints);
        contribute(inner, branch);
        var merges = new List<Merge>();
        var updates = new List<(Variable Variable, Adjoint Value)>();
        foreach (Variable variable in branch.Touched)
        {
            Adjoint? old = adjoints.Get(variable);
            branch.Overrides(variable, out Adjoint? value);
            Operand otherwise = old?.Value ?? Constant.Float(variable.Type, 0);
            if (value is null || value.Value.Equals(otherwise))
            {
                continue;
            }

            Variable merged = context.Variables.New("d" + variable.Name, variable.Type, variable.IsTemporary);
            merges.Add(new Merge(merged, value.Value, otherwise));
            updates.Add((variable, new Adjoint(merged, old?.Vanishing ?? value.Vanishing)));
        }

        if (inner.IsEmpty && merges.Count == 0)
        {
            return;
        }

        Operand? isUsed = null;
        foreach (Operand value in values)
        {
            Operand isNotZero = builder.Compare(BinaryOperator.NotEqual, value, Constant.Float(value.Type, 0));
            if (isNotZero is Variable condition)
            {
                context.Uses.Add(condition.Id);
            }

            isUsed = isUsed is null ? isNotZero : builder.Let(new Binary(BinaryOperator.Or, isUsed, isNotZero, ScalarType.Boolean));
        }

        builder.Emit(new If(isUsed ?? Constant.True, inner.ToBlock(), Block.Empty) { Merges = merges.ToEquatableArray() });
        foreach ((Variable variable, Adjoint value) in updates)
        {
            adjoints.Set(variable, value);
        }
    }
}
