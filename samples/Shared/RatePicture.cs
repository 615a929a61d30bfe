using AutoDiff;
using ScottPlot;

namespace Samples.Shared;

/// <summary>The losses of a search for a learning rate, by the rate.</summary>
internal static class RatePicture
{
    /// <summary>Writes a PNG beside <paramref name="path"/>, with "-rate" in its name; returns its whole path.</summary>
    public static string Save(string path, LearningRateCurve curve)
    {
        Plot plot = Picture.Plot("Loss while the learning rate rises");
        double[] exponents = Array.ConvertAll(curve.Rates.ToArray(), Math.Log10);
        var losses = plot.Add.Scatter(exponents, curve.Losses.ToArray(), Picture.Faint);
        losses.LegendText = "mini-batches";
        losses.LineWidth = 1;
        losses.MarkerSize = 4;
        var smoothed = plot.Add.Scatter(exponents, curve.SmoothedLosses.ToArray(), Picture.Blue);
        smoothed.LegendText = "averaged with their neighbours";
        smoothed.LineWidth = 3;
        smoothed.MarkerSize = 0;
        if (curve.Suggestion is { } rate)
        {
            var line = plot.Add.VerticalLine(Math.Log10(rate), width: 2, color: Picture.Orange);
            line.LegendText = $"steepest at {Summary.Number(rate, "G2")}";
        }

        double[] powers = [.. Enumerable.Range(-12, 15).Select(i => (double)i)];
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericManual(powers, Array.ConvertAll(powers, p => Summary.Number(Math.Pow(10, p), "0e+0")));
        plot.XLabel("learning rate", 14);
        plot.ShowLegend(Alignment.UpperLeft);

        // The last losses, where training explodes, would hide the rest.
        double highest = 1.2 * curve.Losses[..Math.Max(1, curve.Losses.Length / 2)].ToArray().Max();
        plot.Axes.SetLimits(exponents[0], exponents[^1], 0, highest);
        string name = Path.GetFileNameWithoutExtension(path) + "-rate.png";
        return Picture.Save(Path.Combine(Path.GetDirectoryName(path) ?? "", name), 1000, 640, (plot, new GridCell(0, 0, 1, 1)));
    }
}
