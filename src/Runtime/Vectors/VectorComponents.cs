namespace AutoDiff.CompilerServices;

/// <summary>Subgradients of a vector's components.</summary>
internal static class VectorComponents
{
    /// <summary>The derivative of the absolute value, 0 at 0.</summary>
    internal static float Sign(float x) => x > 0 ? 1 : x < 0 ? -1 : x == 0 ? 0 : float.NaN;

    /// <summary>The derivative of the larger of two numbers by the first: half where they are equal, 1 where one is NaN.</summary>
    internal static float ShareOfLarger(float first, float second) => first > second ? 1 : first < second ? 0 : first == second ? 0.5f : 1;
}
