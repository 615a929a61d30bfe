namespace AutoDiff;

/// <summary>
/// Looks at the results of the tensor operations on this thread, and at what their reverse rules have added into, each when the next one
/// begins, for the first that isn't finite.
/// </summary>
internal sealed class OperationWatch
{
    [ThreadStatic]
    private static OperationWatch? t_current;

    private readonly List<(string Operation, Tensor Values)> _pending = [];
    private int _count;

    internal static OperationWatch? Current
    {
        get => t_current;
        set => t_current = value;
    }

    /// <summary>The first operation whose values weren't finite, or null.</summary>
    internal string? Finding { get; private set; }

    internal void Start() => (_count, Finding) = (0, null);

    internal void Stop()
    {
        Look();
        _pending.Clear();
    }

    internal void Began(string operation, Tensor result)
    {
        Look();
        _pending.Clear();
        _pending.Add((operation, result));
        _count++;
    }

    // Until another rule begins, the adjoints of this one may not have been written yet.
    internal void BeganReverse(string operation, Tensor adjoint)
    {
        Look();
        if (_pending.Count > 0 && _pending[^1].Operation != operation)
            _pending.Clear();
        _pending.Add((operation, adjoint));
    }

    private void Look()
    {
        if (Finding is not null)
            return;
        foreach ((string operation, Tensor values) in _pending)
        {
            if (!values.IsReleased && FirstNotFinite(values.AsSpan()) is var index and >= 0)
            {
                bool isReverse = operation.EndsWith("Vjp", StringComparison.Ordinal);
                string name = isReverse ? operation[..^3] : operation;
                string what = isReverse
                    ? $"what the reverse of '{name}' added into an adjoint"
                    : $"the result of '{name}', operation {_count},";
                Finding = $"{what} of shape {Shapes.Print(values.Shape)} was {values.AsSpan()[index]} at {index}";
                return;
            }
        }
    }

    private static int FirstNotFinite(ReadOnlySpan<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
                return i;
        }

        return -1;
    }
}
