using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Differentiation;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Optimization;

namespace AutoDiff.Generator.Emit.Members;

/// <summary>Builds the members of one function: signature, sweeps, what is returned.</summary>
internal sealed partial class MemberBuilder(AnalysedFunction analysed, string cref)
{
    private readonly MemberNames _names = new(analysed.Function);
    private readonly Dictionary<string, Variable> _wholeAdjoints = [];

    public bool HasGradient => analysed.Function.Results.Count == 1 && analysed.Function.ResultShape is null && analysed.Function.Results[0].Type.IsFloat;

    /// <summary><c>FGradient</c> or <c>FVjp</c>: both sweeps in one member.</summary>
    public Member Combined(MemberKind kind, string name)
    {
        var context = new ReverseContext(analysed, isSplit: false);
        var start = new List<Statement>();
        List<SignatureParameter> parameters = Primals(context, start);
        var scalarSeeds = new Operand?[analysed.Function.Results.Count];
        var bufferSeeds = new Operand?[scalarSeeds.Length];
        var zeros = new List<(string, string)>();
        var zeroVariables = new List<Variable>();
        if (kind == MemberKind.Gradient)
        {
            scalarSeeds[0] = Constant.Float(analysed.Function.Results[0].Type, 1);
        }
        else
        {
            AddCotangents(context, parameters, scalarSeeds, bufferSeeds);
        }

        List<(BufferGuards.Entry Adjoint, BufferGuards.Entry Primal)> adjoints = AddAdjoints(context, parameters, kind, zeros, zeroVariables, start);
        if (kind == MemberKind.Vjp)
        {
            start.AddRange(ReadTupleSeeds(context, scalarSeeds, bufferSeeds));
        }

        SweepPair sweeps = SweepPair.Build(context, scalarSeeds, bufferSeeds);
        (List<Statement> end, EquatableArray<string> names, string returnType) = Returned(sweeps, withValue: true, withAdjoints: true);
        Block body = sweeps.Combined(end);
        body = new Block(start.Concat(body.Statements).ToEquatableArray());
        return Finish(name, kind, context, parameters, adjoints, returnType, body, zeroVariables) with
        {
            ZeroCotangents = zeros,
            MarkName = _names.Mark,
            Summary = kind == MemberKind.Gradient
                ? $"The value of <see cref=\"{cref}\"/> and the gradient of its result."
                : $"The value of <see cref=\"{cref}\"/> and the product of the given cotangents with its Jacobian.",
            Returns = ReturnsText(names, analysed.Function),
        };
    }

    /// <summary><c>FForward</c> and <c>FReverse</c>.</summary>
    public (Member Forward, Member Reverse) Split(string forwardName, string reverseName)
    {
        var context = new ReverseContext(analysed, isSplit: true);
        List<SignatureParameter> primals = Parts();
        var shadows = new List<SignatureParameter>();
        foreach (Parameter parameter in analysed.Function.Parameters)
        {
            if (parameter is { IsActive: true, Variable.Type: BufferType { CanBeActive: true } type })
            {
                Variable shadow = context.Variables.New(parameter.Part is null ? _names.AdjointOf(parameter) : _names.Free("d" + parameter.Variable.Name), type.Writable);
                context.Shadows.Give(parameter.Variable, shadow);
                shadows.Add(new SignatureParameter(shadow, type.Kind == BufferKind.Ref ? "ref " : "", TypeText(type.Writable) + NullMark(parameter), $"The adjoint of <paramref name=\"{Plain(parameter.Variable.Name)}\"/>."));
            }
        }

        var cotangents = new List<SignatureParameter>();
        var scalarSeeds = new Operand?[analysed.Function.Results.Count];
        for (int i = 0; i < scalarSeeds.Length; i++)
        {
            IrType type = analysed.Function.Results[i].Type;
            if (type.IsFloat)
            {
                string name = scalarSeeds.Length == 1 ? _names.Result : _names.Free($"dresult{i + 1}");
                Variable cotangent = context.Variables.New(name, type);
                scalarSeeds[i] = cotangent;
                cotangents.Add(new SignatureParameter(cotangent, "", type.CSharp, "The cotangent of the result."));
            }
        }

        SweepPair sweeps = SweepPair.Build(context, scalarSeeds, new Operand?[scalarSeeds.Length]);
        var workspace = WorkspaceParameter(context, "The workspace whose tapes hold what the two halves share.");
        (List<Statement> forwardEnd, string forwardType) = ReturnedParts(context);
        List<SignatureParameter> resultShadows = AddResultShadows(context, forwardEnd);
        List<SignatureParameter> forwardParameters = [.. primals, .. shadows, .. resultShadows, workspace];
        var forward = new Member(forwardName, MemberKind.Forward, forwardParameters, forwardType, BodyOf(sweeps.Forward(forwardEnd), context, forwardParameters, []), [], [])
        {
            Plan = context.Plan,
            Analysed = analysed,
            Summary = $"The forward half of the derivative of <see cref=\"{cref}\"/>: computes the value and keeps what the reverse half needs.",
            Returns = "The value.",
        };
        (List<Statement> reverseEnd, string reverseType) = ReturnedAdjoints(sweeps);
        List<SignatureParameter> reverseParameters =
        [
            .. primals.Where(p => p.Variable.Type is BufferType { Kind: not BufferKind.Ref }),
            .. shadows, .. cotangents, workspace,
        ];
        var reverse = new Member(reverseName, MemberKind.Reverse, reverseParameters, reverseType, BodyOf(sweeps.Reverse(reverseEnd), context, reverseParameters, []), [], [])
        {
            Plan = context.Plan,
            Analysed = analysed,
            Summary = $"The reverse half of the derivative of <see cref=\"{cref}\"/>, to be called once for each call of the forward half, in the opposite order.",
            Returns = "The adjoints of the active parameters that are passed by value.",
        };
        return (forward, reverse);
    }

    // The adjoint memory of a result that is a buffer goes to the caller beside it.
    private List<SignatureParameter> AddResultShadows(ReverseContext context, List<Statement> end)
    {
        var parameters = new List<SignatureParameter>();
        var builder = new IrBuilder(context.Variables);
        foreach (Operand result in analysed.Function.Results)
        {
            if (result.Type is not BufferType { CanBeActive: true } type)
            {
                continue;
            }

            Operand shadow = result is not Variable variable ? Constant.Default(type.Writable)
                : context.Shadows.Has(result) ? context.Shadows.Of(variable)
                : new ShadowCode(context).ZerosLike(result, type, builder);
            string name = _names.Free("dresultShadow");
            Variable reference = context.Variables.New(name, new BufferType(BufferKind.Ref, type.Writable));
            builder.Emit(new Store(reference, [], shadow));
            parameters.Add(new SignatureParameter(reference, "out ", type.Writable.CSharp, "The adjoint memory of the result."));
        }

        end.InsertRange(0, builder.Statements);
        return parameters;
    }

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
                start.Add(new Assign(part.Variable, Wholes.Field(variable, part.Part!.Path, part.Variable.Type)));
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
            parameters.Add(new SignatureParameter(tuple, "", analysed.Function.ResultType, Doc));
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
            if (type is BufferType { Kind: BufferKind.Object })
            {
                Variable cotangent = context.Variables.New(_names.Result, type);
                bufferSeeds[0] = cotangent;
                parameters.Add(new SignatureParameter(cotangent, "", type.CSharp, Doc));
            }
            else if (type is BufferType buffer)
            {
                if (buffer.Rank != 1 || buffer.Element is BufferType)
                {
                    throw new UnsupportedDerivativeException($"The result of '{analysed.Function.Name}' is a '{buffer.CSharp}': return a one-dimensional array or span.");
                }

                var view = new BufferType(BufferKind.ReadOnlySpan, buffer.Element);
                Variable cotangent = context.Variables.New(_names.Result, view);
                bufferSeeds[0] = cotangent;
                parameters.Add(new SignatureParameter(cotangent, "", view.CSharp, Doc + " It must be as long as the result."));
            }
            else
            {
                Variable cotangent = context.Variables.New(_names.Result, type);
                scalarSeeds[0] = cotangent;
                parameters.Add(new SignatureParameter(cotangent, "", type.CSharp, Doc));
            }
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
                start.Add(new Assign(element, Wholes.Field(tuple, paths[i], type)));
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
                parameters.Add(new SignatureParameter(cotangent, "", type.Element.CSharp, $"The cotangent of <paramref name=\"{Plain(parameter.Variable.Name)}\"/>."));
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
            parameters.Add(new SignatureParameter(shadow, type.Kind == BufferKind.Ref ? "ref " : "", TypeText(type), doc));
            guards.Add((new(Escaped(shadow.Name), type, true), Guard(group.First)));
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
                (string before, string after) = FieldStep.Around(part.Part.Path, isWritten: false);
                guards.Add((new(before + Escaped(adjoint.Name) + after, type.Writable, true), Guard(part)));
            }
        }
    }

    private BufferGuards.Entry Guard(Parameter parameter)
    {
        string name = Escaped(parameter.Variable.Name);
        if (parameter.Part is { } part)
        {
            (string before, string after) = FieldStep.Around(part.Path, isWritten: false);
            name = before + Escaped(part.Name) + after;
        }

        return new(name, (BufferType)parameter.Variable.Type, IsWritten(parameter));
    }

    private bool IsWritten(Parameter parameter) =>
        parameter.Variable.Type is BufferType { Kind: not BufferKind.ReadOnlySpan } && IsWritten(analysed.PointsTo.Of(parameter.Variable), (BufferType)parameter.Variable.Type);

    private static bool IsWritten(MemoryClass memory, BufferType type) =>
        memory.Writes.Count > 0 || Fields.References(type.Element).Any(field => IsWritten(memory.At(field.Path), field.Type));

    private (List<Statement> End, EquatableArray<string> Names, string Type) Returned(
        SweepPair sweeps, bool withValue, bool withAdjoints)
    {
        var before = new List<Statement>();
        var values = new List<Operand>();
        var names = new List<string>();
        var types = new List<string>();
        EquatableArray<Operand> results = analysed.Function.Results;
        if (withValue && analysed.Function.ResultType != "void")
        {
            values.Add(analysed.Function.ResultShape is { } shape ? Whole(sweeps.Context, shape, results, analysed.Function.ResultType, before) : results[0]);
            names.Add("Value");
            types.Add(analysed.Function.ResultType);
        }

        if (withAdjoints)
        {
            AddReturnedAdjoints(sweeps, before, values, names, types);
        }

        if (values.Count > 1 && values[0].Type is BufferType { IsSpan: true })
        {
            throw new UnsupportedDerivativeException($"'{analysed.Function.Name}' returns a span and has active parameters passed by value, whose adjoints can't be returned beside it: return an array.");
        }

        before.Add(new Return(values.ToEquatableArray(), names.ToEquatableArray()));
        return (before, names.ToEquatableArray(), TypeOf(types, names));
    }

    private void AddReturnedAdjoints(SweepPair sweeps, List<Statement> before, List<Operand> values, List<string> names, List<string> types)
    {
        int next = 0;
        foreach (Wholes.Group group in Wholes.Of(analysed.Function.Parameters))
        {
            var leaves = new List<Operand>();
            foreach (Parameter part in group.Parts)
            {
                bool hasAdjoint = part.IsActive && part.Variable.Type.IsFloat;
                Operand leaf = hasAdjoint ? sweeps.Adjoints[next++] : part.Variable;
                leaves.Add(leaf);
                if (hasAdjoint && group.Whole is not null && group.HasActiveMemory && leaf is not Constant { IsZero: true })
                {
                    before.Add(new Accumulate(_wholeAdjoints[group.Whole.Name], [], leaf) { Path = part.Part!.Path });
                }
            }

            if (!group.IsActive || group.HasActiveMemory)
            {
                continue;
            }

            names.Add(_names.AdjointOf(group.First));
            values.Add(group.Whole is { } whole ? Whole(sweeps.Context, whole.Type, leaves, whole.TypeText, before) : leaves[0]);
            types.Add(group.Whole?.TypeText ?? group.First.Variable.Type.CSharp);
        }
    }

    private static string TypeOf(List<string> types, List<string>? names = null) => types.Count switch
    {
        0 => "void",
        1 => types[0],
        _ => $"({string.Join(", ", types.Select((type, i) => names is null ? type : $"{type} {Escaped(names[i])}"))})",
    };

    // In split form the parts of the result stand in one flat tuple, and so do the adjoints.
    private (List<Statement> End, string Type) ReturnedParts(DerivativeContext context)
    {
        var before = new List<Statement>();
        EquatableArray<Operand> results = analysed.Function.Results;
        string type = TypeOf(results.Select(result => result.Type.CSharp).ToList());
        Operand[] values = results.Count > 1 ? [Tuple(context, results, type, before)] : results.ToArray();
        before.Add(new Return(new(values), new(values.Select(_ => "Value").ToArray())));
        return (before, type);
    }

    private (List<Statement> End, string Type) ReturnedAdjoints(SweepPair sweeps)
    {
        List<Parameter> parameters = analysed.Function.Parameters.Where(parameter => parameter.IsActive && parameter.Variable.Type.IsFloat).ToList();
        List<string> names = parameters.ConvertAll(parameter => parameter.Part is null ? _names.AdjointOf(parameter) : _names.Free("d" + parameter.Variable.Name));
        return (
            [new Return(sweeps.Adjoints, names.ToEquatableArray())],
            TypeOf(parameters.ConvertAll(parameter => parameter.Variable.Type.CSharp), names));
    }

    private static Variable Whole(DerivativeContext context, StructType shape, IReadOnlyList<Operand> leaves, string type, List<Statement> before, string name = "value")
    {
        Opaque value = Wholes.Compose(shape, leaves, type);
        Variable whole = context.Variables.New(name, value.Type, isTemporary: true);
        before.Add(new Assign(whole, value));
        return whole;
    }

    private static Variable Tuple(DerivativeContext context, EquatableArray<Operand> leaves, string type, List<Statement> before) =>
        Whole(context, new StructType(type, leaves.Select((leaf, i) => new StructField(SplitCalls.TupleItem(i), leaf.Type)).ToEquatableArray()), leaves, type, before);

    private Member Finish(
        string name, MemberKind kind, DerivativeContext context, List<SignatureParameter> parameters,
        List<(BufferGuards.Entry Adjoint, BufferGuards.Entry Primal)> adjoints, string returnType, Block body, List<Variable> extra)
    {
        MemberBody memberBody = BodyOf(body, context, parameters, extra);
        List<BufferGuards.Entry> primals = analysed.Function.Parameters
            .Where(parameter => parameter.Variable.Type is BufferType && parameter.Mode != PassingMode.Out)
            .Select(Guard)
            .ToList();


        // A default value must not come before a parameter without one.
        bool defaultsAllowed = true;
        for (int i = parameters.Count - 1; i >= 0; i--)
        {
            if (parameters[i].Default is null)
            {
                defaultsAllowed = false;
            }
            else if (!defaultsAllowed)
            {
                parameters[i] = parameters[i] with { Default = null };
            }
        }

        if (memberBody.Workspace is not null && kind != MemberKind.Tangent)
        {
            parameters.Add(new SignatureParameter(memberBody.Workspace, "", "global::AutoDiff.Workspace?", "Memory for intermediate values; null means the thread's own.") { Default = "null" });
        }

        return new Member(name, kind, parameters, returnType, memberBody, kind == MemberKind.Tangent ? [] : primals, kind == MemberKind.Tangent ? [] : adjoints)
        {
            Plan = (context as ReverseContext)?.Plan,
            Analysed = analysed,
        };
    }

    /// <summary>A body as it is emitted: what the transform named has its name, what nobody needs is gone.</summary>
    public static Block Finished(IEnumerable<Statement> statements, IEnumerable<Statement> end, DerivativeContext context)
    {
        Block named = new Renaming(context.Names).Rewrite(new Block(statements.Concat(end).ToEquatableArray()));
        int first = context.Function.NextVariableId;

        // What the transform added repeats accesses that the primal has made: it may go when nobody needs it. Calls of the runtime stay.
        return Simplification.Run(named, context.Variables, first, assign => assign.Target.Id >= first && (assign.Value.Effects & Effects.Anything) != Effects.Anything);
    }

    private SignatureParameter WorkspaceParameter(DerivativeContext context, string doc) =>
        new(context.Workspace with { Name = _names.Workspace }, "", "global::AutoDiff.Workspace", doc);

    private MemberBody BodyOf(Block body, DerivativeContext context, List<SignatureParameter> parameters, List<Variable> extra)
    {
        Variable workspace = context.Workspace with { Name = _names.Workspace };
        bool usesWorkspace = IrWalk.All(body).Any(s => IrWalk.Uses(s).Any(u => u is Variable v && v.Id == workspace.Id)
            || s is Assign { Value: Allocate { Site: AllocationSite.Workspace } or CopyOf { Site: AllocationSite.Workspace } });
        body = new WorkspaceRenaming(workspace).Rewrite(body);
        return new MemberBody(
            parameters.Select(p => p.Variable).Concat(extra).ToEquatableArray(),
            body,
            usesWorkspace ? workspace : null,
            [_names.Workspace, _names.Mark]);
    }

    private static string ReturnsText(EquatableArray<string> names, Function function)
    {
        if (names.IsEmpty)
        {
            return "";
        }

        string value = "F's value";
        List<string> adjoints = names.Where(n => n != "Value").ToList();
        return (names.Any(n => n == "Value") ? value : "") + (adjoints.Count == 0 ? "" : (names.Count > adjoints.Count ? " and " : "") + $"the adjoints {string.Join(", ", adjoints)} of the parameters passed by value")
            + (function.Results.Count == 0 && adjoints.Count == 0 ? "" : ".");
    }

    private static string TypeText(IrType type) => type is BufferType { Kind: BufferKind.Ref } reference ? reference.Element.CSharp : type.CSharp;

    // A buffer that may be null has an adjoint that may be.
    private static string NullMark(Parameter parameter) => parameter.AnnotatedType?.EndsWith("?", StringComparison.Ordinal) == true ? "?" : "";

    private static string Plain(string name) => name.TrimStart('@');

    private static string Escaped(string name) => CSharpNames.Escape(name);

    private sealed class WorkspaceRenaming(Variable workspace) : IrRewriter
    {
        protected override Operand Use(Operand operand) => operand is Variable variable && variable.Id == workspace.Id ? workspace : operand;
    }
}
