using AutoDiff.Generator.Differentiation;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Members;

internal sealed partial class MemberBuilder
{
    /// <summary><c>FJvp</c>.</summary>
    public Member Jvp(string name) => WithTangents(name, MemberKind.Jvp) with
    {
        MarkName = _names.Mark,
        Summary = $"The value of <see cref=\"{cref}\"/> and the product of its Jacobian with the given tangents.",
        Returns = TangentReturns(),
    };

    /// <summary><c>FTangent</c>, which only generated code calls.</summary>
    public Member Tangent(string name) => WithTangents(name, MemberKind.Tangent) with
    {
        Summary = $"The value of <see cref=\"{cref}\"/> and its tangents, for generated code that calls it.",
        Returns = analysed.Function.Results.IsEmpty ? "" : "The value.",
    };

    private Member WithTangents(string name, MemberKind kind)
    {
        var context = new ForwardContext(analysed, isLifted: kind == MemberKind.Tangent, _names.Workspace) { IsFast = isFast };
        var transform = new ForwardTransform(context);
        var start = new IrBuilder(context.Variables);
        var reads = new List<Statement>();
        List<SignatureParameter> parameters = kind == MemberKind.Jvp ? Primals(context, reads) : Parts();
        start.EmitAll(reads);
        var guards = new List<(BufferGuards.Entry, BufferGuards.Entry)>();
        foreach (Wholes.Group group in Wholes.Of(analysed.Function.Parameters).Where(g => g.IsActive))
        {
            if (group.Whole is { } whole && kind == MemberKind.Jvp)
            {
                parameters.Add(GiveWholeTangent(group, whole, context, transform, start, guards));
                continue;
            }

            foreach (Parameter parameter in group.Parts.Where(p => p is { IsActive: true, Variable.Type.CanBeActive: true }))
            {
                SignatureParameter tangent = GiveTangent(parameter, context, transform, start);
                parameters.Add(tangent);
                if (parameter is { Mode: not PassingMode.Out, Variable.Type: BufferType })
                {
                    guards.Add((new(Escaped(tangent.Variable.Name), Plain(tangent.Variable.Name), (BufferType)tangent.Variable.Type, IsWritten(parameter)), Guard(parameter)));
                }
            }
        }

        IReadOnlyList<Statement> sweep = transform.Run();
        var end = new IrBuilder(context.Variables);
        EquatableArray<Operand> tangents = analysed.Function.Results.Map(result => ResultTangent(result, context, transform, end));
        string returnType;
        if (kind == MemberKind.Tangent || (tangents.Count == 1 && tangents[0].Type is BufferType { IsSpan: true }))
        {
            parameters.AddRange(PassTangentsOut(tangents, context, end));
            returnType = kind == MemberKind.Tangent ? ReturnParts(context, end) : Return(tangents.Count > 0, [], context, end);
        }
        else
        {
            returnType = Return(tangents.Count > 0, analysed.Function.Results.Any(r => r.Type.CanBeActive) ? tangents : [], context, end);
        }

        if (kind == MemberKind.Tangent)
        {
            parameters.Add(WorkspaceParameter(context, "The workspace of the caller."));
        }

        Block body = Finished(start.Statements.Concat(sweep), end.Statements, context);
        return Finish(name, kind, context, parameters, guards, returnType, body, []);
    }

    // The tangent of a tuple or aggregate is one of the same type.
    private SignatureParameter GiveWholeTangent(
        Wholes.Group group, ParameterPart whole, ForwardContext context, ForwardTransform transform, IrBuilder start, List<(BufferGuards.Entry, BufferGuards.Entry)> guards)
    {
        Variable tangent = context.Variables.New(_names.AdjointOf(group.First), new OpaqueType(whole.TypeText, IsReference: false));
        foreach (Parameter part in group.Parts.Where(p => p is { IsActive: true, Variable.Type.CanBeActive: true }))
        {
            EquatableArray<string> path = part.Part!.Path;
            if (part.Variable.Type is not BufferType)
            {
                transform.Give(part.Variable, start.Let(Composition.Field(tangent, path, part.Variable.Type), "d" + part.Variable.Name));
                continue;
            }

            BufferType type = context.ShadowTypeOf(part.Variable);
            context.Shadows.Give(part.Variable, start.Let(Composition.Field(tangent, path, type), "d" + part.Variable.Name));
            guards.Add((PartGuard(tangent.Name, part, type, IsWritten(part)), Guard(part)));
        }

        string doc = group.First.IsReceiver ? "The tangent of the receiver." : $"The tangent of <paramref name=\"{Plain(whole.Name)}\"/>.";
        return new SignatureParameter(tangent, "", whole.TypeText, doc);
    }

    private string ReturnParts(ForwardContext context, IrBuilder end)
    {
        (List<Statement> statements, string type) = ReturnedParts(context);
        end.EmitAll(statements);
        return type;
    }

    private SignatureParameter GiveTangent(Parameter parameter, ForwardContext context, ForwardTransform transform, IrBuilder start)
    {
        Variable primal = parameter.Variable;
        string name = Plain(primal.Name);
        string tangentName = PartAdjointOf(parameter);
        if (primal.Type is not BufferType)
        {
            Variable scalar = context.Variables.New(tangentName, primal.Type);
            transform.Give(primal, scalar);
            return new SignatureParameter(scalar, "", primal.Type.CSharp, $"The tangent of <paramref name=\"{name}\"/>.");
        }

        BufferType type = context.ShadowTypeOf(primal);
        Variable tangent = context.Variables.New(tangentName, type);
        context.Shadows.Give(primal, tangent);
        if (parameter.Mode == PassingMode.Out)
        {
            // Where nothing is written, and for the fields that have no tangent.
            if (!context.Shadows.Has(primal) || Fields.Leaves(type.Element).Any(leaf => !leaf.IsActive || !leaf.Type.CanBeActive))
            {
                start.Emit(new Store(tangent, [], Constant.Default(type.Element)));
            }

            return new SignatureParameter(tangent, "out ", TypeText(type), $"The tangent of <paramref name=\"{name}\"/>.");
        }

        return new SignatureParameter(tangent, type.Kind == BufferKind.Ref ? "ref " : "", TypeText(type) + NullMark(parameter), IsWritten(parameter)
            ? $"The tangent of <paramref name=\"{name}\"/>: in, that of its initial contents; out, that of its final contents."
            : $"The tangent of <paramref name=\"{name}\"/>.");
    }

    private static Operand ResultTangent(Operand result, ForwardContext context, ForwardTransform transform, IrBuilder end) => result switch
    {
        Variable { Type: BufferType { CanBeActive: true } type } buffer => context.Shadows.Has(buffer)
            ? context.Shadows.Of(buffer)
            : new ShadowCode(context).ZerosLike(buffer, type, end, AllocationSite.Result),
        _ => transform.TangentOf(result),
    };

    // Spans can't be elements of tuples, and calls in generated code need no tuple.
    private IEnumerable<SignatureParameter> PassTangentsOut(EquatableArray<Operand> tangents, ForwardContext context, IrBuilder end)
    {
        var active = tangents.Where(t => t.Type.CanBeActive).ToList();
        for (int i = 0; i < active.Count; i++)
        {
            string name = active.Count == 1 ? _names.Result : _names.Free($"dresult{i + 1}");
            Variable reference = context.Variables.New(name, new BufferType(BufferKind.Ref, active[i].Type));
            end.Emit(new Store(reference, [], active[i]));
            yield return new SignatureParameter(reference, "out ", active[i].Type.CSharp, "The tangent of the result.");
        }
    }

    private string Return(bool hasValue, EquatableArray<Operand> tangents, ForwardContext context, IrBuilder end)
    {
        if (!hasValue)
        {
            end.Emit(new Return([], []));
            return "void";
        }

        string type = analysed.Function.ResultType;
        Operand value = Single(analysed.Function.Results, "value", context, end);
        if (tangents.IsEmpty)
        {
            end.Emit(new Return([value], ["Value"]));
            return type;
        }

        end.Emit(new Return([value, Single(tangents, "tangent", context, end)], ["Value", "dresult"]));
        return $"({type} Value, {type} dresult)";
    }

    // Several results are one tuple where they are returned.
    private Operand Single(EquatableArray<Operand> results, string name, ForwardContext context, IrBuilder end)
    {
        if (analysed.Function.ResultShape is not { } shape)
        {
            return results[0];
        }

        var statements = new List<Statement>();
        Variable whole = Whole(context, shape, results, analysed.Function.ResultType, statements, name);
        end.EmitAll(statements);
        return whole;
    }

    private string TangentReturns()
    {
        EquatableArray<Operand> results = analysed.Function.Results;
        return results.IsEmpty ? ""
            : !results.Any(r => r.Type.CanBeActive) || results is [{ Type: BufferType { IsSpan: true } }] ? "F's value."
            : "F's value and its tangent.";
    }
}
