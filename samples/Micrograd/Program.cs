using System.CommandLine;
using Samples.Micrograd;
using Samples.Shared;

var steps = Options.Number("--steps", "Steps of gradient descent over all 100 points.", 100, least: 1, most: 100_000);
var output = Options.Output("micrograd.png");
var command = new RootCommand("micrograd's demo: a scalar network that parts two moons, trained by a compiled gradient.") { steps, output };
command.SetAction(arguments => Run(arguments.GetValue(steps), arguments.GetValue(output)!));
return command.Parse(args).Invoke();

static void Run(int steps, string output)
{
    (double value, double da, double db) = Expression.EvaluateGradient(-4, 2);
    Console.WriteLine($"micrograd's README: g = {Four(value)}, dg/da = {Four(da)}, dg/db = {Four(db)}");

    Demo demo = Demo.Load();
    var training = new Training(demo);
    FirstStep.Report(training.CheckGradient(directions: 5), "random directions");

    var losses = new List<double>(steps);
    var meter = new StepMeter(steps, warmUp: Math.Min(10, steps / 2));
    Progress.Run("Training", steps, progress =>
    {
        for (int step = 0; step < steps; step++)
        {
            meter.Begin();
            double loss = training.Step();
            meter.End();
            losses.Add(loss);
            progress.Advance($"loss {Four(loss)}, accuracy {Summary.Percent(training.Accuracy())}");
        }
    });

    double farthest = losses.Zip(demo.Losses, (mine, theirs) => Math.Abs(mine - theirs) / theirs).Max();
    string picture = BoundaryPicture.Save(output, demo, training, losses);
    new Summary("2-16-16-1 on 100 moons", "after the last step")
        .Row("loss", Four(Network.Loss(training.Parameters, demo.Points, demo.Labels)))
        .Row("accuracy", Summary.Percent(training.Accuracy()))
        .Row("losses against the reference, largest relative difference", Summary.Number(farthest, "0.0e+0"))
        .Row(meter)
        .Print();
    Console.WriteLine($"Picture: {picture}");
}

static string Four(double value) => Summary.Number(value, "F4");
