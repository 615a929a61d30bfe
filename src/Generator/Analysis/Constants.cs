using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Analysis;

/// <summary>
/// Values as constants for differentiation (<c>Gradient.Stop</c>, parameters that aren't active of methods lowered in place). Where there is no derivative to cut, they are what they are made of.
/// Buffers are memory apart from that: a copy, or for an object the object itself, taken for another. That is right as long as neither is written afterwards; otherwise it is an error.
/// </summary>
internal sealed class Constants : IrRewriter
{
    private readonly AnalysedFunction _analysed;
    private bool _changed;

    private Constants(AnalysedFunction analysed) => _analysed = analysed;

    /// <summary>The function with the values themselves where there is no derivative to cut.</summary>
    public static Function Resolve(AnalysedFunction analysed)
    {
        // A call without a derivative may take an active value when its result is cut: there the cut is needed.
        if (!analysed.Tree.All.Any(static entry => SourceOf(entry.Statement) is not null)
            || analysed.Tree.All.Any(entry => entry.Statement is OpaqueCall { DiagnosticIfActive: not null } call && IrWalk.Uses(call).Any(analysed.Activity.IsVaried)))
        {
            return analysed.Function;
        }

        var pass = new Constants(analysed);
        Block body = pass.Rewrite(analysed.Function.Body);
        return pass._changed ? analysed.Function with { Body = body } : analysed.Function;
    }

    /// <summary>Why a statement can't give a buffer as a constant, or null.</summary>
    public static string? ErrorOf(Statement statement, Scope scope, int position, AnalysedFunction analysed)
    {
        if (statement is SplitCall call && call.Callee.Custom is null)
        {
            CalleeParameter? written = call.Callee.Parameters
                .Where((parameter, i) => parameter.IsWrittenConstant && analysed.Activity.HasShadow(call.Arguments[i])).FirstOrDefault();
            return written is null ? null
                : $"The parameter '{written.Name}' of '{call.Callee.Name}' is a constant for differentiation, and may be written there. Let it be differentiated, or make it a ReadOnlySpan";
        }

        if (SourceOf(statement) is not { Type: BufferType } source)
        {
            return null;
        }

        Variable target = ((Assign)statement).Target;
        List<(MemoryClass Memory, BufferType Type)> before = analysed.Activity.ActiveParts(source), after = analysed.Activity.ActiveParts(target);
        if (after.Any(entry => entry.Memory.Writes.Any(write => !IsOfReadOnly(entry.Type, write.Statement) && analysed.PointsTo.IsWrittenAfter(entry.Memory, scope, position + 1))))
        {
            return "It is a constant for differentiation, and written. Write to a copy of it";
        }

        if (before.Any(entry => !IsUnchanged(entry.Memory, entry.Type)))
        {
            return "It is a constant for differentiation, and what it is made of is written while it may be read. Make it of a copy";
        }

        // An object that may be the one or the other: what is loaded of it would have a derivative.
        return ((Assign)statement).Value is Opaque && after.Any(entry => before.Any(other => ReferenceEquals(entry.Memory, other.Memory)))
            ? "An object as a constant for differentiation, and the object itself, may be the same variable or be held by the same object"
            : null;

        bool IsUnchanged(MemoryClass memory, BufferType type) => type.IsTensor
            ? !analysed.PointsTo.IsWrittenAfter(memory, scope, position + 1)
            : IsReadOnly(type) || analysed.PointsTo.IsUnchangedAfter(memory, scope, position + 1);
    }

    protected override Operand Use(Operand operand) => operand;

    protected override void Rewrite(Statement statement, List<Statement> result)
    {
        if (SourceOf(statement) is not { } source || IsVaried(source) || IsVaried(((Assign)statement).Target))
        {
            base.Rewrite(statement, result);
            return;
        }

        _changed = true;
        result.Add((Assign)statement with { Value = new Copy(source) });
    }

    // What is made a constant, where a statement does that.
    private static Variable? SourceOf(Statement statement) => statement is Assign { Value: CopyOf { IsConstant: true } or Opaque { IsConstant: true } } assign
        ? assign.Value.Operands[0] as Variable
        : null;

    private bool IsVaried(Variable variable) => variable.Type is not BufferType
        ? _analysed.Activity.IsVaried(variable)
        : _analysed.Activity.ActiveParts(variable).Any(entry => _analysed.Activity.IsVariedMemory(entry.Memory));

    // A call of a differentiable method may write what it gets, as far as can be seen from outside; not the members that constructors alone assign.
    private static bool IsOfReadOnly(BufferType type, Statement write) => write is SplitCall { Callee.Custom: null } && IsReadOnly(type);

    private static bool IsReadOnly(BufferType type) => type.Kind == BufferKind.Object && type.Element is StructType { Derived.IsEmpty: true } structure && structure.Fields.All(static field => field.IsReadOnly);
}
