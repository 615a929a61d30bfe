using System.Runtime.CompilerServices;

namespace AutoDiff.Networks.Tests;

/// <summary>Memory of tensors is used again once nothing reads it, and adjoints that nobody wants aren't computed.</summary>
public class MemoryTests
{
    private const int Side = 128, TensorBytes = Side * Side * sizeof(float);

    private static readonly Tensor s_x = Tensor.Create([0.3f, -0.6f, 0.8f, 0.2f, -0.4f, 0.7f], 2, 3);

    [Fact]
    public void Memory_doesnt_grow_with_the_turns_of_a_loop_that_keeps_nothing()
    {
        // What a turn still takes is the places where its tensors and their adjoints are noted.
        long few = BytesOf(workspace => MemoryMethods.SumsGradient(Large(), Large(), 4, Large(), Large(), workspace));
        long many = BytesOf(workspace => MemoryMethods.SumsGradient(Large(), Large(), 104, Large(), Large(), workspace));
        Assert.InRange(many - few, 0, 100 * 1024);
        Assert.InRange(few, TensorBytes, 6 * TensorBytes);
    }

    [Fact]
    public void Memory_doesnt_grow_with_the_length_of_a_chain_that_keeps_nothing()
    {
        long two = BytesOf(workspace => MemoryMethods.TwoGradient(Large(), Large(), Large(), Large(), workspace));
        long eight = BytesOf(workspace => MemoryMethods.EightGradient(Large(), Large(), Large(), Large(), workspace));
        Assert.InRange(eight - two, 0, 20 * 1024);
        Assert.InRange(two, TensorBytes, 3 * TensorBytes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void Tensors_that_methods_hand_on_live_as_long_as_they_are_used(int n)
    {
        Check(x => MemoryMethods.Recursion(x, n), (x, dx) => MemoryMethods.RecursionGradient(x, n, dx));
        Check(x => MemoryMethods.Rounds(x, n), (x, dx) => MemoryMethods.RoundsGradient(x, n, dx));
        Check(x => MemoryMethods.Listed(x, n), (x, dx) => MemoryMethods.ListedGradient(x, n, dx));
    }

    [Fact]
    public void The_adjoint_of_a_constant_operand_isnt_computed()
    {
        Tensor dw = Tensor.Zeros(2, 3);
        MemoryMethods.ThroughProbeGradient(s_x, s_x.Clone(), dw);
        Assert.Equal((false, true), Probe.Wanted);
        Assert.Equal(s_x.AsSpan().ToArray().Select(v => 3 * v), dw.AsSpan().ToArray());
    }

    [Fact]
    public void The_adjoints_of_a_constant_layer_arent_computed()
    {
        var model = new PartlyFrozen();
        PartlyFrozen gradient = model.ZerosLike();
        model.LossGradient(s_x, gradient);
        Assert.Equal((false, true), Probe.Wanted);
        GradientCheck.Model(m => m.Loss(s_x), model, gradient).ThrowIfFailed();
        gradient = model.ZerosLike();
        model.FirstConstantGradient(s_x, gradient);
        GradientCheck.Model(m => m.FirstConstant(s_x), model, gradient).ThrowIfFailed();
    }

    [Fact]
    public void Elements_of_adjoints_that_nobody_wants_go_nowhere()
    {
        var model = new PartlyFrozen();
        PartlyFrozen gradient = model.ZerosLike();
        model.ByElementsGradient(s_x, gradient);
        GradientCheck.Model(m => m.ByElements(s_x), model, gradient).ThrowIfFailed();
    }

    [Fact]
    public void A_step_through_constant_layers_allocates_nothing()
    {
        var model = new PartlyFrozen();
        PartlyFrozen gradient = model.ZerosLike();
        for (int i = 0; i < 3; i++)
            model.LossGradient(s_x, gradient);
        long before = GC.GetAllocatedBytesForCurrentThread(), reserved = Workspace.ForThread.ReservedBytes;
        for (int i = 0; i < 100; i++)
            model.LossGradient(s_x, gradient);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(reserved, Workspace.ForThread.ReservedBytes);
    }

    [Fact]
    public void A_tensor_can_be_read_as_long_as_one_stands_for_it()
    {
        var workspace = new Workspace();
        using (workspace.Scope())
        {
            Tensor x = Tensor.Zeros(3), view = Tensor.Reshape(x, 3, 1);
            workspace.Keep(view);
            workspace.Release(x);
            Assert.Equal(0, x[1]);
            workspace.Release(x);
            Assert.Throws<ObjectDisposedException>(() => x[1]);
            Assert.Throws<ObjectDisposedException>(() => view[1, 0]);
            Assert.Throws<ObjectDisposedException>(() => workspace.Release(view));
        }
    }

    [Fact]
    public void An_operation_on_memory_that_is_offered_to_it_works_in_place()
    {
        var workspace = new Workspace();
        using (workspace.Scope())
        {
            Tensor x = s_x.Clone(), expected = Tensor.Relu(s_x).Clone();
            ref float first = ref x.AsSpan()[0];
            workspace.Yield(x);
            Tensor y = Tensor.Relu(x);
            Assert.True(Unsafe.AreSame(ref first, ref y.AsSpan()[0]));
            Assert.Equal(expected.AsSpan().ToArray(), y.AsSpan().ToArray());
            Tensor.Zeros(2);
            Tensor.Zeros(2);
            Assert.Throws<ObjectDisposedException>(() => x[0, 0]);
            Assert.Equal(expected.AsSpan().ToArray(), y.AsSpan().ToArray());
        }
    }

    [Fact]
    public void An_operation_works_elsewhere_when_the_memory_is_still_held_or_has_another_length()
    {
        var workspace = new Workspace();
        using (workspace.Scope())
        {
            Tensor x = s_x.Clone(), row = Tensor.Create([1f, 2, 3]).Clone();
            workspace.Keep(x);
            workspace.Yield(x);
            Tensor y = Tensor.Relu(x);
            Assert.Equal(s_x.AsSpan().ToArray(), x.AsSpan().ToArray());
            workspace.Yield(row);
            Tensor sum = row + y, other = Tensor.Create([7f, 8, 9]).Clone();
            Assert.Equal([1.3f, 2, 3.8f, 1.2f, 2, 3.7f], sum.AsSpan().ToArray());
            Assert.Equal([7f, 8, 9], other.AsSpan().ToArray());
        }
    }

    [Fact]
    public void Memory_offered_at_the_end_of_a_scope_is_used_again_after_it()
    {
        var workspace = new Workspace();
        long reserved = 0;
        for (int i = 0; i < 3; i++)
        {
            reserved = workspace.ReservedBytes;
            using (workspace.Scope())
                workspace.Yield(Large().Clone());
        }

        Assert.Equal(reserved, workspace.ReservedBytes);
    }

    [Fact]
    public void Adjoints_of_operations_in_place_are_right()
    {
        Check(MemoryMethods.InPlace, (x, dx) => MemoryMethods.InPlaceGradient(x, dx));
        Check(MemoryMethods.Views, (x, dx) => MemoryMethods.ViewsGradient(x, dx));
    }

    private static Tensor Large() => Tensor.Zeros(Side, Side);

    private static long BytesOf(Func<Workspace, float> gradient)
    {
        var workspace = new Workspace();
        for (int i = 0; i < 3; i++)
            gradient(workspace);
        return workspace.ReservedBytes;
    }

    private static void Check(Func<Tensor, float> value, Func<Tensor, Tensor, float> gradient)
    {
        Tensor x = s_x.Clone(), dx = Tensor.Zeros(2, 3);
        Assert.Equal(value(x), gradient(x, dx), 1e-6);
        for (int i = 0; i < x.Length; i++)
        {
            const float Step = 1e-2f;
            float at = x.AsSpan()[i];
            double Central(float h)
            {
                x.AsSpan()[i] = at + h;
                double above = value(x);
                x.AsSpan()[i] = at - h;
                double below = value(x);
                x.AsSpan()[i] = at;
                return (above - below) / (2 * h);
            }

            double expected = (4 * Central(Step / 2) - Central(Step)) / 3;
            Assert.InRange(dx.AsSpan()[i], expected - 2e-3 * Math.Max(1, Math.Abs(expected)), expected + 2e-3 * Math.Max(1, Math.Abs(expected)));
        }
    }
}
