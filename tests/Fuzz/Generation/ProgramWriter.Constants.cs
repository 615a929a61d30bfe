namespace AutoDiff.Fuzz.Generation;

/// <summary>Where derivatives are cut: around an expression or a buffer, at a parameter of a method that is called, at all parameters but one.</summary>
internal sealed partial class ProgramWriter
{
    private string ConstantMark(double probability) => _usesConstants && Chance(probability) ? "[NoGradient] " : "";

    private bool Cuts(double probability) => _usesConstants && Chance(probability);

    private string Cut(string expression, double probability) => Cuts(probability) ? $"Gradient.Stop({expression})" : expression;

    // One parameter stays active. What a method writes for its caller, or shares with it in an object, isn't cut.
    private string? WithRespectTo(List<string> parameters)
    {
        List<string> cut = [.. parameters.Where(parameter => parameter.StartsWith("double ", StringComparison.Ordinal) || parameter.StartsWith("float ", StringComparison.Ordinal)
            || parameter.StartsWith("ReadOnlySpan<double>", StringComparison.Ordinal))];
        bool hasOthers = parameters.Any(parameter => !cut.Contains(parameter) && !parameter.StartsWith("int ", StringComparison.Ordinal));
        return hasOthers || cut.Count < 2 || !Chance(0.3) ? null : $"WithRespectTo = new[] {{ nameof({Pick(cut).Split(' ')[^1]}) }}";
    }
}
