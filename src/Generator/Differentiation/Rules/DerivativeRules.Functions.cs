namespace AutoDiff.Generator.Differentiation.Rules;

internal static partial class DerivativeRules
{
    /// <summary>Functions of scalars by the key of their <see cref="Ir.Intrinsic"/>.</summary>
    private static readonly Dictionary<string, ScalarRule> Functions = new(StringComparer.Ordinal)
    {
        ["Math.Exp"] = new(r => r.D * r.Result),
        ["Math.Log"] = new(r => r.D / r.X),
        ["Math.Sin"] = new(r => r.D * r.Math("Cos", r.X)),
        ["Math.Cos"] = new(r => -(r.D * r.Math("Sin", r.X))),
        ["Math.Tanh"] = new(r => r.D * (1 - (r.Result * r.Result))),
        ["Math.Sqrt"] = new(r => r.D / (2 * r.Result)),
    };
}
