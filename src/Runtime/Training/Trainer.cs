using AutoDiff.Kernels;

namespace AutoDiff;

/// <summary>
/// Trains a model: holds its gradient, a model of the same type, and steps the optimizer. Tensors of the model are moved into one
/// contiguous block, and those of the gradient into another, so that a step is one pass over memory; other parameters (arrays, lists,
/// plain numbers) stay where they are.
/// </summary>
/// <typeparam name="T">The type of the model.</typeparam>
/// <example>
/// <code>
/// trainer.ZeroGradients();
/// float loss = model.LossGradient(batch.Inputs, batch.Labels, trainer.Gradients);
/// trainer.Step();
/// </code>
/// </example>
public sealed class Trainer<T>
    where T : IDifferentiable<T>
{
    private readonly ParameterBlocks _blocks;
    private T _model;
    private T _gradients;

    /// <summary>Prepares a model for training.</summary>
    /// <param name="model">The model; of a struct, the trainer keeps a copy: train through <see cref="Model"/>.</param>
    /// <param name="optimizer">How parameters follow from gradients. It can't serve two trainers.</param>
    /// <param name="schedule">The learning rate of each step; null leaves the optimizer's own.</param>
    public Trainer(T model, Optimizer optimizer, Schedule? schedule = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        _model = model;
        Optimizer = optimizer;
        Schedule = schedule;
        using (TensorPacking packing = TensorPacking.Begin())
        {
            _gradients = model.ZerosLike();
            _blocks = new ParameterBlocks(packing);
        }

        var survey = new ParameterSurvey(_blocks);
        _model.Visit(ref survey);
        _blocks.EndSurvey(nameof(model));
        optimizer.Bind(_blocks.FloatCount, _blocks.DoubleCount);
    }

    /// <summary>The model.</summary>
    public ref T Model => ref _model;

    /// <summary>The gradient of the loss: what <see cref="Step"/> reads, and generated members add into.</summary>
    public ref T Gradients => ref _gradients;

    /// <summary>The optimizer.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>The schedule of the learning rate, or null.</summary>
    public Schedule? Schedule { get; }

    /// <summary>The number of parameters.</summary>
    public int ParameterCount => _blocks.ParameterCount;

    /// <summary>The number of steps taken.</summary>
    public int StepCount => Optimizer.StepCount;

    internal ParameterBlocks Blocks => _blocks;

    /// <summary>
    /// Makes the gradient zero. Without it gradients of several batches add up. Who reads <see cref="Gradients"/> sees zeros; a span of a tensor's values that was
    /// taken before may show the old ones, since the first contribution of the step overwrites them.
    /// </summary>
    public void ZeroGradients()
    {
        if (_blocks.HasLooseBlocks)
        {
            var zeros = new GradientScaling(_blocks, 0);
            _gradients.Visit(ref zeros);
        }

        _blocks.ZeroGradients();
    }

    /// <summary>Changes the parameters by one step of the optimizer along the gradient.</summary>
    public void Step()
    {
        if (Schedule is { } schedule)
            Optimizer.LearningRate = schedule.RateAt(Optimizer.StepCount);
        StepAtItsRate();
    }

    // A step at the optimizer's own rate, whatever the schedule says.
    internal void StepAtItsRate()
    {
        Optimizer.BeginStep();
        if (_blocks.Parameters.Length > 0)
            Optimizer.Update(_blocks.Parameters.Values, _blocks.Gradients, 0);
        if (!_blocks.HasLooseBlocks)
            return;
        var gathering = new GradientGathering(_blocks);
        _gradients.Visit(ref gathering);
        var update = new ParameterUpdate(_blocks, Optimizer);
        _model.Visit(ref update);
    }

    /// <summary>Scales the gradient so that its Euclidean norm, over all parameters, is at most <paramref name="maximum"/>.</summary>
    /// <param name="maximum">The largest norm.</param>
    /// <returns>The norm before.</returns>
    public double ClipGradientNorm(double maximum)
    {
        if (!(maximum > 0))
            throw new ArgumentOutOfRangeException(nameof(maximum), maximum, "The largest norm must be above 0.");
        var sum = new GradientNorm(_blocks);
        sum.Add<float>(_blocks.Gradients);
        if (_blocks.HasLooseBlocks)
            _gradients.Visit(ref sum);
        double norm = Math.Sqrt(sum.SumOfSquares);
        if (norm > maximum)
        {
            double factor = maximum / (norm + 1e-6);
            GradientScaling.Scale(_blocks.Gradients, (float)factor);
            if (_blocks.HasLooseBlocks)
            {
                var scaling = new GradientScaling(_blocks, factor);
                _gradients.Visit(ref scaling);
            }
        }

        return norm;
    }

    /// <summary>Limits each component of the gradient to between -<paramref name="maximum"/> and <paramref name="maximum"/>.</summary>
    /// <param name="maximum">The largest magnitude.</param>
    public void ClipGradientValue(double maximum)
    {
        if (!(maximum > 0))
            throw new ArgumentOutOfRangeException(nameof(maximum), maximum, "The largest magnitude must be above 0.");
        GradientClamping.Clamp(_blocks.Gradients, (float)maximum);
        if (!_blocks.HasLooseBlocks)
            return;
        var clamping = new GradientClamping(_blocks, maximum);
        _gradients.Visit(ref clamping);
    }
}
