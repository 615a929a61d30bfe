using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Optimization;

namespace AutoDiff.Generator.Differentiation;

/// <summary>
/// Calls of methods with a hand-written derivative. The forward sweep calls the method itself, once; the reverse sweep calls the rule. What the rule takes is all that is kept.
/// </summary>
internal static partial class RuleCalls
{
    /// <summary>The call of the method, and memory for the adjoints of results that are buffers.</summary>
    public static IEnumerable<Statement> Forward(SplitCall call, CustomDerivative custom, ReverseContext context)
    {
        var builder = new IrBuilder(context.Variables);
        Primal(call, custom, builder);
        foreach (Variable result in call.Results)
        {
            if (result.Type is BufferType type && context.Shadows.Has(result))
            {
                builder.Emit(new Assign(context.Shadows.Of(result), new Copy(new ShadowCode(context).ZerosLike(result, type, builder))));
            }
        }

        return builder.Statements;
    }

    /// <summary>The call of the method itself.</summary>
    public static void Primal(SplitCall call, CustomDerivative custom, IrBuilder builder)
    {
        Hole[] holes = [.. custom.Primal.Holes.Select(hole => hole.Kind switch
        {
            CallHoleKind.Result => new ReferenceHole(call.Results[hole.Result], null),
            CallHoleKind.InOut => (Hole)new ReferenceHole(call.Results[hole.Result], call.Arguments[hole.Argument]),
            _ => new ValueHole(call.Arguments[hole.Argument]),
        })];
        Emit(custom.Primal, holes, call.Results.Take(custom.Primal.Leaves.Count).ToList(), custom, custom.Effects, call.Site, builder);
    }

    /// <summary>Whether the rule must be called though the cotangents of all scalar results are zero: it may change adjoints in place.</summary>
    public static bool ChangesBuffers(SplitCall call, DerivativeContext context) =>
        call.Results.Any(result => result.Type is BufferType && context.Shadows.Has(result))
        || call.Arguments.Where((_, i) => call.MayChange(i)).Any(context.Shadows.Has);

    /// <summary>Emits the call of the reverse rule; gives the adjoint of each active by-value argument.</summary>
    public static IReadOnlyList<(Operand Argument, Operand Adjoint)> Reverse(
        SplitCall call, CustomDerivative custom, ReverseContext context, Scope scope, int position, IrBuilder builder, IReadOnlyList<Operand?> cotangents)
    {
        CallText rule = custom.Reverse
            ?? throw new UnsupportedDerivativeException($"'{call.Callee.Name}' has a forward derivative only, '{custom.RuleName}'", call.Site);
        var contributions = new List<(Operand, Operand)>();
        var holes = new List<Hole>();
        foreach (CallHole hole in rule.Holes)
        {
            switch (hole.Kind)
            {
                case CallHoleKind.Argument:
                    holes.Add(new ValueHole(Primal(call.Arguments[hole.Argument], call, context, scope, position, before: true)));
                    break;
                case CallHoleKind.Result:
                    holes.Add(new ValueHole(Primal(call.Results[hole.Result], call, context, scope, position, before: false)));
                    break;
                case CallHoleKind.Cotangent:
                    holes.Add(new ValueHole(Cotangent(hole.Result)));
                    break;
                case CallHoleKind.Adjoint:
                    holes.Add(new ValueHole(Shadow(call.Arguments[hole.Argument], context, builder)));
                    break;
                case CallHoleKind.InOutAdjoint:
                    Operand argument = call.Arguments[hole.Argument];
                    Variable adjoint = context.Variables.New("adjoint", argument.Type);
                    holes.Add(new ReferenceHole(adjoint, Cotangent(hole.Result)));
                    contributions.Add((argument, adjoint));
                    break;
                default:
                    throw new InvalidOperationException($"A reverse rule has no {hole.Kind}.");
            }
        }

        List<Variable> returned = rule.Leaves.Map(leaf => context.Variables.New("t", leaf.Type, isTemporary: true)).ToList();
        Emit(rule, holes, returned, custom, Effects.Anything, call.Site, builder);
        for (int i = 0; i < returned.Count; i++)
        {
            if (returned[i].Type.IsFloat)
            {
                contributions.Add((call.Arguments[custom.Adjoints[i]], returned[i]));
            }
        }

        return contributions;

        Operand Cotangent(int index)
        {
            Variable result = call.Results[index];
            return result.Type switch
            {
                { IsFloat: true } => cotangents[index] ?? Constant.Float(result.Type, 0),
                BufferType { CanBeActive: true } => Shadow(result, context, builder),
                _ => Constant.Default(result.Type),
            };
        }
    }

    private static Operand Shadow(Operand buffer, ReverseContext context, IrBuilder builder)
    {
        if (context.Shadows.Has(buffer))
        {
            return context.Values.UseShadow(buffer);
        }

        // Inactive here: what the rule adds goes nowhere. An absent tensor says so.
        if (buffer.Type is BufferType { IsTensor: true } tensor)
        {
            return Constant.Default(tensor);
        }

        Operand primal = context.Values.Use(buffer);
        return primal is Constant ? Constant.Default(((BufferType)primal.Type).Writable) : new ShadowCode(context).ZerosLike(primal, (BufferType)primal.Type, builder);
    }

    // A value, or a buffer with the elements that it had just before or after the call.
    private static Operand Primal(Operand operand, SplitCall call, ReverseContext context, Scope scope, int position, bool before)
    {
        if (operand is not Variable { Type: BufferType type } || context.Values.AreElementsKept(operand, scope, position + (before ? 0 : 1)))
        {
            return context.Values.Use(operand);
        }

        if (type.Element is BufferType)
        {
            throw new UnsupportedDerivativeException(
                $"The derivative '{call.Callee.Custom!.RuleName}' takes a '{type.CSharp}' whose rows may have changed by the time that it is called: pass one-dimensional buffers", call.Site);
        }

        BufferType copy = type.Kind is BufferKind.List or BufferKind.Tensor || type.Rank > 1 ? type : new BufferType(BufferKind.Array, type.Element);
        Variable snapshot = context.Plan.Snapshot(call, before, new CopyOf(operand, copy));
        context.AddDefinition(snapshot, scope, call, position);
        return context.Values.Use(snapshot);
    }

    private static void Emit(
        CallText text, IReadOnlyList<Hole> holes, IReadOnlyList<Variable> leaves, CustomDerivative custom, Effects effects, int site, IrBuilder builder)
    {
        bool isWhole = text.Leaves.Count == 1 && text.Leaves[0] is { Before: "", After: "" };
        Variable? value = text.Type is null ? null
            : isWhole ? leaves[0]
            : builder.Variables.New("value", new OpaqueType(text.Type, IsReference: false));
        builder.Emit(new OpaqueCall(value, text.Parts, holes.ToEquatableArray(), effects)
        {
            Site = site,
            GivesMemory = custom.ReturnsNewMemory && value?.Type is BufferType { IsTensor: true },
            Borrows = custom.ReturnsNewMemory,
            InPlace = ElementwiseOperations.ReadOnce(text, custom),
        });
        if (isWhole || value is null)
        {
            return;
        }

        for (int i = 0; i < leaves.Count; i++)
        {
            builder.Emit(new Assign(leaves[i], new Opaque([text.Leaves[i].Before, text.Leaves[i].After], [value], leaves[i].Type, Effects.None)));
        }
    }
}
