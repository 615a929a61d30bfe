using System.Text.Json;

namespace Samples.Micrograd;

/// <summary>The demo's data, its first parameters, and what it computes from them.</summary>
/// <param name="Inputs">The points of the two moons.</param>
/// <param name="Labels">-1 or 1 for each point.</param>
/// <param name="Parameters">Neuron by neuron: its weights, then its bias.</param>
/// <param name="FirstGradient">The loss's gradient at <paramref name="Parameters"/>.</param>
/// <param name="Losses">The loss before each step.</param>
public sealed record Demo(double[][] Inputs, int[] Labels, double[] Parameters, double[] FirstGradient, double[] Losses)
{
    /// <summary>The points, one after another.</summary>
    public double[] Points { get; } = [.. Inputs.SelectMany(point => point)];

    /// <summary>Reads the demo that comes with the sample.</summary>
    public static Demo Load()
    {
        using Stream stream = typeof(Demo).Assembly.GetManifestResourceStream("micrograd.json")!;
        return JsonSerializer.Deserialize<Demo>(stream, JsonSerializerOptions.Web)!;
    }
}
