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
internal sealed class MethodCompiler
{
    private readonly MethodModel _model;
    private readonly List<AnalysisDiagnostic> _diagnostics = [];
    private AnalysedMethod? _analysed;
    private MethodMembers? _members;
    private string? _source;

    private MethodCompiler(MethodModel model)
    {
        _model = model;
    }

    /// <summary>The generated source, or null when there is an error among the diagnostics.</summary>
    public static (string? Source, IReadOnlyList<AnalysisDiagnostic> Diagnostics) Compile(MethodModel model) => CompileAll([model])[0];

    /// <summary>
    /// The same for several methods, stage by stage: the machine code of a stage stays in the processor's cache from one method to the next, that of all stages together doesn't fit.
    /// </summary>
    public static (string? Source, IReadOnlyList<AnalysisDiagnostic> Diagnostics)[] CompileAll(IReadOnlyList<MethodModel> models)
    {
        MethodCompiler[] methods = [.. models.Select(static model => new MethodCompiler(model))];
        foreach (MethodCompiler method in methods)
        {
            method.Analyse();
        }

        foreach (MethodCompiler method in methods)
        {
            method.Build();
        }

        foreach (MethodCompiler method in methods)
        {
            method.Print();
        }

        return [.. methods.Select(static method => (method._source, (IReadOnlyList<AnalysisDiagnostic>)method._diagnostics))];
    }

    /// <summary>The diagnostics alone: the members are built, which may find that something has no derivative, and not printed.</summary>
    public static IReadOnlyList<AnalysisDiagnostic> Check(MethodModel model)
    {
        var method = new MethodCompiler(model);
        method.Analyse();
        method.Build();
        return method._diagnostics;
    }

    /// <summary>The diagnostics with another last stage.</summary>
    internal static IReadOnlyList<AnalysisDiagnostic> Check(MethodModel model, Action<AnalysedMethod> last)
    {
        var method = new MethodCompiler(model);
        method.Analyse();
        method.Guard(() => last(method._analysed!));
        return method._diagnostics;
    }

    private void Analyse() => Guard(() =>
    {
        AnalysedMethod analysed = AnalysedMethod.Run(_model);
        foreach (AnalysedFunction function in analysed.LocalFunctions)
        {
            // Whether a local function's own results vary says nothing about the method.
            _diagnostics.AddRange(ActivityDiagnostics.Find(function)
                .Where(diagnostic => diagnostic.Id != DiagnosticDescriptors.ResultIndependentOfParameters.Id));
        }

        _diagnostics.AddRange(ActivityDiagnostics.Find(analysed.Function));
        if (_model.Jacobian)
        {
            (JacobianShape? shape, string reason, string wayOut) = JacobianShape.Of(analysed.Function);
            if (shape is null)
            {
                _diagnostics.Add(new(DiagnosticDescriptors.NoJacobian.Id, -1, [_model.Function.Name, reason, wayOut]));
            }

            analysed = analysed with { Jacobian = shape };
        }

        _analysed = _diagnostics.Any(diagnostic => diagnostic.IsError) ? null : analysed;
    });

    private void Build()
    {
        if (_analysed is { } analysed)
        {
            Guard(() => _members = MemberEmitter.Build(analysed));
        }
    }

    private void Print()
    {
        if (_members is { } members)
        {
            Guard(() => _source = MemberEmitter.Print(members));
        }
    }

    private void Guard(Action stage)
    {
        try
        {
            stage();
        }
        catch (UnsupportedDerivativeException exception)
        {
            string code = exception.Site < 0 ? _model.Function.Name : AnalysisDiagnostic.Code;
            _diagnostics.Add(new(DiagnosticDescriptors.DerivativeNotFound.Id, exception.Site, [code, exception.Message.TrimEnd('.')]));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _diagnostics.Add(InternalErrors.Find(exception, _model.Function.Name));
        }
    }
}
