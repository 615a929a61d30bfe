using Samples.Shared;
using ScottPlot;

namespace Samples.CharGpt;

/// <summary>The loss curves.</summary>
internal static class CharGptPicture
{
    public static string Save(string path, History history)
    {
        Plot plot = Picture.Plot("Cross-entropy in nats a character");
        var batches = plot.Add.ScatterLine(history.Steps, history.StepLosses, Picture.Blue.WithAlpha(60));
        batches.LegendText = "a mini-batch";
        batches.LineWidth = 1;
        Curve(plot, history.EvaluatedAt, history.TrainLosses, Picture.Blue, "training text");
        Curve(plot, history.EvaluatedAt, history.ValidationLosses, Picture.Orange, "validation text");
        plot.XLabel("step", 14);
        plot.ShowLegend(Alignment.UpperRight);
        plot.Axes.Margins(0.02, 0.05);
        return Picture.Save(path, 1000, 620, (plot, new GridCell(0, 0, 1, 1, 1, 1)));
    }

    private static void Curve(Plot plot, List<double> steps, List<double> losses, Color color, string name)
    {
        var curve = plot.Add.ScatterLine(steps, losses, color);
        curve.LegendText = name;
        curve.LineWidth = 3;
    }
}
