namespace AutoDiff;

/// <summary>
/// On a method: generate its derivatives at build time, into the containing partial type. On a struct or class: make the type a
/// differentiable aggregate, whose floating-point members are differentiated through.
/// </summary>
/// <example>
/// <code>
/// public static partial class Demo
/// {
///     [Differentiable]
///     public static double Square(double x) => x * x;
/// }
///
/// var (value, dx) = Demo.SquareGradient(3.0);   // 9, 6
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Struct | AttributeTargets.Class, Inherited = false)]
public sealed class DifferentiableAttribute : Attribute
{
    /// <summary>
    /// Members to generate besides the gradient and the vector-Jacobian product, which are always there; naming those adds nothing.
    /// </summary>
    public DerivativeModes Modes { get; set; }

    /// <summary>
    /// The names of the only active parameters; <c>"this"</c> is the receiver. Null, the default, makes every parameter active that
    /// can be and isn't marked <see cref="NoGradientAttribute"/>.
    /// </summary>
    public string[]? WithRespectTo { get; set; }

    /// <summary>
    /// Allows reassociation, contraction to fused multiply-add, and vector functions within one unit in the last place. The value may
    /// then differ from the method's own in its last bits, and cotangents too small for normal numbers may count as zero. False by default: the value is the method's, bit for bit.
    /// </summary>
    public bool FastMath { get; set; }
}
