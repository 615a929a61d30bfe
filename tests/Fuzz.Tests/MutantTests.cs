using AutoDiff.Fuzz.Mutation;
using Microsoft.CodeAnalysis;

namespace AutoDiff.Fuzz.Tests;

public class MutantTests
{
    public static TheoryData<string> Names => [.. Mutant.All.Select(m => m.Name)];

    /// <summary>A mutant whose text has changed would plant nothing.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_mutant_has_one_place_in_the_generator(string name) => Assert.Equal(1, MutatedGenerator.Occurrences(Mutant.All.Single(m => m.Name == name)));

    [Fact]
    public void There_are_enough() => Assert.True(Mutant.All.Count >= 20);

    /// <summary>The generator builds from its sources in memory, and is another than the one that ships.</summary>
    [Fact]
    public void A_generator_with_a_defect_is_built()
    {
        IIncrementalGenerator mutated = MutatedGenerator.Build(Mutant.All[0]);
        Assert.Equal("AutoDiff.Generator.Mutated", mutated.GetType().Assembly.GetName().Name);
    }
}
