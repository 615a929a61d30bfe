namespace AutoDiff;

/// <summary>
/// A differentiable aggregate: a struct or class whose active members are differentiated through. A type marked
/// <see cref="DifferentiableAttribute"/> gets this interface from the generator; one written by hand works as well.
/// </summary>
/// <typeparam name="TSelf">The implementing type: the gradient of an aggregate is an aggregate of the same type.</typeparam>
public interface IDifferentiable<TSelf>
{
    /// <summary>
    /// A copy whose active members are zeros of the same shapes and whose other members are this one's. Memory that two members of
    /// this one share is shared in the copy too.
    /// </summary>
    /// <returns>The copy.</returns>
    TSelf ZerosLike();

    /// <summary>
    /// Shows the active members to <paramref name="visitor"/>, each block of memory once, under its first name: in the order of their
    /// declarations, members of base types first, through nested aggregates, arrays and lists.
    /// </summary>
    /// <typeparam name="TVisitor">The visitor's type.</typeparam>
    /// <param name="visitor">What is called with each block; it may read and write the values.</param>
    void Visit<TVisitor>(ref TVisitor visitor)
        where TVisitor : IParameterVisitor, allows ref struct;
}
