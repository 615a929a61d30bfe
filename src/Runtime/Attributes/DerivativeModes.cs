namespace AutoDiff;

/// <summary>The members that <see cref="DifferentiableAttribute"/> asks the generator for.</summary>
[Flags]
public enum DerivativeModes
{
    /// <summary>Nothing beyond what is always generated.</summary>
    None = 0,

    /// <summary><c>FGradient</c>, the value and gradient of a scalar method. Always generated where it applies.</summary>
    Gradient = 1,

    /// <summary><c>FVjp</c>, the vector-Jacobian product (reverse mode with given cotangents). Always generated.</summary>
    Vjp = 2,

    /// <summary><c>FJvp</c>, the Jacobian-vector product (forward mode).</summary>
    Jvp = 4,

    /// <summary>
    /// <c>FJacobian</c>, the derivative of every result with respect to every input, for methods of scalars, tuples and structs. A row costs one reverse sweep.
    /// </summary>
    Jacobian = 8,
}
