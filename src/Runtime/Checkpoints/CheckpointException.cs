namespace AutoDiff;

/// <summary>A checkpoint file is damaged, or doesn't fit the model. Nothing was changed.</summary>
public sealed class CheckpointException : IOException
{
    internal CheckpointException(string message)
        : base(message)
    {
    }
}
