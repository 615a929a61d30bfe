using System.ComponentModel;
using System.Numerics;

namespace AutoDiff.CompilerServices;

/// <summary>The derivatives of the methods of <see cref="Vector3"/>. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Vector3Derivatives
{
    /// <summary>The derivative of <see cref="Vector3.Dot(Vector3, Vector3)"/>.</summary>
    [DerivativeOf(typeof(Vector3), nameof(Vector3.Dot))]
    public static (Vector3 dvector1, Vector3 dvector2) DotVjp(Vector3 vector1, Vector3 vector2, float dresult) => (dresult * vector2, dresult * vector1);

    /// <summary>The derivative of <see cref="Vector3.Cross(Vector3, Vector3)"/>.</summary>
    [DerivativeOf(typeof(Vector3), nameof(Vector3.Cross))]
    public static (Vector3 dvector1, Vector3 dvector2) CrossVjp(Vector3 vector1, Vector3 vector2, Vector3 dresult) => (Vector3.Cross(vector2, dresult), Vector3.Cross(dresult, vector1));

    /// <summary>The derivative of <see cref="Vector3.Length()"/>.</summary>
    [DerivativeOf(typeof(Vector3), nameof(Vector3.Length))]
    public static Vector3 LengthVjp(Vector3 @this, float result, float dresult) => @this * (dresult / result);

    /// <summary>The derivative of <see cref="Vector3.LengthSquared()"/>.</summary>
    [DerivativeOf(typeof(Vector3), nameof(Vector3.LengthSquared))]
    public static Vector3 LengthSquaredVjp(Vector3 @this, float dresult) => 2 * dresult * @this;

    /// <summary>The derivative of <see cref="Vector3.Distance(Vector3, Vector3)"/>.</summary>
    [DerivativeOf(typeof(Vector3), nameof(Vector3.Distance))]
    public static (Vector3 dvalue1, Vector3 dvalue2) DistanceVjp(Vector3 value1, Vector3 value2, float result, float dresult) => Opposite((value1 - value2) * (dresult / result));

    /// <summary>The derivative of <see cref="Vector3.DistanceSquared(Vector3, Vector3)"/>.</summary>
    [DerivativeOf(typeof(Vector3), nameof(Vector3.DistanceSquared))]
    public static (Vector3 dvalue1, Vector3 dvalue2) DistanceSquaredVjp(Vector3 value1, Vector3 value2, float dresult) => Opposite(2 * dresult * (value1 - value2));

    /// <summary>The derivative of <see cref="Vector3.Normalize(Vector3)"/>.</summary>
    [DerivativeOf(typeof(Vector3), nameof(Vector3.Normalize))]
    public static Vector3 NormalizeVjp(Vector3 value, Vector3 result, Vector3 dresult) => (dresult - (Vector3.Dot(result, dresult) * result)) / value.Length();

    /// <summary>The derivative of <see cref="Vector3.Lerp(Vector3, Vector3, float)"/>.</summary>
    [DerivativeOf(typeof(Vector3), nameof(Vector3.Lerp), Parameters = [typeof(Vector3), typeof(Vector3), typeof(float)])]
    public static (Vector3 dvalue1, Vector3 dvalue2, float damount) LerpVjp(Vector3 value1, Vector3 value2, float amount, Vector3 dresult) => ((1 - amount) * dresult, amount * dresult, Vector3.Dot(dresult, value2 - value1));

    /// <summary>The derivative of <see cref="Vector3.Lerp(Vector3, Vector3, Vector3)"/>.</summary>
    [DerivativeOf(typeof(Vector3), nameof(Vector3.Lerp), Parameters = [typeof(Vector3), typeof(Vector3), typeof(Vector3)])]
    public static (Vector3 dvalue1, Vector3 dvalue2, Vector3 damount) LerpVjp(Vector3 value1, Vector3 value2, Vector3 amount, Vector3 dresult) => ((Vector3.One - amount) * dresult, amount * dresult, dresult * (value2 - value1));

    /// <summary>The derivative of <see cref="Vector3.Reflect(Vector3, Vector3)"/>.</summary>
    [DerivativeOf(typeof(Vector3), nameof(Vector3.Reflect))]
    public static (Vector3 dvector, Vector3 dnormal) ReflectVjp(Vector3 vector, Vector3 normal, Vector3 dresult) => (dresult - (2 * Vector3.Dot(dresult, normal) * normal), -2 * ((Vector3.Dot(vector, normal) * dresult) + (Vector3.Dot(dresult, normal) * vector)));

    /// <summary>The derivative of <see cref="Vector3.Sum(Vector3)"/>.</summary>
    [DerivativeOf(typeof(Vector3), nameof(Vector3.Sum))]
    public static Vector3 SumVjp(float dresult) => new Vector3(dresult);

    /// <summary>The derivative of <see cref="Vector3.Abs(Vector3)"/>.</summary>
    [DerivativeOf(typeof(Vector3), nameof(Vector3.Abs))]
    public static Vector3 AbsVjp(Vector3 value, Vector3 dresult) => new Vector3(VectorComponents.Sign(value.X) * dresult.X, VectorComponents.Sign(value.Y) * dresult.Y, VectorComponents.Sign(value.Z) * dresult.Z);

    /// <summary>The derivative of <see cref="Vector3.SquareRoot(Vector3)"/>.</summary>
    [DerivativeOf(typeof(Vector3), nameof(Vector3.SquareRoot))]
    public static Vector3 SquareRootVjp(Vector3 result, Vector3 dresult) => dresult / (2 * result);

    /// <summary>The derivative of <see cref="Vector3.FusedMultiplyAdd(Vector3, Vector3, Vector3)"/>.</summary>
    [DerivativeOf(typeof(Vector3), nameof(Vector3.FusedMultiplyAdd))]
    public static (Vector3 dleft, Vector3 dright, Vector3 daddend) FusedMultiplyAddVjp(Vector3 left, Vector3 right, Vector3 dresult) => (dresult * right, dresult * left, dresult);

    /// <summary>The derivative of <see cref="Vector3.MultiplyAddEstimate(Vector3, Vector3, Vector3)"/>.</summary>
    [DerivativeOf(typeof(Vector3), nameof(Vector3.MultiplyAddEstimate))]
    public static (Vector3 dleft, Vector3 dright, Vector3 daddend) MultiplyAddEstimateVjp(Vector3 left, Vector3 right, Vector3 dresult) => (dresult * right, dresult * left, dresult);

    /// <summary>The derivative of <see cref="Vector3.Max(Vector3, Vector3)"/>.</summary>
    [DerivativeOf(typeof(Vector3), nameof(Vector3.Max))]
    public static (Vector3 dvalue1, Vector3 dvalue2) MaxVjp(Vector3 value1, Vector3 value2, Vector3 dresult) => (new Vector3(VectorComponents.ShareOfLarger(value1.X, value2.X) * dresult.X, VectorComponents.ShareOfLarger(value1.Y, value2.Y) * dresult.Y, VectorComponents.ShareOfLarger(value1.Z, value2.Z) * dresult.Z), new Vector3(VectorComponents.ShareOfLarger(value2.X, value1.X) * dresult.X, VectorComponents.ShareOfLarger(value2.Y, value1.Y) * dresult.Y, VectorComponents.ShareOfLarger(value2.Z, value1.Z) * dresult.Z));

    /// <summary>The derivative of <see cref="Vector3.Min(Vector3, Vector3)"/>.</summary>
    [DerivativeOf(typeof(Vector3), nameof(Vector3.Min))]
    public static (Vector3 dvalue1, Vector3 dvalue2) MinVjp(Vector3 value1, Vector3 value2, Vector3 dresult) => (new Vector3(VectorComponents.ShareOfLarger(value2.X, value1.X) * dresult.X, VectorComponents.ShareOfLarger(value2.Y, value1.Y) * dresult.Y, VectorComponents.ShareOfLarger(value2.Z, value1.Z) * dresult.Z), new Vector3(VectorComponents.ShareOfLarger(value1.X, value2.X) * dresult.X, VectorComponents.ShareOfLarger(value1.Y, value2.Y) * dresult.Y, VectorComponents.ShareOfLarger(value1.Z, value2.Z) * dresult.Z));

    /// <summary>The derivative of <see cref="Vector3.Clamp(Vector3, Vector3, Vector3)"/>.</summary>
    [DerivativeOf(typeof(Vector3), nameof(Vector3.Clamp))]
    public static (Vector3 dvalue1, Vector3 dmin, Vector3 dmax) ClampVjp(Vector3 value1, Vector3 min, Vector3 max, Vector3 dresult) => (new Vector3(value1.X < min.X || value1.X > max.X ? 0 : dresult.X, value1.Y < min.Y || value1.Y > max.Y ? 0 : dresult.Y, value1.Z < min.Z || value1.Z > max.Z ? 0 : dresult.Z), new Vector3(value1.X < min.X && min.X <= max.X ? dresult.X : 0, value1.Y < min.Y && min.Y <= max.Y ? dresult.Y : 0, value1.Z < min.Z && min.Z <= max.Z ? dresult.Z : 0), new Vector3(value1.X > max.X || min.X > max.X ? dresult.X : 0, value1.Y > max.Y || min.Y > max.Y ? dresult.Y : 0, value1.Z > max.Z || min.Z > max.Z ? dresult.Z : 0));

    /// <summary>The derivative of <see cref="Vector3.Transform(Vector3, Matrix4x4)"/>.</summary>
    [DerivativeOf(typeof(Vector3), nameof(Vector3.Transform), Parameters = [typeof(Vector3), typeof(Matrix4x4)])]
    public static Vector3 TransformVjp(Matrix4x4 matrix, Vector3 dresult) => Vector3.TransformNormal(dresult, Matrix4x4.Transpose(matrix));

    /// <summary>The derivative of <see cref="Vector3.TransformNormal(Vector3, Matrix4x4)"/>.</summary>
    [DerivativeOf(typeof(Vector3), nameof(Vector3.TransformNormal), Parameters = [typeof(Vector3), typeof(Matrix4x4)])]
    public static Vector3 TransformNormalVjp(Matrix4x4 matrix, Vector3 dresult) => Vector3.TransformNormal(dresult, Matrix4x4.Transpose(matrix));

    /// <summary>The derivative of <see cref="Vector3.Transform(Vector3, Quaternion)"/>.</summary>
    [DerivativeOf(typeof(Vector3), nameof(Vector3.Transform), Parameters = [typeof(Vector3), typeof(Quaternion)])]
    public static Vector3 TransformVjp(Quaternion rotation, Vector3 dresult) => Vector3.Transform(dresult, Quaternion.Conjugate(rotation));

    private static (Vector3, Vector3) Opposite(Vector3 first) => (first, -first);
}
