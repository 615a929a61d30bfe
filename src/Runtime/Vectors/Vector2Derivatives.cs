using System.ComponentModel;
using System.Numerics;

namespace AutoDiff.CompilerServices;

/// <summary>The derivatives of the methods of <see cref="Vector2"/>. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Vector2Derivatives
{
    /// <summary>The derivative of <see cref="Vector2.Dot(Vector2, Vector2)"/>.</summary>
    [DerivativeOf(typeof(Vector2), nameof(Vector2.Dot))]
    public static (Vector2 dvalue1, Vector2 dvalue2) DotVjp(Vector2 value1, Vector2 value2, float dresult) => (dresult * value2, dresult * value1);

    /// <summary>The derivative of <see cref="Vector2.Cross(Vector2, Vector2)"/>.</summary>
    [DerivativeOf(typeof(Vector2), nameof(Vector2.Cross))]
    public static (Vector2 dvalue1, Vector2 dvalue2) CrossVjp(Vector2 value1, Vector2 value2, float dresult) => (dresult * new Vector2(value2.Y, -value2.X), dresult * new Vector2(-value1.Y, value1.X));

    /// <summary>The derivative of <see cref="Vector2.Length()"/>.</summary>
    [DerivativeOf(typeof(Vector2), nameof(Vector2.Length))]
    public static Vector2 LengthVjp(Vector2 @this, float result, float dresult) => @this * (dresult / result);

    /// <summary>The derivative of <see cref="Vector2.LengthSquared()"/>.</summary>
    [DerivativeOf(typeof(Vector2), nameof(Vector2.LengthSquared))]
    public static Vector2 LengthSquaredVjp(Vector2 @this, float dresult) => 2 * dresult * @this;

    /// <summary>The derivative of <see cref="Vector2.Distance(Vector2, Vector2)"/>.</summary>
    [DerivativeOf(typeof(Vector2), nameof(Vector2.Distance))]
    public static (Vector2 dvalue1, Vector2 dvalue2) DistanceVjp(Vector2 value1, Vector2 value2, float result, float dresult) => Opposite((value1 - value2) * (dresult / result));

    /// <summary>The derivative of <see cref="Vector2.DistanceSquared(Vector2, Vector2)"/>.</summary>
    [DerivativeOf(typeof(Vector2), nameof(Vector2.DistanceSquared))]
    public static (Vector2 dvalue1, Vector2 dvalue2) DistanceSquaredVjp(Vector2 value1, Vector2 value2, float dresult) => Opposite(2 * dresult * (value1 - value2));

    /// <summary>The derivative of <see cref="Vector2.Normalize(Vector2)"/>.</summary>
    [DerivativeOf(typeof(Vector2), nameof(Vector2.Normalize))]
    public static Vector2 NormalizeVjp(Vector2 value, Vector2 result, Vector2 dresult) => (dresult - (Vector2.Dot(result, dresult) * result)) / value.Length();

    /// <summary>The derivative of <see cref="Vector2.Lerp(Vector2, Vector2, float)"/>.</summary>
    [DerivativeOf(typeof(Vector2), nameof(Vector2.Lerp), Parameters = [typeof(Vector2), typeof(Vector2), typeof(float)])]
    public static (Vector2 dvalue1, Vector2 dvalue2, float damount) LerpVjp(Vector2 value1, Vector2 value2, float amount, Vector2 dresult) => ((1 - amount) * dresult, amount * dresult, Vector2.Dot(dresult, value2 - value1));

    /// <summary>The derivative of <see cref="Vector2.Lerp(Vector2, Vector2, Vector2)"/>.</summary>
    [DerivativeOf(typeof(Vector2), nameof(Vector2.Lerp), Parameters = [typeof(Vector2), typeof(Vector2), typeof(Vector2)])]
    public static (Vector2 dvalue1, Vector2 dvalue2, Vector2 damount) LerpVjp(Vector2 value1, Vector2 value2, Vector2 amount, Vector2 dresult) => ((Vector2.One - amount) * dresult, amount * dresult, dresult * (value2 - value1));

    /// <summary>The derivative of <see cref="Vector2.Reflect(Vector2, Vector2)"/>.</summary>
    [DerivativeOf(typeof(Vector2), nameof(Vector2.Reflect))]
    public static (Vector2 dvector, Vector2 dnormal) ReflectVjp(Vector2 vector, Vector2 normal, Vector2 dresult) => (dresult - (2 * Vector2.Dot(dresult, normal) * normal), -2 * ((Vector2.Dot(vector, normal) * dresult) + (Vector2.Dot(dresult, normal) * vector)));

    /// <summary>The derivative of <see cref="Vector2.Sum(Vector2)"/>.</summary>
    [DerivativeOf(typeof(Vector2), nameof(Vector2.Sum))]
    public static Vector2 SumVjp(float dresult) => new Vector2(dresult);

    /// <summary>The derivative of <see cref="Vector2.Abs(Vector2)"/>.</summary>
    [DerivativeOf(typeof(Vector2), nameof(Vector2.Abs))]
    public static Vector2 AbsVjp(Vector2 value, Vector2 dresult) => new Vector2(VectorComponents.Sign(value.X) * dresult.X, VectorComponents.Sign(value.Y) * dresult.Y);

    /// <summary>The derivative of <see cref="Vector2.SquareRoot(Vector2)"/>.</summary>
    [DerivativeOf(typeof(Vector2), nameof(Vector2.SquareRoot))]
    public static Vector2 SquareRootVjp(Vector2 result, Vector2 dresult) => dresult / (2 * result);

    /// <summary>The derivative of <see cref="Vector2.FusedMultiplyAdd(Vector2, Vector2, Vector2)"/>.</summary>
    [DerivativeOf(typeof(Vector2), nameof(Vector2.FusedMultiplyAdd))]
    public static (Vector2 dleft, Vector2 dright, Vector2 daddend) FusedMultiplyAddVjp(Vector2 left, Vector2 right, Vector2 dresult) => (dresult * right, dresult * left, dresult);

    /// <summary>The derivative of <see cref="Vector2.MultiplyAddEstimate(Vector2, Vector2, Vector2)"/>.</summary>
    [DerivativeOf(typeof(Vector2), nameof(Vector2.MultiplyAddEstimate))]
    public static (Vector2 dleft, Vector2 dright, Vector2 daddend) MultiplyAddEstimateVjp(Vector2 left, Vector2 right, Vector2 dresult) => (dresult * right, dresult * left, dresult);

    /// <summary>The derivative of <see cref="Vector2.Max(Vector2, Vector2)"/>.</summary>
    [DerivativeOf(typeof(Vector2), nameof(Vector2.Max))]
    public static (Vector2 dvalue1, Vector2 dvalue2) MaxVjp(Vector2 value1, Vector2 value2, Vector2 dresult) => (new Vector2(VectorComponents.ShareOfLarger(value1.X, value2.X) * dresult.X, VectorComponents.ShareOfLarger(value1.Y, value2.Y) * dresult.Y), new Vector2(VectorComponents.ShareOfLarger(value2.X, value1.X) * dresult.X, VectorComponents.ShareOfLarger(value2.Y, value1.Y) * dresult.Y));

    /// <summary>The derivative of <see cref="Vector2.Min(Vector2, Vector2)"/>.</summary>
    [DerivativeOf(typeof(Vector2), nameof(Vector2.Min))]
    public static (Vector2 dvalue1, Vector2 dvalue2) MinVjp(Vector2 value1, Vector2 value2, Vector2 dresult) => (new Vector2(VectorComponents.ShareOfLarger(value2.X, value1.X) * dresult.X, VectorComponents.ShareOfLarger(value2.Y, value1.Y) * dresult.Y), new Vector2(VectorComponents.ShareOfLarger(value1.X, value2.X) * dresult.X, VectorComponents.ShareOfLarger(value1.Y, value2.Y) * dresult.Y));

    /// <summary>The derivative of <see cref="Vector2.Clamp(Vector2, Vector2, Vector2)"/>.</summary>
    [DerivativeOf(typeof(Vector2), nameof(Vector2.Clamp))]
    public static (Vector2 dvalue1, Vector2 dmin, Vector2 dmax) ClampVjp(Vector2 value1, Vector2 min, Vector2 max, Vector2 dresult) => (new Vector2(value1.X < min.X || value1.X > max.X ? 0 : dresult.X, value1.Y < min.Y || value1.Y > max.Y ? 0 : dresult.Y), new Vector2(value1.X < min.X && min.X <= max.X ? dresult.X : 0, value1.Y < min.Y && min.Y <= max.Y ? dresult.Y : 0), new Vector2(value1.X > max.X || min.X > max.X ? dresult.X : 0, value1.Y > max.Y || min.Y > max.Y ? dresult.Y : 0));

    /// <summary>The derivative of <see cref="Vector2.Transform(Vector2, Matrix4x4)"/>.</summary>
    [DerivativeOf(typeof(Vector2), nameof(Vector2.Transform), Parameters = [typeof(Vector2), typeof(Matrix4x4)])]
    public static Vector2 TransformVjp(Matrix4x4 matrix, Vector2 dresult) => Vector2.TransformNormal(dresult, Matrix4x4.Transpose(matrix));

    /// <summary>The derivative of <see cref="Vector2.TransformNormal(Vector2, Matrix4x4)"/>.</summary>
    [DerivativeOf(typeof(Vector2), nameof(Vector2.TransformNormal), Parameters = [typeof(Vector2), typeof(Matrix4x4)])]
    public static Vector2 TransformNormalVjp(Matrix4x4 matrix, Vector2 dresult) => Vector2.TransformNormal(dresult, Matrix4x4.Transpose(matrix));

    /// <summary>The derivative of <see cref="Vector2.Transform(Vector2, Quaternion)"/>.</summary>
    [DerivativeOf(typeof(Vector2), nameof(Vector2.Transform), Parameters = [typeof(Vector2), typeof(Quaternion)])]
    public static Vector2 TransformVjp(Quaternion rotation, Vector2 dresult) => Vector2.Transform(dresult, Quaternion.Conjugate(rotation));

    /// <summary>The derivative of <see cref="Vector2.Transform(Vector2, Matrix3x2)"/>.</summary>
    [DerivativeOf(typeof(Vector2), nameof(Vector2.Transform), Parameters = [typeof(Vector2), typeof(Matrix3x2)])]
    public static Vector2 TransformVjp(Matrix3x2 matrix, Vector2 dresult) => new Vector2((dresult.X * matrix.M11) + (dresult.Y * matrix.M12), (dresult.X * matrix.M21) + (dresult.Y * matrix.M22));

    /// <summary>The derivative of <see cref="Vector2.TransformNormal(Vector2, Matrix3x2)"/>.</summary>
    [DerivativeOf(typeof(Vector2), nameof(Vector2.TransformNormal), Parameters = [typeof(Vector2), typeof(Matrix3x2)])]
    public static Vector2 TransformNormalVjp(Matrix3x2 matrix, Vector2 dresult) => new Vector2((dresult.X * matrix.M11) + (dresult.Y * matrix.M12), (dresult.X * matrix.M21) + (dresult.Y * matrix.M22));

    private static (Vector2, Vector2) Opposite(Vector2 first) => (first, -first);
}
