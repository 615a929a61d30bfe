using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Members;

/// <summary>A parameter of a generated member.</summary>
/// <param name="Variable">The variable that the body reads it by.</param>
/// <param name="Modifier"><c>ref </c>, <c>in </c> and so on, with the space, or empty.</param>
/// <param name="Type">Its type as C#.</param>
/// <param name="Doc">What its XML documentation says.</param>
internal sealed record SignatureParameter(Variable Variable, string Modifier, string Type, string Doc)
{
    /// <summary>Whether it is the receiver: no parameter, but a local variable that stands for <c>this</c>.</summary>
    public bool IsReceiver { get; init; }

    /// <summary>Whether it is the cotangent of an output.</summary>
    public bool IsCotangent { get; init; }

    /// <summary>The default value, as C#.</summary>
    public string? Default { get; init; }
}
