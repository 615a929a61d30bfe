using Samples.Micrograd;

namespace Samples.Tests;

public class MicrogradTests
{
    private static readonly Demo Reference = Demo.Load();

    [Fact]
    public void Expression_has_the_value_and_gradients_of_microgradsReadme()
    {
        (double value, double da, double db) = Expression.EvaluateGradient(-4, 2);

        Assert.Equal(24.7041, value, 4);
        Assert.Equal(138.8338, da, 4);
        Assert.Equal(645.5773, db, 4);
    }

    [Fact]
    public void All_losses_of_the_demo_agree()
    {
        var training = new Training(Reference);

        Assert.Equal(100, Reference.Losses.Length);
        for (int step = 0; step < Reference.Losses.Length; step++)
        {
            AssertClose(Reference.Losses[step], training.Step(), 1e-9, $"loss of step {step}");
        }

        Assert.Equal(1, training.Accuracy());
    }

    [Fact]
    public void First_gradient_of_the_demo_agrees()
    {
        double[] gradient = new double[Network.Parameters];

        double value = Network.LossGradient(Reference.Parameters, Reference.Points, Reference.Labels, gradient);

        Assert.Equal(Network.Loss(Reference.Parameters, Reference.Points, Reference.Labels), value);
        for (int i = 0; i < gradient.Length; i++)
        {
            AssertClose(Reference.FirstGradient[i], gradient[i], 1e-9, $"gradient of parameter {i}");
        }
    }

    [Fact]
    public void Gradient_is_added_to_what_is_there()
    {
        double[] once = new double[Network.Parameters], twice = new double[Network.Parameters];
        Network.LossGradient(Reference.Parameters, Reference.Points, Reference.Labels, once);

        Network.LossGradient(Reference.Parameters, Reference.Points, Reference.Labels, twice);
        Network.LossGradient(Reference.Parameters, Reference.Points, Reference.Labels, twice);

        for (int i = 0; i < once.Length; i++)
        {
            AssertClose(2 * once[i], twice[i], 1e-12, $"gradient of parameter {i}");
        }
    }

    [Fact]
    public void Step_allocates_nothing()
    {
        var training = new Training(Reference);

        Assert.Equal(0, Allocations.Of(() => training.Step()));
    }

    private static void AssertClose(double expected, double actual, double tolerance, string what) => Assert.True(
        Math.Abs(expected - actual) <= tolerance * Math.Max(Math.Abs(expected), 1e-6), $"{what}: expected {expected}, got {actual}");
}
