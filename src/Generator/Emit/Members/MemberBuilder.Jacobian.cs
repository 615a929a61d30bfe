using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Differentiation;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Members;

/// <summary><c>FJacobian</c>: the value, and the derivative of every result with respect to every input.</summary>
internal sealed partial class MemberBuilder
{
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its rows and columns.</param>
    /// <param name="vjp">The pullback, which gives the rows one by one where a tape stands between the sweeps.</param>
    public Member Jacobian(string name, JacobianShape shape, Member vjp)
    {
        var context = new ReverseContext(analysed, isSplit: false, _names.Workspace) { IsFast = isFast };
        var start = new List<Statement>();
        List<SignatureParameter> parameters = Primals(context, start);
        string jacobianName = _names.Free("jacobian");
        Variable jacobian = context.Variables.New(jacobianName, new BufferType(BufferKind.Span, shape.Type));
        List<Statement> statements = [.. CheckLength(context, jacobian, shape)];
        statements.AddRange(shape.RepeatsSweeps ? RowsOfCalls(context, jacobian, shape, vjp, parameters) : [.. start, .. RowsOfSweeps(context, jacobian, shape)]);
        parameters.Add(new SignatureParameter(jacobian, "", jacobian.Type.CSharp, DocOf(shape)));
        Block body = Finished(statements, [], context);
        Member member = Finish(name, MemberKind.Jacobian, context, parameters, [], analysed.Function.ResultType, body, []);
        return member with
        {
            Primals = [.. member.Primals, new(Escaped(jacobianName), jacobianName, (BufferType)jacobian.Type, IsWritten: true)],
            MarkName = _names.Mark,
            Summary = $"The value of <see cref=\"{cref}\"/> and its Jacobian.",
            Returns = "F's value.",
        };
    }

    // One forward sweep, then for each row a reverse sweep whose seed is a constant: what is zero in it vanishes.
    private List<Statement> RowsOfSweeps(ReverseContext context, Variable jacobian, JacobianShape shape)
    {
        var reverse = new List<Statement>();
        for (int row = 0; row < shape.Rows.Count; row++)
        {
            Operand result = analysed.Function.Results[shape.Rows[row]];
            (Block sweep, EquatableArray<Operand> adjoints) = new ReverseTransform(context).Run((builder, frame) =>
                frame.Add(builder, result, Constant.Float(shape.Type, 1), Vanishing.Never));
            reverse.AddRange(sweep.Statements);
            for (int column = 0; column < adjoints.Count; column++)
            {
                reverse.Add(new Store(jacobian, [Constant.Int(row * shape.ColumnNames.Count + column)], adjoints[column]));
            }
        }

        if (shape.Rows.Count > 1 && context.Plan.Tapes.Count > 0)
        {
            throw new UnsupportedDerivativeException($"The Jacobian of '{analysed.Function.Name}' would read a tape more than once: return one number");
        }

        List<Statement> all = [.. new ForwardSweep(context).Run().Statements, .. reverse];
        EquatableArray<Operand> results = analysed.Function.Results;
        Operand value = analysed.Function.ResultShape is { } whole ? Whole(context, whole, results, analysed.Function.ResultType, all) : results[0];
        all.Add(new Return([value], ["Value"]));
        return all;
    }

    // A call of the pullback for each row.
    private List<Statement> RowsOfCalls(ReverseContext context, Variable jacobian, JacobianShape shape, Member vjp, List<SignatureParameter> parameters)
    {
        var all = new List<Statement>();
        List<SignatureParameter> passed = parameters.FindAll(parameter => !parameter.IsReceiver);
        bool takesWorkspace = vjp.Body.Workspace is not null;
        Variable? value = null;
        for (int row = 0; row < shape.Rows.Count; row++)
        {
            int seeded = shape.Rows[row];
            EquatableArray<Operand> seeds = new(analysed.Function.Results
                .Select((result, i) => i == seeded ? Constant.Float(shape.Type, 1) : Constant.Default(result.Type)).ToArray<Operand>());
            Variable seed = Whole(context, analysed.Function.ResultShape!, seeds, analysed.Function.ResultType, all, "seed");
            Operand[] arguments = [.. passed.Select(parameter => parameter.Variable), seed, .. takesWorkspace ? new Operand[] { context.Workspace } : []];
            string[] parts = [CSharpNames.Escape(vjp.Name) + "(", .. arguments.Skip(1).Select(_ => ", "), ")"];
            Variable derivative = context.Variables.New("row", new OpaqueType(vjp.ReturnType, IsReference: false));
            all.Add(new Assign(derivative, new Opaque(parts.ToEquatableArray(), new(arguments), derivative.Type, Effects.Anything)));
            value ??= derivative;
            int column = row * shape.ColumnNames.Count;
            foreach (Wholes.Group group in Wholes.Of(analysed.Function.Parameters).Where(group => group.IsActive))
            {
                foreach (Parameter part in group.Parts.Where(part => part.IsActive && part.Variable.Type.IsFloat))
                {
                    EquatableArray<string> path = [Escaped(_names.AdjointOf(group.First)), .. part.Part?.Path ?? []];
                    Variable element = context.Variables.New("d" + part.Variable.Name, shape.Type, isTemporary: true);
                    all.Add(new Assign(element, Composition.Field(derivative, path, shape.Type)));
                    all.Add(new Store(jacobian, [Constant.Int(column++)], element));
                }
            }
        }

        Variable result = context.Variables.New("value", new OpaqueType(analysed.Function.ResultType, IsReference: false), isTemporary: true);
        all.Add(new Assign(result, Composition.Field(value!, ["Value"], result.Type)));
        all.Add(new Return([result], ["Value"]));
        return all;
    }

    private static List<Statement> CheckLength(ReverseContext context, Variable jacobian, JacobianShape shape)
    {
        var builder = new IrBuilder(context.Variables);
        builder.Emit(new OpaqueCall(
            null,
            ["global::AutoDiff.CompilerServices.BufferChecks.JacobianLength(", $", {shape.Rows.Count}, {shape.ColumnNames.Count}, \"{jacobian.Name}\")"],
            [new ValueHole(builder.Let(new Length(jacobian)))],
            Effects.Throws));
        return [.. builder.Statements];
    }

    private static string DocOf(JacobianShape shape) =>
        $"The Jacobian, row by row, overwritten. Rows: {string.Join(", ", shape.RowNames)}. Columns: {string.Join(", ", shape.ColumnNames)}.";
}
