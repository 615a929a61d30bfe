using System.ComponentModel;

namespace AutoDiff.CompilerServices;

/// <summary>
/// The resources of the <c>using</c> statements that a generated member is in. A differentiated method catches nothing, so that an exception leaves all of them: what is still held
/// when the member ends is disposed, the last one first, as C# does. Used by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class HeldResources
{
    [ThreadStatic]
    private static Stack<IDisposable>? s_held;

    private static Stack<IDisposable> Held => s_held ??= new();

    /// <summary>Begins a member.</summary>
    public static void Enter() => Held.Push(Boundary.Instance);

    /// <summary>Ends the member that was begun last. What it still holds, because of an exception, is disposed.</summary>
    public static void Exit()
    {
        IDisposable last = Held.Pop();
        if (last == Boundary.Instance)
            return;

        // An exception in here takes the place of the one that is on its way; the other resources are disposed all the same.
        try
        {
            last.Dispose();
        }
        finally
        {
            Exit();
        }
    }

    /// <summary>Holds a resource: the beginning of a <c>using</c>.</summary>
    /// <typeparam name="T">The resource's type.</typeparam>
    /// <param name="resource">The resource; null is one that needs no disposal.</param>
    public static void Hold<T>(T resource)
        where T : IDisposable?
    {
        if (typeof(T).IsValueType)
            Held.Push(Holder<T>.Of(resource));
        else
            Held.Push(resource ?? (IDisposable)Nothing.Instance);
    }

    /// <summary>Disposes the resource that was held last: the end of its <c>using</c>.</summary>
    public static void Release() => Held.Pop().Dispose();

    private sealed class Boundary : IDisposable
    {
        public static readonly Boundary Instance = new();

        public void Dispose()
        {
        }
    }

    private sealed class Nothing : IDisposable
    {
        public static readonly Nothing Instance = new();

        public void Dispose()
        {
        }
    }

    /// <summary>Holds a struct without boxing it anew each time.</summary>
    private sealed class Holder<T> : IDisposable
        where T : IDisposable?
    {
        [ThreadStatic]
        private static Stack<Holder<T>>? s_free;

        private T? _resource;

        public static Holder<T> Of(T resource)
        {
            Holder<T> holder = s_free is { Count: > 0 } free ? free.Pop() : new();
            holder._resource = resource;
            return holder;
        }

        public void Dispose()
        {
            T? resource = _resource;
            _resource = default;
            (s_free ??= new()).Push(this);
            resource?.Dispose();
        }
    }
}
