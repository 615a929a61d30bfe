using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Aggregates;

public sealed class HandedMemoryTests
{
    private static Holder Make() => new();

    [Fact]
    public void What_is_given_back_as_an_object_of_the_base_class() =>
        ModelAssert.Agrees(Make, 0.6, HandedMemory.ThroughBase, (m, x, d) => HandedMemory.ThroughBaseGradient(m, x, d));

    [Fact]
    public void A_part_of_what_is_given()
    {
        ModelAssert.Agrees(Make, 0.6, HandedMemory.ThroughPart, (m, x, d) => HandedMemory.ThroughPartGradient(m, x, d));
        ModelAssert.Agrees(Make, 0.6, HandedMemory.ThroughTable, (m, x, d) => HandedMemory.ThroughTableGradient(m, x, d));
    }

    [Fact]
    public void What_is_made_of_what_is_given() =>
        ModelAssert.Agrees(Make, 0.6, HandedMemory.ThroughWhole, (m, x, d) => HandedMemory.ThroughWholeGradient(m, x, d));

    [Fact]
    public void What_is_given_linked_to_what_is_given() => ModelAssert.Agrees(
        Make, 0.6, (m, x) => HandedMemory.ThroughLink(Make(), m, x), (m, x, d) => HandedMemory.ThroughLinkGradient(Make(), m, x, Make().ZerosLike(), d));

    /// <summary>What was there before has the adjoint that it had: only its own.</summary>
    [Fact]
    public void What_is_made_anew_in_what_is_given()
    {
        Holder model = new() { Next = new Holder() }, adjoint = model.ZerosLike(), before = (Holder)adjoint.Next!;
        before.Weight = 5;
        (double value, double dx) = HandedMemory.ThroughNewGradient(model, 0.6, adjoint);
        Assert.Equal(0.8 * 0.6 * 0.6, value, 1e-12);
        Assert.Equal(2 * 0.8 * 0.6, dx, 1e-12);
        Assert.Equal(5, before.Weight);
    }

    /// <summary>The adjoints beside it are the caller's too: no later call uses their memory.</summary>
    [Fact]
    public void What_is_stored_in_what_is_given()
    {
        var stored = new Stored();
        Stored adjoint = stored.ZerosLike();
        double[] table = adjoint.Table;
        (double value, double dx) = HandedMemory.StoresGradient(stored, 0.6, adjoint);
        Assert.Equal((2 * 0.6) + (0.6 * 0.6) + 0.6, value, 1e-15);
        Assert.Equal(2 + (2 * 0.6) + 1, dx, 1e-15);
        Assert.Equal([0.6, 0], table);
        Assert.Equal([3, 3, 1], [adjoint.Table.Length, adjoint.Rows[0].Length, adjoint.Rows[1].Length]);
        for (int i = 0; i < 3; i++)
        {
            var other = new Stored();
            Stored otherAdjoint = other.ZerosLike();
            HandedMemory.StoresGradient(other, 0.6, otherAdjoint);
            Assert.NotSame(adjoint.Table, otherAdjoint.Table);
            Assert.NotSame(adjoint.Rows[0], otherAdjoint.Rows[0]);
            Assert.NotSame(adjoint.Next, otherAdjoint.Next);
        }
    }

    [Fact]
    public void A_cast_that_may_give_null()
    {
        ModelAssert.Agrees(Make, 0.6, HandedMemory.TriedCast, (m, x, d) => HandedMemory.TriedCastGradient(m, x, d), (m, x, d, dx) => HandedMemory.TriedCastJvp(m, x, d, dx));
        ModelAssert.Agrees(() => new Node(), 0.6, HandedMemory.TriedCast, (m, x, d) => HandedMemory.TriedCastGradient(m, x, d), (m, x, d, dx) => HandedMemory.TriedCastJvp(m, x, d, dx));
    }
}
