using System.Diagnostics;
using AutoDiff;
using Samples.CharGpt;
using Samples.FashionMnist;

// Time and memory of one training step of the samples' networks: dotnet run -c Release --project benchmarks/TrainingSteps [-- steps]
int steps = args.Length > 0 ? int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : 30;
var random = new Random(1);
Tensor images = Tensor.Zeros(64, 1, 28, 28);
foreach (ref float value in images.AsSpan()) value = random.NextSingle();
int[] labels = [.. Enumerable.Range(0, 64).Select(_ => random.Next(10))];
int[] tokens = [.. Enumerable.Range(0, 12 * 65).Select(_ => random.Next(65))];

Console.WriteLine($"{"network",-8} {"ms a step",10} {"reserved bytes",16} {"bytes a step",13}");
Measure("MLP", new Mlp(new Random(1), 28 * 28), (model, gradients) => model.LossGradient(images, labels, gradients));
Measure("CNN", new Cnn(new Random(1), 28, 28), (model, gradients) => model.LossGradient(images, labels, gradients));
Measure("GPT", new Gpt(new Random(1), 65, 64, 128, 4, 4), (model, gradients) => model.LossGradient(tokens.AsSpan(0, 768), 12, tokens.AsSpan(1, 768), gradients));

// Each network gets a thread of its own, and so a workspace of its own.
void Measure<T>(string name, T model, Func<T, T, float> gradient)
    where T : class, IDifferentiable<T>
{
    var thread = new Thread(() =>
    {
        var trainer = new Trainer<T>(model, new AdamW(1e-3));
        var times = new double[steps];
        float loss = 0;
        long allocated = 0;
        for (int step = -3; step < steps; step++)
        {
            if (step == 0) allocated = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            trainer.ZeroGradients();
            loss = gradient(trainer.Model, trainer.Gradients);
            trainer.Step();
            if (step >= 0) times[step] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Array.Sort(times);
        Console.WriteLine($"{name,-8} {times[steps / 2],10:F2} {Workspace.ForThread.ReservedBytes,16:N0} {allocated / steps,13} loss {loss:R}");
    });
    thread.Start();
    thread.Join();
}
