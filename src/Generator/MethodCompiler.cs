using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Differentiation;
using AutoDiff.Generator.Emit.Members;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator;

/// <summary>All stages after lowering: from a method's model to its generated source, or to the reasons why there is none.</summary>
internal static class MethodCompiler
{
    private static readonly HashSet<string> s_warnings = new(StringComparer.Ordinal)
    {
        ActivityDiagnostics.DerivativeLostInCast, ActivityDiagnostics.ZeroDerivative, ActivityDiagnostics.ResultIndependentOfParameters,
    };

    /// <summary>The generated source, or null when there is an error among the diagnostics.</summary>
    public static (string? Source, IReadOnlyList<AnalysisDiagnostic> Diagnostics) Compile(MethodModel model)
    {
        var diagnostics = new List<AnalysisDiagnostic>();
        foreach (Function function in new[] { model.Function }.Concat(model.LocalFunctions))
        {
            diagnostics.AddRange(ActivityDiagnostics.Find(AnalysedFunction.Run(function)));
        }

        if (diagnostics.Any(d => !s_warnings.Contains(d.Id)))
        {
            return (null, diagnostics);
        }

        try
        {
            return (MemberEmitter.Emit(model), diagnostics);
        }
        catch (UnsupportedDerivativeException exception)
        {
            diagnostics.Add(new AnalysisDiagnostic(ActivityDiagnostics.UnsupportedSyntax, exception.Site, [$"'{model.Function.Name}'", exception.Message.TrimEnd('.')]));
            return (null, diagnostics);
        }
    }
}
