using System.ComponentModel;
using System.Runtime.InteropServices;

namespace AutoDiff.CompilerServices;

public static partial class AggregateMembers
{
    /// <summary>Checks that an array in an adjoint has the shape of its primal, and isn't the same.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="primal">The primal.</param>
    /// <param name="adjoint">Its adjoint.</param>
    /// <param name="adjointName">The name of the parameter that it is in.</param>
    /// <exception cref="ArgumentException">It doesn't fit, or is the primal itself.</exception>
    public static void Check<T>(T[]? primal, T[]? adjoint, string adjointName)
    {
        BufferChecks.SameLength(primal, adjoint, adjointName);
        Distinct(primal, adjoint, adjointName);
    }

    /// <inheritdoc cref="Check{T}(T[], T[], string)"/>
    public static void Check<T>(T[,]? primal, T[,]? adjoint, string adjointName)
    {
        BufferChecks.SameLength(primal, adjoint, adjointName);
        Distinct(primal, adjoint, adjointName);
    }

    /// <inheritdoc cref="Check{T}(T[], T[], string)"/>
    public static void Check<T>(T[,,]? primal, T[,,]? adjoint, string adjointName)
    {
        BufferChecks.SameLength(primal, adjoint, adjointName);
        Distinct(primal, adjoint, adjointName);
    }

    /// <inheritdoc cref="Check{T}(T[], T[], string)"/>
    public static void Check<T>(List<T>? primal, List<T>? adjoint, string adjointName)
    {
        BufferChecks.SameLength(primal, adjoint, adjointName);
        Distinct(primal, adjoint, adjointName);
    }

    /// <inheritdoc cref="Check{T}(T[], T[], string)"/>
    public static void Check<T>(T[][]? primal, T[][]? adjoint, string adjointName)
    {
        Check<T[]>(primal, adjoint, adjointName);
        for (int i = 0; i < (primal?.Length ?? 0); i++)
            Check(primal![i], adjoint![i], adjointName);
    }

    /// <summary>Checks a nested aggregate.</summary>
    /// <typeparam name="T">The aggregate.</typeparam>
    /// <inheritdoc cref="Check{T}(T[], T[], string)"/>
    public static void CheckOne<T>(T primal, T adjoint, string adjointName)
        where T : IAggregate<T>
    {
        if (!typeof(T).IsValueType)
        {
            if (primal is null)
                return;
            if (adjoint is null)
                throw new ArgumentNullException(adjointName);
            Distinct(primal, adjoint, adjointName);
        }

        T.CheckAdjoint(primal, adjoint, adjointName);
    }

    /// <summary>Checks nested aggregates.</summary>
    /// <typeparam name="T">The aggregate.</typeparam>
    /// <param name="primal">The primal.</param>
    /// <param name="adjoint">Its adjoint.</param>
    /// <param name="adjointName">The name of the parameter that it is in.</param>
    /// <exception cref="ArgumentException">It doesn't fit.</exception>
    public static void CheckAll<T>(ReadOnlySpan<T> primal, ReadOnlySpan<T> adjoint, string adjointName)
        where T : IAggregate<T>
    {
        BufferChecks.SameLength(primal, adjoint, adjointName);
        for (int i = 0; i < primal.Length; i++)
            CheckOne(primal[i], adjoint[i], adjointName);
    }

    /// <inheritdoc cref="CheckAll{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string)"/>
    public static void CheckAll<T>(T[]? primal, T[]? adjoint, string adjointName)
        where T : IAggregate<T>
    {
        Check(primal, adjoint, adjointName);
        // A derived class's array is no span of its base class that may be written.
        CheckAll((ReadOnlySpan<T>)primal, adjoint, adjointName);
    }

    /// <inheritdoc cref="CheckAll{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string)"/>
    public static void CheckAll<T>(List<T>? primal, List<T>? adjoint, string adjointName)
        where T : IAggregate<T>
    {
        Check(primal, adjoint, adjointName);
        CheckAll<T>(CollectionsMarshal.AsSpan(primal), CollectionsMarshal.AsSpan(adjoint), adjointName);
    }

    /// <summary>Checks nested aggregates of a type parameter.</summary>
    /// <typeparam name="TBase">The aggregate.</typeparam>
    /// <typeparam name="T">The type parameter, which is constrained to it.</typeparam>
    /// <inheritdoc cref="CheckAll{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string)"/>
    public static void CheckAll<TBase, T>(ReadOnlySpan<T> primal, ReadOnlySpan<T> adjoint, string adjointName)
        where TBase : class, IAggregate<TBase>
        where T : class, TBase => CheckAll(ReadOnlySpan<TBase>.CastUp(primal), ReadOnlySpan<TBase>.CastUp(adjoint), adjointName);

    /// <inheritdoc cref="CheckAll{TBase, T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string)"/>
    public static void CheckAll<TBase, T>(T[]? primal, T[]? adjoint, string adjointName)
        where TBase : class, IAggregate<TBase>
        where T : class, TBase
    {
        Check(primal, adjoint, adjointName);
        CheckAll<TBase, T>((ReadOnlySpan<T>)primal, adjoint, adjointName);
    }

    /// <inheritdoc cref="CheckAll{TBase, T}(ReadOnlySpan{T}, ReadOnlySpan{T}, string)"/>
    public static void CheckAll<TBase, T>(List<T>? primal, List<T>? adjoint, string adjointName)
        where TBase : class, IAggregate<TBase>
        where T : class, TBase
    {
        Check(primal, adjoint, adjointName);
        CheckAll<TBase, T>((ReadOnlySpan<T>)CollectionsMarshal.AsSpan(primal), CollectionsMarshal.AsSpan(adjoint), adjointName);
    }

    /// <summary>Checks that the dynamic types of a primal and its adjoint are the same.</summary>
    /// <typeparam name="T">The type that both should have.</typeparam>
    /// <param name="adjoint">The adjoint.</param>
    /// <param name="adjointName">The name of the parameter that it is in.</param>
    /// <returns>The adjoint.</returns>
    /// <exception cref="ArgumentException">It is of another type.</exception>
    public static T SameType<T>(object adjoint, string adjointName)
        where T : class => adjoint as T
            ?? throw new ArgumentException($"The adjoint is a {adjoint.GetType()}, its primal a {typeof(T)}.", adjointName);

    private static void Distinct(object? primal, object? adjoint, string adjointName)
    {
        // Empty arrays have no memory to share.
        if (primal is not null && ReferenceEquals(primal, adjoint) && primal is not System.Collections.ICollection { Count: 0 })
            throw new ArgumentException("The adjoint shares memory with its primal.", adjointName);
    }
}
