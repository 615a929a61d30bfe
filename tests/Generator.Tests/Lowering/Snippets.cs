using System.Text.RegularExpressions;

namespace AutoDiff.Generator.Tests.Lowering;

/// <summary>Small methods in C#, each called <c>F</c>, from files beside the tests: <c>//// name</c> starts one.</summary>
internal static partial class Snippets
{
    public static IReadOnlyList<(string Name, string Code)> Parse(string text)
    {
        var snippets = new List<(string, string)>();
        string[] parts = Separator().Split(text.ReplaceLineEndings("\n"));
        for (int i = 1; i < parts.Length; i += 2)
        {
            snippets.Add((parts[i].Trim(), parts[i + 1]));
        }

        return snippets;
    }

    [GeneratedRegex(@"^//// (.*)$", RegexOptions.Multiline)]
    private static partial Regex Separator();
}
