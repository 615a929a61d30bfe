using System.ComponentModel;

namespace AutoDiff.CompilerServices;

/// <summary>What generated code needs of a differentiable aggregate. The generator implements it; user code has no use for it.</summary>
/// <typeparam name="TSelf">The aggregate.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IAggregate<TSelf>
{
    /// <summary>Shows the active members of <paramref name="self"/> to a visitor.</summary>
    /// <typeparam name="TVisitor">The visitor's type.</typeparam>
    /// <param name="self">The aggregate; a null one has no members.</param>
    /// <param name="prefix">What comes before the members' names.</param>
    /// <param name="visited">The memory that has been shown already.</param>
    /// <param name="visitor">The visitor.</param>
    static abstract void VisitMembers<TVisitor>(ref TSelf self, string prefix, VisitedMemory visited, ref TVisitor visitor)
        where TVisitor : IParameterVisitor, allows ref struct;

    /// <summary>A copy with zeros for the active members.</summary>
    /// <param name="self">The aggregate.</param>
    /// <param name="copies">The copies made so far of what is shared.</param>
    /// <returns>The copy; null of null.</returns>
    static abstract TSelf CopyWithZeros(TSelf self, ZeroCopies copies);

    /// <summary>Checks that an adjoint has the shape of its primal, and no memory in common with it.</summary>
    /// <param name="primal">The primal.</param>
    /// <param name="adjoint">The adjoint.</param>
    /// <param name="adjointName">The name of the adjoint's parameter.</param>
    /// <exception cref="ArgumentException">It doesn't fit.</exception>
    static abstract void CheckAdjoint(TSelf primal, TSelf adjoint, string adjointName);

    /// <summary>Adds the active members of one adjoint to those of another of the same shape.</summary>
    /// <param name="target">What is added to.</param>
    /// <param name="source">What is added.</param>
    static abstract void Accumulate(ref TSelf target, TSelf source);
}
