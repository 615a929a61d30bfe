using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Members;

/// <summary><c>FGradient</c> as a call of <c>FVjp</c>.</summary>
internal sealed partial class MemberBuilder
{
    /// <summary>
    /// <c>FGradient</c> as a call of <c>FVjp</c> with a cotangent of 1, for a method with loops: a constant cotangent makes straight-line code shorter, but saves loops next to nothing, and
    /// they would all be there twice, to be read, reviewed and compiled. Null where the gradient has sweeps of its own.
    /// </summary>
    /// <param name="pullback">The method's <c>FVjp</c>.</param>
    /// <param name="name">The gradient's name.</param>
    /// <param name="typeArguments">The method's own type parameters, in angle brackets.</param>
    public Member? GradientBy(Member pullback, string name, string typeArguments)
    {
        if (!IrWalk.Any(analysed.Function.Body, static statement => statement is Loop or For)
            || pullback.Parameters.Any(parameter => Plain(parameter.Variable.Name) == pullback.Name))
        {
            return null;
        }

        string receiver = pullback.Parameters.Any(parameter => parameter.IsReceiver) ? "this." : "";
        IEnumerable<string> arguments = pullback.Parameters.Where(parameter => !parameter.IsReceiver).Select(Argument);
        List<SignatureParameter> parameters = pullback.Parameters.Where(parameter => !parameter.IsCotangent).Select(WithOwnDefault).ToList();
        return pullback with
        {
            Name = name,
            Kind = MemberKind.Gradient,
            Parameters = WithPossibleDefaults(parameters),
            Summary = GradientSummary,
            Call = $"{receiver}{Escaped(pullback.Name)}{typeArguments}({string.Join(", ", arguments)})",
        };
    }

    private string GradientSummary => $"The value of <see cref=\"{cref}\"/> and the gradient of its result.";

    private string Argument(SignatureParameter parameter) => parameter switch
    {
        { IsCotangent: true, Variable.Type: BufferType { Element: var element } } => Constant.Float(element, 0).CSharp,
        { IsCotangent: true, Variable.Type: var type } => Constant.Float(type, 1).CSharp,
        { Modifier: "ref readonly " } => "in " + Escaped(parameter.Variable.Name),
        _ => parameter.Modifier + Escaped(parameter.Variable.Name),
    };

    // In FVjp a cotangent, which has none, may stand behind it.
    private SignatureParameter WithOwnDefault(SignatureParameter parameter) =>
        analysed.Function.Parameters.FirstOrDefault(own => own.Variable == parameter.Variable)?.Default is { } text ? parameter with { Default = text } : parameter;
}
