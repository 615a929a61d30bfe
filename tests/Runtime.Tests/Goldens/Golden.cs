using System.Text.Json;

namespace AutoDiff.Runtime.Tests.Goldens;

/// <summary>Values computed with PyTorch, in JSON files beside the tests.</summary>
internal static class Golden
{
    internal static JsonElement[] Cases(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Goldens", file)));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(item => item.Clone())];
    }

    internal static double[] Numbers(this JsonElement element) => [.. element.EnumerateArray().Select(item => item.GetDouble())];

    internal static double Number(this JsonElement attributes, string name, double otherwise) =>
        attributes.TryGetProperty(name, out JsonElement value) ? value.GetDouble() : otherwise;

    internal static int Integer(this JsonElement attributes, string name) => attributes.GetProperty(name).GetInt32();

    internal static bool Flag(this JsonElement attributes, string name) =>
        attributes.TryGetProperty(name, out JsonElement value) && value.GetBoolean();

    internal static int[] Shape(this JsonElement array) => [.. array.GetProperty("shape").EnumerateArray().Select(item => item.GetInt32())];

    internal static float[] Floats(this JsonElement array) => [.. array.GetProperty("data").EnumerateArray().Select(item => (float)item.GetDouble())];

    internal static int[] Integers(this JsonElement array) => [.. array.GetProperty("data").EnumerateArray().Select(item => item.GetInt32())];

    internal static Tensor Tensor(this JsonElement array) => AutoDiff.Tensor.Create(array.Floats(), array.Shape());

    internal static Optimizer Optimizer(string name, JsonElement a) => name switch
    {
        "Sgd" => new Sgd(a.Number("learningRate", 1e-3), a.Number("momentum", 0), a.Flag("nesterov"), a.Number("weightDecay", 0)),
        "Adam" => new Adam(
            a.Number("learningRate", 1e-3), a.Number("beta1", 0.9), a.Number("beta2", 0.999), a.Number("epsilon", 1e-8), a.Number("weightDecay", 0)),
        "AdamW" => new AdamW(
            a.Number("learningRate", 1e-3), a.Number("beta1", 0.9), a.Number("beta2", 0.999), a.Number("epsilon", 1e-8), a.Number("weightDecay", 1e-2)),
        "RmsProp" => new RmsProp(
            a.Number("learningRate", 1e-2), a.Number("alpha", 0.99), a.Number("epsilon", 1e-8), a.Number("weightDecay", 0), a.Number("momentum", 0)),
        "Adagrad" => new Adagrad(a.Number("learningRate", 1e-2)),
        _ => throw new ArgumentException($"No optimizer is called {name}.", nameof(name)),
    };
}
