using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Differentiation;
using AutoDiff.Generator.Emit;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator;

/// <summary>
/// All that follows from a method's model, in pure data: the source of its derivatives, and what there is to report. The generator takes the one, the
/// analyzer the other, so that the two never disagree.
/// </summary>
/// <param name="Source">The generated file, or null when one of the findings is an error.</param>
/// <param name="Findings">Errors and warnings.</param>
internal sealed record Derivation(string? Source, EquatableArray<Finding> Findings)
{
    public static Derivation Of(MethodModel model) => Of(model, MemberEmitter.Emit);

    /// <summary>The same with another emitter in place of the compiler's.</summary>
    internal static Derivation Of(MethodModel model, Func<MethodModel, string?> emit)
    {
        EquatableArray<Finding> findings = [];
        try
        {
            findings = ActivityFindings.Of(model);
            return new(findings.Any(finding => finding.IsError) ? null : emit(model), findings);
        }
        catch (UnsupportedDerivativeException exception)
        {
            string code = exception.Site < 0 ? model.Function.Name : Finding.Code;
            string[] arguments = [code, exception.Message.TrimEnd('.')];
            return new(null, findings.Add(new Finding(DiagnosticDescriptors.DerivativeNotFound.Id, exception.Site, arguments.ToEquatableArray())));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new(null, findings.Add(InternalErrors.Find(exception, model.Function.Name)));
        }
    }
}
