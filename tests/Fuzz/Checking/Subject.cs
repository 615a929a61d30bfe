namespace AutoDiff.Fuzz.Checking;

/// <summary>
/// A program and its generated members behind one face. Arguments and adjoints come one per parameter, as <see cref="EntryParameter.Storage"/> says; results come flat.
/// </summary>
public abstract class Subject
{
    /// <summary>Whether the members take a workspace.</summary>
    public abstract bool HasWorkspace { get; }

    public abstract bool HasGradient { get; }

    public abstract bool HasSplitForm { get; }

    public abstract bool HasTangents { get; }

    /// <summary>Whether generated code calls methods of the program themselves, for want of active arguments: what these allocate isn't the derivative's doing.</summary>
    public virtual bool CallsPrimals => false;

    /// <summary>Whether generated code makes instances of classes, as the program does: these have no other place than the managed heap.</summary>
    public virtual bool MakesObjects => false;

    public abstract object[] Primal(object[] a);

    /// <summary>The primal with all branches recorded in <see cref="ControlTrace"/>.</summary>
    public virtual object[] Traced(object[] a) => throw new NotSupportedException();

    /// <summary>The same with <c>double</c> in place of <c>float</c>.</summary>
    public virtual object[] Twin(object[] a) => throw new NotSupportedException();

    public abstract object[] Vjp(object[] a, object[] c, object[] d, Workspace? w);

    public virtual object[] Gradient(object[] a, object[] d, Workspace? w) => throw new NotSupportedException();

    /// <summary>The value and its tangent. The tangents of what is passed by reference become those of the final contents.</summary>
    public virtual object[] Jvp(object[] a, object[] d, Workspace? w) => throw new NotSupportedException();

    public virtual object[] Forward(object[] a, object[] d, Workspace w) => throw new NotSupportedException();

    public virtual object[] Reverse(object[] a, object[] d, object[] c, Workspace w) => throw new NotSupportedException();

    /// <summary>The bytes that a call of <c>F</c> allocates on the managed heap.</summary>
    public virtual long PrimalAllocatedBytes(object[] a) => throw new NotSupportedException();

    /// <summary>The bytes that a call of <c>FVjp</c> allocates on the managed heap.</summary>
    public virtual long AllocatedBytes(object[] a, object[] c, object[] d, Workspace? w) => throw new NotSupportedException();
}
