using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation;

/// <summary>What the parts of one reverse transform share: the primal, its analyses, and the plan of what is kept.</summary>
internal sealed class ReverseContext
{
    public ReverseContext(AnalysedFunction analysed, bool isSplit)
    {
        Analysed = analysed;
        IsSplit = isSplit;
        Variables = new VariableFactory(analysed.Function.NextVariableId);
        Plan = new TapePlan(Variables);
        Shadows = new ShadowTable(this);
        Loops = new LoopShapes(this);
        Values = new PrimalValues(this);
    }

    public AnalysedFunction Analysed { get; }

    public Function Function => Analysed.Function;

    public ProgramTree Tree => Analysed.Tree;

    public PointsTo PointsTo => Analysed.PointsTo;

    public Activity Activity => Analysed.Activity;

    /// <summary>Whether the two sweeps are two members (nothing survives between them but the tape and the callers' buffers).</summary>
    public bool IsSplit { get; }

    public VariableFactory Variables { get; }

    public TapePlan Plan { get; }

    public ShadowTable Shadows { get; }

    public LoopShapes Loops { get; }

    public PrimalValues Values { get; }

    /// <summary>Names for temporaries that turned out to be something the user has a name for.</summary>
    public Dictionary<int, string> Names { get; } = [];

    public void Name(Variable temporary, string name)
    {
        if (!Names.ContainsKey(temporary.Id))
        {
            Names[temporary.Id] = name;
        }
    }

    /// <summary>Whether the scope's variables are still there as locals when the reverse sweep comes.</summary>
    public bool IsLocal(Scope scope) => !IsSplit && scope.LoopDepth == 0;
}
