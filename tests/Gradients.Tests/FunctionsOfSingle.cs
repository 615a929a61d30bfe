// Functions with the derivative zero are here on purpose.
#pragma warning disable GRAD0202
namespace AutoDiff.Gradients.Tests;

/// <summary>Every function of floats that has a derivative, each as a method of its own. What is expected of them is in <c>FunctionTests</c> and <c>SubgradientTests</c>.</summary>
public static partial class FunctionsOfSingle
{
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Add(float x, float y) => x + y;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Subtract(float x, float y) => x - y;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Multiply(float x, float y) => x * y;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Divide(float x, float y) => x / y;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Remainder(float x, float y) => x % y;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Square(float x) => x * x;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Negate(float x) => -x;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Increment(float x) => ++x;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Decrement(float x) => --x;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Reciprocal(float x) => 1 / x;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float ReciprocalSqrt(float x) => 1 / MathF.Sqrt(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float AddMultiply(float x, float y, float z) => (x + y) * z;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Abs(float x) => MathF.Abs(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Acos(float x) => MathF.Acos(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Acosh(float x) => MathF.Acosh(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Asin(float x) => MathF.Asin(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Asinh(float x) => MathF.Asinh(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Atan(float x) => MathF.Atan(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Atanh(float x) => MathF.Atanh(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float BitDecrement(float x) => MathF.BitDecrement(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float BitIncrement(float x) => MathF.BitIncrement(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Cbrt(float x) => MathF.Cbrt(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Ceiling(float x) => MathF.Ceiling(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Cos(float x) => MathF.Cos(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Cosh(float x) => MathF.Cosh(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Exp(float x) => MathF.Exp(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Floor(float x) => MathF.Floor(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Log(float x) => MathF.Log(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Log10(float x) => MathF.Log10(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Log2(float x) => MathF.Log2(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float ReciprocalEstimate(float x) => MathF.ReciprocalEstimate(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float ReciprocalSqrtEstimate(float x) => MathF.ReciprocalSqrtEstimate(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Round(float x) => MathF.Round(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Sin(float x) => MathF.Sin(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Sinh(float x) => MathF.Sinh(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Sqrt(float x) => MathF.Sqrt(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Tan(float x) => MathF.Tan(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Tanh(float x) => MathF.Tanh(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Truncate(float x) => MathF.Truncate(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Atan2(float x, float y) => MathF.Atan2(x, y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float CopySign(float x, float y) => MathF.CopySign(x, y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float IEEERemainder(float x, float y) => MathF.IEEERemainder(x, y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Max(float x, float y) => MathF.Max(x, y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float MaxMagnitude(float x, float y) => MathF.MaxMagnitude(x, y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Min(float x, float y) => MathF.Min(x, y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float MinMagnitude(float x, float y) => MathF.MinMagnitude(x, y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Pow(float x, float y) => MathF.Pow(x, y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float LogBase(float x, float y) => MathF.Log(x, y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Clamp(float x, float y, float z) => Math.Clamp(x, y, z);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float FusedMultiplyAdd(float x, float y, float z) => MathF.FusedMultiplyAdd(x, y, z);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float ScaleB(float x, int n) => MathF.ScaleB(x, n);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float RoundDigits(float x) => MathF.Round(x, 1);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float RoundMode(float x) => MathF.Round(x, MidpointRounding.ToZero);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float RoundDigitsMode(float x) => MathF.Round(x, 1, MidpointRounding.AwayFromZero);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Sign(float x) => MathF.Sign(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float ILogB(float x) => MathF.ILogB(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float SinOfPair(float x) => float.SinCos(x).Sin;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float CosOfPair(float x) => float.SinCos(x).Cos;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Sqrt2(float x) => MathF.Pow(x, 0.5f);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Cube(float x) => MathF.Pow(x, 3);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float PowerOfOne(float x) => MathF.Pow(x, 1);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float PowerOfZero(float x) => MathF.Pow(x, 0);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float PowerOfTwo(float x) => MathF.Pow(2, x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float PowerOfNothing(float x) => MathF.Pow(0, x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float AcosPi(float x) => float.AcosPi(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float AsinPi(float x) => float.AsinPi(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float AtanPi(float x) => float.AtanPi(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float CosPi(float x) => float.CosPi(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float DegreesToRadians(float x) => float.DegreesToRadians(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Exp10(float x) => float.Exp10(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Exp10M1(float x) => float.Exp10M1(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Exp2(float x) => float.Exp2(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Exp2M1(float x) => float.Exp2M1(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float ExpM1(float x) => float.ExpM1(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Log10P1(float x) => float.Log10P1(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Log2P1(float x) => float.Log2P1(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float LogP1(float x) => float.LogP1(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float RadiansToDegrees(float x) => float.RadiansToDegrees(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float SinPi(float x) => float.SinPi(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float TanPi(float x) => float.TanPi(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Atan2Pi(float x, float y) => float.Atan2Pi(x, y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Hypot(float x, float y) => float.Hypot(x, y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float MaxMagnitudeNumber(float x, float y) => float.MaxMagnitudeNumber(x, y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float MaxNative(float x, float y) => float.MaxNative(x, y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float MaxNumber(float x, float y) => float.MaxNumber(x, y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float MinMagnitudeNumber(float x, float y) => float.MinMagnitudeNumber(x, y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float MinNative(float x, float y) => float.MinNative(x, y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float MinNumber(float x, float y) => float.MinNumber(x, y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float ClampNative(float x, float y, float z) => float.ClampNative(x, y, z);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Lerp(float x, float y, float z) => float.Lerp(x, y, z);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float MultiplyAddEstimate(float x, float y, float z) => float.MultiplyAddEstimate(x, y, z);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float RootN(float x, int n) => float.RootN(x, n);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float SinPiOfPair(float x) => float.SinCosPi(x).SinPi;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float CosPiOfPair(float x) => float.SinCosPi(x).CosPi;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Digamma(float x) => SpecialFunctions.Digamma(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float Erf(float x) => SpecialFunctions.Erf(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float LogGamma(float x) => SpecialFunctions.LogGamma(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static float NormalCdf(float x) => SpecialFunctions.NormalCdf(x);
}
