using System.ComponentModel;

namespace AutoDiff.CompilerServices;

/// <summary>
/// The two results of <c>Math.SinCos</c> and its kin, one by one: each the same bits as in the pair. Used by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SineAndCosine
{
    /// <summary>The sine that it gives.</summary>
    /// <param name="x">The angle, in radians.</param>
    /// <returns>The sine.</returns>
    public static double Sine(double x) => Math.SinCos(x).Sin;

    /// <summary>The cosine that it gives.</summary>
    /// <param name="x">The angle, in radians.</param>
    /// <returns>The cosine.</returns>
    public static double Cosine(double x) => Math.SinCos(x).Cos;

    /// <summary>The sine that it gives.</summary>
    /// <param name="x">The angle, in half turns.</param>
    /// <returns>The sine.</returns>
    public static double SinePi(double x) => double.SinCosPi(x).SinPi;

    /// <summary>The cosine that it gives.</summary>
    /// <param name="x">The angle, in half turns.</param>
    /// <returns>The cosine.</returns>
    public static double CosinePi(double x) => double.SinCosPi(x).CosPi;

    /// <summary>The sine that it gives.</summary>
    /// <param name="x">The angle, in radians.</param>
    /// <returns>The sine.</returns>
    public static float Sine(float x) => MathF.SinCos(x).Sin;

    /// <summary>The cosine that it gives.</summary>
    /// <param name="x">The angle, in radians.</param>
    /// <returns>The cosine.</returns>
    public static float Cosine(float x) => MathF.SinCos(x).Cos;

    /// <summary>The sine that it gives.</summary>
    /// <param name="x">The angle, in half turns.</param>
    /// <returns>The sine.</returns>
    public static float SinePi(float x) => float.SinCosPi(x).SinPi;

    /// <summary>The cosine that it gives.</summary>
    /// <param name="x">The angle, in half turns.</param>
    /// <returns>The cosine.</returns>
    public static float CosinePi(float x) => float.SinCosPi(x).CosPi;
}
