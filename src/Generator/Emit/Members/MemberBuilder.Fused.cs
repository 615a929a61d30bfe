using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Differentiation;
using AutoDiff.Generator.Differentiation.FusedSweeps;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Optimization.OuterLoops;

namespace AutoDiff.Generator.Emit.Members;

/// <summary>Members whose sweeps are fused in a loop.</summary>
internal sealed partial class MemberBuilder
{
    private readonly List<string> _guardNames = [];

    /// <summary>The loop in which the sweeps may be fused, or null.</summary>
    public For? Fused { get; init; }

    /// <summary>The method's own name, by which it is called; empty where a call could reach another one.</summary>
    public string MethodName { get; init; } = "";

    // The sweeps in fused order with what exceptions ask for, or null when the order can't be shown to be right.
    private FusedGuard? Guard(SweepPair sweeps, IReadOnlyList<SignatureParameter> primals)
    {
        ReverseContext context = sweeps.Context;
        if (sweeps.Order() is not { } order)
        {
            return null;
        }

        string? call = CallText(primals);
        if (order.MayThrowEarly && call is null)
        {
            return null;
        }

        List<(Variable Adjoint, string Copy, IrType Element)> copies = order.MayThrowLate ? Copied(order, context) : [];
        string? ahead = order.MayThrowEarly ? GuardName("isAhead") : null;
        if (order.IsRepeatable && call is not null)
        {
            // Where something has run ahead already, the variable says so throughout the loop.
            context.OuterLoop = new OuterLoopGuard(ahead is null && order.LoopMayThrow ? GuardName("isAhead") : null);
        }

        var start = new IrBuilder(context.Variables);
        if (copies.Count > 0 && call is not null && order.IsWhollyRepeatable && !isFast && context.FusedLoop!.Step == 1)
        {
            start.Emit(new If(ArePaidFor(copies, context, start), Take(copies, context), new Block([Text(call)])));
        }
        else
        {
            start.EmitAll(Take(copies, context).Statements);
        }

        Statement[] early = ahead is null ? [] : [Text($"{ahead} = true")], end = ahead is null ? [] : [Text($"{ahead} = false")];
        return new FusedGuard(
            order.Statements(early, start.Statements, end),
            copies.ConvertAll(copied => (copied.Copy, Escaped(copied.Adjoint.Name), copied.Element)),
            ahead,
            call ?? "");
    }

    // The adjoints of the caller that the reverse of the loop or of the tail may write.
    private List<(Variable Adjoint, string Copy, IrType Element)> Copied(FusedOrder order, ReverseContext context)
    {
        var copies = new List<(Variable, string, IrType)>();
        foreach (Parameter parameter in analysed.Function.Parameters)
        {
            if (parameter is { IsActive: true, Variable.Type: BufferType { CanBeActive: true } type } && order.MayTouchAdjointOf(analysed.PointsTo.Of(parameter.Variable)))
            {
                Variable adjoint = context.Shadows.Of(parameter.Variable);
                copies.Add((adjoint, GuardName("initial" + char.ToUpperInvariant(Plain(adjoint.Name)[0]) + Plain(adjoint.Name).Substring(1)), type.Element));
            }
        }

        return copies;
    }

    private static Block Take(List<(Variable Adjoint, string Copy, IrType Element)> copies, ReverseContext context) => new(copies.Select(copied => (Statement)new OpaqueCall(
        null,
        [$"{copied.Copy} = {FusedGuard.Runtime}Take<{copied.Element.CSharp}>(", ", ", ")"],
        [new ValueHole(context.Workspace), new ValueHole(copied.Adjoint)],
        Effects.Throws | Effects.Reads)).ToEquatableArray());

    // Where adjoints are long for what the loop does, it is cheaper to see by a run of the method that no exception comes.
    private static Variable ArePaidFor(List<(Variable Adjoint, string Copy, IrType Element)> copies, ReverseContext context, IrBuilder builder)
    {
        For loop = context.FusedLoop!;
        Operand size = Constant.Long(0);
        foreach ((Variable adjoint, _, IrType element) in copies)
        {
            Operand length = builder.Let(new Opaque([$"{FusedGuard.Runtime}LengthOf<{element.CSharp}>(", ")"], [adjoint], ScalarType.Int64, Effects.Reads));
            size = size is Constant ? length : builder.Let(new Binary(BinaryOperator.Add, size, length, ScalarType.Int64));
        }

        Operand trips = LoopShapes.CountIterations(builder, loop, loop.Start, loop.Limit, context.Loops.IsNonNegative(loop.Limit));
        return builder.Let(new Opaque([$"{FusedGuard.Runtime}ArePaidFor(", ", ", ")"], [size, trips], ScalarType.Boolean, Effects.Reads));
    }

    private static OpaqueCall Text(string text) => new(null, [text], [], Effects.Anything);

    private string? CallText(IReadOnlyList<SignatureParameter> primals)
    {
        string name = MethodName.Split('<')[0];
        return name.Length == 0 || name.StartsWith("op_", StringComparison.Ordinal) || primals.Any(parameter => parameter.IsReceiver || parameter.Variable.Name == name)
            ? null
            : $"{MethodName}({string.Join(", ", primals.Select(parameter => (parameter.Modifier.Length == 0 ? "" : "in ") + Escaped(parameter.Variable.Name)))})";
    }

    private string GuardName(string name)
    {
        string free = _names.Free(name);
        _guardNames.Add(free);
        return free;
    }
}
