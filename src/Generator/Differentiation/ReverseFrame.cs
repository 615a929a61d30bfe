using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation;

/// <summary>The reverse counterpart of one scope of the primal, while it is built.</summary>
internal sealed class ReverseFrame(Scope scope, VariableFactory variables)
{
    public Scope Scope => scope;

    /// <summary>What runs first in the reverse block: residuals read back, cheap values computed again.</summary>
    public IrBuilder Prologue { get; } = new(variables);

    /// <summary>The primal values (by variable) that the reverse block has at hand.</summary>
    public Dictionary<int, Operand> Values { get; } = [];

    /// <summary>The shadows (by the variable that they belong to) that the reverse block has at hand.</summary>
    public Dictionary<int, Operand> Shadows { get; } = [];

    /// <summary>What the reverse of a counted loop carries besides adjoints: integers from which each iteration takes back what it had added.</summary>
    public List<Carried> TakenBack { get; } = [];

    /// <summary>What is popped so far, but may have a region instead (<see cref="PrimalValues.MoveToRegions"/>).</summary>
    public List<(Residual Residual, Variable Restored, Statement Pop)> Movable { get; } = [];

    /// <summary>In a counted loop whose residuals lie in regions: the position of the current iteration in them.</summary>
    public Operand? RegionIndex { get; set; }

    public Block ToBlock(IrBuilder body)
    {
        if (Prologue.IsEmpty)
        {
            return body.ToBlock();
        }

        return new Block(Prologue.Statements.Concat(body.Statements).ToEquatableArray());
    }
}
