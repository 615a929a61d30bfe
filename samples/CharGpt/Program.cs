using System.CommandLine;
using System.Diagnostics;
using AutoDiff;
using Samples.CharGpt;
using Samples.Shared;

const int Layers = 4, Heads = 4, Width = 128, Context = 64, BatchSize = 12, Evaluations = 20, EvaluatedBatches = 20;

var steps = Options.Number("--steps", "Steps in all, those before a resumed file included.", 2000, least: 1, most: 10_000_000);
var rate = Options.Number("--rate", "The highest learning rate: it rises over the first twentieth of the steps and falls to a tenth.", 2e-3, least: 1e-9, most: 1.0);
var text = new Option<FileInfo>("--text") { Description = "The text to learn from (UTF-8); without it, Genesis and Exodus." }.AcceptExistingOnly();
var resume = new Option<FileInfo>("--resume") { Description = "A file that --save wrote: training goes on from there." }.AcceptExistingOnly();
var save = new Option<string>("--save") { Description = "Where the trained model goes.", DefaultValueFactory = _ => "chargpt.safetensors" };
var seed = Options.Seed(1);
var output = Options.Output("chargpt.png");
var command = new RootCommand("Trains a small GPT to write, a character at a time.") { steps, rate, text, resume, save, seed, output };
command.SetAction(arguments =>
{
    try
    {
        Corpus corpus = arguments.GetValue(text) is { } file ? new Corpus(File.ReadAllText(file.FullName)) : Corpus.Load();
        Run(
            corpus,
            arguments.GetValue(steps),
            arguments.GetValue(rate),
            arguments.GetValue(resume)?.FullName,
            arguments.GetValue(save)!,
            arguments.GetValue(seed),
            arguments.GetValue(output)!);
        return 0;
    }
    catch (Exception e) when (e is IOException or ArgumentException or CheckpointException)
    {
        Console.Error.WriteLine(e.Message);
        return 1;
    }
});
return command.Parse(args).Invoke();

static void Run(Corpus corpus, int steps, double rate, string? resume, string save, int seed, string output)
{
    var clock = Stopwatch.StartNew();
    var model = new Gpt(new Random(seed), corpus.Vocabulary, Context, Width, Heads, Layers);
    Schedule schedule = Schedules.WarmupCosine(rate, steps / 20, steps, rate / 10);
    var training = new Training(corpus, model, BatchSize, Context, schedule, seed);
    if (resume is not null) Checkpoints.Load(resume, training.Trainer);
    int first = training.Trainer.StepCount;
    if (first >= steps) throw new ArgumentException($"{resume} has {first} steps already: --steps must be more.");
    Console.WriteLine($"{training.Trainer.ParameterCount:N0} parameters, {corpus.Count:N0} characters, {corpus.Vocabulary} different ones.");

    FirstStep.Report(training.CheckGradient(directions: 3), "random directions");

    int count = steps - first, interval = Math.Max(1, count / Evaluations);
    var history = new History(count);
    var meter = new StepMeter(count, warmUp: Math.Min(20, count / 2));
    Progress.Run("Training", count, progress =>
    {
        Evaluate(training, corpus, history);
        for (int step = 1; step <= count; step++)
        {
            history.Steps.Add(training.Trainer.StepCount);
            meter.Begin();
            double loss = training.Step();
            meter.End();
            history.StepLosses.Add(loss);
            if (step % interval == 0 || step == count) Evaluate(training, corpus, history);
            progress.Advance($"loss {Summary.Number(history.TrainLosses[^1], "F3")}, validation {Summary.Number(history.ValidationLosses[^1], "F3")}");
        }
    });

    Checkpoints.Save(save, training.Trainer);
    Console.WriteLine();
    Console.WriteLine(Writer.Continue(model, corpus, corpus.Character(corpus.Train.Span[0]).ToString(), count: 500, temperature: 0.8, new Random(seed)));
    Console.WriteLine();
    string picture = CharGptPicture.Save(output, history);
    new Summary("Character GPT", "before", "after")
        .Row("training loss", Summary.Number(history.TrainLosses[0], "F4"), Summary.Number(history.TrainLosses[^1], "F4"))
        .Row("validation loss", Summary.Number(history.ValidationLosses[0], "F4"), Summary.Number(history.ValidationLosses[^1], "F4"))
        .Row(meter)
        .Row("the whole run", Summary.Time(clock.Elapsed))
        .Print();
    Console.WriteLine($"Model: {Path.GetFullPath(save)}");
    Console.WriteLine($"Picture: {picture}");
}

static void Evaluate(Training training, Corpus corpus, History history)
{
    history.EvaluatedAt.Add(training.Trainer.StepCount);
    history.TrainLosses.Add(training.Evaluate(corpus.Train.Span, EvaluatedBatches));
    history.ValidationLosses.Add(training.Evaluate(corpus.Validation.Span, EvaluatedBatches));
}
