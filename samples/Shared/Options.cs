using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace Samples.Shared;

/// <summary>The options that several samples share, checked before anything runs.</summary>
internal static class Options
{
    public static Option<string> Output(string fileName) => new("--output", "-o")
    {
        Description = "The PNG to write.",
        DefaultValueFactory = _ => fileName,
    };

    public static Option<int> Seed(int value) => new("--seed")
    {
        Description = "Seeds everything random: the same seed gives the same run.",
        DefaultValueFactory = _ => value,
    };

    /// <summary>An option with a number that must be from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public static Option<T> Number<T>(string name, string description, T value, T least, T most)
        where T : struct, INumber<T>
    {
        var option = new Option<T>(name) { Description = description, DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            // Text that isn't a number at all has its own message from the parser.
            if (result.Tokens.Count == 0 || !T.TryParse(result.Tokens[^1].Value, CultureInfo.InvariantCulture, out T given)) return;
            if (!(given >= least && given <= most)) result.AddError($"{name} must be from {least} to {most}, not {given}.");
        });
        return option;
    }
}
