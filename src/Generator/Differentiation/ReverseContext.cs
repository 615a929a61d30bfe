using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Optimization.OuterLoops;

namespace AutoDiff.Generator.Differentiation;

/// <summary>What the parts of one reverse transform share: also the plan of what is kept.</summary>
internal sealed class ReverseContext : DerivativeContext
{
    private readonly Dictionary<int, Definition> _synthetic = [];
    private AbsentAdjoints? _absent;

    public ReverseContext(AnalysedFunction analysed, bool isSplit, string workspace, For? fused = null)
        : base(analysed)
    {
        IsSplit = isSplit;
        FusedLoop = fused;
        FusedScope = fused is null ? null : Tree.ScopeOf(fused.Body);
        Plan = new TapePlan(Variables, workspace);
        Loops = new LoopShapes(this);
        Values = new PrimalValues(this);
    }

    /// <summary>Whether the two sweeps are two members (nothing survives between them but the tape and the callers' buffers).</summary>
    public bool IsSplit { get; }

    /// <summary>The loop whose iterations run forwards and backwards one by one, or null.</summary>
    public For? FusedLoop { get; }

    public Scope? FusedScope { get; }

    /// <summary>What exceptions ask of the fused loop if it runs several iterations side by side; null when it can't.</summary>
    public OuterLoopGuard? OuterLoop { get; set; }

    /// <summary>Whether the iterations of the fused loop can be run backwards in any order, as far as the reverse transform saw.</summary>
    public bool IsOrderFree { get; set; } = true;

    /// <summary>The conditions that say whether a cotangent is used.</summary>
    public HashSet<int> Uses { get; } = [];

    public TapePlan Plan { get; }

    public LoopShapes Loops { get; }

    public PrimalValues Values { get; }

    public override Variable Workspace => Plan.Workspace;

    /// <summary>Whether the adjoint of a tensor that comes from outside can't be absent.</summary>
    public bool MustBePresent(Variable tensor) => (_absent ??= new AbsentAdjoints(Tree, PointsTo)).AreReached(tensor);

    /// <summary>Whether the scope's variables are still there as locals when the reverse sweep comes.</summary>
    public bool IsLocal(Scope scope) => !IsSplit && (scope.LoopDepth == 0 || (scope.LoopDepth == 1 && FusedScope is not null && FusedScope.Contains(scope)));

    /// <summary>Where a variable of the primal, or one that the forward sweep computes besides, comes from.</summary>
    public Definition DefinitionOf(Variable variable) => _synthetic.TryGetValue(variable.Id, out Definition? definition) ? definition : Tree[variable];

    /// <inheritdoc cref="DefinitionOf"/>
    public bool TryGetDefinition(Variable variable, out Definition definition) =>
        _synthetic.TryGetValue(variable.Id, out definition!) || Tree.TryGet(variable.Id, out definition);

    /// <summary>Says where the forward sweep computes a variable besides those of the primal: at a statement of the scope.</summary>
    public void AddDefinition(Variable variable, Scope scope, Statement statement, int position)
    {
        if (!_synthetic.ContainsKey(variable.Id))
        {
            _synthetic[variable.Id] = new Definition(variable, DefinitionKind.Call, scope, statement, position);
        }
    }

    /// <summary>Adjoints are added to.</summary>
    public override BufferType ShadowTypeOf(Operand buffer) => ((BufferType)buffer.Type).Writable;

    /// <summary>Nobody but the generated member sees the adjoints of new memory, unless it is stored in an argument: then they are in the argument's adjoint.</summary>
    public override AllocationSite ShadowSite(AllocationSite primal, MemoryClass memory) => memory.IsStored ? primal : AllocationSite.Workspace;

    /// <summary>Adjoints start at zero; only references to rows are those of the original.</summary>
    public override Expression ShadowOfCopy(CopyOf copy, BufferType type, IrBuilder builder) => type.Element is BufferType
        ? new CopyOf(ShadowOf(copy.Buffer), type, copy.Site)
        : new Allocate(type, type.IsTensor ? [copy.Buffer] : ShadowCode.Lengths(copy.Buffer, builder), copy.Site);
}
