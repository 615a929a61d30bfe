using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Generator.Diagnostics;

/// <summary>What can be said of a marked method without looking into its body.</summary>
internal static class UsageChecks
{
    /// <summary>What was found, and whether it still makes sense to look into the body.</summary>
    internal readonly record struct Result(ImmutableArray<Diagnostic> Diagnostics, bool LowersBody);

    public static Result Check(IMethodSymbol method, DifferentiableMark mark, Compilation compilation, CancellationToken cancellation)
    {
        if ((MarkPlacement.Check(method, mark, cancellation) ?? SignatureChecks.CheckKind(method, cancellation)) is { } misplaced)
        {
            return new([misplaced], LowersBody: false);
        }

        ImmutableArray<Diagnostic>.Builder found = ImmutableArray.CreateBuilder<Diagnostic>();
        if (ProjectChecks.Check(method, mark, compilation, cancellation) is { } project)
        {
            found.Add(project);
        }

        int placement = found.Count;
        found.AddRange(SignatureChecks.Check(method, mark, cancellation));
        return new(found.ToImmutable(), LowersBody: found.Count == placement);
    }

    /// <summary>Whether nothing is wrong with the method, nor with the types around it.</summary>
    public static bool Passes(IMethodSymbol method, DifferentiableMark mark, Compilation compilation, CancellationToken cancellation) =>
        MarkPlacement.CanExtendContainingTypes(method, cancellation) && Check(method, mark, compilation, cancellation).Diagnostics.IsEmpty;
}
