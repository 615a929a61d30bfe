using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Optimization.Vectors;

namespace AutoDiff.Generator.Emit;

/// <summary>
/// The body of one generated member in SSA form, ready to print: no <see cref="SplitCall"/> is left in it.
/// </summary>
/// <param name="Parameters">The member's parameters, with the names that they have in its signature.</param>
/// <param name="Body">The statements; the last one may be a <see cref="Return"/>.</param>
/// <param name="Workspace">The variable that holds the <c>Workspace</c> (workspace allocations print as calls on it), or null when none is needed.</param>
/// <param name="ReservedNames">Names that the body must not declare.</param>
internal sealed record MemberBody(EquatableArray<Variable> Parameters, Block Body, Variable? Workspace, EquatableArray<string> ReservedNames)
{
    /// <summary>About how many variables there are: the ids of most are below.</summary>
    public int VariableCount { get; init; }

    /// <summary>Functions that stand inside the member, behind its statements.</summary>
    public EquatableArray<LocalFunction> LocalFunctions { get; init; }

    /// <summary>Whether operations on tensors take their results from the workspace.</summary>
    public bool UsesTensors { get; init; }
}
