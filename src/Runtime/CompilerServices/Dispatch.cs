using System.ComponentModel;

namespace AutoDiff.CompilerServices;

/// <summary>Virtual calls in differentiated code, which know the types of the project that they were generated in. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Dispatch
{
    /// <summary>The exception for a receiver whose type wasn't known.</summary>
    /// <param name="receiver">The receiver.</param>
    /// <param name="method">The method that is called on it.</param>
    /// <returns>The exception.</returns>
    public static Exception Unknown(object? receiver, string method) => receiver is null
        ? new NullReferenceException()
        : new NotSupportedException(
            $"'{method}' is called on a {receiver.GetType()}, for which it wasn't differentiated: only the types in the project of the differentiated method are known there, and of generic ones those whose type arguments follow from the receiver's. Declare the type in that project, or take an object of that type.");
}
