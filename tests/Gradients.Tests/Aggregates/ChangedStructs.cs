using System.Runtime.CompilerServices;

namespace AutoDiff.Gradients.Tests.Aggregates;

/// <summary>A struct with methods that change it: <c>this</c> is like a parameter passed by reference.</summary>
[Differentiable]
public partial struct Particle
{
    public double Position, Velocity;

    public int Steps { get; private set; }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public double Step(double force)
    {
        Velocity += force * Position;
        Position += Velocity * 0.1;
        Steps++;
        return Position * Velocity;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public void Kick(double factor)
    {
        Velocity *= factor;
        Move();
    }

    private void Move() => Position += Velocity;

    [Differentiable, MethodImpl(MethodImplOptions.NoInlining)]
    public double Far(double force)
    {
        ref double velocity = ref Velocity;
        velocity += force * Position;
        Position += velocity * 0.1;
        return Position * velocity * force;
    }

    [Differentiable, MethodImpl(MethodImplOptions.NoInlining)]
    public readonly double Look(double force) => (Position * force * Velocity) + Velocity;

    [Differentiable]
    public void Reset(double position) => this = new Particle { Position = position * Velocity };

    [Differentiable]
    public double Decay(double rate, int n)
    {
        if (n == 0)
        {
            return Velocity;
        }

        Velocity *= rate;
        return Decay(rate * 0.9, n - 1) + Position;
    }
}

/// <summary>One with memory and another struct in it.</summary>
[Differentiable]
public partial struct Cloud
{
    public Particle Center;

    public double[] Weights;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public double Advance(double force)
    {
        double sum = Center.Step(force);
        sum += Center.Far(sum);
        Weights[0] *= sum;
        return (sum * Weights[0]) + Center.Position;
    }

    [Differentiable]
    public void Settle(double force, int n)
    {
        for (int i = 0; i < n; i++)
        {
            Center.Far(force * Center.Velocity);
            Weights[i % 2] += Center.Position * Center.Velocity;
        }
    }
}

internal static partial class Changed
{
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Local(Particle particle, double force, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            sum += particle.Far(force);
            sum += particle.Look(sum);
            particle.Kick(0.9 + (force * 0.01));
        }

        return sum * particle.Position;
    }

    [Differentiable]
    public static double InSpan(Span<Particle> particles, double force)
    {
        double sum = 0;
        for (int i = 0; i < particles.Length; i++)
        {
            sum += particles[i].Far(force) * particles[0].Far(sum);
        }

        return sum;
    }

    [Differentiable]
    public static double Argument(Particle particle, double x) => particle.Look(particle.Velocity = x) + particle.Velocity;
}
