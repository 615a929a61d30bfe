using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization;

/// <summary>The elementwise operations of tensors: what their adjoints are computed from, and which cost more than a few instructions a value.</summary>
internal static class ElementwiseOperations
{
    private enum Needs
    {
        Nothing,
        Result,
        Arguments,
    }

    private static readonly Dictionary<string, (Needs Needs, bool IsHeavy)> s_all = new(StringComparer.Ordinal)
    {
        ["Add"] = (Needs.Nothing, false),
        ["Subtract"] = (Needs.Nothing, false),
        ["Negate"] = (Needs.Nothing, false),
        ["Multiply"] = (Needs.Arguments, false),
        ["Divide"] = (Needs.Arguments, false),
        ["Relu"] = (Needs.Result, false),
        ["Sqrt"] = (Needs.Result, true),
        ["Exp"] = (Needs.Result, true),
        ["Tanh"] = (Needs.Result, true),
        ["Sigmoid"] = (Needs.Result, true),
        ["Log"] = (Needs.Arguments, true),
        ["Gelu"] = (Needs.Arguments, true),
        ["Silu"] = (Needs.Arguments, true),
    };

    private static readonly Dictionary<string, string> s_operators = new(StringComparer.Ordinal)
    {
        ["op_Addition"] = "Add",
        ["op_Subtraction"] = "Subtract",
        ["op_Multiply"] = "Multiply",
        ["op_Division"] = "Divide",
        ["op_UnaryNegation"] = "Negate",
    };

    // By the outer operation. Rectified values have the same maxima as the values, rectified.
    private static readonly Dictionary<string, ElementwiseComposition> s_compositions = new(StringComparer.Ordinal)
    {
        ["MaxPool2d"] = new("Relu", "MaxPool2dOfRelu", "Conv2d"),
    };

    /// <summary>The operation that a method of <c>Tensor</c> is, or null.</summary>
    public static string? Of(string method)
    {
        string name = s_operators.TryGetValue(method, out string? operation) ? operation : method;
        return s_all.ContainsKey(name) ? name : null;
    }

    /// <summary>What a method of <c>Tensor</c> and an elementwise operation on its first argument are together, or null.</summary>
    public static ElementwiseComposition? CompositionOf(string method) => s_compositions.TryGetValue(method, out ElementwiseComposition? composition) ? composition : null;

    /// <summary>Whether a call is one of those that a composition can take in, or of those of one: the method of <c>Tensor</c> or the layer of the name.</summary>
    public static bool IsProducer(SplitCall call, string? name = null) =>
        s_compositions.Values.Any(composition => (name is null || composition.Producer == name) && (call.Callee.Custom is { } custom
            ? custom.ReturnsNewMemory && call.Callee.Name == composition.Producer
            : call.Callee.ForwardName == $"global::AutoDiff.{composition.Producer}.ForwardForward"));

    /// <summary>
    /// How many holes of a call, from the first on, are read value by value, each before the same place of what is written. The reverse rule of a single operation on two
    /// operands isn't among these: it goes over the cotangent twice.
    /// </summary>
    public static int ReadOnce(CallText text, CustomDerivative custom) => custom.Elementwise switch
    {
        null => 0,
        { } when text.Type is not null => text.Holes.Count,
        { } operation when operation.Arguments.Count == 1 || operation.Arguments.Any(argument => argument.Arguments.Count > 0) => text.Holes.Count(hole => hole.Kind != CallHoleKind.Adjoint),
        _ => 0,
    };

    /// <summary>The letters of the operands of what is computed in one pass.</summary>
    public static IReadOnlyList<string> Letters { get; } = ["A", "B", "C", "D"];

    /// <summary>The operand that a letter stands for.</summary>
    public static int IndexOf(string letter) => letter[0] - 'A';

    /// <summary>An operation on operands.</summary>
    public static FusedOperation Apply(string name, int count) => new(name, Letters.Take(count).Select(letter => new FusedOperation(letter, [])).ToEquatableArray());

    /// <summary>
    /// Whether the adjoints of an operation's operands cost little more when it is fused: what an adjoint needs of a value that isn't kept is computed again, and
    /// what is expensive must not be more than once.
    /// </summary>
    public static bool IsWorthwhile(FusedOperation operation) => operation.Arguments.All(argument => IsCheap(argument, s_all[operation.Name].Needs == Needs.Arguments ? 1 : 0));

    private static bool IsCheap(FusedOperation operation, int readers)
    {
        if (operation.IsOperand)
        {
            return true;
        }

        (Needs needs, bool isHeavy) = s_all[operation.Name];
        return !(isHeavy && readers > 1) && operation.Arguments.All(argument => IsCheap(argument, readers + (needs == Needs.Arguments ? 1 : 0)));
    }

    /// <summary>Whether adjoints are computed from the value of the whole.</summary>
    public static bool NeedsResult(FusedOperation operation) => s_all[operation.Name].Needs == Needs.Result;

    /// <summary>The operands whose values adjoints are computed from.</summary>
    public static HashSet<string> NeededOperands(FusedOperation operation)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal);
        AddNeeded(operation, isWhole: true, needed);
        return needed;
    }

    private static void AddNeeded(FusedOperation operation, bool isWhole, HashSet<string> needed)
    {
        if (operation.IsOperand)
        {
            return;
        }

        // The value of a part isn't kept.
        Needs needs = s_all[operation.Name].Needs;
        if (needs == Needs.Arguments || (needs == Needs.Result && !isWhole))
        {
            needed.UnionWith(operation.Operands);
        }

        foreach (FusedOperation argument in operation.Arguments)
        {
            AddNeeded(argument, isWhole: false, needed);
        }
    }
}
