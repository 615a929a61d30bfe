using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Aggregates;

/// <summary>A struct with public fields, and one around it.</summary>
[Differentiable]
public partial struct Pair
{
    public double X;
    public double Y;

    [Differentiable]
    public double Initialized(double by)
    {
        var other = new Pair { X = by * Y, Y = X };
        other = other with { X = other.X * X };
        return (other.X * other.X) + Math.Sin(other.Y);
    }
}

[Differentiable]
public partial struct Around
{
    public Pair P;
    public double Z;
}

internal static partial class Exchanges
{
    [Differentiable]
    public static double Locals(double x, double y)
    {
        Pair p = new() { X = x, Y = y * y }, q = new() { X = Math.Sin(y), Y = 3 };
        double z;
        (p, z) = (q, p.X);
        (p, q) = (q, new Pair { X = p.X * z, Y = x });
        var (r, w) = (q, p.Y * y);
        return (p.X * r.X) + (q.Y * w) + z;
    }

    [Differentiable]
    public static double Elements(double x, double y)
    {
        Pair[] items = [new() { X = x, Y = 2 }, new() { X = y, Y = x * y }, new() { X = 1, Y = y }];
        Around around = new() { P = items[1], Z = x };
        for (int i = 0; i < 4; i++)
        {
            (items[0], items[i % 3]) = (items[i % 3], items[0]);
            (around.P, items[1]) = (items[1], around.P);
            (items[2].X, around.Z) = (around.Z * items[0].Y, items[2].X);
        }

        return (items[0].X * items[1].Y) + (around.P.X * around.Z) + (items[2].X * items[2].Y);
    }

    [Differentiable]
    public static double References(double x, double y)
    {
        Pair a = new() { X = x, Y = y }, b = new() { X = y, Y = x * x };
        Exchange(ref a, ref b, x);
        ref Pair r = ref b;
        (r, a) = (a, r);
        return (a.X * a.Y * 2) + (b.X * b.Y);
    }

    [Differentiable]
    public static double Initializers(double x, double y) => new Pair { X = x, Y = y }.Initialized(x * y);

    [Differentiable]
    public static void Exchange(ref Pair a, ref Pair b, double by)
    {
        (a, b) = (b, a);
        a.X *= by;
    }
}

/// <summary>What the fuzzer found of structs in tuples and initializers.</summary>
public sealed class ExchangeTests
{
    [Fact]
    public void Structs_exchanged_by_a_tuple() => GradientAssert.Agrees(0.7, 0.4, Exchanges.Locals, (x, y) => Exchanges.LocalsGradient(x, y));

    [Fact]
    public void Elements_and_members_exchanged_by_a_tuple() => GradientAssert.Agrees(0.7, 0.4, Exchanges.Elements, (x, y) => Exchanges.ElementsGradient(x, y));

    [Fact]
    public void References_to_structs_exchanged_by_a_tuple() => GradientAssert.Agrees(0.7, 0.4, Exchanges.References, (x, y) => Exchanges.ReferencesGradient(x, y));

    /// <summary>An object initializer in a method of the same type doesn't change the receiver.</summary>
    [Fact]
    public void An_object_initializer_in_an_instance_method() => GradientAssert.Agrees(0.7, 0.4, Exchanges.Initializers, (x, y) => Exchanges.InitializersGradient(x, y));
}
