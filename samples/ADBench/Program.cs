using System.CommandLine;
using Samples.ADBench;
using Samples.Shared;

var data = new Option<DirectoryInfo?>("--data")
{
    Description = "A folder with ADBench's inputs (gmm_*.txt, lstm_*.txt, ba*.txt, at any depth) and, with it or below, golden results (*_F.txt, *_J.txt). "
        + "Without it, instances of ADBench's sizes are generated.",
};
data.Validators.Add(result =>
{
    if (result.GetValueOrDefault<DirectoryInfo?>() is { Exists: false } folder) result.AddError($"There is no folder '{folder.FullName}'.");
});
var seconds = Options.Number("--seconds", "Time for each measurement.", 0.3, least: 0.01, most: 60);
var seed = Options.Seed(1);
var command = new RootCommand("ADBench's GMM, LSTM and bundle adjustment, and GradBench's small problems, as plain C#.") { data, seconds, seed };
command.SetAction(arguments => Run(arguments.GetValue(data), arguments.GetValue(seconds), arguments.GetValue(seed)));
return command.Parse(args).Invoke();

static int Run(DirectoryInfo? data, double seconds, int seed)
{
    List<(string Name, string? Golden, Func<Problem> Make)> problems = data is null ? Generated(seed) : Stored(data);
    problems.AddRange(
    [
        ("hello", null, () => GradBenchProblems.Hello(3)),
        ("llsq", null, () => GradBenchProblems.LeastSquares(128, 1024, seed)),
        ("lse", null, () => GradBenchProblems.LogSumExp(100_000, seed)),
        ("kmeans", null, () => GradBenchProblems.KMeans(10, 10_000, 8, seed)),
    ]);
    var table = new Summary("problem", "size", "objective", "gradient", "ratio", "bytes a gradient", "error", "against");
    bool agrees = true;
    Progress.Run("Measuring", problems.Count, progress =>
    {
        foreach ((string name, string? golden, Func<Problem> make) in problems)
        {
            Problem problem = make();
            Agreement agreement = problem.Check(golden);
            agrees &= agreement.Holds;
            var budget = TimeSpan.FromSeconds(seconds);
            Timing objective = Timing.Of(() => problem.Objective(), budget), gradient = Timing.Of(problem.Differentiate, budget);
            table.Row(
                problem.Name, problem.Size, Text(objective.Nanoseconds), Text(gradient.Nanoseconds),
                Summary.Number(gradient.Nanoseconds / objective.Nanoseconds, "F2"), $"{gradient.Bytes:N0}",
                Summary.Number(agreement.Error, "0.0e+0"), agreement.Reference);
            progress.Advance(name);
        }
    });
    table.Print();
    if (!agrees) Console.Error.WriteLine($"A gradient is off by more than ADBench's tolerance, {Summary.Number(Agreement.Tolerance, "0e+0")}.");
    return agrees ? 0 : 1;
}

static string Text(double nanoseconds) => nanoseconds < 1_000
    ? $"{Summary.Number(nanoseconds, nanoseconds < 10 ? "F1" : "F0")} ns"
    : Summary.Time(TimeSpan.FromMicroseconds(nanoseconds / 1_000));

static List<(string Name, string? Golden, Func<Problem> Make)> Generated(int seed) =>
[
    ("gmm", null, () => new MixtureProblem(MixtureInstance.Generate(2, 5, 1_000, seed))),
    ("gmm", null, () => new MixtureProblem(MixtureInstance.Generate(10, 25, 1_000, seed))),
    ("gmm", null, () => new MixtureProblem(MixtureInstance.Generate(20, 25, 1_000, seed))),
    ("lstm", null, () => new MemoryProblem(MemoryInstance.Generate(2, 1_024, 14, seed))),
    ("lstm", null, () => new MemoryProblem(MemoryInstance.Generate(4, 1_024, 14, seed))),
    ("ba", null, () => new BundleProblem(BundleInstance.Generate(49, 7_776, 31_843, seed))),
];

static List<(string Name, string? Golden, Func<Problem> Make)> Stored(DirectoryInfo data)
{
    FileInfo[] files = [.. data.EnumerateFiles("*.txt", SearchOption.AllDirectories).OrderBy(f => f.Length).ThenBy(f => f.Name, StringComparer.Ordinal)];
    var problems = new List<(string Name, string? Golden, Func<Problem> Make)>();
    foreach (FileInfo file in files)
    {
        string name = Path.GetFileNameWithoutExtension(file.Name), path = file.FullName;
        Func<Problem>? make =
            name.EndsWith("_F", StringComparison.Ordinal) || name.EndsWith("_J", StringComparison.Ordinal) ? null
            : name.StartsWith("gmm_", StringComparison.Ordinal) ? () => new MixtureProblem(MixtureInstance.Read(path))
            : name.StartsWith("lstm_", StringComparison.Ordinal) ? () => new MemoryProblem(MemoryInstance.Read(path))
            : file.Directory!.Name == "ba" ? () => new BundleProblem(BundleInstance.Read(path))
            : null;
        if (make is not null) problems.Add((name, GoldenOf(files, file), make));
    }

    return [.. problems.OrderBy(p => p.Name.Split('_')[0], StringComparer.Ordinal)];
}

// The golden results of an input named test are those named after its folder.
static string? GoldenOf(FileInfo[] files, FileInfo input)
{
    string name = Path.GetFileNameWithoutExtension(input.Name);
    if (name == "test") name = $"{input.Directory!.Name}_{name}";
    FileInfo? jacobian = files.FirstOrDefault(f => f.Name == name + "_J.txt");
    return jacobian is null ? null : Path.Combine(jacobian.DirectoryName!, name);
}
