using ScottPlot;
using ScottPlot.MultiplotLayouts;
using SkiaSharp;

namespace Samples.Shared;

/// <summary>What the samples' pictures have in common: font, colours, and where the file goes.</summary>
internal static class Picture
{
    public static readonly Color Blue = Color.FromHex("#1F6FB4");
    public static readonly Color Orange = Color.FromHex("#E4701E");
    public static readonly Color Red = Color.FromHex("#D0242C");
    public static readonly Color Green = Color.FromHex("#2C8A4B");
    public static readonly Color Ink = Color.FromHex("#25292E");
    public static readonly Color Faint = Color.FromHex("#8A929B");

    // The default is a serif face on some systems.
    private static readonly string? SansSerif = Array.Find(
        ["Inter", "Segoe UI", "Helvetica Neue", "Noto Sans", "DejaVu Sans", "Liberation Sans", "Arial"],
        SKFontManager.Default.FontFamilies.Contains);

    /// <summary>An empty plot in the samples' style.</summary>
    public static Plot Plot(string title)
    {
        if (SansSerif is not null) Fonts.Default = SansSerif;
        var plot = new Plot();
        plot.Title(title, size: 17);
        plot.Axes.Color(Ink);
        plot.Grid.MajorLineColor = Faint.WithAlpha(50);
        plot.Legend.OutlineColor = Faint.WithAlpha(80);
        plot.Legend.ShadowColor = Colors.Transparent;
        return plot;
    }

    /// <summary>Labels the left axis for values that were given as <see cref="Log10"/>.</summary>
    public static void LogarithmicLeftAxis(Plot plot) => plot.Axes.Left.TickGenerator =
        new ScottPlot.TickGenerators.NumericManual([-4, -3, -2, -1, 0, 1, 2], ["0.0001", "0.001", "0.01", "0.1", "1", "10", "100"]);

    /// <summary>Values for a plot with a <see cref="LogarithmicLeftAxis"/>.</summary>
    public static double[] Log10(IEnumerable<double> values) => [.. values.Select(value => Math.Log10(Math.Max(value, 1e-12)))];

    /// <summary>Draws the plots in their cells, writes a PNG, and returns its whole path.</summary>
    public static string Save(string path, int width, int height, params ReadOnlySpan<(Plot Plot, GridCell Cell)> plots)
    {
        var layout = new CustomGrid();
        var multiplot = new Multiplot(plots[0].Plot) { Layout = layout };
        foreach ((Plot plot, GridCell cell) in plots)
        {
            if (plot != plots[0].Plot) multiplot.AddPlot(plot);
            layout.Set(plot, cell);
        }

        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        multiplot.SavePng(full, width, height);
        return full;
    }
}
