using Microsoft.CodeAnalysis;

namespace AutoDiff.Fuzz.Tests;

internal static class SyntaxLength
{
    public static int NormalizedLength(this SyntaxNode root) => root.NormalizeWhitespace().ToFullString().Length;
}
