using System.CommandLine;
using System.Diagnostics;
using AutoDiff;
using Samples.FashionMnist;
using Samples.Shared;

var model = new Option<string>("--model") { Description = "The network: mlp or cnn.", DefaultValueFactory = _ => "mlp" };
model.AcceptOnlyFromAmong("mlp", "cnn");
var folder = new Option<string>("--data")
{
    Description = "The folder with Fashion-MNIST's four IDX files.",
    DefaultValueFactory = _ => ImageData.DefaultFolder,
};
var epochs = Options.Number("--epochs", "Passes over the training set.", 10, least: 1, most: 10_000);
var batch = Options.Number("--batch", "Images in a mini-batch.", 128, least: 1, most: 1_000);
var rate = Options.Number("--rate", "AdamW's learning rate at the start; it falls to zero.", 0.002, least: 1e-9, most: 1.0);
var findRate = new Option<bool>("--find-rate") { Description = "Doesn't train: looks for a learning rate, with a picture of the losses." };
var seed = Options.Seed(1);
var output = Options.Output("fashion-mnist.png");
var command = new RootCommand("Trains a perceptron or a convolutional network on Fashion-MNIST.")
{
    model, folder, epochs, batch, rate, findRate, seed, output,
};
command.SetAction(arguments =>
{
    var run = new Run(
        arguments.GetValue(epochs),
        arguments.GetValue(batch),
        arguments.GetValue(rate),
        arguments.GetValue(findRate),
        new Random(arguments.GetValue(seed)),
        arguments.GetValue(output)!);
    try
    {
        ImageData data = Load(arguments.GetValue(folder)!, run.Random);
        ReadOnlySpan<int> shape = data.Train.Inputs.Shape;
        if (arguments.GetValue(model) == "cnn")
            Train(run, data, "CNN", new Cnn(run.Random, shape[2], shape[3]), static (m, images, labels, gradients) => m.LossGradient(images, labels, gradients));
        else
            Train(run, data, "MLP", new Mlp(run.Random, shape[2] * shape[3]), static (m, images, labels, gradients) => m.LossGradient(images, labels, gradients));
        return 0;
    }
    catch (InvalidDataException error)
    {
        Console.Error.WriteLine(error.Message);
        return 1;
    }
});
return command.Parse(args).Invoke();

static ImageData Load(string folder, Random random)
{
    if (ImageData.Load(folder) is { } fashion) return fashion;
    Console.WriteLine($"Fashion-MNIST isn't in {folder}. On Debian or Ubuntu: apt-get install dataset-fashion-mnist;");
    Console.WriteLine("elsewhere get its four files from https://github.com/zalandoresearch/fashion-mnist and name their folder by --data.");
    Console.WriteLine("This run takes the 1,797 digits that come with the samples.");
    return ImageData.Digits(random);
}

static void Train<T>(Run run, ImageData data, string name, T model, LossGradient<T> gradient)
    where T : IClassifier, IDifferentiable<T>
{
    var clock = Stopwatch.StartNew();
    var training = new Training<T>(model, gradient, data.Train, run.Epochs, run.Batch, run.Rate, run.Random);
    FirstStep.Report(training.CheckGradient(directions: 5), $"random directions over {training.ParameterCount:N0} parameters");

    if (run.FindsRate)
    {
        LearningRateCurve curve = training.FindRate();
        Console.WriteLine($"Suggested: {curve}.");
        Console.WriteLine($"Picture: {RatePicture.Save(run.Output, curve)}");
        return;
    }

    var history = new History();
    int steps = run.Epochs * training.StepsPerEpoch;
    var meter = new StepMeter(steps, warmUp: Math.Min(training.StepsPerEpoch, steps / 2));
    Action<double> stepped = _ =>
    {
        meter.End();
        meter.Begin();
    };
    (double Loss, Confusion Confusion) train = (0, new Confusion()), test = train;
    Progress.Run("Training", run.Epochs, progress =>
    {
        for (int epoch = 0; epoch < run.Epochs; epoch++)
        {
            meter.Begin();
            training.Epoch(stepped);
            (train, test) = (training.Evaluate(data.Train), training.Evaluate(data.Test));
            history.TrainLosses.Add(train.Loss);
            history.TestLosses.Add(test.Loss);
            history.TrainAccuracies.Add(train.Confusion.Accuracy);
            history.TestAccuracies.Add(test.Confusion.Accuracy);
            progress.Advance($"loss {Summary.Number(test.Loss, "F4")}, accuracy {Summary.Percent(test.Confusion.Accuracy)}");
        }
    });

    string picture = FashionMnistPicture.Save(run.Output, history, test.Confusion, data.Classes);
    new Summary($"{name} on {data.Title}", $"training ({data.Train.Count})", $"test ({data.Test.Count})")
        .Row("loss", Summary.Number(train.Loss, "F4"), Summary.Number(test.Loss, "F4"))
        .Row("accuracy", Summary.Percent(train.Confusion.Accuracy), Summary.Percent(test.Confusion.Accuracy))
        .Row(meter)
        .Row("the whole run", Summary.Time(clock.Elapsed))
        .Print();
    Console.WriteLine($"Picture: {picture}");
}

/// <summary>What the options say of a run.</summary>
internal sealed record Run(int Epochs, int Batch, double Rate, bool FindsRate, Random Random, string Output);
