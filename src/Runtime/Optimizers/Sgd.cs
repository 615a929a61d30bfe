using System.Numerics;
using System.Runtime.CompilerServices;
using AutoDiff.Kernels;

namespace AutoDiff;

/// <summary>Stochastic gradient descent, with momentum, Nesterov's momentum and weight decay.</summary>
public sealed class Sgd : Optimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The rate.</param>
    /// <param name="momentum">How much of the last step's direction is kept; 0 keeps no state.</param>
    /// <param name="nesterov">Whether the gradient is taken as if the momentum had been applied already.</param>
    /// <param name="weightDecay">This multiple of a parameter is added to its gradient.</param>
    public Sgd(double learningRate = 1e-3, double momentum = 0, bool nesterov = false, double weightDecay = 0)
        : base(learningRate, weightDecay)
    {
        ThrowIfNegative(momentum, nameof(momentum));
        if (nesterov && momentum == 0)
            throw new ArgumentException("Nesterov's momentum needs a momentum above 0.", nameof(nesterov));
        Momentum = momentum;
        Nesterov = nesterov;
        StateNames = momentum == 0 ? [] : ["momentum_buffer"];
    }

    /// <summary>How much of the last step's direction is kept.</summary>
    public double Momentum { get; }

    /// <summary>Whether momentum is Nesterov's.</summary>
    public bool Nesterov { get; }

    private protected override string[] StateNames { get; }

    private protected override void Update<T>(Span<T> parameters, ReadOnlySpan<T> gradients, Span<T> first, Span<T> second)
    {
        T rate = T.CreateTruncating(LearningRate), decay = T.CreateTruncating(WeightDecay);
        T momentum = T.CreateTruncating(Momentum);
        if (Momentum == 0)
            UpdatePass.Run(new Plain<T>(rate, decay), parameters, gradients, first, second);
        else if (Nesterov)
            UpdatePass.Run(new LookAhead<T>(rate, decay, momentum), parameters, gradients, first, second);
        else
            UpdatePass.Run(new Heavy<T>(rate, decay, momentum), parameters, gradients, first, second);
    }

    private readonly struct Plain<T>(T rate, T decay) : IUpdateRule<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLanes>(ref TLanes parameter, TLanes gradient, ref TLanes first, ref TLanes second)
            where TLanes : struct, ILanes<TLanes, T>
        {
            gradient += TLanes.Create(decay) * parameter;
            parameter -= TLanes.Create(rate) * gradient;
        }
    }

    private readonly struct Heavy<T>(T rate, T decay, T momentum) : IUpdateRule<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLanes>(ref TLanes parameter, TLanes gradient, ref TLanes first, ref TLanes second)
            where TLanes : struct, ILanes<TLanes, T>
        {
            gradient += TLanes.Create(decay) * parameter;
            first = TLanes.Create(momentum) * first + gradient;
            parameter -= TLanes.Create(rate) * first;
        }
    }

    private readonly struct LookAhead<T>(T rate, T decay, T momentum) : IUpdateRule<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<TLanes>(ref TLanes parameter, TLanes gradient, ref TLanes first, ref TLanes second)
            where TLanes : struct, ILanes<TLanes, T>
        {
            gradient += TLanes.Create(decay) * parameter;
            first = TLanes.Create(momentum) * first + gradient;
            parameter -= TLanes.Create(rate) * (gradient + TLanes.Create(momentum) * first);
        }
    }
}
