using Spectre.Console;

namespace Samples.Shared;

/// <summary>A progress bar on a terminal; a line at every tenth of the way where the output is redirected.</summary>
internal sealed class Progress
{
    private readonly ProgressContext? _context;
    private readonly ProgressTask? _task;
    private readonly string _title;
    private readonly int _total;
    private int _done;

    private Progress(string title, int total, ProgressContext? context)
    {
        (_title, _total, _context) = (title, total, context);
        _task = context?.AddTask(Markup.Escape(title), maxValue: total);
    }

    /// <summary>Runs <paramref name="work"/>, which reports <paramref name="total"/> advances.</summary>
    public static void Run(string title, int total, Action<Progress> work)
    {
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi)
        {
            work(new Progress(title, total, context: null));
            return;
        }

        // Redrawn by Advance alone: a timer of its own would allocate while the steps' allocations are counted.
        AnsiConsole.Progress()
            .AutoRefresh(false)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .Start(context =>
            {
                work(new Progress(title, total, context));
                context.Refresh();
            });
    }

    /// <summary>One more of the total is done; <paramref name="status"/> says how it went.</summary>
    public void Advance(string status)
    {
        _done++;
        if (_task is not null)
        {
            _task.Description = Markup.Escape($"{_title}  {status}");
            _task.Increment(1);
            _context!.Refresh();
        }
        else if (_done == _total || _done * 10 / _total != (_done - 1) * 10 / _total)
        {
            Console.WriteLine($"{_title} {_done,4}/{_total}  {status}");
        }
    }
}
