using AutoDiff.Generator.Differentiation;
using AutoDiff.Generator.Differentiation.Rules;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Analysis;

/// <summary>A diagnostic that only the analyses can find, at a numbered place of the source (-1: the method).</summary>
internal sealed record AnalysisDiagnostic(string Id, int Site, EquatableArray<string> Arguments);

/// <summary>What activity shows: active values that reach something without a derivative, and derivatives that are zero everywhere.</summary>
internal static class ActivityDiagnostics
{
    public const string CallWithoutDerivative = "GRAD0101";
    public const string UnsupportedSyntax = "GRAD0119";
    public const string DerivativeLostInCast = "GRAD0201";
    public const string ZeroDerivative = "GRAD0202";
    public const string ResultIndependentOfParameters = "GRAD0203";

    public static IEnumerable<AnalysisDiagnostic> Find(AnalysedFunction analysed)
    {
        Activity activity = analysed.Activity;
        foreach ((Statement statement, _, _) in analysed.Tree.All())
        {
            switch (statement)
            {
                case OpaqueCall { DiagnosticIfActive: { } id } call when IrWalk.Uses(call).Any(activity.IsVaried):
                    yield return new AnalysisDiagnostic(id, call.Site, call.DiagnosticArguments);
                    break;
                case BufferCall call when DerivativeRules.ForBufferCall(call) is null && call.Arguments.Any(activity.IsVaried)
                    && (call.Result is not null || call.Written.Count > 0):
                    yield return new AnalysisDiagnostic(CallWithoutDerivative, call.Site, [call.Key]);
                    break;
                case BufferCall call when DerivativeRules.ForBufferCall(call) is { LosesDerivative: true } && call.Arguments.Any(activity.IsVaried):
                    yield return new AnalysisDiagnostic(ZeroDerivative, call.Site, [call.Key]);
                    break;
                case Assign assign when Inspect(assign, analysed) is { } found:
                    yield return found;
                    break;
            }
        }

        bool hasActiveParameter = analysed.Function.Parameters.Any(p => p.IsActive && p.Variable.Type.CanBeActive);
        bool hasFloatResult = analysed.Function.Results.Any(r => r.Type.CanBeActive);
        if (hasActiveParameter && hasFloatResult && !analysed.Function.Results.Any(activity.IsVaried)
            && !analysed.Function.Parameters.Any(p => p.IsActive && analysed.PointsTo.Of((Operand)p.Variable) is { Writes.Count: > 0 } && activity.IsVaried(p.Variable)))
        {
            string parameters = string.Join(" or ", analysed.Function.Parameters.Where(p => p.IsActive && p.Variable.Type.CanBeActive).Select(p => $"'{p.Variable.Name}'"));
            yield return new AnalysisDiagnostic(ResultIndependentOfParameters, -1, [analysed.Function.Name, parameters]);
        }
    }

    private static AnalysisDiagnostic? Inspect(Assign assign, AnalysedFunction analysed)
    {
        Expression value = assign.Value;
        if (!value.Operands.Any(analysed.Activity.IsVaried))
        {
            return null;
        }

        switch (value)
        {
            case Opaque opaque when opaque.Type.CanBeActive:
                return new AnalysisDiagnostic(UnsupportedSyntax, assign.Site, [$"'{PrimalText.Of(opaque)}'", "Cut its operands with Gradient.Stop"]);
            case Unary or Binary or Convert or Intrinsic when value.Type.IsFloat && DerivativeRules.ForExpression(value) is null:
                return new AnalysisDiagnostic(CallWithoutDerivative, assign.Site, [PrimalText.Of(value)]);
            case Convert { Type: ScalarType { IsInteger: true } } convert:
                return new AnalysisDiagnostic(DerivativeLostInCast, assign.Site, [PrimalText.Of(new Copy(convert.Operand)), convert.Type.CSharp]);
            case Intrinsic intrinsic when DerivativeRules.ForExpression(value) is { LosesDerivative: true }:
                return new AnalysisDiagnostic(ZeroDerivative, assign.Site, [PrimalText.Of(intrinsic)]);
            default:
                return null;
        }
    }
}
