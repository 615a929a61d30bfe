using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation;

/// <summary>
/// Calls of differentiable methods that aren't inlined. <c>Forward</c> computes the callee's value and leaves its residuals on the workspace's tapes;
/// <c>Reverse</c>, called in the opposite order, takes them off. So a chain of calls costs a constant factor, however deep it is.
/// <code>
/// R FForward(parameters of F, one shadow per active buffer parameter, out one shadow per buffer result, Workspace workspace)
/// adjoints FReverse(spans, arrays and lists among the parameters of F, one shadow per active buffer parameter, one cotangent per float result, Workspace workspace)
/// R FTangent(parameters of F, one tangent per active parameter, out one tangent per float or buffer result, Workspace workspace)
/// </code>
/// </summary>
internal static class SplitCalls
{
    /// <summary>Whether the call needs a derivative: it has an active output.</summary>
    public static bool IsActive(SplitCall call, DerivativeContext context) =>
        call.Results.Any(r => context.Activity.IsActive(r) || context.Shadows.Has(r))
        || call.Arguments.Where((_, i) => call.MayChange(i)).Any(context.Shadows.Has);

    public static IEnumerable<Statement> Forward(SplitCall call, ReverseContext context)
    {
        var builder = new IrBuilder(context.Variables);
        bool isActive = IsActive(call, context);
        if (!isActive && call.Callee.Name.Length > 0)
        {
            EmitPrimal(call, builder);
            return builder.Statements;
        }

        var arguments = Arguments(call).ToList();
        arguments.AddRange(ShadowArguments(call, context, builder, inReverse: false));
        foreach (Variable result in call.Results)
        {
            if (result.Type is BufferType { CanBeActive: true } type)
            {
                Variable shadow = context.Shadows.Has(result) ? context.Shadows.Of(result) : context.Variables.New("unused", type.Writable);
                arguments.Add(("out ", new ReferenceHole(shadow, null), ""));
            }
        }

        arguments.Add(Value(context.Plan.Workspace));
        EmitCall(call, call.Callee.ForwardName, arguments, builder, givesMemory: true);
        return builder.Statements;
    }

    /// <summary>Emits the call of <c>Reverse</c>; gives the adjoint of each active by-value argument.</summary>
    public static IReadOnlyList<(Operand Argument, Operand Adjoint)> Reverse(
        SplitCall call, ReverseContext context, IrBuilder builder, IReadOnlyList<Operand> resultAdjoints)
    {
        var arguments = new List<(string Before, Hole Hole, string After)>();
        var targets = new List<(Operand Argument, IrType Type)>();
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            CalleeParameter parameter = call.Callee.Parameters[i];
            if (parameter.Type is BufferType type)
            {
                // What a reference referred to is on the tape, if it is needed.
                if (type.Kind != BufferKind.Ref)
                {
                    arguments.Add(Value(context.Values.Use(call.Arguments[i])));
                }
            }
            else if (parameter.IsActive && parameter.Type.IsFloat)
            {
                targets.Add((call.Arguments[i], parameter.Type));
            }
        }

        arguments.AddRange(ShadowArguments(call, context, builder, inReverse: true));
        arguments.AddRange(resultAdjoints.Select(Value));
        arguments.Add(Value(context.Plan.Workspace));
        (EquatableArray<string> parts, EquatableArray<Hole> holes) = Text(call.Callee.ReverseName, arguments);
        Variable? result = targets.Count switch
        {
            0 => null,
            1 => context.Variables.New("t", targets[0].Type, isTemporary: true),
            _ => context.Variables.New("adjoints", new OpaqueType($"({string.Join(", ", targets.Select(t => t.Type.CSharp))})", IsReference: false)),
        };
        builder.Emit(new OpaqueCall(result, parts, holes, Effects.Throws | Effects.Reads | Effects.WritesOperands) { Borrows = true });
        if (targets.Count == 1)
        {
            return [(targets[0].Argument, result!)];
        }

        return targets
            .Select((t, i) => (t.Argument, (Operand)builder.Let(new Opaque(["", $".{TupleItem(i)}"], [result!], t.Type, Effects.None))))
            .ToList();
    }

    /// <summary>The call in forward mode: value and tangents at once.</summary>
    public static IEnumerable<Statement> Tangent(SplitCall call, ForwardContext context, Func<Operand, Operand> tangentOf, Func<Variable, Variable> newTangent)
    {
        var builder = new IrBuilder(context.Variables);
        var arguments = Arguments(call).ToList();
        if (!IsActive(call, context) && call.Callee.Name.Length > 0)
        {
            EmitPrimal(call, builder);
        }
        else
        {
            for (int i = 0; i < call.Arguments.Count; i++)
            {
                CalleeParameter parameter = call.Callee.Parameters[i];
                Operand argument = call.Arguments[i];
                if (parameter is { IsActive: true, Type: BufferType })
                {
                    arguments.Add(ShadowArgument(parameter, argument, context.Shadows.Has(argument) ? context.ShadowOf(argument) : null, context, builder));
                }
                else if (parameter is { IsActive: true, Type.IsFloat: true })
                {
                    arguments.Add(Value(builder.Convert(tangentOf(argument), parameter.Type)));
                }
            }

            foreach (Variable result in call.Results.Where(r => r.Type.CanBeActive))
            {
                Variable tangent = context.Shadows.Has(result) ? context.Shadows.Of(result)
                    : context.Activity.IsActive(result) ? newTangent(result)
                    : context.Variables.New("unused", result.Type);
                arguments.Add(("out ", new ReferenceHole(tangent, null), ""));
            }

            arguments.Add(Value(context.Workspace));
            string name = call.Callee.TangentName
                ?? throw new UnsupportedDerivativeException(
                    $"'{call.Callee.Name}' of another assembly has no forward mode. Mark it there with Modes = DerivativeModes.Jvp.", call.Site);
            EmitCall(call, name, arguments, builder, givesMemory: false);
        }

        // What the callee's inactive out parameter assigns is a constant.
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            if (call.Callee.Parameters[i] is { IsActive: false, Mode: PassingMode.Out } && context.Shadows.Has(call.Arguments[i]))
            {
                var type = (BufferType)call.Arguments[i].Type;
                EquatableArray<Operand> indices = type.Kind == BufferKind.Ref ? [] : [Constant.Int(0)];
                builder.Emit(new Store(context.ShadowOf(call.Arguments[i]), indices, Constant.Default(type.Element)));
            }
        }

        return builder.Statements;
    }

    /// <summary>The name of an element of a tuple, counted from 0, however long it is.</summary>
    public static string TupleItem(int index) => $"Item{index + 1}";

    private static IEnumerable<(string Before, Hole Hole, string After)> Arguments(SplitCall call)
    {
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            CalleeParameter parameter = call.Callee.Parameters[i];
            Operand argument = call.Arguments[i];
            yield return parameter.Type is BufferType { Kind: BufferKind.Ref }
                ? Reference(argument, parameter.Mode == PassingMode.Out ? "out " : "ref ")
                : Value(argument);
        }
    }

    private static (string Before, Hole Hole, string After) Value(Operand operand) => ("", new ValueHole(operand), "");

    private static (string Before, Hole Hole, string After) Reference(Operand buffer, string keyword) =>
        (keyword, new ValueHole(buffer), buffer.Type is BufferType { Kind: BufferKind.Ref } ? "" : "[0]");

    private static IEnumerable<(string Before, Hole Hole, string After)> ShadowArguments(
        SplitCall call, ReverseContext context, IrBuilder builder, bool inReverse)
    {
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            CalleeParameter parameter = call.Callee.Parameters[i];
            if (!parameter.IsActive || parameter.Type is not BufferType)
            {
                continue;
            }

            Operand argument = call.Arguments[i];
            Operand? shadow = !context.Shadows.Has(argument) ? null : inReverse ? context.Values.UseShadow(argument) : context.Shadows.Of((Variable)argument);
            Operand primal = shadow is null && inReverse ? context.Values.Use(argument) : argument;
            yield return ShadowArgument(parameter with { Mode = PassingMode.Ref }, primal, shadow, context, builder);
        }
    }

    private static (string Before, Hole Hole, string After) ShadowArgument(
        CalleeParameter parameter, Operand primal, Operand? shadow, DerivativeContext context, IrBuilder builder)
    {
        if (shadow is null)
        {
            // Inactive here: the callee's adjoint goes nowhere, the callee's tangent is zero. An absent tensor says so.
            var type = (BufferType)primal.Type;
            shadow = type.IsTensor && context is ReverseContext ? Constant.Default(type)
                : type.Kind == BufferKind.Ref
                ? builder.Let(new Allocate(new BufferType(BufferKind.Span, type.Element), [Constant.Int(1)]))
                : new ShadowCode(context).ZerosLike(primal, type, builder);
        }

        return parameter.Type is BufferType { Kind: BufferKind.Ref } ? Reference(shadow, parameter.Mode == PassingMode.Out ? "out " : "ref ") : Value(shadow);
    }

    // F itself: its parameters and result are whole.
    private static void EmitPrimal(SplitCall call, IrBuilder builder)
    {
        Callee callee = call.Callee;
        var arguments = new List<(string Before, Hole Hole, string After)>();
        List<(string Before, Hole Hole, string After)> parts = Arguments(call).ToList();
        for (int i = 0; i < parts.Count;)
        {
            if (callee.Parameters[i].Part is not { } whole)
            {
                arguments.Add(parts[i++]);
                continue;
            }

            int count = Fields.Leaves(whole.Type).Count();
            Variable value = builder.Let(Composition.Compose(whole.Type, call.Arguments.Skip(i).Take(count).ToList(), whole.TypeText));
            arguments.Add(Value(value));
            i += count;
        }

        (EquatableArray<string> text, EquatableArray<Hole> holes) = Text(callee.Name, callee.IsInstance ? arguments.GetRange(1, arguments.Count - 1) : arguments);
        if (callee.IsInstance)
        {
            text = ["", arguments[0].After + "." + text[0], .. text.Skip(1)];
            holes = [arguments[0].Hole, .. holes];
        }

        if (callee.ResultShape is not { } shape)
        {
            builder.Emit(new OpaqueCall(call.Results.Count == 0 ? null : call.Results[0], text, holes, Effects.Anything) { Site = call.Site });
            return;
        }

        Variable result = builder.Variables.New("results", new OpaqueType(shape.Name, IsReference: false));
        builder.Emit(new OpaqueCall(result, text, holes, Effects.Anything) { Site = call.Site });
        int next = 0;
        foreach ((EquatableArray<string> path, IrType type, _) in Fields.Leaves(shape))
        {
            builder.Emit(new Assign(call.Results[next++], Composition.Field(result, path, type)));
        }
    }

    private static void EmitCall(
        SplitCall call, string name, List<(string Before, Hole Hole, string After)> arguments, IrBuilder builder, bool givesMemory)
    {
        (EquatableArray<string> parts, EquatableArray<Hole> holes) = Text(name, arguments);
        const Effects Everything = Effects.Anything;
        if (call.Results.Count <= 1)
        {
            builder.Emit(new OpaqueCall(call.Results.Count == 0 ? null : call.Results[0], parts, holes, Everything)
            {
                Site = call.Site,
                GivesMemory = givesMemory,
                Borrows = true,
            });
            return;
        }

        var type = new OpaqueType($"({string.Join(", ", call.Callee.Results.Select(r => r.CSharp))})", IsReference: false);
        Variable tuple = builder.Variables.New("results", type);
        builder.Emit(new OpaqueCall(tuple, parts, holes, Everything) { Site = call.Site, GivesMemory = givesMemory, Borrows = true });
        for (int i = 0; i < call.Results.Count; i++)
        {
            builder.Emit(new Assign(call.Results[i], new Opaque(["", $".{TupleItem(i)}"], [tuple], call.Results[i].Type, Effects.None)));
        }
    }

    private static (EquatableArray<string> Parts, EquatableArray<Hole> Holes) Text(string name, List<(string Before, Hole Hole, string After)> arguments)
    {
        var parts = new List<string>();
        string pending = name + "(";
        for (int i = 0; i < arguments.Count; i++)
        {
            parts.Add(pending + arguments[i].Before);
            pending = arguments[i].After + (i + 1 < arguments.Count ? ", " : ")");
        }

        parts.Add(arguments.Count == 0 ? pending + ")" : pending);
        return (parts.ToEquatableArray(), arguments.Select(a => a.Hole).ToEquatableArray());
    }
}
