using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

internal static partial class RefReturns
{
    [Differentiable]
    public static double OfAnElement(double[] a, double x)
    {
        At(1) = x * At(0);
        ref double r = ref At(0);
        r *= At(1);
        return At(0) * At(1);

        ref double At(int i) => ref a[i];
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double OfAParameter(double x, double y)
    {
        Larger(ref x, ref y) *= x;
        ref double r = ref Larger(ref y, ref x);
        r = Math.Sin(r) * y;
        return x * y * r;

        static ref double Larger(ref double p, ref double q)
        {
            if (p > q)
            {
                return ref p;
            }

            return ref q;
        }
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double OfALoop(double[] a, double x)
    {
        for (int k = 0; k < 3; k++)
        {
            Find(a, ref x) *= 0.5 * x;
        }

        return Find(a, ref x) * x + a[0];

        static ref double Find(Span<double> s, ref double otherwise)
        {
            for (int i = 0; i < s.Length; i++)
            {
                if (s[i] < 0)
                {
                    continue;
                }

                if (s[i] > 1)
                {
                    return ref s[i];
                }
            }

            return ref otherwise;
        }
    }
}

public class RefReturnTests
{
    [Fact]
    public void OfAnElement() => GradientAssert.Agrees(0.7, [0.4, 2], (x, a) => RefReturns.OfAnElement(a, x), (x, a, da) => RefReturns.OfAnElementGradient(a, x, da));

    [Theory]
    [InlineData(0.7, 1.3)]
    [InlineData(1.7, 1.3)]
    public void OfAParameter(double x, double y) => GradientAssert.Agrees(x, y, RefReturns.OfAParameter, (x, y) => RefReturns.OfAParameterGradient(x, y));

    [Fact]
    public void OfALoop() =>
        GradientAssert.Agrees(0.7, [0.4, -1, 2.5, 1.2], (x, a) => RefReturns.OfALoop(a, x), (x, a, da) => RefReturns.OfALoopGradient(a, x, da));
}

internal static partial class MarkedRefReturns
{
    [Differentiable]
    public static ref double Slot(double[] a, int i)
    {
        a[i] *= a[0];
        if (i > 0)
        {
            return ref a[i - 1];
        }

        return ref a[i];
    }

    [Differentiable]
    public static double ThroughSlots(double[] a, double x)
    {
        Slot(a, 0) += x;
        ref double r = ref Slot(a, 1);
        r *= a[1];
        return Slot(a, 1) * x;
    }
}

public class MarkedRefReturnTests
{
    [Fact]
    public void AMarkedCallee() =>
        GradientAssert.Agrees(0.7, [0.4, 1.2], (x, a) => MarkedRefReturns.ThroughSlots(a, x), (x, a, da) => MarkedRefReturns.ThroughSlotsGradient(a, x, da));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void ItsOwnDerivativeIsThatOfTheValue(int i) =>
        GradientAssert.Agrees([0.4, 1.2], a => MarkedRefReturns.Slot(a, i), (a, da) => MarkedRefReturns.SlotGradient(a, i, da));
}
