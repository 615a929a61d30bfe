using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests;

[Differentiable]
internal partial class Vessel
{
    public double Level { get; set; }

    public double[] Marks { get; } = [1, 2, 3];

    public double FirstMark()
    {
        if (Level > 1)
        {
            return Level;
        }

        for (int i = 0; i < 2; i++)
        {
            if (Marks[i] > Level)
            {
                return Marks[i] * Level;
            }
        }

        return 3 * Level;
    }

    public void FillTo(double value)
    {
        if (value < 0)
        {
            return;
        }

        while (Level < value)
        {
            Level += 0.7 * value * value;
        }
    }
}

[Differentiable]
internal sealed partial class SealedVessel : Vessel
{
}

internal static partial class TripCounts
{
    [Differentiable]
    public static double Vessels(double x, double y)
    {
        SealedVessel[] vessels = [new() { Level = x }, new() { Level = y }];
        double a = vessels[1].FirstMark(), b = vessels[0].FirstMark();
        vessels[0].FillTo(a);
        vessels[1].FillTo(b);
        return vessels[0].Level * vessels[1].Level;
    }
}

public class TripCountTests
{
    // A loop's trip count was taken for that of the loop which another generated member numbers alike.
    [Theory]
    [InlineData(0.3, 0.4)]
    [InlineData(1.3, 0.4)]
    [InlineData(0.3, 1.4)]
    [InlineData(-0.3, 1.4)]
    public void Each_member_has_trip_counts_of_its_own(double x, double y) => GradientAssert.Agrees(x, y, TripCounts.Vessels, (x, y) => TripCounts.VesselsGradient(x, y));
}
