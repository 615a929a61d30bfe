using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation;

/// <summary>What the parts of one forward transform share: the shadow of a buffer holds the tangents of its elements, all the time.</summary>
internal sealed class ForwardContext : DerivativeContext
{
    private readonly HashSet<MemoryClass> _readOnly = [];

    /// <param name="analysed">The primal.</param>
    /// <param name="isLifted">Whether the member is one that only generated code calls: its tangents have the types of what they belong to.</param>
    /// <param name="workspace">The name of the workspace.</param>
    public ForwardContext(AnalysedFunction analysed, bool isLifted, string workspace)
        : base(analysed)
    {
        Workspace = Variables.New(workspace, new OpaqueType("global::AutoDiff.Workspace"));
        Vanishing = new VanishingTangents(analysed);
        if (!isLifted)
        {
            FindReadOnly();
        }
    }

    public override Variable Workspace { get; }

    public VanishingTangents Vanishing { get; }

    /// <summary>As the buffer's own; but where F writes nothing, tangents in spans are read only.</summary>
    public override BufferType ShadowTypeOf(Operand buffer)
    {
        var type = (BufferType)buffer.Type;
        return type.Kind == BufferKind.Span && PointsTo.Of(buffer) is { } memory && _readOnly.Contains(memory)
            ? type with { Kind = BufferKind.ReadOnlySpan }
            : type;
    }

    public override AllocationSite ShadowSite(AllocationSite primal, MemoryClass memory) => primal;

    public override Expression ShadowOfCopy(CopyOf copy, BufferType type, IrBuilder builder) => copy with { Buffer = ShadowOf(copy.Buffer), Type = type };

    private void FindReadOnly()
    {
        foreach (Parameter parameter in Function.Parameters)
        {
            if (parameter is { IsActive: true, Variable.Type: BufferType { IsSpan: true } } && PointsTo.Of(parameter.Variable) is { Writes.Count: 0, Escapes: false } memory)
            {
                _readOnly.Add(memory);
            }
        }
    }
}
