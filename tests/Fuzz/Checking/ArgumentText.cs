namespace AutoDiff.Fuzz.Checking;

/// <summary>Statements around a call that turn data as it is kept into what the call takes, and back.</summary>
internal readonly record struct Conversion(string Before, string After)
{
    public Conversion And(Conversion other) => new(Before + other.Before, After + other.After);
}

/// <summary>How the data of a parameter, or its adjoint or tangent, stands in a call.</summary>
/// <param name="space">The namespace of the program whose aggregates are meant.</param>
internal sealed class ArgumentText(string space)
{
    /// <summary>Whether <c>double</c> takes the place of <c>float</c>.</summary>
    public bool IsDouble { get; init; }

    public string Argument(EntryParameter parameter, char from, int index)
    {
        if (parameter.IsConverted)
        {
            return $"{(parameter.Kind == ParameterKind.StructReference ? "ref " : "")}{from}{index}";
        }

        string storage = IsDouble ? parameter.Storage.Replace("float", "double", StringComparison.Ordinal) : parameter.Storage;
        string value = $"(({storage}){from}[{index}])";
        return parameter.IsReference ? $"{parameter.Modifier} {value}[0]" : value;
    }

    public Conversion Conversion(EntryParameter parameter, char from, int index)
    {
        string name = $"{from}{index}";
        string data = $"{from}[{index}]";
        string type = $"global::{space}.{parameter.Aggregate}";
        return parameter.Kind switch
        {
            ParameterKind.List => new($"var {name} = new List<double>((double[]){data}); ", $"{name}.CopyTo((double[]){data}); "),
            ParameterKind.Grid => new($"var {name} = Flat.Grid({data}); ", $"Flat.SaveGrid({data}, {name}); "),
            ParameterKind.Pair => new($"var {name} = (((double[]){data})[0], ((double[]){data})[1]); ", ""),
            ParameterKind.Struct => new($"var {name} = {Read(parameter.Aggregate, data)}; ", ""),
            ParameterKind.StructReference or ParameterKind.Object => new($"var {name} = {Read(parameter.Aggregate, data)}; ", $"Flat.Save({data}, {name}, {type}.Put); "),
            ParameterKind.Structs when parameter.Type.StartsWith("List", StringComparison.Ordinal) =>
                new($"var {name} = new List<{type}>(Flat.Many({data}, {type}.Of)); ", $"Flat.SaveMany({data}, {name}, {type}.Put); "),
            _ => new($"var {name} = Flat.Many({data}, {type}.Of); ", $"Flat.SaveMany({data}, {name}, {type}.Put); "),
        };
    }

    public string Read(string aggregate, string data) => $"Flat.One({data}, global::{space}.{aggregate}.Of)";

    /// <param name="aggregate">The aggregate, null for a pair, empty for a number.</param>
    /// <param name="doubles">How many numbers it has.</param>
    /// <param name="value">The expression.</param>
    public string Result(string? aggregate, int doubles, string value) => aggregate switch
    {
        null => $"new double[] {{ {value}.Item1, {value}.Item2 }}",
        "" => value,
        _ => $"Flat.Values({value}, {doubles}, global::{space}.{aggregate}.Put)",
    };
}
