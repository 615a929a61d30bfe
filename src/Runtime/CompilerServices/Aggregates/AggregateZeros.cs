using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace AutoDiff.CompilerServices;

/// <summary>Zeros of the shape of aggregates. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AggregateZeros
{
    private static readonly ConditionalWeakTable<object, object> s_absent = [];

    /// <summary>A copy with zeros for the active members.</summary>
    /// <typeparam name="T">The aggregate.</typeparam>
    /// <param name="original">The aggregate.</param>
    /// <returns>The copy.</returns>
    public static T Of<T>(T original)
        where T : IAggregate<T> => T.CopyWithZeros(original, new ZeroCopies());

    /// <summary>
    /// The adjoint of a layer that nobody wants: its tensors are absent, so that nothing is computed for them. It is made once for each layer.
    /// </summary>
    /// <typeparam name="T">The aggregate, whose active members are tensors alone.</typeparam>
    /// <param name="original">The aggregate.</param>
    /// <returns>The adjoint; null of null.</returns>
    public static T Absent<T>(T original)
        where T : class, IAggregate<T>
    {
        if (original is null)
            return null!;
        if (s_absent.TryGetValue(original, out object? known))
            return (T)known;
        T adjoint = T.CopyWithZeros(original, new ZeroCopies().Constants);
        s_absent.AddOrUpdate(original, adjoint);
        return adjoint;
    }

    /// <summary>A copy of a nested aggregate with zeros for the active members.</summary>
    /// <typeparam name="T">The aggregate.</typeparam>
    /// <param name="original">The aggregate, or null.</param>
    /// <param name="copies">The copies made so far of what is shared.</param>
    /// <returns>The copy; null of null.</returns>
    public static T Of<T>(T original, ZeroCopies copies)
        where T : IAggregate<T> => T.CopyWithZeros(original, copies);

    /// <summary>Adds an aggregate to an adjoint of the same shape. Memory that members share in both is added once.</summary>
    /// <typeparam name="T">The aggregate.</typeparam>
    /// <param name="target">What is added to.</param>
    /// <param name="source">What is added; null adds nothing.</param>
    /// <param name="sourceName">The name of the parameter that it came in by.</param>
    /// <exception cref="ArgumentException">The shapes differ; nothing has been added then.</exception>
    public static void Add<T>(T target, T source, string sourceName)
        where T : class, IAggregate<T>
    {
        if (source is null)
            return;
        AggregateMembers.CheckOne(target, source, sourceName);
        SumWalk.Begin();
        try
        {
            T.Accumulate(ref target, source);
        }
        finally
        {
            SumWalk.End();
        }
    }
}
