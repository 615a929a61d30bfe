using System.Globalization;
using System.Text;

namespace AutoDiff;

/// <summary>
/// Watches a training run for what a broken backward pass shows: a loss that doesn't fall, values that aren't numbers, gradients that are
/// zero, vanish or explode by layer, and units that never learn.
/// </summary>
/// <example>
/// <code>
/// var flow = new GradientFlow();
/// ...
/// float loss = model.LossGradient(batch.Inputs, batch.Labels, trainer.Gradients);
/// flow.Observe(loss, model, trainer.Gradients);
/// trainer.Step();
/// ...
/// Console.WriteLine(flow.Report());
/// </code>
/// </example>
public sealed class GradientFlow
{
    // A gradient is tiny, or large, against its parameter beyond these; and layers differ by more than this.
    private const double Vanishing = 1e-7;
    private const double Exploding = 1e3;

    private readonly List<ParameterFlow> _parameters = [];
    private readonly Queue<double> _recent = new();
    private double _first = double.NaN;
    private double _best = double.PositiveInfinity;
    private string? _notANumber;
    private string? _operation;

    /// <summary>Creates an observer.</summary>
    /// <param name="window">The number of steps in which a loss should fall and a unit should have a gradient.</param>
    public GradientFlow(int window = 50)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 2);
        Window = window;
    }

    /// <summary>Called after each observed step, with this.</summary>
    public event Action<GradientFlow>? Observed;

    /// <summary>The number of steps in which a loss should fall and a unit should have a gradient.</summary>
    public int Window { get; }

    /// <summary>The number of steps that were observed.</summary>
    public int Steps { get; private set; }

    /// <summary>The loss of the last step.</summary>
    public double Loss { get; private set; } = double.NaN;

    internal OperationWatch Operations { get; } = new();

    /// <summary>What is wrong, a sentence each; empty when nothing is.</summary>
    public IReadOnlyList<string> Problems => [.. FindProblems()];

    /// <summary>
    /// Until it is disposed, looks at the result of each tensor operation on this thread and at what its reverse added, for the first that
    /// isn't finite: <c>using (flow.WatchOperations()) loss = model.LossGradient(...);</c>. It reads all values once more.
    /// </summary>
    /// <returns>The watch, to be disposed.</returns>
    public OperationScope WatchOperations() => new(this);

    /// <summary>Looks at one step: after the gradient was computed, and before the optimizer's step.</summary>
    /// <typeparam name="T">The type of the model.</typeparam>
    /// <param name="loss">The loss.</param>
    /// <param name="model">The model.</param>
    /// <param name="gradients">Its gradient.</param>
    public void Observe<T>(double loss, T model, T gradients)
        where T : IDifferentiable<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(gradients);
        Steps++;
        Loss = loss;
        if (Steps == 1)
            _first = loss;
        _best = Math.Min(_best, loss);
        _recent.Enqueue(loss);
        if (_recent.Count > Window)
            _recent.Dequeue();
        if (!double.IsFinite(loss))
            _notANumber ??= $"The loss was {Print(loss)} at step {Steps}.";

        var values = new FlowVisitor(this, _parameters, isGradient: false);
        model.Visit(ref values);
        var slopes = new FlowVisitor(this, _parameters, isGradient: true);
        gradients.Visit(ref slopes);
        Observed?.Invoke(this);
    }

    /// <summary>A plain report: the loss, what is wrong, and for each parameter the size of its values and of its gradient.</summary>
    /// <returns>Some lines of text.</returns>
    public string Report()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Steps} steps, loss {Print(_first)} at first, {Print(Loss)} now, {Print(_best)} at best\n");
        bool isFine = true;
        foreach (string problem in FindProblems())
        {
            isFine = false;
            text.Append("! ").Append(problem).Append('\n');
        }

        if (isFine)
            text.Append("Nothing looks wrong.\n");
        int width = _parameters.Count == 0 ? 0 : _parameters.Max(parameter => parameter.Name.Length);
        foreach (ParameterFlow p in _parameters)
            text.Append(CultureInfo.InvariantCulture, $"{p.Name.PadRight(width)}  values {Print(p.ValueSize),9}  gradient {Print(p.GradientSize),9}\n");
        return text.ToString();
    }

    internal void NoteOperation()
    {
        if (Operations.Finding is { } finding)
            _operation ??= $"The first operation with a value that isn't finite, at step {Steps + 1}: {finding}.";
    }

    internal void NoteNotANumber(string what, string name) => _notANumber ??= $"The {what} of '{name}' wasn't a finite number at step {Steps}.";

    private static string Print(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private IEnumerable<string> FindProblems()
    {
        if (_notANumber is not null)
            yield return _notANumber;
        if (_operation is not null)
            yield return _operation;
        if (Steps == 0)
            yield break;
        if (_parameters.TrueForAll(p => p.GradientSize == 0))
            yield return "All gradients are zero: the loss doesn't depend on the parameters, or they were zeroed after the backward pass.";
        if (Steps >= Window && _recent.Min() >= _first)
            yield return $"The loss isn't below its first value, {Print(_first)}, in the last {Window} steps.";

        (double low, double high) = Medians();

        // Where half of the gradients are beyond all bounds, the other half doesn't vanish beside them.
        double usual = high > Exploding * Math.Max(low, 1) ? low : high;
        foreach (ParameterFlow p in _parameters)
        {
            if (p.GradientSize == 0 && usual > 0)
                yield return $"The gradient of '{p.Name}' is zero.";
            else if (p.GradientSize > 0 && p.GradientSize < Vanishing * usual)
                yield return $"The gradient of '{p.Name}' vanishes: {Print(p.GradientSize)}, where {Print(usual)} is usual.";
            else if (p.GradientSize > Exploding * Math.Max(low, 1))
                yield return $"The gradient of '{p.Name}' explodes: {Print(p.GradientSize)}, where {Print(low)} is usual.";
            int dead = p.DeadUnits(Window);
            if (dead > 0 && p.GradientSize > 0)
                yield return $"{dead} of the {p.Units} units of '{p.Name}' had no gradient for {Window} steps: dead ReLUs?";
        }
    }

    // Of the gradients that aren't zero; they differ where the number of parameters is even.
    private (double Low, double High) Medians()
    {
        double[] sizes = [.. _parameters.Select(p => p.GradientSize).Where(size => size > 0).Order()];
        return sizes.Length == 0 ? (0, 0) : (sizes[(sizes.Length - 1) / 2], sizes[sizes.Length / 2]);
    }
}
