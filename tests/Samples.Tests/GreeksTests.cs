using Samples.Greeks;

namespace Samples.Tests;

public class GreeksTests
{
    public static TheoryData<CallOption> Calls =>
    [
        new CallOption(Spot: 100, Strike: 105, Rate: 0.03, Dividend: 0.01, Volatility: 0.2, Maturity: 1),
        new CallOption(Spot: 100, Strike: 100, Rate: 0, Dividend: 0, Volatility: 0.5, Maturity: 0.25),
        new CallOption(Spot: 60, Strike: 105, Rate: 0.05, Dividend: 0.02, Volatility: 0.3, Maturity: 2),
        new CallOption(Spot: 160, Strike: 105, Rate: -0.01, Dividend: 0.04, Volatility: 0.15, Maturity: 0.1),
        new CallOption(Spot: 1.25, Strike: 1.2, Rate: 0.02, Dividend: 0.05, Volatility: 0.08, Maturity: 10),
    ];

    [Theory]
    [MemberData(nameof(Calls))]
    public void Gradient_agrees_with_the_closed_forms(CallOption option)
    {
        Sensitivities closed = ClosedForms.Of(option);

        Sensitivities gradient = BlackScholes.Differentiate(option);

        for (int i = 0; i < Sensitivities.Names.Length; i++)
        {
            double tolerance = 1e-10 * Math.Max(1, Math.Abs(closed[i]));
            Assert.True(Math.Abs(gradient[i] - closed[i]) <= tolerance, $"{Sensitivities.Names[i]}: {closed[i]} against {gradient[i]}");
        }
    }

    [Fact]
    public void Price_is_the_one_of_the_literature()
    {
        // Hull, Options, Futures and Other Derivatives: S 42, K 40, r 10 %, volatility 20 %, half a year.
        Assert.Equal(4.76, BlackScholes.Call(42, 40, 0.1, 0, 0.2, 0.5), 2);
    }

    [Fact]
    public void Simulation_agrees_within_its_standard_error()
    {
        var option = new CallOption(Spot: 100, Strike: 105, Rate: 0.03, Dividend: 0.01, Volatility: 0.2, Maturity: 1);
        Sensitivities closed = ClosedForms.Of(option);
        var estimate = new Estimate();

        MonteCarlo.Simulate(option, paths: 20_000, steps: 50, new Normals(7), estimate);

        for (int i = 0; i < Sensitivities.Names.Length; i++)
        {
            double error = estimate.StandardError(i);
            Assert.InRange(error, 1e-6, 0.03 * Math.Abs(closed[i]));
            Assert.True(
                Math.Abs(estimate.Mean(i) - closed[i]) <= 4 * error,
                $"{Sensitivities.Names[i]}: {closed[i]} against {estimate.Mean(i)} +- {error}");
        }
    }

    [Fact]
    public void Gradient_draws_the_numbers_of_one_plain_call()
    {
        Normals plain = new(11), differentiated = new(11);
        for (int path = 0; path < 20; path++)
        {
            double payoff = MonteCarlo.DiscountedPayoff(100, 95, 0.03, 0.01, 0.2, 1, 25, plain);

            Assert.Equal(payoff, MonteCarlo.DiscountedPayoffGradient(100, 95, 0.03, 0.01, 0.2, 1, 25, differentiated).Value);
        }

        Assert.Equal(plain.Next(), differentiated.Next());
    }

    [Fact]
    public void Path_without_a_payoff_has_no_sensitivities()
    {
        var g = MonteCarlo.DiscountedPayoffGradient(1, 1000, 0.03, 0.01, 0.2, 1, 25, new Normals(1));

        Assert.Equal((0, 0, 0, 0, 0, 0, 0), g);
    }

    [Fact]
    public void Path_allocates_nothing()
    {
        var option = new CallOption(Spot: 100, Strike: 105, Rate: 0.03, Dividend: 0.01, Volatility: 0.2, Maturity: 1);
        Normals normals = new(5);
        var estimate = new Estimate();

        Assert.Equal(0, Allocations.Of(() => MonteCarlo.Simulate(option, paths: 10, steps: 50, normals, estimate)));
    }

    [Fact]
    public void Normals_have_mean_0_and_deviation_1()
    {
        Normals normals = new(13);
        double[] draws = [.. Enumerable.Range(0, 100_000).Select(_ => normals.Next())];

        Assert.Equal(0, draws.Average(), 0.015);
        Assert.Equal(1, draws.Average(x => x * x), 0.02);
        Assert.Equal(3, draws.Average(x => x * x * x * x), 0.15);
    }
}
