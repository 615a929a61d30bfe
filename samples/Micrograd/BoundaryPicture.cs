using Samples.Shared;
using ScottPlot;

namespace Samples.Micrograd;

/// <summary>The network's score over the plane with its zero line, the points on it, and the losses beside it.</summary>
internal static class BoundaryPicture
{
    private const int Resolution = 240;
    private static readonly CoordinateRect Area = new(-1.9, 2.9, -1.35, 1.85);

    public static string Save(string path, Demo demo, Training training, List<double> losses) => Picture.Save(
        path, 1500, 640,
        (Boundary(demo, training), new GridCell(0, 0, 1, 8, 1, 5)),
        (Losses(demo, losses), new GridCell(0, 5, 1, 8, 1, 3)));

    private static Plot Boundary(Demo demo, Training training)
    {
        Plot plot = Picture.Plot($"Score of 2-16-16-1 after training: {Summary.Percent(training.Accuracy())} right");
        double[,] shade = new double[Resolution, Resolution];
        var scores = new Coordinates3d[Resolution, Resolution];
        Span<double> point = stackalloc double[2];
        for (int row = 0; row < Resolution; row++)
        {
            for (int column = 0; column < Resolution; column++)
            {
                point[0] = Area.Left + Area.Width * (column + 0.5) / Resolution;
                point[1] = Area.Top - Area.Height * (row + 0.5) / Resolution;
                double score = Network.Score(training.Parameters, point);
                shade[row, column] = Math.Tanh(score / 2);
                scores[row, column] = new Coordinates3d(point[0], point[1], score);
            }
        }

        var heatmap = plot.Add.Heatmap(shade);
        heatmap.Position = Area;
        heatmap.Smooth = true;
        heatmap.ManualRange = new ScottPlot.Range(-1, 1);
        heatmap.Colormap = new ScottPlot.Colormaps.CustomInterpolated(
            [Color.FromHex("#F3B183"), Color.FromHex("#FBEBDD"), Colors.White, Color.FromHex("#DCE9F4"), Color.FromHex("#86B4DA")]);

        Contour(plot, scores, [-1, 1], 1.2f, LinePattern.Dashed);
        Contour(plot, scores, [0], 3, LinePattern.Solid);
        Points(plot, demo, label: -1, Picture.Orange, MarkerShape.FilledCircle);
        Points(plot, demo, label: 1, Picture.Blue, MarkerShape.FilledSquare);
        plot.ShowLegend(Alignment.UpperRight);
        plot.HideGrid();
        plot.Axes.SetLimits(Area);
        return plot;
    }

    private static void Contour(Plot plot, Coordinates3d[,] scores, double[] levels, float width, LinePattern pattern)
    {
        var lines = new ScottPlot.Plottables.ContourLines
        {
            ContourLineLevels = levels,
            LineWidth = width,
            LinePattern = pattern,
            LineColor = Picture.Ink,
        };
        lines.LabelStyle.IsVisible = false;
        lines.Update(scores);
        plot.PlottableList.Add(lines);
    }

    private static void Points(Plot plot, Demo demo, int label, Color color, MarkerShape shape)
    {
        Coordinates[] points = [.. demo.Inputs.Where((_, n) => demo.Labels[n] == label).Select(p => new Coordinates(p[0], p[1]))];
        var markers = plot.Add.Markers(points, shape, 10, color);
        markers.MarkerStyle.LineColor = Colors.White;
        markers.MarkerStyle.LineWidth = 1;
        markers.LegendText = $"label {label}";
    }

    private static Plot Losses(Demo demo, List<double> losses)
    {
        Plot plot = Picture.Plot("Loss");
        double[] steps = [.. Enumerable.Range(0, losses.Count).Select(i => (double)i)];
        var mine = plot.Add.ScatterLine(steps, Picture.Log10(losses), Picture.Blue);
        mine.LineWidth = 3;
        mine.LegendText = "this run";
        int shown = Math.Min(losses.Count, demo.Losses.Length);
        var theirs = plot.Add.ScatterPoints(steps[..shown], Picture.Log10(demo.Losses[..shown]), Picture.Ink);
        theirs.MarkerSize = 4;
        theirs.LegendText = "reference";
        Picture.LogarithmicLeftAxis(plot);
        plot.XLabel("step", 14);
        plot.ShowLegend(Alignment.UpperRight);
        return plot;
    }
}
