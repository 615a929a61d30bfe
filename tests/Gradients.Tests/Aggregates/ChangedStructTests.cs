using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Aggregates;

/// <summary>Methods that write the struct that they are called on: its adjoint goes in and out.</summary>
public sealed class ChangedStructTests
{
    private static Particle At(double[] buffer) => new() { Position = buffer[0], Velocity = buffer[1] };

    private static void Put(Particle particle, double[] buffer) => (buffer[0], buffer[1]) = (particle.Position, particle.Velocity);

    // The struct as a buffer that a method reads and writes.
    private static void Agrees(Func<Particle, double, (Particle, double)> f, Func<Particle, double, Particle, (Particle, Particle, double, double)> gradient) => GradientAssert.Agrees(
        [0.7],
        [[0.5, 0.3]],
        (s, b) =>
        {
            (Particle final, double value) = f(At(b[0]), s[0]);
            Put(final, b[0]);
            return value;
        },
        (s, b, d) =>
        {
            (Particle final, Particle adjoint, double value, double dforce) = gradient(At(b[0]), s[0], At(d[0]));
            Put(final, b[0]);
            Put(adjoint, d[0]);
            return (value, [dforce]);
        });

    [Fact]
    public void A_method_that_changes_its_struct_and_returns_a_value() => Agrees(
        (p, f) =>
        {
            double value = p.Step(f);
            return (p, value);
        },
        (p, f, d) =>
        {
            (double value, double df) = p.StepGradient(f, ref d);
            Assert.Equal(1, p.Steps);
            return (p, d, value, df);
        });

    [Fact]
    public void A_method_without_a_result() => Agrees(
        (p, f) =>
        {
            p.Kick(f);
            return (p, 0);
        },
        (p, f, d) =>
        {
            double df = p.KickVjp(f, ref d);
            return (p, d, 0, df);
        });

    [Fact]
    public void A_method_that_replaces_its_struct() => Agrees(
        (p, f) =>
        {
            p.Reset(f);
            return (p, 0);
        },
        (p, f, d) =>
        {
            double df = p.ResetVjp(f, ref d);
            return (p, d, 0, df);
        });

    [Fact]
    public void A_recursive_method_that_changes_its_struct() => Agrees(
        (p, f) =>
        {
            double value = p.Decay(f, 3);
            return (p, value);
        },
        (p, f, d) =>
        {
            (double value, double df) = p.DecayGradient(f, 3, ref d);
            return (p, d, value, df);
        });

    [Fact]
    public void Forward_mode()
    {
        Particle p = new() { Position = 0.5, Velocity = 0.3 }, tangent = new() { Position = 2, Velocity = -1 }, q = p, adjoint = default;
        (_, double dforce) = q.StepGradient(0.7, ref adjoint);
        (_, double slope) = p.StepJvp(0.7, ref tangent, 0.4);
        GradientAssert.Equal((2 * adjoint.Position) - adjoint.Velocity + (0.4 * dforce), slope);
        GradientAssert.Equal((-1 + (0.4 * 0.5) + (0.7 * 2)), tangent.Velocity);
    }

    [Fact]
    public void Calls_on_a_local_variable()
    {
        GradientAssert.Agrees([0.5, 0.3, 0.7], v => Changed.Local(At(v), v[2], 3), (v, d) =>
        {
            (double value, Particle adjoint, double df) = Changed.LocalGradient(At(v), v[2], 3);
            (d[0], d[1], d[2]) = (d[0] + adjoint.Position, d[1] + adjoint.Velocity, d[2] + df);
            return value;
        });
        (_, Particle dp, double dforce) = Changed.LocalGradient(At([0.5, 0.3]), 0.7, 3);
        GradientAssert.Equal(dp.Position + (2 * dforce), Changed.LocalJvp(At([0.5, 0.3]), 0.7, 3, new Particle { Position = 1 }, 2).dresult);
    }

    [Fact]
    public void Calls_on_elements_of_a_span() => GradientAssert.Agrees(
        [0.6],
        [[0.5, 0.3, -0.2, 0.8]],
        (s, b) =>
        {
            Particle[] particles = [At(b[0]), At(b[0][2..])];
            double value = Changed.InSpan(particles, s[0]);
            (b[0][0], b[0][1], b[0][2], b[0][3]) = (particles[0].Position, particles[0].Velocity, particles[1].Position, particles[1].Velocity);
            return value;
        },
        (s, b, d) =>
        {
            Particle[] particles = [At(b[0]), At(b[0][2..])], adjoints = [At(d[0]), At(d[0][2..])];
            (double value, double df) = Changed.InSpanGradient(particles, s[0], adjoints);
            (b[0][0], b[0][1], b[0][2], b[0][3]) = (particles[0].Position, particles[0].Velocity, particles[1].Position, particles[1].Velocity);
            (d[0][0], d[0][1], d[0][2], d[0][3]) = (adjoints[0].Position, adjoints[0].Velocity, adjoints[1].Position, adjoints[1].Velocity);
            return (value, [df]);
        });

    [Fact]
    public void An_argument_that_changes_the_receiver_is_evaluated_before_it_is_read() =>
        GradientAssert.Agrees(0.7, x => Changed.Argument(At([0.5, 0.3]), x), x =>
        {
            (double value, _, double dx) = Changed.ArgumentGradient(At([0.5, 0.3]), x);
            return (value, dx);
        });

    [Fact]
    public void A_struct_with_memory_and_another_struct_in_it()
    {
        static Cloud Make(double[] v) => new() { Center = At(v), Weights = [v[2], v[3]] };
        static double[] Of(Cloud cloud) => [cloud.Center.Position, cloud.Center.Velocity, cloud.Weights[0], cloud.Weights[1]];
        double[] start = [0.5, 0.3, -0.2, 0.8];
        GradientAssert.Agrees(
            [0.6],
            [start],
            (s, b) =>
            {
                Cloud cloud = Make(b[0]);
                double value = cloud.Advance(s[0]);
                Of(cloud).CopyTo(b[0], 0);
                return value;
            },
            (s, b, d) =>
            {
                Cloud cloud = Make(b[0]), adjoint = Make(d[0]);
                (double value, double df) = cloud.AdvanceGradient(s[0], ref adjoint);
                Of(cloud).CopyTo(b[0], 0);
                Of(adjoint).CopyTo(d[0], 0);
                return (value, [df]);
            });
        GradientAssert.Agrees(
            [0.6],
            [start],
            (s, b) =>
            {
                Cloud cloud = Make(b[0]);
                cloud.Settle(s[0], 3);
                Of(cloud).CopyTo(b[0], 0);
                return 0;
            },
            (s, b, d) =>
            {
                Cloud cloud = Make(b[0]), adjoint = Make(d[0]);
                double df = cloud.SettleVjp(s[0], 3, ref adjoint);
                Of(cloud).CopyTo(b[0], 0);
                Of(adjoint).CopyTo(d[0], 0);
                return (0, [df]);
            });
    }

    [Fact]
    public void An_adjoint_of_another_shape_is_an_error_before_anything_is_written()
    {
        var cloud = new Cloud { Center = At([0.5, 0.3]), Weights = [1, 2] };
        var adjoint = new Cloud { Weights = [1] };
        Assert.Throws<ArgumentException>("dthis", () => cloud.AdvanceGradient(0.6, ref adjoint));
        Assert.Equal((0.5, 0.3), (cloud.Center.Position, cloud.Center.Velocity));
        Assert.Throws<ArgumentException>("dthis", () => cloud.AdvanceGradient(0.6, ref cloud));
    }

    [Fact]
    public void Gradients_of_changed_structs_allocate_nothing()
    {
        Particle particle = At([0.5, 0.3]), adjoint = default;
        var cloud = new Cloud { Center = particle, Weights = [1, 2] };
        var dcloud = new Cloud { Weights = [1, 2] };
        ModelAssert.AllocatesNothing(() => particle.StepGradient(0.7, ref adjoint));
        ModelAssert.AllocatesNothing(() => cloud.AdvanceGradient(0.7, ref dcloud));
        ModelAssert.AllocatesNothing(() => Changed.LocalGradient(particle, 0.7, 3));
    }
}
