namespace AutoDiff;

/// <summary>A recurrent layer with long short-term memory (Hochreiter and Schmidhuber, 1997).</summary>
[Differentiable]
public sealed partial class Lstm
{
    /// <summary>Creates the layer with PyTorch's initialization: uniform, within 1 / sqrt(hidden).</summary>
    /// <param name="inputs">The number of inputs of a step.</param>
    /// <param name="hidden">The length of the state.</param>
    /// <param name="random">The source of the first values.</param>
    public Lstm(int inputs, int hidden, Random random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(hidden, 1);
        double bound = 1 / Math.Sqrt(hidden);
        WeightIhL0 = Initializers.Uniform(random, bound, 4 * hidden, inputs);
        WeightHhL0 = Initializers.Uniform(random, bound, 4 * hidden, hidden);
        BiasIhL0 = Initializers.Uniform(random, bound, 4 * hidden);
        BiasHhL0 = Initializers.Uniform(random, bound, 4 * hidden);
        Hidden = hidden;
    }

    /// <summary>The weights of the inputs, for the input, forget, cell and output gates: of shape (4 hidden, inputs).</summary>
    public Tensor WeightIhL0 { get; }

    /// <summary>The weights of the state, in the same order: of shape (4 hidden, hidden).</summary>
    public Tensor WeightHhL0 { get; }

    /// <summary>The biases beside the inputs: of shape (4 hidden).</summary>
    public Tensor BiasIhL0 { get; }

    /// <summary>The biases beside the state: of shape (4 hidden).</summary>
    public Tensor BiasHhL0 { get; }

    /// <summary>The length of the state.</summary>
    public int Hidden { get; }

    /// <summary>Runs over a sequence, from a state of zeros.</summary>
    /// <param name="x">Of shape (batch, time, inputs), with at least one step.</param>
    /// <returns>The state after each step, of shape (batch, time, hidden).</returns>
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public Tensor Forward(Tensor x)
    {
        int batch = x.Shape[0], time = x.Shape[1];
        Tensor inputs = Tensor.Linear(x, WeightIhL0, BiasIhL0);
        Tensor hidden = Tensor.Zeros(batch, Hidden), cell = Tensor.Zeros(batch, Hidden);
        (hidden, cell) = Step(inputs, 0, hidden, cell);
        Tensor states = Tensor.Reshape(hidden, batch, 1, Hidden);
        for (int t = 1; t < time; t++)
        {
            (hidden, cell) = Step(inputs, t, hidden, cell);
            states = Tensor.Concat(states, Tensor.Reshape(hidden, batch, 1, Hidden), 1);
        }

        return states;
    }

    /// <summary>Runs over a sequence, from a state of zeros, and keeps the last state alone.</summary>
    /// <param name="x">Of shape (batch, time, inputs).</param>
    /// <returns>The state after the last step, of shape (batch, hidden).</returns>
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public Tensor Last(Tensor x)
    {
        int batch = x.Shape[0], time = x.Shape[1];
        Tensor inputs = Tensor.Linear(x, WeightIhL0, BiasIhL0);
        Tensor hidden = Tensor.Zeros(batch, Hidden), cell = Tensor.Zeros(batch, Hidden);
        for (int t = 0; t < time; t++)
            (hidden, cell) = Step(inputs, t, hidden, cell);
        return hidden;
    }

    private (Tensor Hidden, Tensor Cell) Step(Tensor inputs, int t, Tensor hidden, Tensor cell)
    {
        Tensor atStep = Tensor.Reshape(Tensor.Slice(inputs, 1, t, 1), inputs.Shape[0], 4 * Hidden);
        Tensor gates = atStep + Tensor.Linear(hidden, WeightHhL0, BiasHhL0);
        Tensor input = Tensor.Sigmoid(Tensor.Slice(gates, 1, 0, Hidden));
        Tensor forget = Tensor.Sigmoid(Tensor.Slice(gates, 1, Hidden, Hidden));
        Tensor candidate = Tensor.Tanh(Tensor.Slice(gates, 1, 2 * Hidden, Hidden));
        Tensor output = Tensor.Sigmoid(Tensor.Slice(gates, 1, 3 * Hidden, Hidden));
        Tensor next = forget * cell + input * candidate;
        return (output * Tensor.Tanh(next), next);
    }
}
