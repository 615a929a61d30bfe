using System.CommandLine;
using AutoDiff.Benchmarks.Scoreboard;

var part = new Argument<string[]>("part") { Description = "What to measure: " + string.Join(", ", Contests.Parts.Keys) + ". Nothing means all.", Arity = ArgumentArity.ZeroOrMore };
part.AcceptOnlyFromAmong([.. Contests.Parts.Keys]);
var rounds = new Option<int>("--rounds") { Description = "Rounds in which all sides take turns.", DefaultValueFactory = _ => 15 };
var output = new Option<string>("--output") { Description = "Where scoreboard.json and scoreboard.png go.", DefaultValueFactory = _ => "artifacts/scoreboard" };
var command = new RootCommand("Generated gradients against hand-written ones in C# and C++, both sides alternating in one run.") { part, rounds, output };
command.SetAction(arguments =>
{
    string[] parts = arguments.GetValue(part) is { Length: > 0 } named ? named : [.. Contests.Parts.Keys];
    var scores = new List<Score>();
    foreach (string name in parts)
    {
        foreach (Contest contest in Contests.Parts[name]())
        {
            Console.Error.WriteLine($"{contest.Part} {contest.Name}");
            scores.Add(Referee.Judge(contest, Math.Max(1, arguments.GetValue(rounds))));
        }
    }

    Report.Print(scores);
    string folder = arguments.GetValue(output)!;
    Directory.CreateDirectory(folder);
    Report.WriteJson(scores, Path.Combine(folder, "scoreboard.json"));
    Report.WritePicture(scores, Path.Combine(folder, "scoreboard.png"));
    if (Native.Variants.Count == 0) Console.Error.WriteLine("The baselines in C++ weren't built: is there a g++?");
    return scores.TrueForAll(score => score.Difference <= Samples.ADBench.Agreement.Tolerance) ? 0 : 1;
});
return command.Parse(args).Invoke();
