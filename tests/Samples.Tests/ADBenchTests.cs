using Samples.ADBench;

namespace Samples.Tests;

public class ADBenchTests
{
    public static TheoryData<Problem> Problems =>
    [
        new MixtureProblem(MixtureInstance.Generate(2, 3, 20, 5)),
        new MixtureProblem(MixtureInstance.Generate(1, 1, 9, 6)),
        new MixtureProblem(MixtureInstance.Generate(5, 2, 11, 7) with { Gamma = 0.7, M = 2 }),
        new MemoryProblem(MemoryInstance.Generate(1, 4, 3, 5)),
        new MemoryProblem(MemoryInstance.Generate(3, 7, 5, 6)),
        new BundleProblem(BundleInstance.Generate(3, 7, 16, 5)),
        GradBenchProblems.Hello(-1.5),
        GradBenchProblems.LeastSquares(9, 31, 5),
        GradBenchProblems.LogSumExp(50, 5),
        GradBenchProblems.KMeans(4, 60, 3, 5),
    ];

    [Theory]
    [MemberData(nameof(Problems))]
    public void Gradient_agrees(Problem problem)
    {
        Agreement agreement = problem.Check(golden: null);

        Assert.True(agreement.Holds, $"{problem.Name} ({problem.Size}) is off by {agreement.Error} from its {agreement.Reference}.");
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public void Gradient_allocates_nothing(Problem problem) => Assert.Equal(0, Allocations.Of(problem.Differentiate));

    [Fact]
    public void One_Gaussian_in_one_dimension_is_the_normal_density()
    {
        double[] points = [0.3, -0.7, 1.9];
        const double logPrecision = 0.25, mean = 0.4;
        double[] dalphas = [0], dmeans = [0], dfactors = [0];

        double value = GaussianMixture.ObjectiveGradient([0.8], [mean], [logPrecision], points, 1, 0, dalphas, dmeans, dfactors);

        // The prior is gamma^2 e^2q / 2 less ln(2^(-N/2) / Gamma(N/2)) for N = 2, which is ln 2.
        double precision = Math.Exp(2 * logPrecision), squares = points.Sum(p => (p - mean) * (p - mean));
        Assert.Equal(
            (3 * (logPrecision - (0.5 * Math.Log(2 * Math.PI)))) - (0.5 * precision * squares) + (0.5 * precision) + Math.Log(2), value, 1e-9);
        Assert.Equal(0, dalphas[0], 1e-12);
        Assert.Equal(precision * points.Sum(p => p - mean), dmeans[0], 1e-12);
        Assert.Equal(3 - (precision * squares) + precision, dfactors[0], 1e-12);
    }

    [Fact]
    public void One_step_of_a_memory_without_weights_is_known()
    {
        // All weights 0: the change is 0, each gate is open by half, and a cell of 1 leaves 1/2 tanh 1/2; the output's bias alone makes the prediction.
        double[] main = new double[16], extra = [1, 1, 1, 0, 0, 0], dmain = new double[16], dextra = new double[6];
        extra[3] = extra[2] = 0;
        double[] state = [0, 0, 1, 1], sequence = [1, 0, 0, 1];

        double value = LongShortTermMemory.ObjectiveGradient(main, extra, state, sequence, 1, dmain, dextra);

        double output = 0.5 * Math.Tanh(0.5);
        Assert.Equal(Math.Log(4) / 2, value, 1e-12);
        Assert.Equal([1.0 / 8, (1.0 / 4 - 1) / 2], dextra[4..], (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([output / 8, output * (1.0 / 4 - 1) / 2], dextra[2..4], (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Camera_that_is_not_turned_divides_by_the_depth()
    {
        var camera = new Camera(default, new(1, 2, -4), 3, new(0.5, -0.5), 0, 0);

        var (error, dcamera, dpoint, dweight) = BundleAdjustment.ReprojectionVjp(camera, new(2, 4, 0), 2, new(1, 1), new(1, 0));

        // x = 2 (3 (2 - 1) / 4 + 0.5 - 1)
        Assert.Equal(new Pixel(0.5, 0), error);
        Assert.Equal(1.5, dpoint.X, 1e-12);
        Assert.Equal(-0.375, dpoint.Z, 1e-12);
        Assert.Equal(new Vector(-dpoint.X, -dpoint.Y, -dpoint.Z), dcamera.Centre);
        Assert.Equal(0.5, dcamera.Focal, 1e-12);
        Assert.Equal(new Pixel(2, 0), dcamera.Principal);
        Assert.Equal(0.25, dweight, 1e-12);
    }

    [Fact]
    public void Jacobian_is_sparse_by_rows()
    {
        BundleInstance data = BundleInstance.Generate(2, 3, 4, 9);
        SparseRows jacobian = data.EmptyJacobian();

        BundleAdjustment.Differentiate(data, new double[12], jacobian);

        Assert.Equal([0, 15, 30, 45, 60, 75, 90, 105, 120, 121, 122, 123, 124], jacobian.Starts.ToArray());
        Assert.Equal([.. Enumerable.Range(11, 11), 25, 26, 27, 32], jacobian.Columns[30..45].ToArray());
        Assert.Equal([31, 32, 33, 34], jacobian.Columns[120..].ToArray());
    }
}
