using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Differentiation.Rules;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Diagnostics;

/// <summary>What can't be differentiated, or loses a derivative, because an active value reaches it. Lowering alone can't tell: it knows types only.</summary>
internal sealed class ActivityFindings
{
    private readonly Function _function;
    private readonly ProgramTree _tree;
    private readonly PointsTo _pointsTo;
    private readonly Activity _activity;
    private readonly List<Finding> _found;

    private ActivityFindings(AnalysedFunction function, List<Finding> found)
    {
        _function = function.Function;
        _tree = function.Tree;
        _pointsTo = function.PointsTo;
        _activity = function.Activity;
        _found = found;
    }

    /// <summary>What there is to report about a method.</summary>
    public static EquatableArray<Finding> Of(MethodModel model)
    {
        var found = new List<Finding>();
        foreach (Function local in model.LocalFunctions)
        {
            new ActivityFindings(AnalysedFunction.Run(local), found).VisitStatements();
        }

        var findings = new ActivityFindings(AnalysedFunction.Run(model.Function), found);
        findings.VisitStatements();
        if (found.Count == 0)
        {
            findings.VisitResults();
        }

        return found.ToEquatableArray();
    }

    private void VisitStatements()
    {
        foreach ((Statement statement, _, _) in _tree.All())
        {
            Visit(statement);
        }
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
            case BufferCall call when call.Arguments.Any(_activity.IsVaried):
                foreach (int index in call.Written)
                {
                    VisitWrite(call.Arguments[index], call);
                }

                break;
        }
    }

    // A call without a derivative may take an active value if nothing comes of it: its result is not used differentiably, and it can't write to an active buffer.
    private bool LosesDerivative(OpaqueCall call)
    {
        Operand[] varied = [.. IrWalk.Uses(call).Where(_activity.IsVaried)];
        if (varied.Length == 0)
        {
            return false;
        }

        Variable[] results = [.. IrWalk.Definitions(call)];
        return results.Length == 0
            || results.Any(result => !result.Type.CanBeActive || _activity.IsUseful(result))
            || (call.Effects.HasFlag(Effects.WritesOperands) && varied.Any(operand => operand.Type is BufferType { Kind: not BufferKind.ReadOnlySpan }));
    }

    private void VisitExpression(Expression expression, Statement statement)
    {
        if (expression is not (Ir.Convert or Intrinsic)
            || DerivativeRules.ForExpression(expression) is not { LosesDerivative: true } rule
            || !expression.Operands.Where((_, i) => i >= rule.Contributions.Length || rule.Contributions[i] is null).Any(_activity.IsVaried))
        {
            return;
        }

        if (expression is Intrinsic intrinsic)
        {
            Add(DiagnosticDescriptors.ZeroDerivative.Id, statement, [ShortName(intrinsic.Name)]);
        }
        else
        {
            Add(DiagnosticDescriptors.DerivativeLostInCast.Id, statement, [Finding.Code, expression.Type.CSharp]);
        }
    }

    private void VisitWrite(Operand buffer, Statement statement)
    {
        if (buffer.Type.CanBeActive && _pointsTo.Of(buffer) is { } memory && memory.Find().IsForeign)
        {
            Add(DiagnosticDescriptors.StaticWrite.Id, statement, [Finding.Code, "memory that is neither a parameter's nor the method's own"]);
        }
    }

    // A method that writes an active buffer has more than its results to give.
    private void VisitResults()
    {
        Operand[] results = [.. _function.Results.Where(result => result.Type.CanBeActive)];
        bool hasOtherOutputs = _function.Parameters.Any(parameter => parameter.IsActive
            && (parameter.Mode is PassingMode.Ref or PassingMode.Out || _pointsTo.Of((Operand)parameter.Variable)?.Find().Writes.Count > 0));
        if (results.Length > 0 && !hasOtherOutputs && !results.Any(_activity.IsVaried))
        {
            string active = string.Join(", ", _function.Parameters.Where(parameter => parameter.IsActive).Select(parameter => $"'{parameter.Variable.Name}'"));
            _found.Add(new Finding(DiagnosticDescriptors.ResultIndependentOfParameters.Id, -1, [_function.Name, active]));
        }
    }

    // One statement of the source may have been lowered to several of the IR.
    private void Add(string id, Statement statement, EquatableArray<string> arguments)
    {
        var finding = new Finding(id, statement.Site, arguments);
        if (!_found.Contains(finding))
        {
            _found.Add(finding);
        }
    }

    // global::System.Math.Floor as Math.Floor.
    private static string ShortName(string name)
    {
        string[] parts = name.Replace("global::", "").Split('.');
        return parts.Length < 2 ? name : parts[parts.Length - 2] + "." + parts[parts.Length - 1];
    }
}
