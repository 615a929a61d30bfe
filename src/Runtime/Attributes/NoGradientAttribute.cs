namespace AutoDiff;

/// <summary>Makes a parameter, field or property a constant for differentiation: no derivative with respect to it is computed.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Field | AttributeTargets.Property, Inherited = false)]
public sealed class NoGradientAttribute : Attribute;
