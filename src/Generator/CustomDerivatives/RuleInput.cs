namespace AutoDiff.Generator.CustomDerivatives;

/// <summary>What a parameter of a hand-written derivative stands for.</summary>
internal enum RuleInputKind
{
    /// <summary>The object that an instance method is called on.</summary>
    Receiver,

    /// <summary>A parameter's value: before the call, but for an <c>out</c> one.</summary>
    Parameter,

    Result,

    /// <summary>The cotangent of the result.</summary>
    Cotangent,

    /// <summary>In a reverse rule, the adjoint of a buffer or <c>ref</c> parameter, or the cotangent of an <c>out</c> one.</summary>
    Adjoint,

    /// <summary>In a forward rule, the tangent of a parameter or of the receiver.</summary>
    Tangent,
}

/// <summary>What a parameter of a hand-written derivative stands for. <see cref="Index"/> counts the parameters of the method; -1 is the receiver.</summary>
internal readonly record struct RuleInput(RuleInputKind Kind, int Index = -1);
