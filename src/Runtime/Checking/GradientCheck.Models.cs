namespace AutoDiff;

public static partial class GradientCheck
{
    /// <summary>Checks the gradient of a whole model: with respect to all parameters that its <c>Visit</c> shows.</summary>
    /// <typeparam name="T">The type of the model.</typeparam>
    /// <param name="loss">
    /// The function that was differentiated, of the model that it is given. It must be repeatable: without dropout, or with a seed of its own.
    /// </param>
    /// <param name="model">The model, at the parameters where the gradient was taken. It has them, and running statistics,
    /// again afterwards, whatever happens.</param>
    /// <param name="gradient">The gradient: a model of the same type.</param>
    /// <param name="directions">In how many random directions to check, each through all parameters; 0 checks each entry.</param>
    /// <param name="separately">
    /// Whether a direction goes through one parameter (a weight, a bias) after the other instead of all at once: slower by their number, and
    /// it sees what is off in a small one that is lost beside the large ones.
    /// </param>
    /// <param name="tolerance">
    /// The relative tolerance; null stands for <see cref="DefaultTolerance"/> where all parameters have double precision, and for
    /// <see cref="DefaultSingleTolerance"/> else.
    /// </param>
    /// <param name="seed">The seed of the directions.</param>
    /// <returns>What was found: the parameter has its name in the model, such as <c>Hidden.Weight</c>, and the index is row-major.</returns>
    /// <exception cref="ArgumentException">
    /// The gradient's parameters aren't the model's, there are none, or the loss isn't repeatable.
    /// </exception>
    /// <example>
    /// <code>
    /// trainer.ZeroGradients();
    /// model.LossGradient(x, labels, trainer.Gradients);
    /// GradientCheck.Model(m => m.Loss(x, labels), model, trainer.Gradients, directions: 5).ThrowIfFailed();
    /// </code>
    /// </example>
    public static GradientCheckResult Model<T>(
        Func<T, double> loss, T model, T gradient, int directions = 0, bool separately = false, double? tolerance = null, int seed = 0)
        where T : IDifferentiable<T>
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(gradient);
        ArgumentOutOfRangeException.ThrowIfNegative(directions);
        var before = new ParameterCopy<T>(ref model, withState: true);
        var values = new ParameterCopy<T>(ref model);
        CheckedBuffer[] buffers = Pair(values, new ParameterCopy<T>(ref gradient));
        ThrowIfNothingToCheck(buffers, nameof(model));
        try
        {
            ThrowIfNotRepeatable(Value(), Value());
            bool isDouble = values.Blocks.TrueForAll(block => block.Floats.Length == 0);
            var comparison = new GradientComparison(
                Value, buffers, isDouble ? DoublePrecision : SinglePrecision, tolerance ?? (isDouble ? DefaultTolerance : DefaultSingleTolerance));
            return directions == 0 ? comparison.Whole() : comparison.InDirections(directions, seed, separately);
        }
        finally
        {
            before.WriteTo(ref model);
        }

        // The comparison perturbs the copy.
        double Value()
        {
            values.WriteTo(ref model);
            return loss(model);
        }
    }

    private static CheckedBuffer[] Pair<T>(ParameterCopy<T> values, ParameterCopy<T> gradient)
        where T : IDifferentiable<T>
    {
        if (gradient.Blocks.Count != values.Blocks.Count)
            throw new ArgumentException($"The gradient has {gradient.Blocks.Count} parameters, and the model has {values.Blocks.Count}.", nameof(gradient));
        var buffers = new CheckedBuffer[values.Blocks.Count];
        for (int i = 0; i < buffers.Length; i++)
        {
            ParameterBlock value = values.Blocks[i], slope = gradient.Blocks[i];
            if (value.Name != slope.Name || !value.Shape.AsSpan().SequenceEqual(slope.Shape))
                throw new ArgumentException($"The gradient has {Describe(slope)} where the model has {Describe(value)}.", nameof(gradient));
            bool isScalar = value.Shape.Length == 0;
            buffers[i] = value.Doubles.Length > 0
                ? new CheckedBuffer<double>(value.Name, value.Doubles, slope.Doubles, isScalar)
                : new CheckedBuffer<float>(value.Name, value.Floats, slope.Floats, isScalar);
        }

        return buffers;
    }

    private static string Describe(ParameterBlock block) => $"'{block.Name}' of shape {Shapes.Print(block.Shape)}";

    private static void ThrowIfNotRepeatable(double first, double second)
    {
        if (!first.Equals(second))
        {
            throw new ArgumentException(
                $"The loss is {first:R}, and for the same parameters it is {second:R} at the next call: differences tell nothing. Is there a dropout?", "loss");
        }
    }
}
