namespace AutoDiff.Gradients.Tests.Aggregates;

/// <summary>Loops that are bounded by the length of a member.</summary>
[Differentiable]
public sealed partial class Ladder
{
    private static int s_notes;

    public double[] Fixed { get; } = [0.5, 0.9, -0.4];

    public double[] Open = [0.3, -0.7, 0.8, 0.2];

    public List<Link> Links { get; } = [new(0.4), new(-0.2)];

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public double Climb(double x)
    {
        double y = x;
        for (int i = 0; i < Fixed.Length; i++)
        {
            Note();
            y = Math.Sin(y * Fixed[i]) + y;
        }

        for (int i = Open.Length - 1; i >= 0; i--)
        {
            y += Open[i] * y * Fixed[i % Fixed.Length];
        }

        for (int i = 0; i < Links.Count; i++)
        {
            for (int j = 0; j < Open.Length; j++)
            {
                y = Math.Cos(y * Links[i].Value) + Open[j];
            }
        }

        return y;
    }

    /// <summary>The member becomes another one on the way: the loop ends earlier.</summary>
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public double Shorten(double x)
    {
        double y = x;
        for (int i = 0; i < Open.Length; i++)
        {
            y = Math.Sin(y * Open[i]) + y;
            if (i == 1)
            {
                Open = Fixed;
            }
        }

        return y;
    }

    /// <summary>Another member is written, not the one that bounds the loop.</summary>
    [Differentiable]
    public double Beside(double x)
    {
        double y = x;
        for (int i = 0; i < Fixed.Length; i++)
        {
            Links[0].Value = y;
            Open = [y, y * y];
            y = (Open[1] * Fixed[i]) + Links[0].Value;
        }

        return y;
    }

    private static void Note() => s_notes++;
}
