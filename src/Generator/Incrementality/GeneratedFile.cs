using System.Runtime.CompilerServices;
using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Incrementality;

/// <summary>What is generated for a method or a type.</summary>
/// <param name="HintName">The file's name.</param>
/// <param name="Source">Its text, or null when there is an error.</param>
internal sealed record GeneratedFile(string HintName, string? Source)
{
    private static readonly ConditionalWeakTable<MethodModel, GeneratedFile> _files = new();

    /// <summary>The files of the members that it calls.</summary>
    public EquatableArray<string> SplitCallees { get; init; }

    /// <summary>What was found out on the way.</summary>
    public EquatableArray<AnalysisDiagnostic> Diagnostics { get; init; }

    /// <summary>What is generated for a method, made once for each model.</summary>
    public static GeneratedFile Of(MethodModel model) => _files.GetValue(model, Make);

    /// <summary>Makes the files of several methods together, which takes less time than one after the other.</summary>
    public static void Make(IReadOnlyList<MethodModel> models)
    {
        MethodModel[] missing = [.. models.Where(static model => !_files.TryGetValue(model, out _))];
        var compiled = MethodCompiler.CompileAll([.. missing.Where(static model => model.Failure is null)]);
        int next = 0;
        foreach (MethodModel model in missing)
        {
            GeneratedFile file = Of(model, model.Failure is null ? compiled[next++] : (null, []));
            _files.GetValue(model, _ => file);
        }
    }

    private static GeneratedFile Make(MethodModel model) => Of(model, model.Failure is null ? MethodCompiler.Compile(model) : (null, []));

    private static GeneratedFile Of(MethodModel model, (string? Source, IReadOnlyList<AnalysisDiagnostic> Diagnostics) compiled)
    {
        // The analyzer should meet the same exception and report it; what it doesn't meet is an error in what is generated.
        string? failure = model.Failure ?? compiled.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Id == DiagnosticDescriptors.InternalError.Id)?.Arguments[1];
        return new(model.Header.HintName, failure is null ? compiled.Source : InternalErrors.Source(model.Header.Name, failure))
        {
            SplitCallees = model.SplitCallees,
            Diagnostics = compiled.Diagnostics.ToEquatableArray(),
        };
    }
}
