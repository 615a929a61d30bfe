namespace AutoDiff.Generator.Emit.Members;

/// <summary>The members that are generated for a marked method.</summary>
internal enum MemberKind
{
    /// <summary>F's value and the gradient of its scalar result.</summary>
    Gradient,

    /// <summary>F's value and the vector-Jacobian product with given cotangents.</summary>
    Vjp,

    /// <summary>The forward half of the split form.</summary>
    Forward,

    /// <summary>The reverse half of the split form.</summary>
    Reverse,
}
