using System.Diagnostics;
using System.Reflection;

namespace AutoDiff.Gradients.Tests.Forward;

/// <summary>
/// The whole corpus compiled for debugging and for a release: value, adjoints and tangents are the same bit for bit. (Another system's differ: rust-lang/rust, issue 152724.)
/// </summary>
public class DebugAndReleaseTests
{
    private const int Points = 24;

    public static TheoryData<string> Names => [.. ForwardCorpus.Names];

    [Fact]
    public void The_two_are_built_differently()
    {
        Assert.True(IsForDebugging(isDebug: true));
        Assert.False(IsForDebugging(isDebug: false));

        static bool IsForDebugging(bool isDebug) =>
            ForwardCorpus.Find(ForwardCorpus.Names.First(), isDebug).Module.Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true };
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Debug_and_release_agree(string name)
    {
        MarkedMethod release = new(ForwardCorpus.Find(name)), debug = new(ForwardCorpus.Find(name, isDebug: true));
        for (int point = 8; point < Points + 8; point++)
        {
            var random = new Random(1000 + point);
            object?[] arguments = [.. release.Parameters.Select(p => ForwardModeTests.Argument(p.ParameterType, random, point % Points, isFirst: p.Position == 0))];
            if (ForwardModeTests.WhatIsThrown(release, [.. arguments.Select(Numbers.Copy)]) is null)
            {
                Assert.Equal(Bits(release, arguments), Bits(debug, arguments));
                return;
            }
        }

        Assert.Fail("No point is in the domain.");
    }

    private static List<object?> Bits(MarkedMethod method, object?[] arguments)
    {
        object?[] final = [.. arguments.Select(Numbers.Copy)];
        object? result = method.Run(final);
        var random = new Random(17);
        object?[] tangents = [.. arguments.Select(argument => Random(argument, random))];
        object?[] adjoints = [.. final.Select(argument => Random(argument, random))];
        object? seed = Random(result, random);
        object?[] moved = [.. arguments.Select(Numbers.Copy)];
        (object? value, object? tangent) = method.Jvp(moved, tangents);
        object?[] byValue = method.Vjp([.. arguments.Select(Numbers.Copy)], seed, adjoints);
        return [.. new[] { result, value, tangent }.Concat(final).Concat(moved).Concat(tangents).Concat(adjoints).Concat(byValue).SelectMany(Numbers.Leaves)];
    }

    private static object? Random(object? value, Random random) => Numbers.Map(value, _ => random.NextDouble() - 0.4, others: false);
}
