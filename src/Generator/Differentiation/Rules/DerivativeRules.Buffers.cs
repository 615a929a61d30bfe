namespace AutoDiff.Generator.Differentiation.Rules;

internal static partial class DerivativeRules
{
    /// <summary>Operations on buffers by the key of their <see cref="Ir.BufferCall"/>.</summary>
    private static readonly Dictionary<string, BufferRule> Buffers = new(StringComparer.Ordinal);
}
