using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Fuzz.Checking;

/// <summary>Parameters of a marked method that its attributes make constants.</summary>
internal static class ConstantParameters
{
    /// <summary>Their names: those with <c>[NoGradient]</c>, and where <c>WithRespectTo</c> names some, the other ones with numbers.</summary>
    public static IReadOnlyList<string> Of(MethodDeclarationSyntax method)
    {
        IReadOnlyList<AttributeArgumentSyntax> arguments = [.. method.AttributeLists.SelectMany(list => list.Attributes)
            .SelectMany(attribute => attribute.ArgumentList?.Arguments ?? default).Where(argument => argument.NameEquals?.Name.Identifier.Text == "WithRespectTo")];
        IReadOnlyList<string> active = [.. arguments.SelectMany(argument => argument.Expression.DescendantNodes().OfType<ArgumentSyntax>()).Select(argument => argument.Expression.ToString())];
        return [.. method.ParameterList.Parameters.Where(parameter => HasNumbers(parameter)
            && (parameter.AttributeLists.ToString().Contains("NoGradient", StringComparison.Ordinal) || (arguments.Count > 0 && !active.Contains(parameter.Identifier.Text))))
            .Select(parameter => parameter.Identifier.Text)];
    }

    private static bool HasNumbers(ParameterSyntax parameter) =>
        parameter.Type!.ToString() is var type && (type.Contains("double", StringComparison.Ordinal) || type.Contains("float", StringComparison.Ordinal));
}
