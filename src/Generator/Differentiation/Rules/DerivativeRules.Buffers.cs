using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation.Rules;

internal static partial class DerivativeRules
{
    private const string TensorPrimitives = "TensorPrimitives.";

    /// <summary>Operations on buffers by the key of their <see cref="BufferCall"/>.</summary>
    private static class Buffers
    {
        public static readonly Dictionary<string, Func<BufferCall, BufferRule?>> Table =
            new[] { SpanOperations.All(), ListOperations.All(), Elementwise(), VectorOperations.All() }
                .SelectMany(table => table).ToDictionary(e => e.Key, e => e.Value, StringComparer.Ordinal);
    }

    /// <summary>The keys of all operations on buffers with a rule.</summary>
    public static IEnumerable<string> BufferKeys => Buffers.Table.Keys;

    /// <summary>
    /// The functions of <c>TensorPrimitives</c> that apply a function of scalars to each element have the rule of that function. Those of the same name with
    /// a scalar result (<c>Max</c> of all elements) are reductions.
    /// </summary>
    private static Dictionary<string, Func<BufferCall, BufferRule?>> Elementwise()
    {
        var table = new Dictionary<string, Func<BufferCall, BufferRule?>>(StringComparer.Ordinal);
        foreach (string key in s_functions.Keys.Where(k => k.StartsWith("Math.", StringComparison.Ordinal) && k.IndexOf('/') < 0))
        {
            string name = key.Substring("Math.".Length);
            table[TensorPrimitives + (name == "IEEERemainder" ? "Ieee754Remainder" : name)] = call =>
                call.Result is not null ? VectorOperations.Extremum(call, name) : ElementwiseRule.Create(call, OfElements(key, call));
        }

        foreach (KeyValuePair<string, ScalarRule> entry in ElementOperations())
        {
            table[TensorPrimitives + entry.Key] = call => ElementwiseRule.Create(call, entry.Value);
        }

        return table;
    }

    // The destination isn't an argument of the function.
    private static ScalarRule? OfElements(string key, BufferCall call)
    {
        int arity = call.Arguments.Count - 1;
        return s_functions.TryGetValue(arity > 1 ? $"{key}/{arity}" : key, out ScalarRule? overload) ? overload : s_functions[key];
    }

    private static Dictionary<string, ScalarRule> ElementOperations() => new()
    {
        ["Add"] = Operators.Add,
        ["Subtract"] = Operators.Subtract,
        ["Multiply"] = Operators.Multiply,
        ["Divide"] = Operators.Divide,
        ["Remainder"] = Operators.Remainder,
        ["Negate"] = new(r => -r.D) { IsLinear = true },
        ["Increment"] = new(r => r.D) { IsLinear = true },
        ["Decrement"] = new(r => r.D) { IsLinear = true },
        ["AddMultiply"] = new(r => r.D * r.Z, r => r.D * r.Z, r => r.D * (r.X + r.Y)),
        ["MultiplyAdd"] = s_functions["Math.FusedMultiplyAdd"],
        ["Reciprocal"] = new(r => -(r.D * (r.Result * r.Result))) { IsSingular = true },
        ["ReciprocalSqrt"] = new(r => -(0.5 * r.D * r.Result / r.X)) { IsSingular = true },
        ["Clamp"] = ClampedElements(),
        ["Sigmoid"] = new(r => r.D * SigmoidSlope(r)),
        ["ConvertChecked"] = new(r => r.D) { IsLinear = true },
        ["ConvertSaturating"] = new(r => r.D) { IsLinear = true },
        ["ConvertTruncating"] = new(r => r.D) { IsLinear = true },
        ["ConvertToInteger"] = Step(1),
        ["ConvertToIntegerNative"] = Step(1),
    };

    // Near 1 the factor 1 - y cancels: there it is y e^-x.
    private static Value SigmoidSlope(RuleScope r)
    {
        Value x = r.X;
        Value y = r.Result;
        Value rest = 1 - y;
        return y * rest.Unless(rest.Is(BinaryOperator.Less, 0.1), block => y.In(block) * r.Math("Exp", -x.In(block)));
    }
}
