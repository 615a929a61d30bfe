using System.Globalization;
using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoDiff.Generator.Lowering;

/// <summary>Calls of marked methods of other assemblies, through the split form that was generated for them there.</summary>
internal sealed partial class MethodLowering
{
    private bool IsForeign(IMethodSymbol method) => !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, _compilation.Assembly);

    private Value LowerForeignCall(IInvocationOperation call, IMethodSymbol method)
    {
        string version = ForeignVersion(method.ContainingAssembly);
        if (version != SplitForm.Version.ToString(CultureInfo.InvariantCulture))
        {
            return Reject(
                DiagnosticDescriptors.SplitFormVersionMismatch,
                call,
                method.Name,
                method.ContainingAssembly.Name,
                version,
                SplitForm.Version.ToString(CultureInfo.InvariantCulture));
        }

        // Without them the method's own project has an error, or hasn't been built with the generator.
        return HasMember(method, "Forward") && HasMember(method, ReverseSuffixOf(method))
            ? LowerSplitCall(call, method)
            : Reject(DiagnosticDescriptors.CallWithoutDerivative, call, method.Name);
    }

    // Made by code that can't be seen: a constant, as long as nothing active goes into it, now or by memory that the object shares.
    private Value LowerForeignCreation(IObjectCreationOperation creation, INamedTypeSymbol type, IMethodSymbol constructor)
    {
        string what = $"'{FirstLine(creation.Syntax)}', whose constructor is in the assembly '{constructor.ContainingAssembly.Name}' and has no derivative";
        string wayOut = $"Call a static method of that assembly, marked [Differentiable], that makes the '{type.Name}', or write the constructor's derivative with [DerivativeOf]";
        return type.IsValueType || creation.Initializer is not null || constructor.Parameters.Any(parameter => TypeMapping.Of(parameter.Type) is not ScalarType { } && TypeMapping.CanBeActive(parameter.Type))
            ? RejectUnsupported(creation, what, wayOut)
            : CreateOpaque(creation, type, constructor, new IfActive(DiagnosticDescriptors.UnsupportedSyntax, what, wayOut));
    }

    // A reference assembly may leave out the overloads that gave the member a longer name.
    private string ReverseSuffixOf(IMethodSymbol method) => !IsForeign(method)
        ? HeaderBuilder.ReverseSuffix(method)
        : HasMember(method, HeaderBuilder.OverloadedReverseSuffix(method)) ? HeaderBuilder.OverloadedReverseSuffix(method) : "Reverse";

    /// <summary>The version of the split form that an assembly states, as text.</summary>
    private static string ForeignVersion(IAssemblySymbol assembly)
    {
        foreach (AttributeData attribute in assembly.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "SplitFormVersionAttribute" } type && TypeMapping.IsIn(type, "AutoDiff.CompilerServices")
                && attribute.ConstructorArguments is [{ Value: int version }])
            {
                return version.ToString(CultureInfo.InvariantCulture);
            }
        }

        return "none";
    }

    private bool HasMember(IMethodSymbol method, string suffix) =>
        method.ContainingType.GetMembers(HeaderBuilder.MemberName(method) + suffix).OfType<IMethodSymbol>()
            .Any(member => member.IsStatic && member.Arity == method.Arity && _compilation.IsSymbolAccessibleWithin(member, _lifting.Root.ContainingType));
}
