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
            HoldStruct(resource);
        else
            Held.Push(resource ?? (IDisposable)Nothing.Instance);
    }

    /// <summary>Holds a struct in an object, in which it can be changed: the enumerator of a <c>foreach</c>.</summary>
    /// <typeparam name="T">The struct's type.</typeparam>
    /// <param name="resource">The struct.</param>
    /// <returns>What holds it, until it is disposed.</returns>
    public static HeldStruct<T> HoldStruct<T>(T resource)
        where T : IDisposable?
    {
        HeldStruct<T> holder = HeldStruct<T>.Of(resource);
        Held.Push(holder);
        return holder;
    }

    /// <summary>Locks an object: the beginning of a <c>lock</c>, which ends as a <c>using</c> does.</summary>
    /// <param name="locked">The object.</param>
    /// <exception cref="ArgumentNullException"><paramref name="locked"/> is null.</exception>
    public static void Lock(object? locked)
    {
        Monitor.Enter(locked!);
        Held.Push(HeldLock.Of(locked, null));
    }

    /// <summary>Enters a lock: the beginning of a <c>lock</c> on a <see cref="System.Threading.Lock"/>.</summary>
    /// <param name="locked">The lock.</param>
    public static void Lock(Lock locked)
    {
        locked.Enter();
        Held.Push(HeldLock.Of(null, locked));
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

    /// <summary>What is locked.</summary>
    private sealed class HeldLock : IDisposable
    {
        [ThreadStatic]
        private static Stack<HeldLock>? s_free;

        private object? _locked;
        private Lock? _entered;

        public static HeldLock Of(object? locked, Lock? entered)
        {
            HeldLock held = s_free is { Count: > 0 } free ? free.Pop() : new();
            held._locked = locked;
            held._entered = entered;
            return held;
        }

        public void Dispose()
        {
            (object? locked, Lock? entered) = (_locked, _entered);
            (_locked, _entered) = (null, null);
            (s_free ??= new()).Push(this);
            if (entered is not null)
                entered.Exit();
            else
                Monitor.Exit(locked!);
        }
    }
}
