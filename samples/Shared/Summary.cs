using System.Globalization;
using Spectre.Console;

namespace Samples.Shared;

/// <summary>The table that closes a run.</summary>
internal sealed class Summary
{
    private readonly Table _table = new() { Border = TableBorder.Rounded };

    public Summary(params string[] columns)
    {
        for (int i = 0; i < columns.Length; i++)
        {
            var column = new TableColumn(Markup.Escape(columns[i])) { NoWrap = true };
            if (i > 0) column.Alignment = Justify.Right;
            _table.AddColumn(column);
        }
    }

    public Summary Row(params string[] cells)
    {
        _table.AddRow(Array.ConvertAll(cells, Markup.Escape));
        return this;
    }

    /// <summary>The rows that every training run reports: a step's time and what it allocates.</summary>
    public Summary Row(StepMeter meter) => this
        .Row("time a step (median)", Time(meter.MedianTime))
        .Row("bytes allocated a step", Bytes(meter));

    public void Print()
    {
        // A redirected output has no width to fit the table to: 80 columns would wrap it.
        if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = 160;
        AnsiConsole.Write(_table);
    }

    public static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    public static string Percent(double value) => Number(100 * value, "F2") + " %";

    public static string Time(TimeSpan time) => time.TotalMilliseconds switch
    {
        >= 1000 => Number(time.TotalSeconds, "F2") + " s",
        >= 1 => Number(time.TotalMilliseconds, "F2") + " ms",
        _ => Number(time.TotalMicroseconds, "F1") + " us",
    };

    private static string Bytes(StepMeter meter)
    {
        if (meter.Measured == 0) return "(too few steps)";
        return $"{meter.MedianBytes:N0} ({meter.AllBytes:N0} in {meter.Measured:N0} steps)";
    }
}
