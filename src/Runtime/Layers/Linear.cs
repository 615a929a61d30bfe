namespace AutoDiff;

/// <summary>A fully connected layer.</summary>
[Differentiable]
public sealed partial class Linear
{
    /// <summary>Creates the layer with PyTorch's initialization: uniform, within 1 / sqrt(inputs).</summary>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <param name="random">The source of the first values.</param>
    /// <param name="bias">Whether there is a bias.</param>
    public Linear(int inputs, int outputs, Random random, bool bias = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        double bound = 1 / Math.Sqrt(inputs);
        Weight = Initializers.Uniform(random, bound, outputs, inputs);
        Bias = bias ? Initializers.Uniform(random, bound, outputs) : default;
    }

    /// <summary>The weight, of shape (outputs, inputs).</summary>
    public Tensor Weight { get; }

    /// <summary>The bias, of shape (outputs), or absent (<c>default</c>).</summary>
    public Tensor Bias { get; }

    /// <summary>x times the transpose of the weight, plus the bias.</summary>
    /// <param name="x">Of shape (..., inputs).</param>
    /// <returns>Of shape (..., outputs).</returns>
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public Tensor Forward(Tensor x) => Tensor.Linear(x, Weight, Bias);
}
