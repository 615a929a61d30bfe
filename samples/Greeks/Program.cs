using System.CommandLine;
using Samples.Greeks;
using Samples.Shared;

var spot = Options.Number("--spot", "Price of the asset.", 100.0, least: 1e-3, most: 1e9);
var strike = Options.Number("--strike", "Strike of the call.", 105.0, least: 1e-3, most: 1e9);
var rate = Options.Number("--rate", "Interest rate, continuous.", 0.03, least: -1.0, most: 1.0);
var dividend = Options.Number("--dividend", "Dividend yield, continuous.", 0.01, least: -1.0, most: 1.0);
var volatility = Options.Number("--volatility", "Volatility.", 0.2, least: 0.01, most: 2.0);
var maturity = Options.Number("--maturity", "Years to maturity.", 1.0, least: 0.01, most: 30.0);
var paths = Options.Number("--paths", "Simulated paths.", 100_000, least: 1_000, most: 100_000_000);
var steps = Options.Number("--steps", "Steps of a path.", 50, least: 1, most: 100_000);
var seed = Options.Seed(1);
var output = Options.Output("greeks.png");
var command = new RootCommand("A call's price and all its sensitivities from one gradient, by formula and by simulation.")
{
    spot, strike, rate, dividend, volatility, maturity, paths, steps, seed, output,
};
command.SetAction(arguments => Run(
    new CallOption(
        arguments.GetValue(spot), arguments.GetValue(strike), arguments.GetValue(rate),
        arguments.GetValue(dividend), arguments.GetValue(volatility), arguments.GetValue(maturity)),
    arguments.GetValue(paths), arguments.GetValue(steps), arguments.GetValue(seed), arguments.GetValue(output)!));
return command.Parse(args).Invoke();

static int Run(CallOption option, int paths, int steps, int seed, string output)
{
    Console.WriteLine(option);
    Sensitivities closed = ClosedForms.Of(option);
    Sensitivities gradient = BlackScholes.Differentiate(option);

    FirstStep.Report(BlackScholes.CheckGradient(option), "sensitivities");

    const int batches = 100;
    var estimate = new Estimate();
    var normals = new Normals(seed);
    var meter = new StepMeter(batches, warmUp: 10);
    Progress.Run("Simulating", batches, progress =>
    {
        for (int batch = 0; batch < batches; batch++)
        {
            int count = (int)((long)paths * (batch + 1) / batches - (long)paths * batch / batches);
            meter.Begin();
            MonteCarlo.Simulate(option, count, steps, normals, estimate);
            meter.End();
            progress.Advance($"delta {Summary.Number(estimate.Mean(1), "F4")}, vega {Summary.Number(estimate.Mean(5), "F3")}");
        }
    });

    bool agrees = true;
    var table = new Summary("of the call", "closed form", "gradient", "difference", $"{paths:N0} paths x {steps}", "off by (standard errors)");
    for (int i = 0; i < Sensitivities.Names.Length; i++)
    {
        double difference = gradient[i] - closed[i];
        // A far strike can leave no path with a payoff, and so no spread to judge by.
        double spread = estimate.StandardError(i);
        double errors = spread > 0 ? (estimate.Mean(i) - closed[i]) / spread : 0;
        agrees &= Math.Abs(difference) <= 1e-10 * Math.Max(1, Math.Abs(closed[i])) && Math.Abs(errors) <= 4;
        table.Row(
            Sensitivities.Names[i],
            Summary.Number(closed[i], "F10"),
            Summary.Number(gradient[i], "F10"),
            Summary.Number(difference, "0.0e+0"),
            $"{Summary.Number(estimate.Mean(i), "F4")} +- {Summary.Number(spread, "F4")}",
            Summary.Number(errors, "F2"));
    }

    table.Print();
    new Summary($"{meter.Measured} x {paths / batches:N0} differentiated paths", "a step")
        .Row(meter)
        .Row("time a path and its six sensitivities", Summary.Time(meter.MedianTime / Math.Max(1, paths / batches)))
        .Print();
    Console.WriteLine($"Picture: {GreeksPicture.Save(output, option, steps, seed)}");
    if (!agrees) Console.Error.WriteLine("The gradient or the simulation is away from the closed form.");
    return agrees ? 0 : 1;
}
