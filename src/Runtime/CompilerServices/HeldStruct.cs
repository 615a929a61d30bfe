using System.ComponentModel;

namespace AutoDiff.CompilerServices;

/// <summary>A struct that <see cref="HeldResources"/> holds, without boxing it anew each time. Used by generated code.</summary>
/// <typeparam name="T">The struct's type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class HeldStruct<T> : IDisposable
    where T : IDisposable?
{
    [ThreadStatic]
    private static Stack<HeldStruct<T>>? s_free;

    /// <summary>The struct itself.</summary>
#pragma warning disable CA1051 // A property couldn't be changed in place.
    public T Value;
#pragma warning restore CA1051

    private HeldStruct(T value) => Value = value;

    internal static HeldStruct<T> Of(T resource)
    {
        if (s_free is not { Count: > 0 } free)
            return new(resource);

        HeldStruct<T> holder = free.Pop();
        holder.Value = resource;
        return holder;
    }

    /// <summary>Disposes the struct.</summary>
    public void Dispose()
    {
        try
        {
            Value?.Dispose();
        }
        finally
        {
            Value = default!;
            (s_free ??= new()).Push(this);
        }
    }
}
