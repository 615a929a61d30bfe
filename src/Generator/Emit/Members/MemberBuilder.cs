using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Differentiation;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Optimization;
using AutoDiff.Generator.Optimization.OuterLoops;
using AutoDiff.Generator.Optimization.Vectors;

namespace AutoDiff.Generator.Emit.Members;

/// <summary>Builds the members of one function: signature, sweeps, what is returned.</summary>
internal sealed partial class MemberBuilder(AnalysedFunction analysed, string cref, bool isFast)
{
    private readonly MemberNames _names = new(analysed.Function);
    private readonly Dictionary<string, Variable> _wholeAdjoints = [];

    /// <summary>Whether there is an <c>FGradient</c>: the result is one number.</summary>
    public bool HasGradient => analysed.Function.Results.Count == 1 && analysed.Function.ResultShape is null && analysed.Function.Results[0].Type.IsFloat;

    /// <summary><c>FGradient</c> or <c>FVjp</c>: both sweeps in one member.</summary>
    public Member Combined(MemberKind kind, string name) =>
        (Fused is { } loop ? Combined(kind, name, loop) : null) ?? Combined(kind, name, null)!;

    private Member? Combined(MemberKind kind, string name, For? loop)
    {
        var context = new ReverseContext(analysed, isSplit: false, _names.Workspace, loop) { IsFast = isFast };
        var start = new List<Statement>();
        List<SignatureParameter> parameters = Primals(context, start);
        List<SignatureParameter> primals = [.. parameters];
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
        FusedGuard? guard = null;
        if (loop is not null && (guard = Guard(sweeps, primals)) is null)
        {
            return null;
        }

        (List<Statement> end, EquatableArray<string> names, string returnType) = Returned(sweeps);
        Block body = guard is null ? sweeps.Combined(end) : sweeps.Combined(guard.Statements, end);
        body = new Block(start.Concat(body.Statements).ToEquatableArray());
        return Finish(name, kind, context, parameters, adjoints, returnType, body, zeroVariables) with
        {
            ZeroCotangents = zeros,
            Guard = guard is { AheadName: null } && context.OuterLoop is { IsUsed: true, AheadName: { } ahead } ? guard with { AheadName = ahead } : guard,
            MarkName = _names.Mark,
            Summary = kind == MemberKind.Gradient
                ? GradientSummary
                : $"The value of <see cref=\"{cref}\"/> and the product of the given cotangents with its Jacobian.",
            Returns = ReturnsText(names, analysed.Function),
        };
    }

    /// <summary><c>FForward</c> and <c>FReverse</c>.</summary>
    public (Member Forward, Member Reverse) Split(string forwardName, string reverseName)
    {
        var context = new ReverseContext(analysed, isSplit: true, _names.Workspace) { IsFast = isFast };
        List<SignatureParameter> primals = Parts();
        var shadows = new List<SignatureParameter>();
        var present = new List<Statement>();
        foreach (Parameter parameter in analysed.Function.Parameters)
        {
            if (parameter is { IsActive: true, Variable.Type: BufferType { CanBeActive: true } type })
            {
                Variable shadow = context.Variables.New(PartAdjointOf(parameter), type.Writable);
                Variable used = shadow;
                if (context.MustBePresent(parameter.Variable))
                {
                    used = context.Variables.New(shadow.Name, type);
                    present.Add(new Assign(used, TensorCode.Present(shadow, parameter.Variable)));
                }

                context.Shadows.Give(parameter.Variable, used);
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
        var forward = new Member(forwardName, MemberKind.Forward, forwardParameters, forwardType, BodyOf(sweeps.Forward(present, forwardEnd), context, forwardParameters, []), [], [])
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
        var reverse = new Member(reverseName, MemberKind.Reverse, reverseParameters, reverseType, BodyOf(sweeps.Reverse(present, reverseEnd), context, reverseParameters, []), [], [])
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

    private bool IsWritten(Parameter parameter) => IsWritten(analysed, parameter);

    /// <summary>Whether the function writes the memory that a parameter leads to.</summary>
    public static bool IsWritten(AnalysedFunction analysed, Parameter parameter) =>
        parameter.Variable.Type is BufferType { Kind: not BufferKind.ReadOnlySpan } && IsWritten(analysed.PointsTo.Of(parameter.Variable), (BufferType)parameter.Variable.Type, []);

    private static bool IsWritten(MemoryClass memory, BufferType type, HashSet<MemoryClass> seen) =>
        seen.Add(memory) && (memory.Writes.Count > 0 || Fields.References(type.Element).Any(field => IsWritten(memory.At(field.Path), field.Type, seen)));

    private Member Finish(
        string name, MemberKind kind, DerivativeContext context, List<SignatureParameter> parameters,
        List<(BufferGuards.Entry Adjoint, BufferGuards.Entry Primal)> adjoints, string returnType, Block body, List<Variable> extra)
    {
        MemberBody memberBody = BodyOf(body, context, parameters, extra);
        List<BufferGuards.Entry> primals = analysed.Function.Parameters
            .Where(parameter => parameter.Variable.Type is BufferType && parameter.Mode != PassingMode.Out)
            .Select(Guard)
            .ToList();

        if (memberBody.Workspace is not null && kind != MemberKind.Tangent)
        {
            parameters.Add(new SignatureParameter(memberBody.Workspace, "", "global::AutoDiff.Workspace?", "Memory for intermediate values; null means the thread's own.") { Default = "null" });
        }

        return new Member(name, kind, WithPossibleDefaults(parameters), returnType, memberBody, kind == MemberKind.Tangent ? [] : primals, kind == MemberKind.Tangent ? [] : adjoints)
        {
            Plan = (context as ReverseContext)?.Plan,
            Analysed = analysed,
        };
    }

    // A default value must not come before a parameter without one.
    private static List<SignatureParameter> WithPossibleDefaults(List<SignatureParameter> parameters)
    {
        int first = parameters.FindLastIndex(static parameter => parameter.Default is null) + 1;
        return [.. parameters.Select((parameter, i) => i < first && parameter.Default is not null ? parameter with { Default = null } : parameter)];
    }

    /// <summary>A body as it is emitted: what the transform named has its name, what nobody needs is gone.</summary>
    public static Block Finished(IEnumerable<Statement> statements, IEnumerable<Statement> end, DerivativeContext context, Func<Block, Block>? last = null)
    {
        int first = context.Function.NextVariableId;

        // What the transform added repeats accesses that the primal has made: it may go when nobody needs it. Calls of the runtime stay.
        Block body = Simplification.Run(
            new Block(statements.Concat(end).ToEquatableArray()),
            context.Variables.NextId,
            first,
            assign => assign.Target.Id >= first && (assign.Value.Effects & Effects.Anything) != Effects.Anything);
        body = last?.Invoke(body) ?? body;
        body = context is ReverseContext reverse ? OuterLoops.Run(body, reverse) : body;
        body = context.Names.Count == 0 ? body : new Renaming(context.Names).Rewrite(body);
        return VectorLoops.Run(body, context.Variables, context.Function.Parameters.Select(static parameter => parameter.Variable), variable => context.IsFast || context.Variables.OriginOf(variable) >= first, context.IsFast, context.LocalFunctions);
    }

    private SignatureParameter WorkspaceParameter(DerivativeContext context, string doc) =>
        new(context.Workspace, "", "global::AutoDiff.Workspace", doc);

    private MemberBody BodyOf(Block body, DerivativeContext context, List<SignatureParameter> parameters, List<Variable> extra)
    {
        bool usesTensors = TensorUses.AreIn(body);
        EquatableArray<LocalFunction> functions = context.LocalFunctions.ToEquatableArray();
        context.LocalFunctions.Clear();
        return new MemberBody(
            parameters.Select(p => p.Variable).Concat(extra).ToEquatableArray(),
            body,
            usesTensors || Uses(context.Workspace, body) ? context.Workspace : null,
            [_names.Workspace, _names.Mark, .. functions.Select(static function => function.Name), .. _guardNames, .. Fused is null ? Array.Empty<string>() : [MethodName.Split('<')[0]]])
        {
            UsesTensors = usesTensors,
            LocalFunctions = functions,
            VariableCount = context.Variables.NextId,
        };
    }

    private static bool Uses(Variable workspace, Block body) => IrWalk.Any(body, statement =>
    {
        if (statement is Assign { Value: Allocate { Site: AllocationSite.Workspace } or CopyOf { Site: AllocationSite.Workspace } })
        {
            return true;
        }

        foreach (Operand operand in IrWalk.Uses(statement))
        {
            if (operand is Variable variable && variable.Id == workspace.Id)
            {
                return true;
            }
        }

        return false;
    });

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
}
