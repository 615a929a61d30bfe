using System.Runtime.CompilerServices;

namespace AutoDiff.Benchmarks.Cost;

/// <summary>Calls that aren't inlined, each doing the same work and calling the next: the gradient's cost relative to the primal's must not grow with the depth.</summary>
internal static partial class Chain
{
    [Differentiable]
    public static double Depth1(double x) => Level1(x);

    [Differentiable]
    public static double Depth2(double x) => Level2(x);

    [Differentiable]
    public static double Depth4(double x) => Level4(x);

    [Differentiable]
    public static double Depth8(double x) => Level8(x);

    [Differentiable]
    public static double Depth16(double x) => Level16(x);

    [Differentiable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Level16(double x)
    {
        double y = x;
        for (int i = 0; i < 16; i++)
        {
            y = Math.Sin(y) + (0.5 * y);
        }

        return Level15(y) * y;
    }

    [Differentiable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Level15(double x)
    {
        double y = x;
        for (int i = 0; i < 16; i++)
        {
            y = Math.Sin(y) + (0.5 * y);
        }

        return Level14(y) * y;
    }

    [Differentiable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Level14(double x)
    {
        double y = x;
        for (int i = 0; i < 16; i++)
        {
            y = Math.Sin(y) + (0.5 * y);
        }

        return Level13(y) * y;
    }

    [Differentiable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Level13(double x)
    {
        double y = x;
        for (int i = 0; i < 16; i++)
        {
            y = Math.Sin(y) + (0.5 * y);
        }

        return Level12(y) * y;
    }

    [Differentiable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Level12(double x)
    {
        double y = x;
        for (int i = 0; i < 16; i++)
        {
            y = Math.Sin(y) + (0.5 * y);
        }

        return Level11(y) * y;
    }

    [Differentiable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Level11(double x)
    {
        double y = x;
        for (int i = 0; i < 16; i++)
        {
            y = Math.Sin(y) + (0.5 * y);
        }

        return Level10(y) * y;
    }

    [Differentiable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Level10(double x)
    {
        double y = x;
        for (int i = 0; i < 16; i++)
        {
            y = Math.Sin(y) + (0.5 * y);
        }

        return Level9(y) * y;
    }

    [Differentiable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Level9(double x)
    {
        double y = x;
        for (int i = 0; i < 16; i++)
        {
            y = Math.Sin(y) + (0.5 * y);
        }

        return Level8(y) * y;
    }

    [Differentiable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Level8(double x)
    {
        double y = x;
        for (int i = 0; i < 16; i++)
        {
            y = Math.Sin(y) + (0.5 * y);
        }

        return Level7(y) * y;
    }

    [Differentiable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Level7(double x)
    {
        double y = x;
        for (int i = 0; i < 16; i++)
        {
            y = Math.Sin(y) + (0.5 * y);
        }

        return Level6(y) * y;
    }

    [Differentiable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Level6(double x)
    {
        double y = x;
        for (int i = 0; i < 16; i++)
        {
            y = Math.Sin(y) + (0.5 * y);
        }

        return Level5(y) * y;
    }

    [Differentiable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Level5(double x)
    {
        double y = x;
        for (int i = 0; i < 16; i++)
        {
            y = Math.Sin(y) + (0.5 * y);
        }

        return Level4(y) * y;
    }

    [Differentiable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Level4(double x)
    {
        double y = x;
        for (int i = 0; i < 16; i++)
        {
            y = Math.Sin(y) + (0.5 * y);
        }

        return Level3(y) * y;
    }

    [Differentiable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Level3(double x)
    {
        double y = x;
        for (int i = 0; i < 16; i++)
        {
            y = Math.Sin(y) + (0.5 * y);
        }

        return Level2(y) * y;
    }

    [Differentiable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Level2(double x)
    {
        double y = x;
        for (int i = 0; i < 16; i++)
        {
            y = Math.Sin(y) + (0.5 * y);
        }

        return Level1(y) * y;
    }

    [Differentiable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Level1(double x)
    {
        double y = x;
        for (int i = 0; i < 16; i++)
        {
            y = Math.Sin(y) + (0.5 * y);
        }

        return y * y;
    }
}
