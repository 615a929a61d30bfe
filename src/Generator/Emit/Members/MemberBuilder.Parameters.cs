using AutoDiff.Generator.Differentiation;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Members;

/// <summary>What a member takes: F's own parameters, cotangents and adjoints.</summary>
internal sealed partial class MemberBuilder
{
    // The parameters as the user wrote them; what is taken apart is read into the variables of its parts first.
    private List<SignatureParameter> Primals(DerivativeContext context, List<Statement> start)
    {
        var parameters = new List<SignatureParameter>();
        foreach (Wholes.Group group in Wholes.Of(analysed.Function.Parameters))
        {
            Parameter parameter = group.First;
            if (group.Whole is not { } whole)
            {
                parameters.Add(Primal(parameter));
                continue;
            }

            Variable variable = context.Variables.New(whole.Name, new OpaqueType(whole.TypeText, IsReference: false));
            parameters.Add(new SignatureParameter(variable, "", whole.TypeText, DocOfPrimal) { IsReceiver = parameter.IsReceiver });
            foreach (Parameter part in group.Parts)
            {
                start.Add(new Assign(part.Variable, Composition.Field(variable, part.Part!.Path, part.Variable.Type)));
            }
        }

        return parameters;
    }

    private string DocOfPrimal => $"As in <see cref=\"{cref}\"/>.";

    private SignatureParameter Primal(Parameter parameter)
    {
        string modifier = parameter.Mode switch
        {
            PassingMode.In => parameter.IsRefReadOnly ? "ref readonly " : "in ",
            PassingMode.Ref => "ref ",
            PassingMode.Out => "out ",
            _ => "",
        };
        return new SignatureParameter(parameter.Variable, modifier, parameter.AnnotatedType ?? TypeText(parameter.Variable.Type), DocOfPrimal)
        {
            Default = parameter.Default,
            IsReceiver = parameter.IsReceiver,
        };
    }

    // In split form every part is a parameter of its own, and so is the receiver.
    private List<SignatureParameter> Parts() => analysed.Function.Parameters
        .Select(parameter => Primal(parameter) with
        {
            Default = null,
            IsReceiver = false,
            Variable = parameter.Part is null ? parameter.Variable : parameter.Variable with { Name = _names.Free(parameter.Variable.Name) },
        })
        .ToList();

    private void AddCotangents(ReverseContext context, List<SignatureParameter> parameters, Operand?[] scalarSeeds, Operand?[] bufferSeeds)
    {
        EquatableArray<Operand> results = analysed.Function.Results;
        const string Doc = "The cotangent of the result.";
        if (analysed.Function.ResultShape is not null && results.Any(r => r.Type.CanBeActive))
        {
            Variable tuple = context.Variables.New(_names.Result, new OpaqueType(analysed.Function.ResultType, IsReference: false));
            parameters.Add(new SignatureParameter(tuple, "", analysed.Function.ResultType, Doc) { IsCotangent = true });
            for (int i = 0; i < results.Count; i++)
            {
                if (results[i].Type.IsFloat)
                {
                    scalarSeeds[i] = tuple;
                }
                else if (results[i].Type is BufferType { CanBeActive: true })
                {
                    bufferSeeds[i] = tuple;
                }
            }
        }
        else if (results.Count == 1 && results[0].Type is { CanBeActive: true } type)
        {
            bool isMemory = type is BufferType { Kind: not (BufferKind.Object or BufferKind.Tensor) };
            if (isMemory && type is not BufferType { Rank: 1, Element: not BufferType })
            {
                throw new UnsupportedDerivativeException($"The result of '{analysed.Function.Name}' is a '{type.CSharp}': return a one-dimensional array or span.");
            }

            IrType given = isMemory ? new BufferType(BufferKind.ReadOnlySpan, ((BufferType)type).Element) : type;
            Variable cotangent = context.Variables.New(_names.Result, given);
            (type is BufferType ? bufferSeeds : scalarSeeds)[0] = cotangent;
            parameters.Add(new SignatureParameter(cotangent, "", given.CSharp, isMemory ? Doc + " It must be as long as the result." : Doc) { IsCotangent = true });
        }
    }

    // The cotangents in a tuple are read once, at the start.
    private List<Statement> ReadTupleSeeds(ReverseContext context, Operand?[] scalarSeeds, Operand?[] bufferSeeds)
    {
        var start = new List<Statement>();
        if (analysed.Function.ResultShape is not { } shape)
        {
            return start;
        }

        List<EquatableArray<string>> paths = Fields.Leaves(shape).Select(leaf => leaf.Path).ToList();
        for (int i = 0; i < scalarSeeds.Length; i++)
        {
            Operand?[] seeds = scalarSeeds[i] is null ? bufferSeeds : scalarSeeds;
            if (seeds[i] is { } tuple)
            {
                IrType type = analysed.Function.Results[i].Type;
                Variable element = context.Variables.New("d" + analysed.Function.ResultNames[i], type);
                start.Add(new Assign(element, Composition.Field(tuple, paths[i], type)));
                seeds[i] = element;
            }
        }

        return start;
    }

    private List<(BufferGuards.Entry Adjoint, BufferGuards.Entry Primal)> AddAdjoints(
        ReverseContext context, List<SignatureParameter> parameters, MemberKind kind, List<(string, string)> zeros, List<Variable> zeroVariables, List<Statement> start)
    {
        var guards = new List<(BufferGuards.Entry, BufferGuards.Entry)>();
        foreach (Parameter parameter in analysed.Function.Parameters.Where(p => p is { IsActive: true, Mode: PassingMode.Out, Variable.Type.CanBeActive: true }))
        {
            var type = (BufferType)parameter.Variable.Type;
            Variable cotangent = context.Variables.New(_names.AdjointOf(parameter), type);
            context.Shadows.Give(parameter.Variable, cotangent);
            if (kind == MemberKind.Vjp)
            {
                parameters.Add(new SignatureParameter(cotangent, "", type.Element.CSharp, $"The cotangent of <paramref name=\"{Plain(parameter.Variable.Name)}\"/>.") { IsCotangent = true });
            }
            else
            {
                zeros.Add((cotangent.Name, type.Element.CSharp));
                zeroVariables.Add(cotangent);
            }
        }

        foreach (Wholes.Group group in Wholes.Of(analysed.Function.Parameters).Where(g => g.HasActiveMemory && g.First.Mode != PassingMode.Out))
        {
            bool isWritten = group.Parts.Any(IsWritten);
            string name = Plain(group.Whole?.Name ?? group.First.Variable.Name);
            string doc = isWritten
                ? $"The adjoint of <paramref name=\"{name}\"/>: in, the cotangent of its final contents; out, the adjoint of its initial contents."
                : $"The adjoint of <paramref name=\"{name}\"/>: the derivative is added to it.";
            doc = group.First.IsReceiver ? doc.Replace("<paramref name=\"this\"/>", "the receiver") : doc;
            if (group.Whole is { } whole)
            {
                AddWholeAdjoint(context, group, whole, parameters, guards, start, doc);
                continue;
            }

            BufferType type = ((BufferType)group.First.Variable.Type).Writable;
            Variable shadow = context.Variables.New(_names.AdjointOf(group.First), type);
            context.Shadows.Give(group.First.Variable, shadow);
            parameters.Add(new SignatureParameter(shadow, type.Kind == BufferKind.Ref ? "ref " : "", TypeText(type) + NullMark(group.First), doc));
            guards.Add((new(Escaped(shadow.Name), Plain(shadow.Name), type, true), Guard(group.First)));
        }

        return guards;
    }

    // The adjoint of a struct with memory in it: the memory's is used where it is, the other members get theirs added at the end.
    private void AddWholeAdjoint(
        ReverseContext context, Wholes.Group group, ParameterPart whole, List<SignatureParameter> parameters,
        List<(BufferGuards.Entry, BufferGuards.Entry)> guards, List<Statement> start, string doc)
    {
        Variable adjoint = context.Variables.New(_names.AdjointOf(group.First), new BufferType(BufferKind.Ref, whole.Type));
        _wholeAdjoints[whole.Name] = adjoint;
        parameters.Add(new SignatureParameter(adjoint, "ref ", whole.TypeText, doc));
        foreach (Parameter part in group.Parts.Where(p => p.IsActive))
        {
            if (part.Variable.Type is BufferType { CanBeActive: true } type)
            {
                Variable shadow = context.Variables.New("d" + part.Variable.Name, type.Writable);
                context.Shadows.Give(part.Variable, shadow);
                start.Add(new Assign(shadow, new Load(adjoint, [], type) { Path = part.Part!.Path }));
                guards.Add((PartGuard(adjoint.Name, part, type.Writable, isWritten: true), Guard(part)));
            }
        }
    }

    private BufferGuards.Entry Guard(Parameter parameter)
    {
        (Variable variable, var type) = (parameter.Variable, (BufferType)parameter.Variable.Type);
        return parameter.Part is { } part
            ? PartGuard(part.Name, parameter, type, IsWritten(parameter))
            : new(Escaped(variable.Name), Plain(variable.Name), type, IsWritten(parameter));
    }

    /// <summary>The memory in a part of a tuple or aggregate: of the primal, its adjoint or its tangent.</summary>
    private static BufferGuards.Entry PartGuard(string whole, Parameter part, BufferType type, bool isWritten) =>
        new(FieldStep.Apply(Escaped(whole), part.Part!.Path, isWritten: false), Plain(whole), type, isWritten);

    /// <summary>The adjoint (or tangent) of a parameter of the split form, where the parts of a whole are parameters of their own.</summary>
    private string PartAdjointOf(Parameter parameter) => parameter.Part is null ? _names.AdjointOf(parameter) : _names.Free("d" + parameter.Variable.Name);
}
