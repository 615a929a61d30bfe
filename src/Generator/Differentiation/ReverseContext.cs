using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation;

/// <summary>What the parts of one reverse transform share: also the plan of what is kept.</summary>
internal sealed class ReverseContext : DerivativeContext
{
    public ReverseContext(AnalysedFunction analysed, bool isSplit)
        : base(analysed)
    {
        IsSplit = isSplit;
        Plan = new TapePlan(Variables);
        Loops = new LoopShapes(this);
        Values = new PrimalValues(this);
    }

    /// <summary>Whether the two sweeps are two members (nothing survives between them but the tape and the callers' buffers).</summary>
    public bool IsSplit { get; }

    public TapePlan Plan { get; }

    public LoopShapes Loops { get; }

    public PrimalValues Values { get; }

    public override Variable Workspace => Plan.Workspace;

    /// <summary>Whether the scope's variables are still there as locals when the reverse sweep comes.</summary>
    public bool IsLocal(Scope scope) => !IsSplit && scope.LoopDepth == 0;

    /// <summary>Adjoints are added to.</summary>
    public override BufferType ShadowTypeOf(Operand buffer) => ((BufferType)buffer.Type).Writable;

    /// <summary>Nobody but the generated member sees the adjoints of new memory.</summary>
    public override AllocationSite ShadowSite(AllocationSite primal) => AllocationSite.Workspace;

    /// <summary>Adjoints start at zero; only references to rows are those of the original.</summary>
    public override Expression ShadowOfCopy(CopyOf copy, BufferType type, IrBuilder builder) => type.Element is BufferType
        ? new CopyOf(ShadowOf(copy.Buffer), type)
        : new Allocate(type, type.IsTensor ? [copy.Buffer] : ShadowCode.Lengths(copy.Buffer, builder));
}
