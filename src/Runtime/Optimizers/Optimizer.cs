using System.Numerics;

namespace AutoDiff;

/// <summary>
/// How parameters follow from their gradients: one step changes all parameters of a model in a single vectorised pass. Hyperparameters
/// are doubles; the state has the type of its parameter. Defaults and results are PyTorch's.
/// </summary>
/// <remarks>An optimizer keeps state (momentum, averages) for the one <see cref="Trainer{T}"/> that it is given to.</remarks>
public abstract class Optimizer
{
    private float[][] _floatStates = [];
    private double[][] _doubleStates = [];
    private bool _isBound;

    private protected Optimizer(double learningRate, double weightDecay)
    {
        ThrowIfNegative(learningRate, nameof(learningRate));
        ThrowIfNegative(weightDecay, nameof(weightDecay));
        LearningRate = learningRate;
        WeightDecay = weightDecay;
    }

    /// <summary>The rate of the next step; a schedule sets it before each.</summary>
    public double LearningRate { get; set; }

    /// <summary>The strength of the pull of parameters towards zero.</summary>
    public double WeightDecay { get; }

    /// <summary>The number of steps taken.</summary>
    public int StepCount { get; internal set; }

    // The names of the state's vectors in files, as PyTorch calls them: at most two.
    private protected abstract string[] StateNames { get; }

    internal ReadOnlySpan<string> States => StateNames;

    internal Span<float> FloatState(int index) => index < _floatStates.Length ? _floatStates[index] : default;

    internal Span<double> DoubleState(int index) => index < _doubleStates.Length ? _doubleStates[index] : default;

    internal void Bind(int floats, int doubles)
    {
        if (_isBound)
            throw new InvalidOperationException("The optimizer belongs to another trainer already: its state is that model's.");
        _isBound = true;
        _floatStates = new float[StateNames.Length][];
        _doubleStates = new double[StateNames.Length][];
        for (int i = 0; i < StateNames.Length; i++)
        {
            _floatStates[i] = new float[floats];
            _doubleStates[i] = new double[doubles];
            _floatStates[i].AsSpan().Fill((float)InitialState);
            _doubleStates[i].AsSpan().Fill(InitialState);
        }
    }

    internal OptimizerCopy Copy() => new(
        LearningRate, StepCount, Array.ConvertAll(_floatStates, state => (float[])state.Clone()), Array.ConvertAll(_doubleStates, state => (double[])state.Clone()));

    internal void Restore(OptimizerCopy copy)
    {
        (LearningRate, StepCount) = (copy.LearningRate, copy.StepCount);
        for (int i = 0; i < _floatStates.Length; i++)
        {
            copy.Floats[i].CopyTo(_floatStates[i], 0);
            copy.Doubles[i].CopyTo(_doubleStates[i], 0);
        }
    }

    internal void BeginStep()
    {
        StepCount++;
        OnStep();
    }

    // Updates the parameters whose state begins at offset.
    internal void Update(Span<float> parameters, ReadOnlySpan<float> gradients, int offset) => Update(
        parameters, gradients, Part(FloatState(0), offset, parameters.Length), Part(FloatState(1), offset, parameters.Length));

    internal void Update(Span<double> parameters, ReadOnlySpan<double> gradients, int offset) => Update(
        parameters, gradients, Part(DoubleState(0), offset, parameters.Length), Part(DoubleState(1), offset, parameters.Length));

    private protected virtual double InitialState => 0;

    // What all parameters of a step share: bias corrections and the like.
    private protected virtual void OnStep()
    {
    }

    private protected abstract void Update<T>(Span<T> parameters, ReadOnlySpan<T> gradients, Span<T> first, Span<T> second)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    private protected static void ThrowIfNegative(double value, string name)
    {
        if (!(value >= 0) || double.IsInfinity(value))
            throw new ArgumentOutOfRangeException(name, value, $"The {name} must be a finite number that isn't negative.");
    }

    private protected static void ThrowIfNotFraction(double value, string name)
    {
        if (!(value >= 0 && value < 1))
            throw new ArgumentOutOfRangeException(name, value, $"The {name} must be at least 0 and less than 1.");
    }

    private static Span<T> Part<T>(Span<T> state, int offset, int length) => state.IsEmpty ? state : state.Slice(offset, length);
}
