using System.Collections.Immutable;
using AutoDiff.Generator.Diagnostics;
using AutoDiff.Generator.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AutoDiff.Generator;

/// <summary>
/// Reports what can't be differentiated, and where a derivative is lost. It shares the stages with <see cref="DifferentiableGenerator"/>,
/// which generates nothing for a method that has an error.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DifferentiableAnalyzer : DiagnosticAnalyzer
{
    private static readonly ImmutableArray<SyntaxKind> _declarations =
    [
        SyntaxKind.MethodDeclaration, SyntaxKind.OperatorDeclaration, SyntaxKind.ConversionOperatorDeclaration, SyntaxKind.ConstructorDeclaration, SyntaxKind.DestructorDeclaration,
        SyntaxKind.GetAccessorDeclaration, SyntaxKind.SetAccessorDeclaration, SyntaxKind.InitAccessorDeclaration, SyntaxKind.AddAccessorDeclaration, SyntaxKind.RemoveAccessorDeclaration,
    ];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => DiagnosticCatalog.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypesByMetadataName(DifferentiableMark.AttributeName).IsEmpty)
            {
                return;
            }

            var uses = new RuleUses();
            start.RegisterSymbolAction(AnalyzeSignature, SymbolKind.Method);
            start.RegisterSymbolAction(AnalyzeRule, SymbolKind.Method);
            start.RegisterSymbolAction(AnalyzeType, SymbolKind.NamedType);

            // By syntax: an action on operations would have the compiler bind every body and every initialiser of the project, marked or not.
            start.RegisterSyntaxNodeAction(AnalyzeNestedFunction, SyntaxKind.LocalFunctionStatement, SyntaxKind.ParenthesizedLambdaExpression, SyntaxKind.SimpleLambdaExpression);
            start.RegisterSyntaxNodeAction(node => AnalyzeBody(node, uses), _declarations);
            start.RegisterCompilationEndAction(end => ReportUnused(end, uses));
        });
    }

    private static void AnalyzeSignature(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (method.PartialDefinitionPart is not null || DifferentiableMark.On(method) is not { } mark)
        {
            return;
        }

        Guarded(method, context.ReportDiagnostic, () =>
            UsageChecks.Check(method, mark, context.Compilation, context.CancellationToken).Diagnostics);
    }

    private static void AnalyzeRule(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (method.PartialDefinitionPart is null && MarkedMethod.Attribute(method, "DerivativeOfAttribute") is not null)
        {
            Guarded(method, context.ReportDiagnostic, () => RuleChecks.Check(method, context.Compilation, context.CancellationToken));
        }
    }

    private static void ReportUnused(CompilationAnalysisContext context, RuleUses uses)
    {
        if (uses.IsIncomplete)
        {
            return;
        }

        foreach (Diagnostic diagnostic in RuleChecks.Unused(context.Compilation, uses.Used, context.CancellationToken))
        {
            context.ReportDiagnostic(diagnostic);
        }
    }

    private static void AnalyzeType(SymbolAnalysisContext context)
    {
        if (DifferentiableMark.On(context.Symbol) is not null)
        {
            foreach (Diagnostic diagnostic in AggregateChecks.Check((INamedTypeSymbol)context.Symbol, context.CancellationToken))
            {
                context.ReportDiagnostic(diagnostic);
            }
        }

        // Said of the type by itself, so that an editor can offer its fix there.
        foreach (Diagnostic diagnostic in MarkPlacement.CheckType((INamedTypeSymbol)context.Symbol, context.CancellationToken))
        {
            context.ReportDiagnostic(diagnostic);
        }
    }

    private static void AnalyzeNestedFunction(SyntaxNodeAnalysisContext context)
    {
        ISymbol? symbol = context.Node switch
        {
            LocalFunctionStatementSyntax { AttributeLists.Count: > 0 } local => context.SemanticModel.GetDeclaredSymbol(local, context.CancellationToken),
            LambdaExpressionSyntax { AttributeLists.Count: > 0 } lambda => context.SemanticModel.GetSymbolInfo(lambda, context.CancellationToken).Symbol,
            _ => null,
        };
        if (symbol is IMethodSymbol function && DifferentiableMark.On(function) is { } mark && MarkPlacement.Check(function, mark, context.CancellationToken) is { } misplaced)
        {
            context.ReportDiagnostic(misplaced);
        }
    }

    private static void AnalyzeBody(SyntaxNodeAnalysisContext context, RuleUses uses)
    {
        bool hasBody = context.Node switch
        {
            BaseMethodDeclarationSyntax declaration => declaration.Body is not null || declaration.ExpressionBody is not null
                || (declaration.AttributeLists.Count > 0 && declaration.Modifiers.Any(SyntaxKind.AbstractKeyword)),
            AccessorDeclarationSyntax accessor => accessor.AttributeLists.Count > 0 && (accessor.Body is not null || accessor.ExpressionBody is not null),
            _ => false,
        };
        if (!hasBody || context.SemanticModel.GetDeclaredSymbol(context.Node, context.CancellationToken) is not IMethodSymbol implementation)
        {
            return;
        }

        IMethodSymbol method = implementation.PartialDefinitionPart ?? implementation;
        if (DifferentiableMark.On(method) is not { } mark)
        {
            return;
        }

        Guarded(method, context.ReportDiagnostic, () =>
        {
            if (UsageChecks.Check(method, mark, context.Compilation, context.CancellationToken).LowersBody)
            {
                return BodyChecks.Check(method, context.Node, context.Compilation, uses, context.CancellationToken);
            }

            uses.IsIncomplete = true;
            return [];
        });
    }

    // A defect of ours must not take the user's other analyzers down, nor pass unseen.
    private static void Guarded(IMethodSymbol method, Action<Diagnostic> report, Func<ImmutableArray<Diagnostic>> check)
    {
        ImmutableArray<Diagnostic> diagnostics;
        try
        {
            diagnostics = check();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            diagnostics = [InternalErrors.Report(exception, method.Name, method.Locations[0])];
        }

        foreach (Diagnostic diagnostic in diagnostics)
        {
            report(diagnostic);
        }
    }
}
