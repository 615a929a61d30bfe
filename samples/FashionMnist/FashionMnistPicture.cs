using Samples.Shared;
using ScottPlot;

namespace Samples.FashionMnist;

/// <summary>Loss and accuracy by epoch, and the confusion matrix of the test set.</summary>
internal static class FashionMnistPicture
{
    public static string Save(string path, History history, Confusion confusion, string[] classes) => Picture.Save(
        path, 1560, 760,
        (Curves("Cross-entropy", history.TrainLosses, history.TestLosses, Alignment.UpperRight), new GridCell(0, 0, 2, 2)),
        (Curves("Accuracy (%)", Percent(history.TrainAccuracies), Percent(history.TestAccuracies), Alignment.LowerRight), new GridCell(1, 0, 2, 2)),
        (Matrix(confusion, classes), new GridCell(0, 1, 1, 2)));

    private static Plot Curves(string title, IReadOnlyList<double> train, IReadOnlyList<double> test, Alignment legend)
    {
        Plot plot = Picture.Plot(title);
        double[] epochs = [.. Enumerable.Range(1, train.Count).Select(i => (double)i)];
        Line(train, "training set", Picture.Blue);
        Line(test, "test set", Picture.Orange);
        plot.XLabel("epoch", 14);
        plot.ShowLegend(legend);
        plot.Axes.Margins(0.02, 0.08);
        return plot;

        void Line(IReadOnlyList<double> values, string name, Color color)
        {
            var line = plot.Add.Scatter(epochs, values.ToArray(), color);
            line.LegendText = name;
            line.LineWidth = 3;
        }
    }

    private static Plot Matrix(Confusion confusion, string[] classes)
    {
        Plot plot = Picture.Plot($"Test set: {Summary.Percent(confusion.Accuracy)} right (rows: what it is, columns: what it was taken for)");
        double[,] shares = new double[Confusion.Classes, Confusion.Classes];
        for (int actual = 0; actual < Confusion.Classes; actual++)
        {
            for (int predicted = 0; predicted < Confusion.Classes; predicted++)
            {
                // The root, so that rare mistakes show.
                shares[actual, predicted] = Math.Sqrt(confusion.Share(actual, predicted));
                if (confusion[actual, predicted] == 0) continue;
                var count = plot.Add.Text($"{confusion[actual, predicted]}", predicted, Confusion.Classes - 1 - actual);
                count.LabelAlignment = Alignment.MiddleCenter;
                count.LabelFontSize = 13;
                count.LabelFontColor = shares[actual, predicted] > 0.6 ? Colors.White : Picture.Ink;
            }
        }

        var heatmap = plot.Add.Heatmap(shares);
        heatmap.Colormap = new ScottPlot.Colormaps.Blues().Reversed();
        plot.MoveToBack(heatmap);
        double[] places = [.. Enumerable.Range(0, Confusion.Classes).Select(i => (double)i)];
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericManual(places, classes);
        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericManual([.. places.Reverse()], classes);
        plot.HideGrid();
        plot.Axes.SetLimits(-0.5, Confusion.Classes - 0.5, -0.5, Confusion.Classes - 0.5);
        return plot;
    }

    private static double[] Percent(List<double> shares) => [.. shares.Select(share => 100 * share)];
}
