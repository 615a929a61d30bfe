namespace AutoDiff.Generator.Emit.Members;

/// <summary>The members that are generated for a marked method.</summary>
internal enum MemberKind
{
    /// <summary>F's value and the gradient of its scalar result.</summary>
    Gradient,

    /// <summary>F's value and the vector-Jacobian product with given cotangents.</summary>
    Vjp,

    /// <summary>F's value and the Jacobian-vector product with given tangents.</summary>
    Jvp,

    /// <summary>The same for generated code that calls F: no checks, and the caller's workspace.</summary>
    Tangent,

    /// <summary>F's value and its Jacobian.</summary>
    Jacobian,

    /// <summary>The forward half of the split form.</summary>
    Forward,

    /// <summary>The reverse half of the split form.</summary>
    Reverse,
}
