using System.Collections.Immutable;
using AutoDiff.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace AutoDiff.Generator.Lowering;

/// <summary>What lowering found: the model when the method can be differentiated as far as lowering knows, and the diagnostics.
/// Only <see cref="Model"/> may be kept across compilations.</summary>
/// <param name="Model">The method, or null when an error was found.</param>
/// <param name="Diagnostics">Errors and warnings, in source order.</param>
/// <param name="Sites">The places in the source that <see cref="Statement.Site"/> counts.</param>
internal sealed record LoweringResult(MethodModel? Model, ImmutableArray<Diagnostic> Diagnostics, ImmutableArray<Site> Sites)
{
    /// <summary>The hand-written derivatives that it uses.</summary>
    public ImmutableArray<IMethodSymbol> UsedRules { get; init; } = [];

    /// <summary>What was rejected first, or null when nothing was.</summary>
    public Site? Rejected { get; init; }
}

/// <summary>A place in the source, and the calls through which the marked method reached it.</summary>
internal sealed record Site(SyntaxTree Tree, TextSpan Span, CallChain? Calls)
{
    public Location Location => Location.Create(Tree, Span);

    /// <summary>The diagnostic at this place, with the chain of calls as additional locations.</summary>
    public Diagnostic Report(DiagnosticDescriptor descriptor, params object?[] arguments)
    {
        ImmutableArray<Location>.Builder? calls = null;
        for (CallChain? call = Calls; call is not null; call = call.Outer)
        {
            (calls ??= ImmutableArray.CreateBuilder<Location>()).Add(call.Call.GetLocation());
        }

        return Diagnostic.Create(descriptor, Location, calls?.ToImmutable(), arguments);
    }
}

/// <summary>The call that led into an inlined body, and the one that led to that call.</summary>
internal sealed record CallChain(SyntaxNode Call, CallChain? Outer);
