using AutoDiff.Kernels;

namespace AutoDiff;

public readonly partial struct Tensor
{
    /// <summary>A number as a tensor without dimensions, so that <c>2 * x</c> broadcasts it.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Tensor(float value)
    {
        Tensor scalar = Uninitialized([]);
        scalar.AsSpan()[0] = value;
        return scalar;
    }

    /// <summary>The value of a tensor that has just one.</summary>
    /// <param name="x">The tensor.</param>
    /// <exception cref="ArgumentException">The tensor has none or several values.</exception>
    public static explicit operator float(Tensor x) => x.Length == 1
        ? x.AsSpan()[0]
        : throw new ArgumentException($"A tensor of shape {Shapes.Print(x.Shape)} isn't a single number.", nameof(x));
}

public static partial class TensorDerivatives
{
    /// <summary>The adjoint of the conversion of a number to a tensor.</summary>
    /// <param name="dresult">The cotangent of the tensor.</param>
    /// <returns>The adjoint of the number.</returns>
    [DerivativeOf(typeof(Tensor), "op_Implicit")]
    public static float FromScalarVjp(Tensor dresult) => Blas.Sum(dresult.AsSpan());

    /// <summary>The adjoint of the conversion of a tensor to a number.</summary>
    /// <param name="dresult">The cotangent of the number.</param>
    /// <param name="dx">The adjoint of the tensor, added into.</param>
    [DerivativeOf(typeof(Tensor), "op_Explicit")]
    public static void ToScalarVjp(float dresult, Tensor dx) => Blas.AddConstant(dresult, dx.AsSpan());

    /// <summary>The tangent of <see cref="Tensor.implicit operator Tensor(float)"/>.</summary>
    /// <param name="dvalue">The tangent of value; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), "op_Implicit")]
    public static Tensor FromScalarJvp(float dvalue) => dvalue;

    /// <summary>The tangent of <see cref="Tensor.explicit operator float(Tensor)"/>.</summary>
    /// <param name="dx">The tangent of x; absent where it doesn't move.</param>
    /// <returns>The tangent of the result.</returns>
    [DerivativeOf(typeof(Tensor), "op_Explicit")]
    public static float ToScalarJvp(Tensor dx) => (float)dx;
}
