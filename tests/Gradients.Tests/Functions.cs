// Functions with the derivative zero are here on purpose.
#pragma warning disable GRAD0202
namespace AutoDiff.Gradients.Tests;

/// <summary>Every function of doubles that has a derivative, each as a method of its own. What is expected of them is in <c>FunctionTests</c> and <c>SubgradientTests</c>.</summary>
public static partial class Functions
{
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Add(double x, double y) => x + y;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Subtract(double x, double y) => x - y;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Multiply(double x, double y) => x * y;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Divide(double x, double y) => x / y;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Remainder(double x, double y) => x % y;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Square(double x) => x * x;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Negate(double x) => -x;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Increment(double x) => ++x;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Decrement(double x) => --x;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Reciprocal(double x) => 1 / x;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double ReciprocalSqrt(double x) => 1 / Math.Sqrt(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double AddMultiply(double x, double y, double z) => (x + y) * z;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Abs(double x) => Math.Abs(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Acos(double x) => Math.Acos(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Acosh(double x) => Math.Acosh(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Asin(double x) => Math.Asin(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Asinh(double x) => Math.Asinh(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Atan(double x) => Math.Atan(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Atanh(double x) => Math.Atanh(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double BitDecrement(double x) => Math.BitDecrement(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double BitIncrement(double x) => Math.BitIncrement(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Cbrt(double x) => Math.Cbrt(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Ceiling(double x) => Math.Ceiling(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Cos(double x) => Math.Cos(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Cosh(double x) => Math.Cosh(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Exp(double x) => Math.Exp(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Floor(double x) => Math.Floor(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Log(double x) => Math.Log(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Log10(double x) => Math.Log10(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Log2(double x) => Math.Log2(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double ReciprocalEstimate(double x) => Math.ReciprocalEstimate(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double ReciprocalSqrtEstimate(double x) => Math.ReciprocalSqrtEstimate(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Round(double x) => Math.Round(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Sin(double x) => Math.Sin(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Sinh(double x) => Math.Sinh(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Sqrt(double x) => Math.Sqrt(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Tan(double x) => Math.Tan(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Tanh(double x) => Math.Tanh(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Truncate(double x) => Math.Truncate(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Atan2(double x, double y) => Math.Atan2(x, y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double CopySign(double x, double y) => Math.CopySign(x, y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double IEEERemainder(double x, double y) => Math.IEEERemainder(x, y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Max(double x, double y) => Math.Max(x, y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double MaxMagnitude(double x, double y) => Math.MaxMagnitude(x, y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Min(double x, double y) => Math.Min(x, y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double MinMagnitude(double x, double y) => Math.MinMagnitude(x, y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Pow(double x, double y) => Math.Pow(x, y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double LogBase(double x, double y) => Math.Log(x, y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Clamp(double x, double y, double z) => Math.Clamp(x, y, z);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double FusedMultiplyAdd(double x, double y, double z) => Math.FusedMultiplyAdd(x, y, z);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double ScaleB(double x, int n) => Math.ScaleB(x, n);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double RoundDigits(double x) => Math.Round(x, 1);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double RoundMode(double x) => Math.Round(x, MidpointRounding.ToZero);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double RoundDigitsMode(double x) => Math.Round(x, 1, MidpointRounding.AwayFromZero);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Sign(double x) => Math.Sign(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double ILogB(double x) => Math.ILogB(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double SinOfPair(double x) => double.SinCos(x).Sin;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double CosOfPair(double x) => double.SinCos(x).Cos;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Sqrt2(double x) => Math.Pow(x, 0.5);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Cube(double x) => Math.Pow(x, 3);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double PowerOfOne(double x) => Math.Pow(x, 1);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double PowerOfZero(double x) => Math.Pow(x, 0);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double PowerOfTwo(double x) => Math.Pow(2, x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double PowerOfNothing(double x) => Math.Pow(0, x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double AcosPi(double x) => double.AcosPi(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double AsinPi(double x) => double.AsinPi(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double AtanPi(double x) => double.AtanPi(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double CosPi(double x) => double.CosPi(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double DegreesToRadians(double x) => double.DegreesToRadians(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Exp10(double x) => double.Exp10(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Exp10M1(double x) => double.Exp10M1(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Exp2(double x) => double.Exp2(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Exp2M1(double x) => double.Exp2M1(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double ExpM1(double x) => double.ExpM1(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Log10P1(double x) => double.Log10P1(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Log2P1(double x) => double.Log2P1(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double LogP1(double x) => double.LogP1(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double RadiansToDegrees(double x) => double.RadiansToDegrees(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double SinPi(double x) => double.SinPi(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double TanPi(double x) => double.TanPi(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Atan2Pi(double x, double y) => double.Atan2Pi(x, y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Hypot(double x, double y) => double.Hypot(x, y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double MaxMagnitudeNumber(double x, double y) => double.MaxMagnitudeNumber(x, y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double MaxNative(double x, double y) => double.MaxNative(x, y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double MaxNumber(double x, double y) => double.MaxNumber(x, y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double MinMagnitudeNumber(double x, double y) => double.MinMagnitudeNumber(x, y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double MinNative(double x, double y) => double.MinNative(x, y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double MinNumber(double x, double y) => double.MinNumber(x, y);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double ClampNative(double x, double y, double z) => double.ClampNative(x, y, z);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Lerp(double x, double y, double z) => double.Lerp(x, y, z);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double MultiplyAddEstimate(double x, double y, double z) => double.MultiplyAddEstimate(x, y, z);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double RootN(double x, int n) => double.RootN(x, n);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double SinPiOfPair(double x) => double.SinCosPi(x).SinPi;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double CosPiOfPair(double x) => double.SinCosPi(x).CosPi;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Digamma(double x) => SpecialFunctions.Digamma(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Erf(double x) => SpecialFunctions.Erf(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double LogGamma(double x) => SpecialFunctions.LogGamma(x);

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double NormalCdf(double x) => SpecialFunctions.NormalCdf(x);
}
