namespace AutoDiff.Kernels;

/// <summary>The values of the operands of a fused operation in some lanes; or their adjoints.</summary>
internal struct FusedInputs<TLanes>
{
    internal TLanes A;
    internal TLanes B;
    internal TLanes C;
    internal TLanes D;
}
