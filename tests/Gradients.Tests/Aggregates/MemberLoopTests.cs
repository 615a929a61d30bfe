using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Aggregates;

/// <summary>Loops that are bounded by the length of a member, which may or may not change while they run.</summary>
public sealed class MemberLoopTests
{
    [Fact]
    public void Members_that_stay() =>
        ModelAssert.Agrees(() => new Ladder(), 0.6, (ladder, x) => ladder.Climb(x), (ladder, x, adjoint) => ladder.ClimbGradient(x, adjoint), (ladder, x, tangent, dx) => ladder.ClimbJvp(x, tangent, dx));

    [Fact]
    public void A_member_that_becomes_shorter_ends_the_loop()
    {
        var ladder = new Ladder();
        Ladder adjoint = ladder.ZerosLike(), other = new();
        (double value, double dx) = ladder.ShortenGradient(0.6, adjoint);
        GradientAssert.SameBits(other.Shorten(0.6), value, "The value");
        GradientAssert.Agrees(0.6, x => new Ladder().Shorten(x), x => new Ladder().ShortenGradient(x, new Ladder().ZerosLike()));
        Assert.Same(ladder.Fixed, ladder.Open);
        Assert.NotEqual(0, dx);
    }

    [Fact]
    public void Another_member_is_written() =>
        GradientAssert.Agrees(0.6, x => new Ladder().Beside(x), x => new Ladder().BesideGradient(x, new Ladder().ZerosLike()));

    [Fact]
    public void They_allocate_nothing()
    {
        var ladder = new Ladder();
        Ladder adjoint = ladder.ZerosLike();
        ModelAssert.AllocatesNothing(() => ladder.ClimbGradient(0.6, adjoint));
    }
}
