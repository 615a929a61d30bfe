using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Differentiation;
using AutoDiff.Generator.Differentiation.Rules;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Analysis;

/// <summary>A diagnostic that only the stages after lowering can find, at a numbered place of the source (-1: the method).</summary>
internal sealed record AnalysisDiagnostic(string Id, int Site, EquatableArray<string> Arguments)
{
    /// <summary>A message argument that stands for the code at the site: a cast's operand, or all of it.</summary>
    public const string Code = "\0code";

    public bool IsError => DiagnosticCatalog.ById(Id).DefaultSeverity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error;
}

/// <summary>
/// What can't be differentiated, or loses a derivative, because an active value reaches it. Lowering alone can't tell: it knows types only.
/// </summary>
internal sealed class ActivityDiagnostics
{
    private readonly AnalysedFunction _analysed;
    private readonly Activity _activity;
    private readonly List<AnalysisDiagnostic> _found = [];

    private ActivityDiagnostics(AnalysedFunction analysed)
    {
        _analysed = analysed;
        _activity = analysed.Activity;
    }

    public static IReadOnlyList<AnalysisDiagnostic> Find(AnalysedFunction analysed)
    {
        var diagnostics = new ActivityDiagnostics(analysed);
        foreach ((Statement statement, Scope scope, int position) in analysed.Tree.All)
        {
            diagnostics.Visit(statement);
            if (Constants.ErrorOf(statement, scope, position, analysed) is { } error)
            {
                diagnostics.Add(DiagnosticDescriptors.DerivativeNotFound.Id, statement, [AnalysisDiagnostic.Code, error]);
            }
        }

        // Where a derivative is lost on the way, that is the news.
        if (diagnostics._found.Count == 0)
        {
            diagnostics.VisitResults();
        }

        return diagnostics._found;
    }

    private void Visit(Statement statement)
    {
        switch (statement)
        {
            case OpaqueCall { DiagnosticIfActive: { } id } call when LosesDerivative(call):
                Add(id, call, call.DiagnosticArguments);
                break;
            case Assign assign:
                VisitExpression(assign.Value, assign);
                break;
            case Evaluate evaluate:
                VisitExpression(evaluate.Expression, evaluate);
                break;
            case Store store when _activity.IsVaried(store.Value):
                VisitWrite(store.Buffer, store);
                break;
            case SplitCall { Callee.Custom: { } custom } call:
                VisitRuleCall(call, custom);
                break;
            case BufferCall call when call.Arguments.Any(_activity.IsVaried):
                if (DerivativeRules.ForBufferCall(call) is not { } rule)
                {
                    if (call.Result is not null || call.Written.Count > 0)
                    {
                        Add(DiagnosticDescriptors.CallWithoutDerivative.Id, call, [call.Key]);
                    }
                }
                else if (rule.LosesDerivative)
                {
                    Add(DiagnosticDescriptors.ZeroDerivative.Id, call, [call.Key]);
                }

                foreach (int index in call.Written)
                {
                    VisitWrite(call.Arguments[index], call);
                }

                break;
        }
    }

    private void VisitRuleCall(SplitCall call, CustomDerivative custom)
    {
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            CalleeParameter parameter = call.Callee.Parameters[i];
            if (parameter.LacksAdjoint && _activity.IsVaried(call.Arguments[i]))
            {
                Add(DiagnosticDescriptors.RuleWithoutAdjoint.Id, call, [call.Callee.Name, parameter.Name, custom.RuleName, "d" + parameter.Name]);
            }
        }
    }

    // A call without a derivative may take an active value if nothing comes of it: its result isn't used differentiably, and it can't write to an active buffer.
    private bool LosesDerivative(OpaqueCall call)
    {
        Operand[] varied = [.. IrWalk.Uses(call).Where(_activity.IsVaried)];
        if (varied.Length == 0)
        {
            return false;
        }

        Variable[] results = [.. IrWalk.Definitions(call)];
        return results.Length == 0
            || results.Any(result => !result.Type.CanBeActive || result.Type is StructType || _activity.IsUseful(result))
            || (call.Effects.HasFlag(Effects.WritesOperands) && varied.Any(operand => operand.Type is BufferType { Kind: not BufferKind.ReadOnlySpan }));
    }

    private void VisitExpression(Expression value, Statement statement)
    {
        if (!value.Operands.Any(_activity.IsVaried))
        {
            return;
        }

        switch (value)
        {
            // Lowering makes an Opaque of what may take an active value (Gradient.Stop is one), and calls of the rest.
            case Unary or Binary or Convert or Intrinsic when DerivativeRules.ForExpression(value) is null:
                if (value.Type.IsFloat)
                {
                    Add(DiagnosticDescriptors.CallWithoutDerivative.Id, statement, [PrimalText.Of(value)]);
                }

                break;
            case Convert { Type: ScalarType { IsInteger: true } }:
                Add(DiagnosticDescriptors.DerivativeLostInCast.Id, statement, [AnalysisDiagnostic.Code, value.Type.CSharp]);
                break;
            case Intrinsic intrinsic when DerivativeRules.ForExpression(value) is { LosesDerivative: true }:
                Add(DiagnosticDescriptors.ZeroDerivative.Id, statement, [ShortName(intrinsic.Name)]);
                break;
        }
    }

    private void VisitWrite(Operand buffer, Statement statement)
    {
        if (buffer.Type.CanBeActive && _analysed.PointsTo.Of(buffer) is { } memory && memory.Find().IsForeign)
        {
            Add(
                DiagnosticDescriptors.StaticWrite.Id,
                statement,
                [AnalysisDiagnostic.Code, "an array, list or span that is neither a differentiable parameter's nor the method's own"]);
        }
    }

    // A method that writes an active buffer has more than its results to give.
    private void VisitResults()
    {
        Function function = _analysed.Function;
        Parameter[] active = [.. function.Parameters.Where(parameter => parameter.IsActive && parameter.Variable.Type.CanBeActive)];
        Operand[] results = [.. function.Results.Where(result => result.Type.CanBeActive)];
        bool hasOtherOutputs = active.Any(parameter => parameter.Mode == PassingMode.Out
            || _analysed.PointsTo.Of((Operand)parameter.Variable)?.Find().Writes.Count > 0);
        if (active.Length > 0 && results.Length > 0 && !hasOtherOutputs && !results.Any(_activity.IsVaried))
        {
            string names = string.Join(" or ", active.Select(parameter => $"'{parameter.Variable.Name}'"));
            _found.Add(new(DiagnosticDescriptors.ResultIndependentOfParameters.Id, -1, [function.Name, names]));
        }
    }

    // One statement of the source may have been lowered to several of the IR.
    private void Add(string id, Statement statement, EquatableArray<string> arguments)
    {
        var diagnostic = new AnalysisDiagnostic(id, statement.Site, arguments);
        if (!_found.Contains(diagnostic))
        {
            _found.Add(diagnostic);
        }
    }

    // global::System.Math.Floor as Math.Floor.
    private static string ShortName(string name)
    {
        string[] parts = name.Replace("global::", "").Split('.');
        return parts.Length < 2 ? name : parts[parts.Length - 2] + "." + parts[parts.Length - 1];
    }
}
