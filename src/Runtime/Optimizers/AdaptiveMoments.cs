using System.Numerics;
using System.Runtime.CompilerServices;
using AutoDiff.Kernels;

namespace AutoDiff;

/// <summary>What <see cref="Adam"/> and <see cref="AdamW"/> share: running averages of the gradient and of its square.</summary>
public abstract class AdaptiveMoments : Optimizer
{
    private double _rate;
    private double _rootCorrection;

    private protected AdaptiveMoments(double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
        : base(learningRate, weightDecay)
    {
        ThrowIfNotFraction(beta1, nameof(beta1));
        ThrowIfNotFraction(beta2, nameof(beta2));
        ThrowIfNegative(epsilon, nameof(epsilon));
        Beta1 = beta1;
        Beta2 = beta2;
        Epsilon = epsilon;
    }

    /// <summary>How much of the average of gradients is kept each step.</summary>
    public double Beta1 { get; }

    /// <summary>How much of the average of squares is kept each step.</summary>
    public double Beta2 { get; }

    /// <summary>What is added to the root of the average of squares.</summary>
    public double Epsilon { get; }

    private protected override string[] StateNames { get; } = ["exp_avg", "exp_avg_sq"];

    // Whether parameters shrink by themselves, or through their gradients.
    private protected abstract bool DecaysParameters { get; }

    private protected override void OnStep()
    {
        _rate = LearningRate / (1 - Math.Pow(Beta1, StepCount));
        _rootCorrection = 1 / Math.Sqrt(1 - Math.Pow(Beta2, StepCount));
    }

    private protected override void Update<T>(Span<T> parameters, ReadOnlySpan<T> gradients, Span<T> first, Span<T> second)
    {
        var rule = new Rule<T>
        {
            Rate = T.CreateTruncating(_rate),
            RootCorrection = T.CreateTruncating(_rootCorrection),
            Kept1 = T.CreateTruncating(Beta1),
            New1 = T.CreateTruncating(1 - Beta1),
            Kept2 = T.CreateTruncating(Beta2),
            New2 = T.CreateTruncating(1 - Beta2),
            Epsilon = T.CreateTruncating(Epsilon),
            Decay = T.CreateTruncating(DecaysParameters ? 0 : WeightDecay),
            Kept = T.CreateTruncating(DecaysParameters ? 1 - LearningRate * WeightDecay : 1),
        };
        UpdatePass.Run(rule, parameters, gradients, first, second);
    }

    private struct Rule<T> : IUpdateRule<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T Rate, RootCorrection, Kept1, New1, Kept2, New2, Epsilon, Decay, Kept;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Apply<TLanes>(ref TLanes parameter, TLanes gradient, ref TLanes first, ref TLanes second)
            where TLanes : struct, ILanes<TLanes, T>
        {
            gradient += TLanes.Create(Decay) * parameter;
            parameter *= TLanes.Create(Kept);
            first = TLanes.Create(Kept1) * first + TLanes.Create(New1) * gradient;
            second = TLanes.Create(Kept2) * second + TLanes.Create(New2) * gradient * gradient;
            TLanes root = TLanes.Sqrt(second) * TLanes.Create(RootCorrection) + TLanes.Create(Epsilon);
            parameter -= TLanes.Create(Rate) * (first / root);
        }
    }
}
