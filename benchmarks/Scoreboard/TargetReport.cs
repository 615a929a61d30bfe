using Spectre.Console;

namespace AutoDiff.Benchmarks.Scoreboard;

/// <summary>The targets as a table that says which aren't met.</summary>
internal static class TargetReport
{
    public static void Print(IReadOnlyList<Target> targets)
    {
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle($"Targets: {targets.Count(target => target.IsMet)} of {targets.Count} met") };
        foreach (string heading in (string[])["part", "case", "threads", "what", "measured", "target", ""]) table.AddColumn(new TableColumn(heading) { NoWrap = true });
        foreach (Target target in targets)
        {
            string[] cells =
            [
                target.Part, target.Case, $"{target.Threads}", target.What, Report.Number(target.Measured, "0.##"), (target.IsMost ? "at most " : "at least ") + Report.Number(target.Aim, "0.##"),
            ];
            table.AddRow([.. Array.ConvertAll(cells, Markup.Escape), target.IsMet ? "met" : "[red]NOT met[/]"]);
        }

        Report.Write(table);
    }
}
