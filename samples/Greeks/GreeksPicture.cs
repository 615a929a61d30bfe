using Samples.Shared;
using ScottPlot;

namespace Samples.Greeks;

/// <summary>The price and five sensitivities over the spot at three maturities, with simulated ones among them.</summary>
internal static class GreeksPicture
{
    private const int Points = 161;
    private const int Paths = 4000;
    private static readonly double[] Shares = [0.1, 0.4, 1];
    private static readonly Color[] Lines = [Picture.Orange, Picture.Green, Picture.Blue];
    private static readonly int[] Shown = [0, 1, 5, 6, 3, 2];

    public static string Save(string path, CallOption option, int steps, int seed)
    {
        (double[] spots, Estimate[] estimates) = Simulated(option, steps, seed);
        var cells = new (Plot, GridCell)[Shown.Length];
        for (int i = 0; i < Shown.Length; i++)
        {
            cells[i] = (Panel(option, Shown[i], spots, estimates, legend: i == 0), new GridCell(i / 3, i % 3, 2, 3, 1, 1));
        }

        return Picture.Save(path, 1560, 860, cells);
    }

    private static Plot Panel(CallOption option, int greek, double[] spots, Estimate[] estimates, bool legend)
    {
        Plot plot = Picture.Plot(Sensitivities.Names[greek]);
        for (int curve = 0; curve < Shares.Length; curve++)
        {
            double maturity = Shares[curve] * option.Maturity;
            Coordinates[] points =
            [
                .. Enumerable.Range(0, Points).Select(i =>
                {
                    double spot = option.Strike * (0.5 + (double)i / (Points - 1));
                    return new Coordinates(spot, BlackScholes.Differentiate(option with { Spot = spot, Maturity = maturity })[greek]);
                }),
            ];
            var line = plot.Add.ScatterLine(points, Lines[curve]);
            line.LineWidth = 2.5f;
            line.LegendText = $"{Summary.Number(maturity, "0.##")} years";
        }

        double[] means = [.. estimates.Select(e => e.Mean(greek))];
        var bars = plot.Add.ErrorBar(spots, means, [.. estimates.Select(e => 3 * e.StandardError(greek))]);
        bars.Color = Picture.Ink;
        var dots = plot.Add.ScatterPoints(spots, means, Picture.Ink);
        dots.MarkerSize = 5;
        dots.LegendText = $"{Paths:N0} paths, 3 standard errors";

        plot.XLabel("spot", 13);
        if (legend) plot.ShowLegend(Alignment.UpperLeft);
        else plot.HideLegend();
        return plot;
    }

    private static (double[] Spots, Estimate[] Estimates) Simulated(CallOption option, int steps, int seed)
    {
        double[] spots = [.. Enumerable.Range(0, 9).Select(i => option.Strike * (0.6 + 0.1 * i))];
        var estimates = new Estimate[spots.Length];
        for (int i = 0; i < spots.Length; i++)
        {
            estimates[i] = new Estimate();
            MonteCarlo.Simulate(option with { Spot = spots[i] }, Paths, steps, new Normals(seed + i), estimates[i]);
        }

        return (spots, estimates);
    }
}
