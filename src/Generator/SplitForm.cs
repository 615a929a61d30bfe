namespace AutoDiff.Generator;

/// <summary>How generated members state where they come from.</summary>
internal static class SplitForm
{
    /// <summary>The version of the split form: another assembly differentiates through <c>FForward</c> and <c>FReverse</c> only if it is its own.</summary>
    public const int Version = 2;

    /// <summary>The tool that <c>[GeneratedCode]</c> names.</summary>
    public const string Tool = "AutoDiff.Generator";
}
