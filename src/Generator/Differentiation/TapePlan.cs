using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation;

/// <summary>A value that the forward sweep keeps for the reverse sweep.</summary>
/// <param name="Variable">The primal variable.</param>
/// <param name="IsShadow">Whether it is the variable's shadow that is kept (a reference to adjoint memory).</param>
internal sealed record Residual(Variable Variable, bool IsShadow)
{
    /// <summary>Whether the tape holds the memory of what it keeps.</summary>
    public bool IsHeld => Variable.Type is BufferType { IsTensor: true } && !IsShadow;
}

/// <summary>A residual of a counted loop: one slot for each iteration, in the span <see cref="Tape"/>, which the reverse sweep knows as <see cref="Restored"/>.</summary>
internal sealed record Region(Residual Residual, Variable Tape, Variable Restored, Scope Scope);

/// <summary>
/// What the forward sweep keeps and where. A scope that isn't in a loop keeps nothing: its locals are still there. A counted loop keeps a region for each residual, when its place on the
/// tape is certain: outside of other loops, or when nothing inside it uses the tape. All others push at the end of their block what the reverse of the block pops
/// first, in the opposite order.
/// </summary>
internal sealed class TapePlan
{
    private readonly Dictionary<Scope, List<Residual>> _pushes = [];
    private readonly Dictionary<Scope, List<Region>> _regions = [];
    private readonly Dictionary<string, Variable> _tapes = new(StringComparer.Ordinal);
    private readonly Dictionary<Scope, Variable> _trips = [];
    private readonly Dictionary<Statement, List<(bool Before, Variable Target, CopyOf Value)>> _snapshots = new(ReferenceComparer.Instance);
    private readonly VariableFactory _variables;

    public TapePlan(VariableFactory variables, string workspace)
    {
        _variables = variables;
        Workspace = variables.New(workspace, new OpaqueType("global::AutoDiff.Workspace"));
    }

    public Variable Workspace { get; }

    /// <summary>The tapes in use, one per type, in the order of their first use.</summary>
    public List<(Variable Tape, IrType Element)> Tapes { get; } = [];

    /// <summary>Whether there are copies of buffers to keep.</summary>
    public bool HasSnapshots => _snapshots.Count > 0;

    /// <summary>Whether a loop keeps regions.</summary>
    public bool HasRegions => _regions.Count > 0;

    /// <summary>The residuals that a scope pushes, in the order in which its reverse asks for them.</summary>
    public IReadOnlyList<Residual> PushesOf(Scope scope) => _pushes.TryGetValue(scope, out List<Residual>? list) ? list : [];

    public IReadOnlyList<Region> RegionsOf(Scope loop) => _regions.TryGetValue(loop, out List<Region>? list) ? list : [];

    public IReadOnlyList<(bool Before, Variable Target, CopyOf Value)> SnapshotsOf(Statement statement) =>
        _snapshots.TryGetValue(statement, out List<(bool, Variable, CopyOf)>? list) ? list : [];

    public Variable? TripsOf(Scope loop) => _trips.TryGetValue(loop, out Variable? trips) ? trips : null;

    public void Push(Scope scope, Residual residual) => Add(_pushes, scope, residual);

    /// <summary>
    /// Gives the residuals that a loop's body pushes on the tape of a type a region each, if that tape isn't used further inside: the regions would lie below what is there.
    /// </summary>
    /// <param name="loop">The loop's scope.</param>
    /// <param name="residuals">All of that type that the scope pushes.</param>
    /// <returns>The regions, in order; none where that can't be.</returns>
    public IReadOnlyList<Region> MoveToRegions(Scope loop, IReadOnlyList<Residual> residuals)
    {
        IrType type = residuals[0].Variable.Type;
        bool IsOfType(Residual residual) => !residual.IsShadow && residual.Variable.Type.Equals(type);
        bool IsInside(Scope scope) => !ReferenceEquals(scope, loop) && loop.Contains(scope);
        if (_pushes[loop].Count(IsOfType) != residuals.Count
            || _pushes.Any(entry => IsInside(entry.Key) && entry.Value.Exists(IsOfType))
            || _regions.Any(entry => loop.Contains(entry.Key) && entry.Value.Exists(region => IsOfType(region.Residual))))
        {
            return [];
        }

        _pushes[loop].RemoveAll(IsOfType);
        return residuals.Select(residual => AddRegion(loop, residual, loop, isLocal: false)).ToList();
    }

    public Region AddRegion(Scope loop, Residual residual, Scope scope, bool isLocal)
    {
        var type = new BufferType(BufferKind.Span, residual.Variable.Type);
        string name = residual.Variable.Name + "Tape";
        Variable tape = _variables.New(name, type);
        var region = new Region(residual, tape, isLocal ? tape : _variables.New(name, type), scope);
        Add(_regions, loop, region);
        return region;
    }

    /// <summary>The number of times that the body of an uncounted loop ran.</summary>
    public Variable CountTrips(Scope loop)
    {
        if (!_trips.TryGetValue(loop, out Variable? trips))
        {
            _trips[loop] = trips = _variables.New("trips", ScalarType.Int64);
        }

        return trips;
    }

    /// <summary>A copy of a buffer's elements just before or after a statement.</summary>
    public Variable Snapshot(Statement statement, bool before, CopyOf value)
    {
        if (!_snapshots.TryGetValue(statement, out List<(bool Before, Variable Target, CopyOf Value)>? list))
        {
            _snapshots[statement] = list = [];
        }

        foreach ((bool wasBefore, Variable target, CopyOf old) in list)
        {
            if (wasBefore == before && old.Equals(value))
            {
                return target;
            }
        }

        Variable snapshot = _variables.New("snapshot", value.Type);
        list.Add((before, snapshot, value));
        return snapshot;
    }

    public Variable TapeOf(IrType element)
    {
        if (!_tapes.TryGetValue(element.CSharp, out Variable? tape))
        {
            string name = element switch
            {
                ScalarType scalar => scalar.Kind.ToString().Substring(0, 1).ToLowerInvariant() + scalar.Kind.ToString().Substring(1) + "Tape",
                _ => "referenceTape",
            };
            _tapes[element.CSharp] = tape = _variables.New(name, new OpaqueType($"global::AutoDiff.Tape<{element.CSharp}>"));
            Tapes.Add((tape, element));
        }

        return tape;
    }

    private static void Add<T>(Dictionary<Scope, List<T>> lists, Scope scope, T item)
    {
        if (!lists.TryGetValue(scope, out List<T>? list))
        {
            lists[scope] = list = [];
        }

        list.Add(item);
    }
}
