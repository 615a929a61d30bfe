using System.Numerics;
using System.Runtime.CompilerServices;
using AutoDiff.Kernels;

namespace AutoDiff;

/// <summary>RMSProp (Tieleman and Hinton, 2012): gradients divided by the root of a running average of their squares.</summary>
public sealed class RmsProp : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The rate.</param>
    /// <param name="alpha">How much of the average of squares is kept each step.</param>
    /// <param name="epsilon">Added to the root of the average.</param>
    /// <param name="weightDecay">This multiple of a parameter is added to its gradient.</param>
    /// <param name="momentum">How much of the last step's direction is kept.</param>
    public RmsProp(double learningRate = 1e-2, double alpha = 0.99, double epsilon = 1e-8, double weightDecay = 0, double momentum = 0)
        : base(learningRate, weightDecay)
    {
        ThrowIfNegative(alpha, nameof(alpha));
        ThrowIfNegative(epsilon, nameof(epsilon));
        ThrowIfNegative(momentum, nameof(momentum));
        Alpha = alpha;
        Epsilon = epsilon;
        Momentum = momentum;
        StateNames = momentum == 0 ? ["square_avg"] : ["square_avg", "momentum_buffer"];
    }

    /// <summary>How much of the average of squares is kept each step.</summary>
    public double Alpha { get; }

    /// <summary>What is added to the root of the average.</summary>
    public double Epsilon { get; }

    /// <summary>How much of the last step's direction is kept.</summary>
    public double Momentum { get; }

    private protected override string[] StateNames { get; }

    private protected override void Update<T>(Span<T> parameters, ReadOnlySpan<T> gradients, Span<T> first, Span<T> second)
    {
        var rule = new Rule<T>
        {
            Rate = T.CreateTruncating(LearningRate),
            Kept = T.CreateTruncating(Alpha),
            New = T.CreateTruncating(1 - Alpha),
            Epsilon = T.CreateTruncating(Epsilon),
            Decay = T.CreateTruncating(WeightDecay),
            Momentum = T.CreateTruncating(Momentum),
        };
        UpdatePass.Run(rule, parameters, gradients, first, second);
    }

    private struct Rule<T> : IUpdateRule<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T Rate, Kept, New, Epsilon, Decay, Momentum;

        // Without momentum there is no second state: it arrives as zero, and the step is the scaled gradient.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Apply<TLanes>(ref TLanes parameter, TLanes gradient, ref TLanes first, ref TLanes second)
            where TLanes : struct, ILanes<TLanes, T>
        {
            gradient += TLanes.Create(Decay) * parameter;
            first = TLanes.Create(Kept) * first + TLanes.Create(New) * gradient * gradient;
            second = TLanes.Create(Momentum) * second + gradient / (TLanes.Sqrt(first) + TLanes.Create(Epsilon));
            parameter -= TLanes.Create(Rate) * second;
        }
    }
}
