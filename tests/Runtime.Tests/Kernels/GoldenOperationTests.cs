using System.Text.Json;
using AutoDiff.Runtime.Tests.Goldens;

namespace AutoDiff.Runtime.Tests.Kernels;

/// <summary>Every operation and every adjoint against PyTorch's numbers.</summary>
public class GoldenOperationTests
{
    private static readonly JsonElement[] s_cases = Golden.Cases("operations.json");

    public static TheoryData<int, string> Cases
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (int i = 0; i < s_cases.Length; i++)
                data.Add(i, s_cases[i].GetProperty("op").GetString()!);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_and_adjoints_are_PyTorchs(int index, string operation)
    {
        JsonElement item = s_cases[index];
        var inputs = item.GetProperty("inputs").EnumerateObject().ToDictionary(input => input.Name, input => input.Value.Tensor());
        var adjoints = inputs.ToDictionary(input => input.Key, input => Tensor.Zeros(input.Value.Shape));
        var call = new OperationCall(item, inputs, adjoints);
        Tensor result = call.Run(operation);
        AssertClose(item.GetProperty("output"), result, $"{operation}, the result");
        Assert.Equal(item.GetProperty("output").Shape(), result.Shape.ToArray());

        foreach (JsonProperty gradient in item.GetProperty("gradients").EnumerateObject())
            AssertClose(gradient.Value, adjoints[gradient.Name], $"{operation}, the adjoint of {gradient.Name}");
        // A second reverse pass adds the same again.
        call.Run(operation);
        foreach (JsonProperty gradient in item.GetProperty("gradients").EnumerateObject())
            AssertClose(gradient.Value, adjoints[gradient.Name], $"{operation}, twice the adjoint of {gradient.Name}", factor: 2);
    }

    private static void AssertClose(JsonElement expected, Tensor actual, string what, float factor = 1)
    {
        float[] values = expected.Floats();
        Assert.Equal(values.Length, actual.Length);
        float scale = values.Length == 0 ? 0 : factor * values.Max(Math.Abs);
        for (int i = 0; i < values.Length; i++)
        {
            float difference = Math.Abs(factor * values[i] - actual.AsSpan()[i]);
            Assert.True(difference <= 1e-5f * scale, $"{what} at {i}: {factor * values[i]} and {actual.AsSpan()[i]}");
        }
    }
}
