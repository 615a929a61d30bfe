using System.ComponentModel;

namespace AutoDiff;

/// <summary>
/// The reverse rules of the operations of <see cref="Tensor"/> and <see cref="Losses"/>. They add into the adjoints that they are given;
/// one that is <c>default</c> isn't wanted, and nothing is computed for it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class TensorDerivatives;
