namespace AutoDiff.Networks.Tests;

/// <summary>The maxima of rectified values in one pass are those of the two operations one after the other, bit for bit.</summary>
public class PoolingFusionTests
{
    private delegate Tensor Method(Tensor x, Tensor bias, int kernel, int stride, Tensor dresult, Tensor dx, Tensor dbias);

    private static readonly Dictionary<string, (Method Fused, Method Apart)> s_methods = new()
    {
        ["Pooled"] = ((x, b, k, s, y, dx, db) => FusionMethods.PooledVjp(x, b, k, s, y, dx, db), (x, b, k, s, y, dx, db) => FusionMethods.PooledApartVjp(x, b, k, s, y, dx, db)),
        ["PooledChain"] = ((x, b, k, s, y, dx, db) => FusionMethods.PooledChainVjp(x, b, k, s, y, dx, db), (x, b, k, s, y, dx, db) => FusionMethods.PooledChainApartVjp(x, b, k, s, y, dx, db)),
        ["PooledTwice"] = ((x, b, k, s, y, dx, db) => FusionMethods.PooledTwiceVjp(x, b, k, s, y, dx, db), (x, b, k, s, y, dx, db) => FusionMethods.PooledTwiceApartVjp(x, b, k, s, y, dx, db)),
    };

    public static TheoryData<string, int, int, int, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int, int, int, int>();
            foreach (string name in s_methods.Keys)
            {
                foreach ((int side, int kernel, int stride) in new[] { (28, 2, 0), (14, 2, 0), (9, 2, 2), (8, 2, 0), (40, 2, 0), (7, 3, 2), (6, 2, 1), (5, 3, 0) })
                {
                    cases.Add(name, side, kernel, stride, 1);
                    cases.Add(name, side, kernel, stride, 3);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Rectified_maxima_equal_the_operations_one_by_one(string name, int side, int kernel, int stride, int threads)
    {
        (Method fused, Method apart) = s_methods[name];
        KernelThreads.Count = threads;
        try
        {
            var random = new Random(side + kernel);
            Tensor x = Numbers(random, 5, 7, side, side), bias = Numbers(random, side);
            int length = (side - kernel) / (stride == 0 ? kernel : stride) + 1;
            Tensor dresult = Numbers(random, 5, 7, length, length);
            Tensor dx = Numbers(random, 5, 7, side, side), dbias = Numbers(random, side), otherDx = dx.Clone(), otherDbias = dbias.Clone();
            float[] value = fused(x, bias, kernel, stride, dresult, dx, dbias).AsSpan().ToArray();
            Assert.Equal(apart(x, bias, kernel, stride, dresult, otherDx, otherDbias).AsSpan().ToArray(), value);
            Assert.Equal(otherDx.AsSpan().ToArray(), dx.AsSpan().ToArray());
            Assert.Equal(otherDbias.AsSpan().ToArray(), dbias.AsSpan().ToArray());
        }
        finally
        {
            KernelThreads.Count = 1;
        }
    }

    [Fact]
    public void Maxima_of_rectified_values_allocate_nothing()
    {
        var random = new Random(1);
        Tensor x = Numbers(random, 2, 3, 28, 28), bias = Numbers(random, 28), dresult = Numbers(random, 2, 3, 14, 14), dx = Tensor.Zeros(2, 3, 28, 28), dbias = Tensor.Zeros(28);
        for (int i = 0; i < 3; i++)
            FusionMethods.PooledVjp(x, bias, 2, 0, dresult, dx, dbias);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            FusionMethods.PooledVjp(x, bias, 2, 0, dresult, dx, dbias);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    // Few different values, so that there are ties; zeros of both signs, infinities and NaN.
    private static Tensor Numbers(Random random, params int[] shape)
    {
        Tensor tensor = Tensor.Zeros(shape);
        foreach (ref float value in tensor.AsSpan())
        {
            value = random.Next(40) switch
            {
                0 => float.NaN,
                1 => -0f,
                2 => float.PositiveInfinity,
                3 => float.NegativeInfinity,
                int other => (other - 22) / 8f,
            };
        }

        return tensor;
    }
}
