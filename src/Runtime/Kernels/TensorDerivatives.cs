using System.ComponentModel;

namespace AutoDiff;

/// <summary>
/// The rules of the operations of <see cref="Tensor"/> and <see cref="Losses"/>. Reverse rules (<c>...Vjp</c>) add into the adjoints that they are given; one
/// that is <c>default</c> isn't wanted, and nothing is computed for it. Forward rules (<c>...Jvp</c>) return the result's tangent; an operand's that is
/// <c>default</c> is zero.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class TensorDerivatives;
