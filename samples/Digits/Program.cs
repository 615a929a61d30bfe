using System.CommandLine;
using System.Diagnostics;
using Samples.Digits;
using Samples.Shared;

var epochs = Options.Number("--epochs", "Passes over the training set.", 60, least: 1, most: 10_000);
var batch = Options.Number("--batch", "Images in a mini-batch.", 32, least: 1, most: 1_000);
var rate = Options.Number("--rate", "Adam's learning rate at the start; it falls to zero.", 0.01, least: 1e-9, most: 1.0);
var seed = Options.Seed(1);
var tensor = new Option<bool>("--tensor") { Description = "The same network as a type with layers, in single precision, instead of loops." };
var output = Options.Output("digits.png");
var command = new RootCommand("Trains a 64-32-10 network, as plain loops or as layers, on 1,797 handwritten digits.")
{
    epochs, batch, rate, seed, tensor, output,
};
command.SetAction(arguments => Run(
    arguments.GetValue(epochs),
    arguments.GetValue(batch),
    arguments.GetValue(rate),
    arguments.GetValue(seed),
    arguments.GetValue(tensor),
    arguments.GetValue(output)!));
return command.Parse(args).Invoke();

static void Run(int epochs, int batch, double rate, int seed, bool tensor, string output)
{
    var clock = Stopwatch.StartNew();
    var random = new Random(seed);
    (DigitSet train, DigitSet test) = DigitSet.Load().Split(testShare: 0.2, random);
    ITraining training = tensor
        ? new TensorTraining(train, epochs, batch, rate, random)
        : new Training(train, epochs, batch, rate, random);

    FirstStep.Report(training.CheckGradient(directions: 5), "random directions");

    var history = new History(epochs, training.StepsPerEpoch);
    var meter = new StepMeter(epochs * training.StepsPerEpoch, warmUp: Math.Min(training.StepsPerEpoch, epochs * training.StepsPerEpoch / 2));
    Action<double> stepped = loss =>
    {
        meter.End();
        history.StepLosses.Add(loss);
        meter.Begin();
    };
    Progress.Run("Training", epochs, progress =>
    {
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            meter.Begin();
            training.Epoch(stepped);
            (double testLoss, double testAccuracy) = training.Evaluate(test);
            history.TrainLosses.Add(training.Evaluate(train).Loss);
            history.TestLosses.Add(testLoss);
            progress.Advance($"loss {Summary.Number(testLoss, "F4")}, accuracy {Summary.Percent(testAccuracy)}");
        }
    });

    (double lossTrain, double accuracyTrain) = training.Evaluate(train);
    (double lossTest, double accuracyTest) = training.Evaluate(test);
    string picture = DigitsPicture.Save(output, history, training, test, accuracyTest);
    new Summary("64-32-10 on digits", $"training ({train.Count})", $"test ({test.Count})")
        .Row("loss", Summary.Number(lossTrain, "F4"), Summary.Number(lossTest, "F4"))
        .Row("accuracy", Summary.Percent(accuracyTrain), Summary.Percent(accuracyTest))
        .Row(meter)
        .Row("the whole run", Summary.Time(clock.Elapsed))
        .Print();
    Console.WriteLine($"Picture: {picture}");
}
