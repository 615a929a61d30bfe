using ScottPlot;
using Spectre.Console;
using Color = ScottPlot.Color;

namespace AutoDiff.Benchmarks.Scoreboard;

/// <summary>What stands beside a library, as a table and as a picture.</summary>
internal static class LibraryReport
{
    public static void Print(IReadOnlyList<LibraryScore> scores)
    {
        var table = new Spectre.Console.Table { Border = TableBorder.Rounded };
        foreach (string heading in (string[])["part", "case", "threads", "ours", "spread", "library's", "times faster", "bytes allocated"])
            table.AddColumn(new TableColumn(heading) { NoWrap = true });
        foreach (LibraryScore score in scores)
        {
            string[] cells =
            [
                score.Part, score.Case, $"{score.Threads}", Report.Time(score.Ours), Report.Percent(score.Spread), Report.Time(score.Peer), Report.Ratio(score.Ratio), Report.Number(score.Bytes, "N0"),
            ];
            table.AddRow(Array.ConvertAll(cells, Markup.Escape));
        }

        Report.Write(table);
    }

    /// <summary>Bars of how many times faster than the library: above the line it is slower than ours.</summary>
    public static void WritePicture(IReadOnlyList<LibraryScore> scores, string path)
    {
        LibraryScore[] compared = [.. scores.Where(score => score.Ratio is not null)];
        var plot = new Plot();
        plot.Title("The library's time, as a multiple of ours");
        var bars = new List<Bar>();
        for (int i = 0; i < compared.Length; i++)
        {
            Color color = Color.FromHex(compared[i].Threads == 1 ? "#1F6FB4" : "#7FB2DC");
            bars.Add(new Bar { Position = i, Value = compared[i].Ratio!.Value, Size = 0.8, FillColor = color, Label = Report.Number(compared[i].Ratio!.Value, "F1") });
        }

        plot.Add.Bars(bars);
        plot.Add.HorizontalLine(1, 1, Color.FromHex("#25292E"));
        plot.Axes.Bottom.SetTicks(
            [.. compared.Select((_, i) => (double)i)], [.. compared.Select(score => score.Case.Replace(" x ", "\n", StringComparison.Ordinal) + (score.Threads == 1 ? "" : $"\n{score.Threads} threads"))]);
        plot.Axes.Margins(bottom: 0);
        plot.SavePng(path, Math.Max(700, 62 * compared.Length), 480);
    }
}
