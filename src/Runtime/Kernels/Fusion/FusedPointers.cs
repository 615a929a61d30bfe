namespace AutoDiff.Kernels;

/// <summary>Where the values of a fused operation's operands are, or their adjoints; null for one that isn't there.</summary>
internal unsafe struct FusedPointers
{
    internal float* A;
    internal float* B;
    internal float* C;
    internal float* D;

    internal readonly FusedPointers At(in FusedPlan plan, int run) => new()
    {
        A = A == null ? null : A + plan.Offset(run, 0),
        B = B == null ? null : B + plan.Offset(run, 1),
        C = C == null ? null : C + plan.Offset(run, 2),
        D = D == null ? null : D + plan.Offset(run, 3),
    };
}

/// <summary>Something to be told of each operand.</summary>
internal struct FusedFlags
{
    internal bool A;
    internal bool B;
    internal bool C;
    internal bool D;
}

/// <summary>The operands of a fused operation.</summary>
[System.Runtime.CompilerServices.InlineArray(FusedPlan.MostOperands)]
internal struct FusedTensors
{
    private Tensor _first;
}
