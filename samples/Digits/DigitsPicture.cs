using Samples.Shared;
using ScottPlot;

namespace Samples.Digits;

/// <summary>The loss curve beside a sheet of test digits, a row for each digit, the wrong predictions first.</summary>
internal static class DigitsPicture
{
    private const int Columns = 16;
    private const int Cell = 10;
    private const int Side = 8;

    public static string Save(string path, History history, ITraining training, DigitSet test, double accuracy) => Picture.Save(
        path, 1560, 640,
        (Curves(history), new GridCell(0, 0, 1, 5, 1, 2)),
        (Sheet(training, test, accuracy), new GridCell(0, 2, 1, 5, 1, 3)));

    private static Plot Curves(History history)
    {
        Plot plot = Picture.Plot("Cross-entropy");
        double[] steps = [.. Enumerable.Range(0, history.StepLosses.Count).Select(i => (double)i / history.StepsPerEpoch)];
        double[] epochs = [.. Enumerable.Range(1, history.TestLosses.Count).Select(i => (double)i)];

        var batches = plot.Add.ScatterLine(steps, Picture.Log10(history.StepLosses), Picture.Blue.WithAlpha(50));
        batches.LegendText = "a mini-batch";
        batches.LineWidth = 1;
        var train = plot.Add.ScatterLine(epochs, Picture.Log10(history.TrainLosses), Picture.Blue);
        train.LegendText = "training set";
        train.LineWidth = 3;
        var test = plot.Add.ScatterLine(epochs, Picture.Log10(history.TestLosses), Picture.Orange);
        test.LegendText = "test set";
        test.LineWidth = 3;

        plot.XLabel("epoch", 14);
        plot.ShowLegend(Alignment.UpperRight);
        Picture.LogarithmicLeftAxis(plot);
        plot.Axes.Margins(0.02, 0.05);
        return plot;
    }

    private static Plot Sheet(ITraining training, DigitSet test, double accuracy)
    {
        Plot plot = Picture.Plot($"Test digits: {Summary.Percent(accuracy)} right (in the corners: predictions, wrong ones framed)");
        double[,] ink = new double[Network.Classes * Cell, Columns * Cell];
        for (int digit = 0; digit < Network.Classes; digit++)
        {
            int[] shown = [.. Enumerable.Range(0, test.Count)
                .Where(i => test.Labels[i] == digit)
                .OrderBy(i => training.Predict(test.Image(i)) == digit)
                .Take(Columns)];
            for (int column = 0; column < shown.Length; column++)
            {
                ReadOnlySpan<double> image = test.Image(shown[column]);
                for (int p = 0; p < image.Length; p++)
                {
                    ink[digit * Cell + 1 + p / Side, column * Cell + 1 + p % Side] = image[p];
                }

                int predicted = training.Predict(image);
                Mark(plot, digit, column, predicted);
            }

            Label(plot, digit.ToString(), -0.35 * Cell, Top(digit) - Cell / 2.0, 20, Picture.Ink);
        }

        var heatmap = plot.Add.Heatmap(ink);
        heatmap.Colormap = new ScottPlot.Colormaps.GrayscaleReversed();
        heatmap.Position = new CoordinateRect(0, Columns * Cell, 0, Network.Classes * Cell);
        plot.MoveToBack(heatmap);

        plot.HideGrid();
        foreach (IAxis axis in plot.Axes.GetAxes()) axis.IsVisible = false;
        plot.Axes.SquareUnits();
        plot.Axes.SetLimits(-0.8 * Cell, Columns * Cell + 1, -1, Network.Classes * Cell + 1);
        return plot;
    }

    private static void Mark(Plot plot, int row, int column, int predicted)
    {
        double left = column * Cell, top = Top(row);
        bool right = predicted == row;
        Label(plot, predicted.ToString(), left + Cell - 1.2, top - 1.7, right ? 9 : 13, right ? Picture.Faint : Picture.Red);
        if (right) return;
        var frame = plot.Add.Rectangle(left + 0.4, left + Cell - 0.4, top - Cell + 0.4, top - 0.4);
        frame.FillColor = Picture.Red.WithAlpha(28);
        frame.LineColor = Picture.Red;
        frame.LineWidth = 2;
    }

    private static void Label(Plot plot, string text, double x, double y, float size, Color color)
    {
        var label = plot.Add.Text(text, x, y);
        label.LabelAlignment = Alignment.MiddleCenter;
        label.LabelFontSize = size;
        label.LabelFontColor = color;
        label.LabelBold = true;
    }

    private static double Top(int row) => (Network.Classes - row) * Cell;
}
