using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Differentiation.Rules;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation;

/// <summary>
/// Why an adjoint may be zero although the variable has one: nothing used the variable. Multiplying such a zero by a derivative that is infinite or NaN would give NaN where
/// the truth is zero, so the driver guards it.
/// </summary>
internal enum Vanishing
{
    /// <summary>It comes of the one output that is asked for.</summary>
    Never,

    /// <summary>The caller's cotangent may be zero. What can be infinite or NaN at finite arguments is guarded.</summary>
    AsGiven,

    /// <summary>On the path taken nothing may have used it. All that isn't linear is guarded.</summary>
    ByPath,
}

/// <summary>The adjoint of a variable so far, and whether it may be a zero that says "not used".</summary>
internal sealed record Adjoint(Operand Value, Vanishing Vanishing)
{
    public static Vanishing Either(Adjoint? a, Adjoint? b) => a is null || b is null ? Vanishing.ByPath : a.Vanishing > b.Vanishing ? a.Vanishing : b.Vanishing;

    /// <summary>Whether the rule's contributions need to be kept from a zero.</summary>
    public bool NeedsGuard(ScalarRule rule) => !rule.IsLinear && (Vanishing == Vanishing.ByPath || (Vanishing == Vanishing.AsGiven && rule.IsSingular));
}

/// <summary>
/// The adjoints known at a point of the reverse sweep, for one region of it. Absent means zero: nothing is materialised for it. A branch reads through to the frame
/// outside and keeps what it changes to itself, to be merged; a loop turns each outside variable that it touches into a value carried round it.
/// </summary>
internal sealed class AdjointFrame
{
    private readonly AdjointFrame? _parent;
    private readonly Scope? _loop;
    private readonly ReverseContext _context;
    private readonly Dictionary<int, Adjoint?> _values = [];
    private readonly List<Accumulator> _accumulators = [];
    private readonly List<Variable> _touched = [];

    public AdjointFrame(ReverseContext context, AdjointFrame? parent = null, Scope? loop = null) =>
        (_context, _parent, _loop) = (context, parent, loop);

    /// <summary>The outside variables that this loop contributes to, each with the variable that carries its adjoint.</summary>
    public IReadOnlyList<Accumulator> Accumulators => _accumulators;

    /// <summary>The variables whose adjoint this frame has set, in order.</summary>
    public IReadOnlyList<Variable> Touched => _touched;

    public Adjoint? Get(Variable variable)
    {
        if (_values.TryGetValue(variable.Id, out Adjoint? value))
        {
            return value;
        }

        if (_parent is null)
        {
            return null;
        }

        if (_loop is null)
        {
            return _parent.Get(variable);
        }

        if (_loop.Contains(_context.Tree[variable].Scope))
        {
            return null;
        }

        Adjoint? outside = _parent.Get(variable);
        Variable parameter = _context.Variables.New("d" + variable.Name, variable.Type);
        _accumulators.Add(new Accumulator(variable, parameter, outside));
        var carried = new Adjoint(parameter, outside?.Vanishing ?? Vanishing.ByPath);
        _values[variable.Id] = carried;
        return carried;
    }

    public bool Overrides(Variable variable, out Adjoint? value) => _values.TryGetValue(variable.Id, out value);

    public void Set(Variable variable, Adjoint? value)
    {
        _values[variable.Id] = value;
        if (!_touched.Contains(variable))
        {
            _touched.Add(variable);
        }
    }

    /// <summary>Adds a contribution, given in the target's type. Contributions to what isn't active are dropped.</summary>
    public void Add(IrBuilder builder, Operand target, Operand contribution, Vanishing vanishing)
    {
        if (target is not Variable variable || !_context.Activity.IsActive(variable) || contribution is Constant { IsZero: true })
        {
            return;
        }

        Adjoint? old = Get(variable);
        Set(variable, old is null
            ? new Adjoint(contribution, vanishing)
            : new Adjoint(Named(builder.Add(old.Value, contribution), variable, builder), old.Vanishing < vanishing ? old.Vanishing : vanishing));
    }

    /// <summary>The final adjoint of a variable whose definition the reverse sweep has reached (null: zero).</summary>
    public Adjoint? Take(Variable variable)
    {
        Adjoint? value = Get(variable);
        _values[variable.Id] = null;
        _touched.Remove(variable);
        return value;
    }

    // A sum gets the adjoint's name, so that it reads dx = dx + ...
    private static Operand Named(Operand sum, Variable variable, IrBuilder builder) =>
        variable.IsTemporary ? sum : builder.NameLast(sum, "d" + variable.Name);
}

/// <summary>An outside variable whose adjoint a loop carries.</summary>
internal sealed record Accumulator(Variable Variable, Variable Parameter, Adjoint? Initial);
