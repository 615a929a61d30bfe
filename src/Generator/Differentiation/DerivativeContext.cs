using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Optimization.Vectors;

namespace AutoDiff.Generator.Differentiation;

/// <summary>What the parts of a transform share, whichever its direction: the primal with its analyses, and the shadows of its buffers.</summary>
internal abstract class DerivativeContext
{
    protected DerivativeContext(AnalysedFunction analysed)
    {
        Analysed = analysed;
        Variables = new VariableFactory(analysed.Function.NextVariableId);
        Shadows = new ShadowTable(this);
    }

    public AnalysedFunction Analysed { get; }

    /// <summary>Whether the method allows sums in another order and functions that may differ in the last bit.</summary>
    public bool IsFast { get; init; }

    public Function Function => Analysed.Function;

    public ProgramTree Tree => Analysed.Tree;

    public PointsTo PointsTo => Analysed.PointsTo;

    public Activity Activity => Analysed.Activity;

    public VariableFactory Variables { get; }

    public ShadowTable Shadows { get; }

    public abstract Variable Workspace { get; }

    /// <summary>Parts of the body that became functions of their own, until the body takes them.</summary>
    public List<LocalFunction> LocalFunctions { get; } = [];

    /// <summary>Names for temporaries that turned out to be something the user has a name for.</summary>
    public Dictionary<int, string> Names { get; } = [];

    public void Name(Variable temporary, string name)
    {
        if (!Names.ContainsKey(temporary.Id))
        {
            Names[temporary.Id] = name;
        }
    }

    /// <summary>The type of a buffer's shadow.</summary>
    public abstract BufferType ShadowTypeOf(Operand buffer);

    /// <summary>Where the shadow of new memory lies.</summary>
    public abstract AllocationSite ShadowSite(AllocationSite primal, MemoryClass memory);

    /// <summary>What a buffer's shadow is, or for no buffer none.</summary>
    public Operand ShadowOf(Operand buffer) => buffer is Variable variable ? Shadows.Of(variable) : Constant.Default(ShadowTypeOf(buffer));

    /// <summary>The shadow of a copy of a buffer that has a shadow itself.</summary>
    public abstract Expression ShadowOfCopy(CopyOf copy, BufferType type, IrBuilder builder);
}
