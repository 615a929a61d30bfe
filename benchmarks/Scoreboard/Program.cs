using System.CommandLine;
using AutoDiff.Benchmarks.Scoreboard;

string[] all = [.. Contests.Parts.Keys, .. Libraries.Parts.Keys];
var part = new Argument<string[]>("part") { Description = "What to measure: " + string.Join(", ", all) + ". Nothing means all.", Arity = ArgumentArity.ZeroOrMore };
part.AcceptOnlyFromAmong(all);
var rounds = new Option<int>("--rounds") { Description = "Rounds in which all sides take turns.", DefaultValueFactory = _ => 15 };
var output = new Option<string>("--output") { Description = "Where scoreboard.json, scoreboard.png and libraries.png go.", DefaultValueFactory = _ => "artifacts/scoreboard" };
var command = new RootCommand("Generated gradients against hand-written ones in C# and C++, matrix products against OpenBLAS, training steps against TorchSharp: all sides alternating in one run.") { part, rounds, output };
command.SetAction(arguments =>
{
    string[] parts = arguments.GetValue(part) is { Length: > 0 } named ? named : all;
    var scores = new List<Score>();
    foreach (string name in parts.Where(Contests.Parts.ContainsKey))
    {
        foreach (Contest contest in Contests.Parts[name]())
        {
            Console.Error.WriteLine($"{contest.Part} {contest.Name}");
            scores.Add(Referee.Judge(contest, Math.Max(1, arguments.GetValue(rounds))));
        }
    }

    LibraryScore[] libraries = [.. parts.Where(Libraries.Parts.ContainsKey).SelectMany(name => Libraries.Parts[name]())];
    if (scores.Count > 0) Report.Print(scores);
    if (libraries.Length > 0) LibraryReport.Print(libraries);
    string folder = arguments.GetValue(output)!;
    Directory.CreateDirectory(folder);
    Report.WriteJson(scores, libraries, Path.Combine(folder, "scoreboard.json"));
    if (scores.Count > 0) Report.WritePicture(scores, Path.Combine(folder, "scoreboard.png"));
    if (libraries.Length > 0) LibraryReport.WritePicture(libraries, Path.Combine(folder, "libraries.png"));
    if (scores.Count > 0 && Native.Variants.Count == 0) Console.Error.WriteLine("The baselines in C++ weren't built: is there a g++?");
    return scores.TrueForAll(score => score.Difference <= Samples.ADBench.Agreement.Tolerance) ? 0 : 1;
});
return command.Parse(args).Invoke();
