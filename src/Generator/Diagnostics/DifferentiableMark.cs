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
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            switch (argument.Key)
            {
                case "WithRespectTo" when argument.Value is { Kind: TypedConstantKind.Array, IsNull: false }:
                    WithRespectTo = argument.Value.Values.Select(value => value.Value as string ?? "").ToImmutableArray();
                    break;
                case "Modes" when argument.Value.Value is int modes:
                    Modes = modes;
                    break;
                case "FastMath" when argument.Value.Value is bool fastMath:
                    FastMath = fastMath;
                    break;
            }
        }
    }

    /// <summary>The names of the only active parameters, or null when every parameter that can be is active.</summary>
    public ImmutableArray<string>? WithRespectTo { get; }

    /// <summary>The bits of <c>DerivativeModes</c>.</summary>
    public int Modes { get; }

    public bool FastMath { get; }

    /// <summary>The mark's syntax, or null for one in another assembly.</summary>
    public SyntaxReference? Syntax => _attribute.ApplicationSyntaxReference;

    /// <summary>The mark on a symbol, or null.</summary>
    public static DifferentiableMark? On(ISymbol symbol) => Attribute(symbol, "DifferentiableAttribute") is { } attribute ? new(attribute) : null;

    /// <summary>Whether <c>[NoGradient]</c> stands on a symbol.</summary>
    public static bool IsNoGradient(ISymbol symbol) => Attribute(symbol, "NoGradientAttribute") is not null;

    /// <summary>Whether derivatives with respect to the parameter are asked for and its type can carry them.</summary>
    public bool IsActive(IParameterSymbol parameter) =>
        TypeMapping.CanBeActive(parameter.Type)
        && !IsNoGradient(parameter)
        && (WithRespectTo is not { } names || names.Contains(parameter.Name));

    private static AttributeData? Attribute(ISymbol symbol, string name)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type
                && type.Name == name
                && type.ContainingNamespace is { Name: "AutoDiff", ContainingNamespace.IsGlobalNamespace: true })
            {
                return attribute;
            }
        }

        return null;
    }
}
