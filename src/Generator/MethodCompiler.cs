using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Differentiation;
using AutoDiff.Generator.Emit.Members;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator;

/// <summary>
/// All stages after lowering: from a method's model to its generated source, or to the reasons why there is none. The generator takes the source,
/// the analyzer the diagnostics, so that the two never disagree.
/// </summary>
internal static class MethodCompiler
{
    /// <summary>The generated source, or null when there is an error among the diagnostics.</summary>
    public static (string? Source, IReadOnlyList<AnalysisDiagnostic> Diagnostics) Compile(MethodModel model) => Compile(model, MemberEmitter.Emit);

    /// <summary>The diagnostics alone: the members are built, which may find that something has no derivative, and not printed.</summary>
    public static IReadOnlyList<AnalysisDiagnostic> Check(MethodModel model) => Compile(model, MemberEmitter.Build).Diagnostics;

    /// <summary>The same with another last stage.</summary>
    internal static (string? Source, IReadOnlyList<AnalysisDiagnostic> Diagnostics) Compile(MethodModel model, Func<AnalysedMethod, string> emit)
    {
        var diagnostics = new List<AnalysisDiagnostic>();
        try
        {
            AnalysedMethod analysed = AnalysedMethod.Run(model);
            foreach (AnalysedFunction function in analysed.LocalFunctions)
            {
                // Whether a local function's own results vary says nothing about the method.
                diagnostics.AddRange(ActivityDiagnostics.Find(function)
                    .Where(diagnostic => diagnostic.Id != DiagnosticDescriptors.ResultIndependentOfParameters.Id));
            }

            diagnostics.AddRange(ActivityDiagnostics.Find(analysed.Function));
            if (model.Jacobian)
            {
                (JacobianShape? shape, string reason, string wayOut) = JacobianShape.Of(analysed.Function);
                if (shape is null)
                {
                    diagnostics.Add(new(DiagnosticDescriptors.NoJacobian.Id, -1, [model.Function.Name, reason, wayOut]));
                }

                analysed = analysed with { Jacobian = shape };
            }

            return (diagnostics.Any(diagnostic => diagnostic.IsError) ? null : emit(analysed), diagnostics);
        }
        catch (UnsupportedDerivativeException exception)
        {
            string code = exception.Site < 0 ? model.Function.Name : AnalysisDiagnostic.Code;
            diagnostics.Add(new(DiagnosticDescriptors.DerivativeNotFound.Id, exception.Site, [code, exception.Message.TrimEnd('.')]));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            diagnostics.Add(InternalErrors.Find(exception, model.Function.Name));
        }

        return (null, diagnostics);
    }
}
