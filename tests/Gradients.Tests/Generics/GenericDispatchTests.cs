using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Generics;

/// <summary>Virtual calls on objects of generic classes, by the constructions that derive from the receiver's.</summary>
public sealed class GenericDispatchTests
{
    private static readonly Func<GenericLayer<double>>[] s_layers =
    [
        () => new GenericLayer<double> { Weight = 1.5 },
        () => new SquareLayer<double> { Weight = 1.5, Bias = 0.7 },
        () => new NestingLayer<double> { Weight = 1.5, Bias = 0.7, Inner = new NestingLayer<double> { Weight = 0.3, Inner = new GenericLayer<double> { Weight = 0.9 } } },
        () => new CubeLayer { Weight = 1.5, Factor = 0.4 },
        () => new Nesting<double>.Layer { Weight = 1.5 },
    ];

    public static TheoryData<int> Layers => [.. Enumerable.Range(0, s_layers.Length)];

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_virtual_method_and_property(int index) => ModelAssert.Agrees(
        s_layers[index], 0.8, (layer, x) => GenericDispatch.Run(layer, x), (layer, x, adjoint) => GenericDispatch.RunGradient(layer, x, adjoint), (layer, x, tangent, dx) => GenericDispatch.RunJvp(layer, x, tangent, dx));

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_marked_virtual_method(int index) => ModelAssert.Agrees(
        s_layers[index], 0.8, (layer, x) => GenericDispatch.Deep(layer, x), (layer, x, adjoint) => GenericDispatch.DeepGradient(layer, x, adjoint), (layer, x, tangent, dx) => GenericDispatch.DeepJvp(layer, x, tangent, dx));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void A_method_that_stays_generic(int index) => ModelAssert.Agrees(
        s_layers[index], 0.8, (layer, x) => GenericDispatch.RunAny(layer, x), (layer, x, adjoint) => GenericDispatch.RunAnyGradient(layer, x, adjoint), (layer, x, tangent, dx) => GenericDispatch.RunAnyJvp(layer, x, tangent, dx));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void A_generic_method_in_place_and_out_of_line(int index) => ModelAssert.Agrees(
        s_layers[index], 0.8, (layer, x) => GenericDispatch.ThroughAny(layer, x), (layer, x, adjoint) => GenericDispatch.ThroughAnyGradient(layer, x, adjoint), (layer, x, tangent, dx) => GenericDispatch.ThroughAnyJvp(layer, x, tangent, dx));

    [Theory]
    [MemberData(nameof(Layers))]
    public void Patterns(int index) => ModelAssert.Agrees(
        s_layers[index], 0.8, (layer, x) => GenericDispatch.Patterns(layer, x), (layer, x, adjoint) => GenericDispatch.PatternsGradient(layer, x, adjoint), (layer, x, tangent, dx) => GenericDispatch.PatternsJvp(layer, x, tangent, dx));

    [Fact]
    public void A_pattern_names_a_type_that_does_not_follow_from_the_receivers() => ModelAssert.Agrees<GenericLayer<double>>(
        () => new TaggedLayer<double, int> { Weight = 1.5, Tag = 3 }, 0.8, (layer, x) => GenericDispatch.Patterns(layer, x), (layer, x, adjoint) => GenericDispatch.PatternsGradient(layer, x, adjoint));

    [Fact]
    public void The_other_type_argument()
    {
        var adjoint = new SingleLayer { Weight = 0 };
        (float value, float dx) = GenericDispatch.RunSingleGradient(new SingleLayer { Weight = 3 }, 2, adjoint);
        Assert.Equal((36f, 18f, 24f), (value, dx, adjoint.Weight));
    }

    [Fact]
    public void No_allocation()
    {
        var layer = new SquareLayer<double> { Weight = 1.5, Bias = 0.7 };
        GenericLayer<double> adjoint = layer.ZerosLike();
        ModelAssert.AllocatesNothing(() => GenericDispatch.RunGradient(layer, 0.8, adjoint));
    }

    [Fact]
    public void A_type_that_does_not_follow_from_the_receivers_is_an_exception_before_anything_is_written()
    {
        var layer = new TaggedLayer<double, int> { Weight = 1.5 };
        GenericLayer<double> adjoint = layer.ZerosLike();
        NotSupportedException thrown = Assert.Throws<NotSupportedException>(() => GenericDispatch.RunGradient(layer, 0.8, adjoint));
        Assert.Contains("those whose type arguments follow from the receiver's", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(0, adjoint.Weight);

        // A method that stays generic tells generic types alone apart.
        GenericLayer<double> cube = new CubeLayer { Weight = 1.5 }, other = cube.ZerosLike();
        Assert.Throws<NotSupportedException>(() => GenericDispatch.RunAnyGradient(cube, 0.8, other));
        Assert.Equal(0, other.Weight);
    }
}
