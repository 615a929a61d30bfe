using System.ComponentModel;
using System.Runtime.Intrinsics;
using AutoDiff.Kernels;

namespace AutoDiff.CompilerServices;

/// <summary>
/// Elementary functions of vectors in double precision, within 1 unit in the last place, the same bits at every width. Used by generated
/// code under <see cref="DifferentiableAttribute.FastMath"/>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class VectorFunctions
{
    /// <summary>e to the power of x.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The value.</returns>
    public static double Exp(double x) => DoubleLanes.Exp(new SingleLane<double>(Vector128.CreateScalar(x))).Value.ToScalar();

    /// <summary>e to the power of x.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The values.</returns>
    public static Vector128<double> Exp(Vector128<double> x) => DoubleLanes.Exp(new Lanes128<double>(x)).Value;

    /// <summary>e to the power of x.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The values.</returns>
    public static Vector256<double> Exp(Vector256<double> x) => DoubleLanes.Exp(new Lanes256<double>(x)).Value;

    /// <summary>e to the power of x.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The values.</returns>
    public static Vector512<double> Exp(Vector512<double> x) => DoubleLanes.Exp(new Lanes512<double>(x)).Value;

    /// <summary>The natural logarithm of x.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The value.</returns>
    public static double Log(double x) => DoubleLanes.Log(new SingleLane<double>(Vector128.CreateScalar(x))).Value.ToScalar();

    /// <summary>The natural logarithm of x.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The values.</returns>
    public static Vector128<double> Log(Vector128<double> x) => DoubleLanes.Log(new Lanes128<double>(x)).Value;

    /// <summary>The natural logarithm of x.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The values.</returns>
    public static Vector256<double> Log(Vector256<double> x) => DoubleLanes.Log(new Lanes256<double>(x)).Value;

    /// <summary>The natural logarithm of x.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The values.</returns>
    public static Vector512<double> Log(Vector512<double> x) => DoubleLanes.Log(new Lanes512<double>(x)).Value;

    /// <summary>The hyperbolic tangent of x.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The value.</returns>
    public static double Tanh(double x) => DoubleLanes.Tanh(new SingleLane<double>(Vector128.CreateScalar(x))).Value.ToScalar();

    /// <summary>The hyperbolic tangent of x.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The values.</returns>
    public static Vector128<double> Tanh(Vector128<double> x) => DoubleLanes.Tanh(new Lanes128<double>(x)).Value;

    /// <summary>The hyperbolic tangent of x.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The values.</returns>
    public static Vector256<double> Tanh(Vector256<double> x) => DoubleLanes.Tanh(new Lanes256<double>(x)).Value;

    /// <summary>The hyperbolic tangent of x.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The values.</returns>
    public static Vector512<double> Tanh(Vector512<double> x) => DoubleLanes.Tanh(new Lanes512<double>(x)).Value;

    /// <summary>1 / (1 + e^-x).</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The value.</returns>
    public static double Sigmoid(double x) => DoubleLanes.Sigmoid(new SingleLane<double>(Vector128.CreateScalar(x))).Value.ToScalar();

    /// <summary>1 / (1 + e^-x).</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The values.</returns>
    public static Vector128<double> Sigmoid(Vector128<double> x) => DoubleLanes.Sigmoid(new Lanes128<double>(x)).Value;

    /// <summary>1 / (1 + e^-x).</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The values.</returns>
    public static Vector256<double> Sigmoid(Vector256<double> x) => DoubleLanes.Sigmoid(new Lanes256<double>(x)).Value;

    /// <summary>1 / (1 + e^-x).</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The values.</returns>
    public static Vector512<double> Sigmoid(Vector512<double> x) => DoubleLanes.Sigmoid(new Lanes512<double>(x)).Value;
}
