using System.Collections.Immutable;
using AutoDiff.Generator.Lowering;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Diagnostics;

/// <summary>A <c>[Differentiable]</c> on a method, with what its arguments say.</summary>
internal sealed class DifferentiableMark
{
    public const string AttributeName = "AutoDiff.DifferentiableAttribute";

    private readonly AttributeData _attribute;

    private DifferentiableMark(AttributeData attribute)
    {
        _attribute = attribute;
        WithRespectTo = MarkedMethod.WithRespectTo(attribute) is null ? null : Names(attribute);
    }

    /// <summary>The names of the only active parameters, or null when every parameter that can be is active.</summary>
    public ImmutableArray<string>? WithRespectTo { get; }

    /// <summary>The mark's syntax, or null for one in another assembly.</summary>
    public SyntaxReference? Syntax => _attribute.ApplicationSyntaxReference;

    /// <summary>The mark on a symbol, or null.</summary>
    public static DifferentiableMark? On(ISymbol symbol) => MarkedMethod.Attribute(symbol, "DifferentiableAttribute") is { } attribute ? new(attribute) : null;

    /// <summary>Whether <c>[NoGradient]</c> stands on a symbol.</summary>
    public static bool IsNoGradient(ISymbol symbol) => MarkedMethod.Attribute(symbol, "NoGradientAttribute") is not null;

    /// <summary>Whether derivatives with respect to the parameter are asked for and its type can carry them.</summary>
    public bool IsActive(IParameterSymbol parameter) =>
        TypeMapping.CanBeActive(parameter.Type)
        && !IsNoGradient(parameter)
        && (WithRespectTo is not { } names || names.Contains(parameter.Name));

    // In the order in which they are written.
    private static ImmutableArray<string> Names(AttributeData attribute) =>
        [.. attribute.NamedArguments.First(argument => argument.Key == "WithRespectTo").Value.Values.Select(value => value.Value as string ?? "")];
}
