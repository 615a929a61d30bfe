using System.ComponentModel;

namespace AutoDiff.CompilerServices;

/// <summary>
/// States in which version of the split form (<c>FForward</c> and <c>FReverse</c>) an assembly's derivatives were generated, so that
/// another assembly that differentiates through them can tell whether the two agree. Written by the generator.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class SplitFormVersionAttribute : Attribute
{
    /// <summary>States the version.</summary>
    /// <param name="version">The version of the split form.</param>
    public SplitFormVersionAttribute(int version)
    {
        Version = version;
    }

    /// <summary>The version of the split form.</summary>
    public int Version { get; }
}
