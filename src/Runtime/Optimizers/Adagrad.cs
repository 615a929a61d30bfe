using System.Numerics;
using System.Runtime.CompilerServices;
using AutoDiff.Kernels;

namespace AutoDiff;

/// <summary>Adagrad (Duchi, Hazan and Singer, 2011): gradients divided by the root of the sum of all their squares so far.</summary>
public sealed class Adagrad : Optimizer
{
    private double _rate;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The rate.</param>
    /// <param name="learningRateDecay">The rate of step t, counted from 0, is divided by 1 + t times this.</param>
    /// <param name="weightDecay">This multiple of a parameter is added to its gradient.</param>
    /// <param name="initialAccumulator">The sum of squares before the first step.</param>
    /// <param name="epsilon">Added to the root of the sum.</param>
    public Adagrad(
        double learningRate = 1e-2,
        double learningRateDecay = 0,
        double weightDecay = 0,
        double initialAccumulator = 0,
        double epsilon = 1e-10)
        : base(learningRate, weightDecay)
    {
        ThrowIfNegative(learningRateDecay, nameof(learningRateDecay));
        ThrowIfNegative(initialAccumulator, nameof(initialAccumulator));
        ThrowIfNegative(epsilon, nameof(epsilon));
        LearningRateDecay = learningRateDecay;
        InitialAccumulator = initialAccumulator;
        Epsilon = epsilon;
    }

    /// <summary>How fast the rate falls with the steps.</summary>
    public double LearningRateDecay { get; }

    /// <summary>The sum of squares before the first step.</summary>
    public double InitialAccumulator { get; }

    /// <summary>What is added to the root of the sum.</summary>
    public double Epsilon { get; }

    private protected override string[] StateNames { get; } = ["sum"];

    private protected override double InitialState => InitialAccumulator;

    private protected override void OnStep() => _rate = LearningRate / (1 + (StepCount - 1) * LearningRateDecay);

    private protected override void Update<T>(Span<T> parameters, ReadOnlySpan<T> gradients, Span<T> first, Span<T> second)
    {
        var rule = new Rule<T>(T.CreateTruncating(_rate), T.CreateTruncating(WeightDecay), T.CreateTruncating(Epsilon));
        UpdatePass.Run(rule, parameters, gradients, first, second);
    }

    private readonly struct Rule<T>(T rate, T decay, T epsilon) : IUpdateRule<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLanes>(ref TLanes parameter, TLanes gradient, ref TLanes first, ref TLanes second)
            where TLanes : struct, ILanes<TLanes, T>
        {
            gradient += TLanes.Create(decay) * parameter;
            first += gradient * gradient;
            parameter -= TLanes.Create(rate) * (gradient / (TLanes.Sqrt(first) + TLanes.Create(epsilon)));
        }
    }
}
