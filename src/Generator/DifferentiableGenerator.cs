using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Emit.Types;
using AutoDiff.Generator.Incrementality;
using AutoDiff.Generator.Ir;
using AutoDiff.Generator.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace AutoDiff.Generator;

/// <summary>
/// Generates the derivatives of each method marked <c>[Differentiable]</c>. Wiring only: syntax to model to source. It reports nothing:
/// that is <see cref="DifferentiableAnalyzer"/>'s, which looks at the same stages.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class DifferentiableGenerator : IIncrementalGenerator
{
    /// <summary>The step that lowers marked methods to models: it runs when the compilation changes, and its output is the same unless the method changed.</summary>
    internal const string LowerStep = "Lower";

    /// <summary>The step that differentiates and prints a model: it runs when the model changes.</summary>
    internal const string EmitStep = "Emit";

    /// <summary>The step that finds the methods that call members which aren't generated: those of a method with an error.</summary>
    internal const string CalleesStep = "Callees";

    /// <summary>The step that prints the members of a marked type.</summary>
    internal const string AggregateStep = "Aggregate";

    /// <summary>The step that states the version of what was generated.</summary>
    internal const string VersionStep = "Version";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<GeneratedFile> files = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                DifferentiableMark.AttributeName,
                static (node, _) => node is BaseMethodDeclarationSyntax,
                static (marked, cancellation) => FileMethods.Get(
                    marked.TargetNode,
                    marked.SemanticModel.Compilation,
                    (node, semantics) => Lower(node, semantics, cancellation),
                    cancellation))
            .WithTrackingName(LowerStep)
            .Where(static model => model is not null)
            .Select(static (model, _) => GeneratedFile.Of(model!))
            .WithTrackingName(EmitStep)
            .Where(static file => file.Source is not null);
        IncrementalValueProvider<EquatableArray<string>> incomplete = files
            .Select(static (file, _) => new CallingFile(file.HintName, file.SplitCallees))
            .Collect()
            .Select(static (all, _) => CallingFile.WithoutCallees(all))
            .WithTrackingName(CalleesStep);
        context.RegisterSourceOutput(
            files.Combine(incomplete).Where(static pair => !pair.Right.Contains(pair.Left.HintName)).Select(static (pair, _) => pair.Left),
            static (output, file) => output.AddSource(file.HintName + ".g.cs", SourceText.From(file.Source!, Encoding.UTF8)));

        IncrementalValuesProvider<GeneratedFile> aggregates = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                DifferentiableMark.AttributeName,
                static (node, _) => node is TypeDeclarationSyntax,
                static (marked, cancellation) => EmitAggregate(marked, cancellation))
            .Where(static file => file is not null)
            .Select(static (file, _) => file!)
            .WithTrackingName(AggregateStep);
        context.RegisterSourceOutput(aggregates, static (output, file) => output.AddSource(file.HintName + ".g.cs", SourceText.From(file.Source!, Encoding.UTF8)));

        IncrementalValueProvider<bool> hasDerivatives = files
            .Collect()
            .Select(static (all, _) => all.Length > 0)
            .WithTrackingName(VersionStep);
        context.RegisterSourceOutput(hasDerivatives, static (output, any) =>
        {
            if (any)
            {
                output.AddSource("AutoDiff.SplitFormVersion.g.cs", SourceText.From(VersionSource, Encoding.UTF8));
            }
        });
    }

    private static GeneratedFile? EmitAggregate(GeneratorAttributeSyntaxContext marked, CancellationToken cancellation)
    {
        try
        {
            return IsFirstMark(marked.TargetSymbol, marked.TargetNode) && marked.TargetSymbol is INamedTypeSymbol type && !RejectedAggregates.Contain(type, cancellation)
                ? new GeneratedFile(HeaderBuilder.BuildType(type).HintName, AggregateEmitter.Emit(type))
                : null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new(PlaceOf(marked.TargetNode), InternalErrors.Source(marked.TargetSymbol.Name, InternalErrors.Describe(exception)));
        }
    }

    // A name for what has no model to give one.
    private static string PlaceOf(SyntaxNode node)
    {
        TextHash place = TextHash.Empty.With(node.SyntaxTree.FilePath).With((ulong)node.SpanStart);
        return $"AutoDiff.Failure.{place.Low:x16}";
    }

    // Both parts of something partial may be marked, which the compiler reports: it is generated once all the same.
    private static bool IsFirstMark(ISymbol symbol, SyntaxNode node)
    {
        DifferentiableMark? mark = symbol is IMethodSymbol method
            ? DifferentiableMark.On(method.PartialDefinitionPart ?? method) ?? DifferentiableMark.On(method.PartialImplementationPart ?? method)
            : DifferentiableMark.On(symbol);
        SyntaxReference? first = mark?.Syntax;
        return first is null || (first.SyntaxTree == node.SyntaxTree && node.Span.Contains(first.Span));
    }

    private static string VersionSource =>
        "// <auto-generated/>\n[assembly: global::AutoDiff.CompilerServices.SplitFormVersion("
        + SplitForm.Version.ToString(CultureInfo.InvariantCulture)
        + ")]\n";

    private static MethodModel? Lower(SyntaxNode node, SemanticModel semantics, CancellationToken cancellation)
    {
        try
        {
            if (semantics.GetDeclaredSymbol(node, cancellation) is not IMethodSymbol symbol || !IsFirstMark(symbol, node))
            {
                return null;
            }

            IMethodSymbol method = symbol.PartialDefinitionPart ?? symbol;
            (MethodModel? model, bool isSilent) = LoweredMethods.Shared.Get(method, semantics.Compilation, () => Lower(method, semantics.Compilation, cancellation));
            if (model is not null)
            {
                CompiledMethods.Add(method, model, isSilent, semantics.Compilation);
            }

            return model;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var header = new MethodHeader((node as MethodDeclarationSyntax)?.Identifier.ValueText ?? "operator") { HintName = PlaceOf(node) };
            return new MethodModel(header, new Function(header.Name, [], Block.Empty, [])) { Failure = InternalErrors.Describe(exception) };
        }
    }

    private static LoweringResult? Lower(IMethodSymbol method, Compilation compilation, CancellationToken cancellation) =>
        DifferentiableMark.On(method) is { } mark && UsageChecks.Passes(method, mark, compilation, cancellation)
            ? MethodLowerer.Lower(method, compilation, cancellation)
            : null;
}
