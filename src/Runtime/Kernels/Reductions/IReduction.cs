namespace AutoDiff.Kernels;

/// <summary>A number from values: that of a block of them, and how those of two blocks are joined.</summary>
internal interface IReduction
{
    double OfBlock(int start, int end);

    static abstract double Join(double a, double b);
}
