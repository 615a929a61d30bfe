using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation;

/// <summary>
/// The adjoint memory beside primal memory: each buffer variable of an active memory class has a shadow variable that is assigned wherever it is (W. S. Moses and V. Churavy,
/// "Instead of rewriting foreign code for machine learning, automatically synthesize fast gradients", 2020). Spans that must be found again in the reverse sweep also have an owner: the
/// array that they lie in, or null.
/// </summary>
internal sealed class ShadowTable(DerivativeContext context)
{
    private readonly Dictionary<int, Variable> _shadows = [];
    private readonly Dictionary<int, Variable> _owners = [];
    private readonly HashSet<int> _given = [];
    private readonly HashSet<MemoryClass> _owned = [];

    public bool Has(Operand buffer) => context.Activity.HasShadow(buffer);

    public Variable Of(Variable buffer)
    {
        if (!_shadows.TryGetValue(buffer.Id, out Variable? shadow))
        {
            _shadows[buffer.Id] = shadow = context.Variables.New("d" + buffer.Name, context.ShadowTypeOf(buffer));
        }

        return shadow;
    }

    /// <summary>Declares that a parameter's shadow is a parameter of the generated member.</summary>
    public void Give(Variable parameter, Variable shadow)
    {
        _shadows[parameter.Id] = shadow;
        _given.Add(parameter.Id);
    }

    public bool IsGiven(Variable buffer) => _given.Contains(buffer.Id);

    public void KeepOwners(Variable buffer) => _owned.Add(context.PointsTo.Of(buffer));

    public bool HasOwner(Variable buffer) => buffer.Type is BufferType { IsSpan: true } && _owned.Contains(context.PointsTo.Of(buffer));

    /// <summary>The variable that holds the array which a span (or its shadow) lies in.</summary>
    public Variable OwnerOf(Variable span)
    {
        if (!_owners.TryGetValue(span.Id, out Variable? owner))
        {
            // Spans of a class whose memory is a parameter alone have no owner, but the variable keeps the code uniform; dead code removes it.
            var type = new OpaqueType(((BufferType)span.Type).Element.CSharp + "[]?");
            _owners[span.Id] = owner = context.Variables.New(span.Name + "Owner", type);
        }

        return owner;
    }

    /// <summary>The parameters' spans among which a span without owner lies.</summary>
    public IReadOnlyList<Operand> Roots(Residual residual, IrBuilder builder, bool isSplit)
    {
        var roots = new List<Operand>();
        BufferKind kind = residual.IsShadow ? BufferKind.Span : ((BufferType)residual.Variable.Type).Kind;
        foreach (Variable parameter in context.PointsTo.Of(residual.Variable).Parameters)
        {
            var type = (BufferType)parameter.Type;
            if ((!type.IsSpan && type.Kind != BufferKind.Ref) || (type.Kind == BufferKind.Ref && isSplit && !residual.IsShadow))
            {
                continue;
            }

            // A writable span can't lie in a read-only one.
            if (kind == BufferKind.Span && type.Kind == BufferKind.ReadOnlySpan && !residual.IsShadow)
            {
                continue;
            }

            Variable root = residual.IsShadow ? Of(parameter) : parameter;
            roots.Add(type.Kind == BufferKind.Ref
                ? builder.Let(new View(root, null, null, new BufferType(kind, type.Element)))
                : root);
        }

        if (roots.Count > 8)
        {
            throw new UnsupportedDerivativeException("A span that changes in a loop may lie in at most eight parameters.");
        }

        return roots;
    }
}
