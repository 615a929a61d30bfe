using System.CommandLine;
using AutoDiff.Benchmarks.Scoreboard;

string[] all = [.. Contests.Parts.Keys, .. Libraries.Parts.Keys];
var part = new Argument<string[]>("part") { Description = "What to measure: " + string.Join(", ", all) + ". Nothing means all.", Arity = ArgumentArity.ZeroOrMore };
part.AcceptOnlyFromAmong(all);
var rounds = new Option<int>("--rounds") { Description = "Rounds in which all sides take turns.", DefaultValueFactory = _ => 15 };
var size = new Option<string>("--case") { Description = "Only cases of methods whose size contains this, such as \"d 10\".", DefaultValueFactory = _ => "" };
var others = new Option<DirectoryInfo?>("--libraries")
{
    Description = "A folder with libraries of others (*.so) that export functions of benchmarks/native under the same names and signatures: they take turns with the rest.",
};
others.Validators.Add(result =>
{
    if (result.GetValueOrDefault<DirectoryInfo?>() is { Exists: false } folder) result.AddError($"There is no folder '{folder.FullName}'.");
});
var output = new Option<string>("--output") { Description = "Where scoreboard.json, scoreboard.png and libraries.png go.", DefaultValueFactory = _ => "artifacts/scoreboard" };
var command = new RootCommand("Generated gradients against hand-written ones in C# and C++, matrix products against OpenBLAS, training steps against TorchSharp: all sides alternating in one run.") { part, size, rounds, others, output };
command.SetAction(arguments =>
{
    string[] parts = arguments.GetValue(part) is { Length: > 0 } named ? named : all;
    if (arguments.GetValue(others) is { } libraries) Native.AddFolder(libraries);
    var scores = new List<Score>();
    foreach (string name in parts.Where(Contests.Parts.ContainsKey))
    {
        foreach (Contest contest in Contests.Parts[name]().Where(contest => contest.Name.Contains(arguments.GetValue(size)!, StringComparison.OrdinalIgnoreCase)))
        {
            Console.Error.WriteLine($"{contest.Part} {contest.Name}");
            scores.Add(Referee.Judge(contest, Math.Max(1, arguments.GetValue(rounds))));
        }
    }

    LibraryScore[] beside = [.. parts.Where(Libraries.Parts.ContainsKey).SelectMany(name => Libraries.Parts[name]())];
    if (scores.Count > 0) Report.Print(scores);
    Report.PrintOthers(scores);
    if (beside.Length > 0) LibraryReport.Print(beside);
    Target[] targets = [.. scores.SelectMany(Targets.Of), .. beside.SelectMany(Targets.Of)];
    TargetReport.Print(targets);
    string folder = arguments.GetValue(output)!;
    Directory.CreateDirectory(folder);
    Report.WriteJson(scores, beside, targets, Path.Combine(folder, "scoreboard.json"));
    if (scores.Count > 0) Report.WritePicture(scores, Path.Combine(folder, "scoreboard.png"));
    if (beside.Length > 0) LibraryReport.WritePicture(beside, Path.Combine(folder, "libraries.png"));
    if (scores.Count > 0 && !Native.WereBuilt) Console.Error.WriteLine("The baselines in C++ weren't built: is there a g++?");
    return scores.TrueForAll(score => score.Difference <= Samples.ADBench.Agreement.Tolerance) ? 0 : 1;
});
return command.Parse(args).Invoke();
