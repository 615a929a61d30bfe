namespace AutoDiff.Networks.Tests;

/// <summary>One pass over a chain of elementwise operations gives what the operations give one by one.</summary>
public class FusionTests
{
    private delegate Tensor Chain(Tensor a, Tensor b, Tensor c, Tensor d);

    private delegate Tensor Adjoints(Tensor a, Tensor b, Tensor c, Tensor d, Tensor dresult, Tensor da, Tensor db, Tensor dc, Tensor dd);

    private static readonly Dictionary<string, (Chain Value, Adjoints Fused, Adjoints Apart, bool IsExact)> s_chains = new()
    {
        ["Activation"] = (FusionMethods.Activation, (a, b, c, d, y, da, db, dc, dd) => FusionMethods.ActivationVjp(a, b, c, d, y, da, db, dc, dd), (a, b, c, d, y, da, db, dc, dd) => FusionMethods.ActivationApartVjp(a, b, c, d, y, da, db, dc, dd), true),
        ["Difference"] = (FusionMethods.Difference, (a, b, c, d, y, da, db, dc, dd) => FusionMethods.DifferenceVjp(a, b, c, d, y, da, db, dc, dd), (a, b, c, d, y, da, db, dc, dd) => FusionMethods.DifferenceApartVjp(a, b, c, d, y, da, db, dc, dd), true),
        ["Scaled"] = (FusionMethods.Scaled, (a, b, c, d, y, da, db, dc, dd) => FusionMethods.ScaledVjp(a, b, c, d, y, da, db, dc, dd), (a, b, c, d, y, da, db, dc, dd) => FusionMethods.ScaledApartVjp(a, b, c, d, y, da, db, dc, dd), true),
        ["Cell"] = (FusionMethods.Cell, (a, b, c, d, y, da, db, dc, dd) => FusionMethods.CellVjp(a, b, c, d, y, da, db, dc, dd), (a, b, c, d, y, da, db, dc, dd) => FusionMethods.CellApartVjp(a, b, c, d, y, da, db, dc, dd), true),
        ["Repeated"] = (FusionMethods.Repeated, (a, b, c, d, y, da, db, dc, dd) => FusionMethods.RepeatedVjp(a, b, c, d, y, da, db, dc, dd), (a, b, c, d, y, da, db, dc, dd) => FusionMethods.RepeatedApartVjp(a, b, c, d, y, da, db, dc, dd), false),
        ["Interrupted"] = (FusionMethods.Interrupted, (a, b, c, d, y, da, db, dc, dd) => FusionMethods.InterruptedVjp(a, b, c, d, y, da, db, dc, dd), (a, b, c, d, y, da, db, dc, dd) => FusionMethods.InterruptedApartVjp(a, b, c, d, y, da, db, dc, dd), false),
    };

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (string name in s_chains.Keys)
            {
                for (int shapes = 0; shapes < 6; shapes++)
                    cases.Add(name, shapes);
            }

            return cases;
        }
    }

    /// <summary>Values are the same bits; adjoints too where all operands have one shape and are read once, else the same to 1e-6 of the largest.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void A_fused_chain_equals_its_operations_one_by_one(string name, int shapes)
    {
        (Chain value, Adjoints fused, Adjoints apart, bool isExact) = s_chains[name];
        int[][] shape = shapes switch
        {
            0 => [[5, 7], [5, 7], [5, 7], [5, 7]],
            1 => [[3, 33], [33], [33], [3, 33]],
            2 => [[2, 1, 4], [3, 1], [2, 3, 4], [1]],
            3 => [[1], [1], [1], [1]],
            4 => [[200, 300], [200, 300], [200, 300], [200, 300]],
            _ => [[17], [17], [17], [1]],
        };
        var random = new Random(shapes + 1);
        Tensor[] x = [.. shape.Select(s => Numbers(random, s))];
        Tensor expected = value(x[0], x[1], x[2], x[3]);
        Tensor cotangent = Numbers(random, expected.Shape.ToArray());
        Tensor[] mine = [.. shape.Select(s => Numbers(new Random(9), s))], theirs = [.. mine.Select(d => d.Clone())];
        Tensor result = fused(x[0], x[1], x[2], x[3], cotangent, mine[0], mine[1], mine[2], mine[3]);
        Assert.Equal(expected.AsSpan().ToArray(), result.AsSpan().ToArray());
        apart(x[0], x[1], x[2], x[3], cotangent, theirs[0], theirs[1], theirs[2], theirs[3]);
        bool isBitwise = isExact && shape.All(s => s.SequenceEqual(shape[0]));
        for (int i = 0; i < 4; i++)
        {
            float[] a = theirs[i].AsSpan().ToArray(), b = mine[i].AsSpan().ToArray();
            double tolerance = isBitwise ? 0 : 1e-6 * Math.Max(1, a.Max(Math.Abs));
            for (int k = 0; k < a.Length; k++)
                Assert.True(Math.Abs(a[k] - b[k]) <= tolerance, $"adjoint {i} at {k}: {a[k]}, {b[k]}");
        }
    }

    [Fact]
    public void A_fused_chain_allocates_nothing()
    {
        var random = new Random(1);
        Tensor a = Numbers(random, 3, 33), b = Numbers(random, 33), y = Numbers(random, 3, 33), da = Numbers(random, 3, 33), db = Numbers(random, 33);
        Tensor dc = Tensor.Zeros(33), dd = Tensor.Zeros(3, 33), c = b.Clone(), d = a.Clone();
        for (int i = 0; i < 3; i++)
            FusionMethods.CellVjp(a, b, c, d, y, da, db, dc, dd);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            FusionMethods.CellVjp(a, b, c, d, y, da, db, dc, dd);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Shapes_that_dont_broadcast_are_named()
    {
        Tensor a = Tensor.Zeros(2, 3), b = Tensor.Zeros(4), one = Tensor.Zeros(1);
        ArgumentException exception = Assert.Throws<ArgumentException>(() =>
            FusionMethods.ActivationVjp(a, b, one, one.Clone(), a.Clone(), Tensor.Zeros(2, 3), Tensor.Zeros(4), Tensor.Zeros(1), Tensor.Zeros(1)));
        Assert.Contains("(2, 3)", exception.Message, StringComparison.Ordinal);
        Assert.Contains("(4)", exception.Message, StringComparison.Ordinal);
    }

    // At least 0.25 from 0, where divisions and roots are tame.
    private static Tensor Numbers(Random random, params int[] shape)
    {
        Tensor tensor = Tensor.Zeros(shape);
        foreach (ref float value in tensor.AsSpan())
            value = (random.NextSingle() + 0.25f) * (random.Next(2) == 0 ? -1 : 1);
        return tensor;
    }
}
