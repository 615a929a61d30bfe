using System.ComponentModel;
using System.Numerics;

namespace AutoDiff.CompilerServices;

/// <summary>The derivatives of the methods of <see cref="Vector4"/>. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Vector4Derivatives
{
    /// <summary>The derivative of <see cref="Vector4.Dot(Vector4, Vector4)"/>.</summary>
    [DerivativeOf(typeof(Vector4), nameof(Vector4.Dot))]
    public static (Vector4 dvector1, Vector4 dvector2) DotVjp(Vector4 vector1, Vector4 vector2, float dresult) => (dresult * vector2, dresult * vector1);

    /// <summary>The derivative of <see cref="Vector4.Length()"/>.</summary>
    [DerivativeOf(typeof(Vector4), nameof(Vector4.Length))]
    public static Vector4 LengthVjp(Vector4 @this, float result, float dresult) => @this * (dresult / result);

    /// <summary>The derivative of <see cref="Vector4.LengthSquared()"/>.</summary>
    [DerivativeOf(typeof(Vector4), nameof(Vector4.LengthSquared))]
    public static Vector4 LengthSquaredVjp(Vector4 @this, float dresult) => 2 * dresult * @this;

    /// <summary>The derivative of <see cref="Vector4.Distance(Vector4, Vector4)"/>.</summary>
    [DerivativeOf(typeof(Vector4), nameof(Vector4.Distance))]
    public static (Vector4 dvalue1, Vector4 dvalue2) DistanceVjp(Vector4 value1, Vector4 value2, float result, float dresult) => Opposite((value1 - value2) * (dresult / result));

    /// <summary>The derivative of <see cref="Vector4.DistanceSquared(Vector4, Vector4)"/>.</summary>
    [DerivativeOf(typeof(Vector4), nameof(Vector4.DistanceSquared))]
    public static (Vector4 dvalue1, Vector4 dvalue2) DistanceSquaredVjp(Vector4 value1, Vector4 value2, float dresult) => Opposite(2 * dresult * (value1 - value2));

    /// <summary>The derivative of <see cref="Vector4.Normalize(Vector4)"/>.</summary>
    [DerivativeOf(typeof(Vector4), nameof(Vector4.Normalize))]
    public static Vector4 NormalizeVjp(Vector4 vector, Vector4 result, Vector4 dresult) => (dresult - (Vector4.Dot(result, dresult) * result)) / vector.Length();

    /// <summary>The derivative of <see cref="Vector4.Lerp(Vector4, Vector4, float)"/>.</summary>
    [DerivativeOf(typeof(Vector4), nameof(Vector4.Lerp), Parameters = [typeof(Vector4), typeof(Vector4), typeof(float)])]
    public static (Vector4 dvalue1, Vector4 dvalue2, float damount) LerpVjp(Vector4 value1, Vector4 value2, float amount, Vector4 dresult) => ((1 - amount) * dresult, amount * dresult, Vector4.Dot(dresult, value2 - value1));

    /// <summary>The derivative of <see cref="Vector4.Lerp(Vector4, Vector4, Vector4)"/>.</summary>
    [DerivativeOf(typeof(Vector4), nameof(Vector4.Lerp), Parameters = [typeof(Vector4), typeof(Vector4), typeof(Vector4)])]
    public static (Vector4 dvalue1, Vector4 dvalue2, Vector4 damount) LerpVjp(Vector4 value1, Vector4 value2, Vector4 amount, Vector4 dresult) => ((Vector4.One - amount) * dresult, amount * dresult, dresult * (value2 - value1));

    /// <summary>The derivative of <see cref="Vector4.Sum(Vector4)"/>.</summary>
    [DerivativeOf(typeof(Vector4), nameof(Vector4.Sum))]
    public static Vector4 SumVjp(float dresult) => new Vector4(dresult);

    /// <summary>The derivative of <see cref="Vector4.Abs(Vector4)"/>.</summary>
    [DerivativeOf(typeof(Vector4), nameof(Vector4.Abs))]
    public static Vector4 AbsVjp(Vector4 value, Vector4 dresult) => new Vector4(VectorComponents.Sign(value.X) * dresult.X, VectorComponents.Sign(value.Y) * dresult.Y, VectorComponents.Sign(value.Z) * dresult.Z, VectorComponents.Sign(value.W) * dresult.W);

    /// <summary>The derivative of <see cref="Vector4.SquareRoot(Vector4)"/>.</summary>
    [DerivativeOf(typeof(Vector4), nameof(Vector4.SquareRoot))]
    public static Vector4 SquareRootVjp(Vector4 result, Vector4 dresult) => dresult / (2 * result);

    /// <summary>The derivative of <see cref="Vector4.FusedMultiplyAdd(Vector4, Vector4, Vector4)"/>.</summary>
    [DerivativeOf(typeof(Vector4), nameof(Vector4.FusedMultiplyAdd))]
    public static (Vector4 dleft, Vector4 dright, Vector4 daddend) FusedMultiplyAddVjp(Vector4 left, Vector4 right, Vector4 dresult) => (dresult * right, dresult * left, dresult);

    /// <summary>The derivative of <see cref="Vector4.MultiplyAddEstimate(Vector4, Vector4, Vector4)"/>.</summary>
    [DerivativeOf(typeof(Vector4), nameof(Vector4.MultiplyAddEstimate))]
    public static (Vector4 dleft, Vector4 dright, Vector4 daddend) MultiplyAddEstimateVjp(Vector4 left, Vector4 right, Vector4 dresult) => (dresult * right, dresult * left, dresult);

    /// <summary>The derivative of <see cref="Vector4.Max(Vector4, Vector4)"/>.</summary>
    [DerivativeOf(typeof(Vector4), nameof(Vector4.Max))]
    public static (Vector4 dvalue1, Vector4 dvalue2) MaxVjp(Vector4 value1, Vector4 value2, Vector4 dresult) => (new Vector4(VectorComponents.ShareOfLarger(value1.X, value2.X) * dresult.X, VectorComponents.ShareOfLarger(value1.Y, value2.Y) * dresult.Y, VectorComponents.ShareOfLarger(value1.Z, value2.Z) * dresult.Z, VectorComponents.ShareOfLarger(value1.W, value2.W) * dresult.W), new Vector4(VectorComponents.ShareOfLarger(value2.X, value1.X) * dresult.X, VectorComponents.ShareOfLarger(value2.Y, value1.Y) * dresult.Y, VectorComponents.ShareOfLarger(value2.Z, value1.Z) * dresult.Z, VectorComponents.ShareOfLarger(value2.W, value1.W) * dresult.W));

    /// <summary>The derivative of <see cref="Vector4.Min(Vector4, Vector4)"/>.</summary>
    [DerivativeOf(typeof(Vector4), nameof(Vector4.Min))]
    public static (Vector4 dvalue1, Vector4 dvalue2) MinVjp(Vector4 value1, Vector4 value2, Vector4 dresult) => (new Vector4(VectorComponents.ShareOfLarger(value2.X, value1.X) * dresult.X, VectorComponents.ShareOfLarger(value2.Y, value1.Y) * dresult.Y, VectorComponents.ShareOfLarger(value2.Z, value1.Z) * dresult.Z, VectorComponents.ShareOfLarger(value2.W, value1.W) * dresult.W), new Vector4(VectorComponents.ShareOfLarger(value1.X, value2.X) * dresult.X, VectorComponents.ShareOfLarger(value1.Y, value2.Y) * dresult.Y, VectorComponents.ShareOfLarger(value1.Z, value2.Z) * dresult.Z, VectorComponents.ShareOfLarger(value1.W, value2.W) * dresult.W));

    /// <summary>The derivative of <see cref="Vector4.Clamp(Vector4, Vector4, Vector4)"/>.</summary>
    [DerivativeOf(typeof(Vector4), nameof(Vector4.Clamp))]
    public static (Vector4 dvalue1, Vector4 dmin, Vector4 dmax) ClampVjp(Vector4 value1, Vector4 min, Vector4 max, Vector4 dresult) => (new Vector4(value1.X < min.X || value1.X > max.X ? 0 : dresult.X, value1.Y < min.Y || value1.Y > max.Y ? 0 : dresult.Y, value1.Z < min.Z || value1.Z > max.Z ? 0 : dresult.Z, value1.W < min.W || value1.W > max.W ? 0 : dresult.W), new Vector4(value1.X < min.X && min.X <= max.X ? dresult.X : 0, value1.Y < min.Y && min.Y <= max.Y ? dresult.Y : 0, value1.Z < min.Z && min.Z <= max.Z ? dresult.Z : 0, value1.W < min.W && min.W <= max.W ? dresult.W : 0), new Vector4(value1.X > max.X || min.X > max.X ? dresult.X : 0, value1.Y > max.Y || min.Y > max.Y ? dresult.Y : 0, value1.Z > max.Z || min.Z > max.Z ? dresult.Z : 0, value1.W > max.W || min.W > max.W ? dresult.W : 0));

    /// <summary>The derivative of <see cref="Vector4.Transform(Vector4, Matrix4x4)"/>.</summary>
    [DerivativeOf(typeof(Vector4), nameof(Vector4.Transform), Parameters = [typeof(Vector4), typeof(Matrix4x4)])]
    public static Vector4 TransformVjp(Matrix4x4 matrix, Vector4 dresult, Vector4 vector) => Vector4.Transform(dresult, Matrix4x4.Transpose(matrix));

    /// <summary>The derivative of <see cref="Vector4.Transform(Vector2, Matrix4x4)"/>.</summary>
    [DerivativeOf(typeof(Vector4), nameof(Vector4.Transform), Parameters = [typeof(Vector2), typeof(Matrix4x4)])]
    public static Vector2 TransformVjp(Vector2 position, Matrix4x4 matrix, Vector4 dresult) => First2(Vector4.Transform(dresult, Matrix4x4.Transpose(matrix)));

    /// <summary>The derivative of <see cref="Vector4.Transform(Vector2, Quaternion)"/>.</summary>
    [DerivativeOf(typeof(Vector4), nameof(Vector4.Transform), Parameters = [typeof(Vector2), typeof(Quaternion)])]
    public static Vector2 TransformVjp(Vector2 value, Quaternion rotation, Vector4 dresult) => First2(Vector4.Transform(dresult, Quaternion.Conjugate(rotation)));

    /// <summary>The derivative of <see cref="Vector4.Transform(Vector3, Matrix4x4)"/>.</summary>
    [DerivativeOf(typeof(Vector4), nameof(Vector4.Transform), Parameters = [typeof(Vector3), typeof(Matrix4x4)])]
    public static Vector3 TransformVjp(Vector3 position, Matrix4x4 matrix, Vector4 dresult) => First3(Vector4.Transform(dresult, Matrix4x4.Transpose(matrix)));

    /// <summary>The derivative of <see cref="Vector4.Transform(Vector3, Quaternion)"/>.</summary>
    [DerivativeOf(typeof(Vector4), nameof(Vector4.Transform), Parameters = [typeof(Vector3), typeof(Quaternion)])]
    public static Vector3 TransformVjp(Vector3 value, Quaternion rotation, Vector4 dresult) => First3(Vector4.Transform(dresult, Quaternion.Conjugate(rotation)));

    /// <summary>The derivative of <see cref="Vector4.Transform(Vector4, Quaternion)"/>.</summary>
    [DerivativeOf(typeof(Vector4), nameof(Vector4.Transform), Parameters = [typeof(Vector4), typeof(Quaternion)])]
    public static Vector4 TransformVjp(Vector4 value, Quaternion rotation, Vector4 dresult) => Vector4.Transform(dresult, Quaternion.Conjugate(rotation));

    private static (Vector4, Vector4) Opposite(Vector4 first) => (first, -first);

    private static Vector2 First2(Vector4 vector) => new(vector.X, vector.Y);

    private static Vector3 First3(Vector4 vector) => new(vector.X, vector.Y, vector.Z);
}
