using AutoDiff.Generator.Differentiation;
using AutoDiff.Generator.Emit.Members;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Optimization;

namespace AutoDiff.Generator.Analysis;

/// <summary>A function in simplified SSA form with its analyses.</summary>
internal sealed class AnalysedFunction
{
    private readonly Dictionary<object, string?> _descriptions = new(ReferenceComparer.Instance);

    private Function? _unfused;
    private AnalysedFunction? _unfusedAnalysed;

    private AnalysedFunction(Function function)
    {
        Function = function;
        Tree = new ProgramTree(function);
        PointsTo = new PointsTo(function, Tree);
        Activity = new Activity(function, Tree, PointsTo);
    }

    public Function Function { get; }

    /// <summary>The same without fused operations, which have no forward derivative.</summary>
    public AnalysedFunction Unfused => _unfused is null ? this : _unfusedAnalysed ??= Analyse(_unfused);

    public ProgramTree Tree { get; }

    public PointsTo PointsTo { get; }

    public Activity Activity { get; }

    /// <summary>A statement as text for comments, or null for a step of a larger one: the same for all members.</summary>
    public string? Describe(Statement statement)
    {
        if (!_descriptions.TryGetValue(statement, out string? text))
        {
            _descriptions[statement] = text = PrimalText.Describe(statement, Tree);
        }

        return text;
    }

    /// <summary>Takes a function in the mutable form that lowering gives.</summary>
    public static AnalysedFunction Run(Function lowered)
    {
        Function simplified = CommonSubexpressions.Run(InductionVariables.Run(CountedLoops.Run(Simplification.Run(SsaConstruction.Run(lowered)))));
        Function fused = ElementwiseFusion.Run(simplified);
        AnalysedFunction result = Analyse(fused);
        result._unfused = ReferenceEquals(fused, simplified) ? null : simplified;
        return result;
    }

    private static AnalysedFunction Analyse(Function function)
    {
        var analysed = new AnalysedFunction(function);
        Function resolved = Constants.Resolve(analysed);
        if (!ReferenceEquals(resolved, function))
        {
            function = Simplification.Run(resolved);
            analysed = new AnalysedFunction(function);
        }

        Function folded = ActiveHeaders.Fold(analysed);
        return ReferenceEquals(folded, function) ? analysed : new AnalysedFunction(Simplification.Run(folded));
    }
}

/// <summary>A marked method's function and its lifted local functions, analysed once for the diagnostics and for all members.</summary>
internal sealed record AnalysedMethod(MethodModel Model, AnalysedFunction Function, IReadOnlyList<AnalysedFunction> LocalFunctions, IReadOnlyList<AnalysedCallee> TangentCallees)
{
    /// <summary>The Jacobian that is asked for, or null.</summary>
    public JacobianShape? Jacobian { get; init; }

    public static AnalysedMethod Run(MethodModel model) => new(
        model,
        AnalysedFunction.Run(model.Function),
        model.LocalFunctions.Select(AnalysedFunction.Run).ToList(),
        model.TangentCallees.Select(AnalysedCallee.Run).ToList());
}

/// <summary>A callee of the method's forward mode.</summary>
internal sealed record AnalysedCallee(MethodHeader Header, IReadOnlyList<AnalysedFunction> Functions)
{
    public static AnalysedCallee Run(TangentCallee callee) => new(callee.Header, new[] { callee.Function }.Concat(callee.LocalFunctions).Select(AnalysedFunction.Run).ToList());
}
