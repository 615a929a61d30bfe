using AutoDiff.Kernels;

namespace AutoDiff;

/// <summary>
/// Puts the tensors of a model into one block, and those of its gradient into another. Which belong together is seen while the
/// gradient is made: the model's ZerosLike asks each of its tensors for zeros, on this thread.
/// </summary>
internal sealed class TensorPacking : IDisposable
{
    [ThreadStatic]
    private static TensorPacking? t_current;

    private readonly List<(Tensor Parameter, Tensor Gradient)> _pairs = [];

    private TensorPacking()
    {
    }

    internal static TensorPacking Begin() => t_current = new TensorPacking();

    internal static void Record(Tensor parameter, Tensor gradient)
    {
        if (t_current is { } packing && parameter.OwnsMemory && !packing.Contains(parameter))
            packing._pairs.Add((parameter, gradient));
    }

    public void Dispose() => t_current = null;

    // Each tensor begins on a cache line; the gaps are zeros, which every update leaves zero.
    internal (PinnedBlock Parameters, PinnedBlock Gradients, Tensor[] Tensors) Pack()
    {
        int length = 0;
        foreach ((Tensor parameter, _) in _pairs)
            length = checked(length + PinnedBlock.Padded(parameter.Length));
        var parameters = new PinnedBlock(length);
        var gradients = new PinnedBlock(length);
        int offset = 0;
        foreach ((Tensor parameter, Tensor gradient) in _pairs)
        {
            parameter.MoveTo(parameters.Array, parameters.Start + offset);
            gradient.MoveTo(gradients.Array, gradients.Start + offset);
            offset += PinnedBlock.Padded(parameter.Length);
        }

        return (parameters, gradients, [.. _pairs.Select(pair => pair.Gradient)]);
    }

    private bool Contains(Tensor parameter)
    {
        foreach ((Tensor known, _) in _pairs)
        {
            if (ReferenceEquals(known.Memory, parameter.Memory))
                return true;
        }

        return false;
    }
}
