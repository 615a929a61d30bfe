using System.Runtime.InteropServices;

namespace AutoDiff.CompilerServices;

public static partial class AggregateMembers
{
    /// <summary>Adds an adjoint's member to another's.</summary>
    /// <param name="target">What is added to.</param>
    /// <param name="source">What is added; null adds nothing.</param>
    public static void Add(double[]? target, double[]? source)
    {
        if (SumWalk.Enter(target, source))
            Add(target.AsSpan(), source.AsSpan());
    }

    /// <inheritdoc cref="Add(double[], double[])"/>
    public static void Add(double[,]? target, double[,]? source)
    {
        if (SumWalk.Enter(target, source))
            Add(Elements<double>(target!), Elements<double>(source!));
    }

    /// <inheritdoc cref="Add(double[], double[])"/>
    public static void Add(double[,,]? target, double[,,]? source)
    {
        if (SumWalk.Enter(target, source))
            Add(Elements<double>(target!), Elements<double>(source!));
    }

    /// <inheritdoc cref="Add(double[], double[])"/>
    public static void Add(List<double>? target, List<double>? source)
    {
        if (SumWalk.Enter(target, source))
            Add(CollectionsMarshal.AsSpan(target), CollectionsMarshal.AsSpan(source));
    }

    /// <inheritdoc cref="Add(double[], double[])"/>
    public static void Add(double[][]? target, double[][]? source)
    {
        for (int i = 0; i < (source?.Length ?? 0); i++)
            Add(target![i], source![i]);
    }

    /// <inheritdoc cref="Add(double[], double[])"/>
    public static void Add(float[]? target, float[]? source)
    {
        if (SumWalk.Enter(target, source))
            Add(target.AsSpan(), source.AsSpan());
    }

    /// <inheritdoc cref="Add(double[], double[])"/>
    public static void Add(float[,]? target, float[,]? source)
    {
        if (SumWalk.Enter(target, source))
            Add(Elements<float>(target!), Elements<float>(source!));
    }

    /// <inheritdoc cref="Add(double[], double[])"/>
    public static void Add(float[,,]? target, float[,,]? source)
    {
        if (SumWalk.Enter(target, source))
            Add(Elements<float>(target!), Elements<float>(source!));
    }

    /// <inheritdoc cref="Add(double[], double[])"/>
    public static void Add(List<float>? target, List<float>? source)
    {
        if (SumWalk.Enter(target, source))
            Add(CollectionsMarshal.AsSpan(target), CollectionsMarshal.AsSpan(source));
    }

    /// <inheritdoc cref="Add(double[], double[])"/>
    public static void Add(float[][]? target, float[][]? source)
    {
        for (int i = 0; i < (source?.Length ?? 0); i++)
            Add(target![i], source![i]);
    }

    /// <summary>Adds a nested aggregate to another.</summary>
    /// <typeparam name="T">The aggregate.</typeparam>
    /// <param name="target">What is added to.</param>
    /// <param name="source">What is added; null adds nothing.</param>
    public static void AddOne<T>(ref T target, T source)
        where T : IAggregate<T>
    {
        if (typeof(T).IsValueType || SumWalk.Enter(target, source))
            T.Accumulate(ref target, source);
    }

    /// <summary>Adds nested aggregates to others.</summary>
    /// <typeparam name="T">The aggregate.</typeparam>
    /// <param name="target">What is added to.</param>
    /// <param name="source">What is added; null adds nothing.</param>
    public static void AddAll<T>(T[]? target, T[]? source)
        where T : IAggregate<T>
    {
        if (source is null || source.Length == 0)
            return;

        // The array may be one of a derived class, as where objects are shown: an object is added to and stays where it is.
        Span<T> sums = Elements<T>(target!);
        for (int i = 0; i < source.Length; i++)
            AddOne(ref sums[i], source[i]);
    }

    /// <inheritdoc cref="AddAll{T}(T[], T[])"/>
    public static void AddAll<T>(List<T>? target, List<T>? source)
        where T : IAggregate<T>
    {
        for (int i = 0; i < (source?.Count ?? 0); i++)
            AddOne(ref CollectionsMarshal.AsSpan(target)[i], source![i]);
    }

    private static void Add<T>(Span<T> target, ReadOnlySpan<T> source)
        where T : System.Numerics.INumber<T>
    {
        for (int i = 0; i < source.Length; i++)
            target[i] += source[i];
    }
}
