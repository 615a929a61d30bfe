using System.Diagnostics;
using System.Globalization;
using AutoDiff.Fuzz;
using AutoDiff.Fuzz.Checking;

var options = new Dictionary<string, string>(StringComparer.Ordinal);
for (int i = 0; i < args.Length; i++)
{
    options[args[i]] = i + 1 < args.Length && !args[i + 1].StartsWith("--", StringComparison.Ordinal) ? args[++i] : "";
}

int Number(string name, int otherwise) => options.TryGetValue(name, out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

if (options.ContainsKey("--help"))
{
    Console.WriteLine("--seed S --count N [--batch 50] [--minutes M] [--no-source] [--show]");
    return 0;
}

var run = new FuzzRun(Number("--batch", 50), TimeSpan.FromMinutes(Number("--minutes", 100000)), showsSources: !options.ContainsKey("--no-source"));
var clock = Stopwatch.StartNew();
run.Run(Number("--seed", 1), Number("--count", 1000), options.ContainsKey("--show"));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{run.Totals} in {clock.Elapsed.TotalSeconds:f0} s"));
return run.Failures.Count == 0 ? 0 : 1;
