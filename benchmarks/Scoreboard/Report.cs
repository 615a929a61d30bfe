using System.Globalization;
using System.Text.Json;
using ScottPlot;
using Spectre.Console;
using Color = ScottPlot.Color;

namespace AutoDiff.Benchmarks.Scoreboard;

/// <summary>The scores as a table, as JSON and as a picture.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    public static void Print(IReadOnlyList<Score> scores)
    {
        string[] headings =
        [
            "part", "case", "generated", "spread", "by hand, C#", "ratio", "by hand, C++", "ratio", "flags", "objective", "ratio", "bytes allocated", "workspace, KB", "least, KB", "differs by",
        ];
        var table = new Spectre.Console.Table { Border = TableBorder.Rounded };
        foreach (string heading in headings) table.AddColumn(new TableColumn(heading) { NoWrap = true });
        foreach (Score score in scores)
        {
            string[] cells =
            [
                score.Part, score.Case, Time(score.Ours), Percent(score.Ours.Spread), Time(score.HandWritten), Ratio(score.ToHandWritten), Time(score.Native), Ratio(score.ToNative), score.NativeFlags,
                Time(score.Objective), Ratio(score.ToObjective), Number(score.BytesAllocated, "N0"), Number(score.WorkspaceBytes / 1024.0, "N0"), Number(score.LeastBytes / 1024.0, "N0"),
                Number(score.Difference, "0e+0"),
            ];
            table.AddRow(Array.ConvertAll(cells, Markup.Escape));
        }

        Write(table);
    }

    /// <summary>Every case beside the libraries that aren't this repository's, the fastest first.</summary>
    public static void PrintOthers(IReadOnlyList<Score> scores)
    {
        var table = new Spectre.Console.Table { Border = TableBorder.Rounded };
        foreach (string heading in new[] { "part", "case", "generated", "library", "time", "spread", "ratio" }) table.AddColumn(new TableColumn(heading) { NoWrap = true });
        foreach (Score score in scores)
        {
            foreach (OtherTiming other in score.Others)
            {
                string[] cells =
                [
                    score.Part, score.Case, Time(score.Ours), other.Name, Time(other.Timing), Percent(other.Timing.Spread), Ratio(score.Ours.Fastest / other.Timing.Fastest),
                ];
                table.AddRow(Array.ConvertAll(cells, Markup.Escape));
            }
        }

        if (table.Rows.Count > 0) Write(table);
    }

    internal static void Write(Spectre.Console.Table table)
    {
        // A redirected output has no width to fit the table to: 80 columns would wrap it.
        if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = 220;
        AnsiConsole.Write(table);
    }

    public static void WriteJson(IReadOnlyList<Score> scores, IReadOnlyList<LibraryScore> libraries, IReadOnlyList<Target> targets, string path) =>
        File.WriteAllText(path, JsonSerializer.Serialize(new { Methods = scores, Libraries = libraries, Targets = targets }, s_indented) + "\n");

    /// <summary>Bars of the generated gradient's time as a multiple of the hand-written ones': below the line it is faster.</summary>
    public static void WritePicture(IReadOnlyList<Score> scores, string path)
    {
        var plot = new Plot();
        plot.Title("The generated gradient's time, as a multiple of the hand-written one's");
        Add(plot, scores, score => score.ToHandWritten, -0.2, "C#", Color.FromHex("#1F6FB4"));
        Add(plot, scores, score => score.ToNative, 0.2, "C++ (the better of -O2 and -O3 -march=native)", Color.FromHex("#E4701E"));
        plot.Add.HorizontalLine(1, 1, Color.FromHex("#25292E"));
        plot.Axes.Bottom.SetTicks([.. scores.Select((_, i) => (double)i)], [.. scores.Select(score => score.Part + "\n" + score.Case.Split(", n")[0])]);
        plot.Axes.Margins(bottom: 0);
        plot.ShowLegend(Alignment.UpperRight);
        plot.SavePng(path, Math.Max(700, 110 * scores.Count), 460);
    }

    private static void Add(Plot plot, IReadOnlyList<Score> scores, Func<Score, double?> ratio, double shift, string name, Color color)
    {
        var bars = new List<Bar>();
        for (int i = 0; i < scores.Count; i++)
        {
            if (ratio(scores[i]) is { } value) bars.Add(new Bar { Position = i + shift, Value = value, Size = 0.38, FillColor = color, Label = Number(value, "F2") });
        }

        if (bars.Count > 0) plot.Add.Bars(bars).LegendText = name;
    }

    private static string Time(Timing? timing) => Time(timing?.Fastest);

    internal static string Time(double? microseconds) => microseconds switch
    {
        null => "",
        >= 1_000 => Number(microseconds.Value / 1_000, "F2") + " ms",
        >= 1 => Number(microseconds.Value, "F1") + " us",
        _ => Number(microseconds.Value * 1_000, "F1") + " ns",
    };

    internal static string Ratio(double? ratio) => ratio is { } value ? Number(value, "F2") : "";

    internal static string Percent(double share) => Number(100 * share, "F0") + " %";

    internal static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
