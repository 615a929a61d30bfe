using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Aggregates;

/// <summary>A class that isn't differentiable: its fields are constants.</summary>
public partial class Spring
{
    private readonly double _stiffness = 2;
    private readonly double[] _forces = [1, 2];

    [Differentiable]
    public double Energy(double x) => (_stiffness * x * x / 2) + (_forces[1] * x);
}

/// <summary>A primary constructor's parameter that a method uses.</summary>
[Differentiable]
public sealed partial class Captured(double slope)
{
    public double Offset { get; set; } = 1;

    [Differentiable]
    public double At(double x) => (slope * x) + Offset;
}

/// <summary>Static members, an initialiser, a computed property.</summary>
[Differentiable]
public sealed partial class Point
{
    public static readonly double Two = 2;

    public double X { get; init; }

    public double Square => X * X;

    public static Point Make(double x) => new() { X = x };

    public static double Doubled(Point p) => p.Square * Two;
}

/// <summary>A struct with a tuple and an array in it.</summary>
[Differentiable]
public partial struct Quad
{
    public double A, B;
    public (double U, int N) T;
    public double[] W;

    public Quad(double a)
    {
        A = a;
        B = 2 * a;
        T = (a, 3);
        W = [a, a * a];
    }

    public readonly double Eval(double x)
    {
        double s = (A * x) + B;
        for (int i = 0; i < W.Length; i++)
        {
            s = (s * x) + W[i];
        }

        return s + (T.U * T.N);
    }
}

internal static partial class Constructs
{
    [Differentiable]
    public static double StaticMembers(double x) => Point.Doubled(Point.Make(x)) + new Point { X = x * 2 }.Square;

    [Differentiable]
    public static double Constructed(double x)
    {
        var quad = new Quad(x);
        return quad.Eval(x);
    }

    [Differentiable]
    public static double CapturedParameter(double x) => new Captured(x).At(x);

    [Differentiable]
    public static double WithMemory(Quad quad, double x) => quad.Eval(x) + quad.W[0];

    [Differentiable]
    public static double ByReference(ref Quad quad, double x)
    {
        quad.A += x * quad.B;
        quad.W[0] *= x;
        return quad.Eval(2);
    }

    [Differentiable]
    public static double ArrayOfObjects(double x)
    {
        var points = new Point[3];
        for (int i = 0; i < 3; i++)
        {
            points[i] = new Point { X = x * i };
        }

        double sum = 0;
        foreach (Point point in points)
        {
            sum += point.Square;
        }

        return sum;
    }

    [Differentiable]
    public static double ListOfObjects(double x)
    {
        List<Point> points = [];
        for (int i = 1; i < 4; i++)
        {
            points.Add(new Point { X = x * i });
        }

        double sum = 0;
        foreach (Point point in points)
        {
            sum += point.Square;
        }

        return sum;
    }

    [Differentiable]
    public static double Chosen(Point p, Point q, bool first)
    {
        Point chosen = first ? p : q;
        return chosen.X * chosen.X;
    }

    [Differentiable]
    public static (double Value, Point Next) Several(Point p, double x) => (p.X * x, new Point { X = p.X + x });

    [Differentiable]
    public static double CopiedByValue(double x)
    {
        var t = (A: x, Quad: new Quad(x));
        var u = t;
        u.Quad.A = 3 * x;
        return t.Quad.A * u.Quad.A;
    }

    [Differentiable]
    public static double Matched(Point p)
    {
        switch (p)
        {
            case { X: > 1 }:
                return p.X * 2;
            default:
                return p.X;
        }
    }
}

public sealed class ConstructTests
{
    [Fact]
    public void An_instance_method_of_a_class_that_is_constant() => GradientAssert.Agrees(1.5, new Spring().Energy, x => new Spring().EnergyGradient(x));

    [Fact]
    public void Static_members_and_initialisers() => GradientAssert.Agrees(1.5, Constructs.StaticMembers, x => Constructs.StaticMembersGradient(x));

    [Fact]
    public void A_constructor_with_a_tuple_and_an_array() => GradientAssert.Agrees(1.5, Constructs.Constructed, x => Constructs.ConstructedGradient(x));

    [Fact]
    public void A_captured_constructor_parameter()
    {
        GradientAssert.Agrees(1.5, Constructs.CapturedParameter, x => Constructs.CapturedParameterGradient(x));
        var line = new Captured(3);
        Captured adjoint = line.ZerosLike();
        Assert.Equal((7.0, 3.0), line.AtGradient(2, adjoint));
        Assert.Equal(2, adjoint.At(1) - adjoint.Offset);
    }

    [Fact]
    public void A_struct_with_memory_has_its_adjoint_by_reference() => GradientAssert.Agrees(
        [1.1, 0.4, 0.7, -0.3, 1.5],
        v => Constructs.WithMemory(Make(v), v[4]),
        (v, d) =>
        {
            Quad adjoint = Make(v).ZerosLike();
            (double value, double dx) = Constructs.WithMemoryGradient(Make(v), v[4], ref adjoint);
            Add(adjoint, d);
            d[4] += dx;
            return value;
        });

    [Fact]
    public void A_struct_by_reference_that_is_written() => GradientAssert.Agrees(
        [1.1, 0.4, 0.7, -0.3, 1.5],
        v =>
        {
            Quad quad = Make(v);
            return Constructs.ByReference(ref quad, v[4]);
        },
        (v, d) =>
        {
            Quad quad = Make(v), adjoint = quad.ZerosLike();
            (double value, double dx) = Constructs.ByReferenceGradient(ref quad, v[4], ref adjoint);
            Add(adjoint, d);
            d[4] += dx;
            return value;
        });

    [Fact]
    public void Arrays_and_lists_of_objects()
    {
        GradientAssert.Agrees(1.5, Constructs.ArrayOfObjects, x => Constructs.ArrayOfObjectsGradient(x));
        GradientAssert.Agrees(1.5, Constructs.ListOfObjects, x => Constructs.ListOfObjectsGradient(x));
    }

    [Fact]
    public void A_reference_that_depends_on_data()
    {
        Point p = new() { X = 1.4 }, q = new() { X = 3 }, dp = p.ZerosLike(), dq = q.ZerosLike();
        Constructs.ChosenGradient(p, q, true, dp, dq);
        Assert.Equal((2.8, 0.0), (dp.X, dq.X));
    }

    [Fact]
    public void A_tuple_with_an_object_as_the_result()
    {
        Point p = new() { X = 1.5 }, dp = p.ZerosLike();
        ((double value, Point next), double dx) = Constructs.SeveralVjp(p, 2, (1, new Point { X = 10 }), dp);
        Assert.Equal((3.0, 3.5, 11.5, 12.0), (value, next.X, dx, dp.X));
    }

    [Fact]
    public void Structs_are_copied() => GradientAssert.Agrees(1.5, Constructs.CopiedByValue, x => Constructs.CopiedByValueGradient(x));

    [Fact]
    public void Patterns_on_objects()
    {
        Point p = new() { X = 1.5 }, dp = p.ZerosLike();
        Assert.Equal(3, Constructs.MatchedGradient(p, dp));
        Assert.Equal(2, dp.X);
    }

    private static Quad Make(double[] v) => new(v[0]) { T = (v[1], 3), W = [v[2], v[3]] };

    private static void Add(Quad adjoint, double[] d)
    {
        d[0] += adjoint.A + (2 * adjoint.B);
        d[1] += adjoint.T.U;
        d[2] += adjoint.W[0];
        d[3] += adjoint.W[1];
    }
}
