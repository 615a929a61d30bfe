using System.Runtime.CompilerServices;
using AutoDiff.Generator.Lowering;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoDiff.Generator.Tests.Incrementality;

/// <summary>How long what the compiler has bound for the lowering is held.</summary>
public sealed class BodyModelsTests
{
    private readonly CSharpCompilation _compilation = GeneratorRuns.Compile("public static class C { public static double F(double x) => x; }");

    [Fact]
    public void Methods_near_each_other_share_what_is_bound() =>
        Assert.Same(BodyModels.Of(_compilation, _compilation.SyntaxTrees[0]), BodyModels.Of(_compilation, _compilation.SyntaxTrees[0]));

    [Fact]
    public void What_is_bound_is_let_go_after_some_methods()
    {
        WeakReference first = Take();
        for (int i = 0; i < 100; i++)
        {
            Take();
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(first.IsAlive);
        GC.KeepAlive(_compilation);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference Take() => new(BodyModels.Of(_compilation, _compilation.SyntaxTrees[0]));
}
