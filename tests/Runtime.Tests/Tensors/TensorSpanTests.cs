using System.Numerics.Tensors;
using AutoDiff.Runtime.Tests.Taping;
using Tensor = AutoDiff.Tensor;

namespace AutoDiff.Runtime.Tests.Tensors;

public class TensorSpanTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(2, 3)]
    [InlineData(2, 0, 3)]
    [InlineData(1, 2, 3, 1, 2, 2)]
    public void A_span_has_the_tensors_shape_and_memory(params int[] shape)
    {
        Tensor x = Tensor.Zeros(shape);
        for (int i = 0; i < x.Length; i++)
            x.AsSpan()[i] = i;
        TensorSpan<float> span = x.AsTensorSpan();
        Assert.Equal(shape.Select(length => (nint)length), span.Lengths.ToArray());
        if (x.Length > 0)
        {
            nint[] last = Array.ConvertAll(shape, length => (nint)length - 1);
            Assert.Equal(x.Length - 1, span[last]);
            span[last] = 77;
            Assert.Equal(77, x.AsSpan()[^1]);
        }

        Tensor copy = Tensor.CopyOf(span);
        Assert.Equal(shape, copy.Shape.ToArray());
        Assert.Equal(x.AsSpan().ToArray(), copy.AsSpan().ToArray());
        Assert.NotSame(x.Memory, copy.Memory);
    }

    [Fact]
    public void Strided_spans_and_scalars_are_copied()
    {
        // The first two columns of three.
        ReadOnlyTensorSpan<float> part = new(new float[] { 1, 2, 3, 4, 5, 6 }, [2, 2], [3, 1]);
        Tensor copy = Tensor.CopyOf(part);
        Assert.Equal([2, 2], copy.Shape.ToArray());
        Assert.Equal([1, 2, 4, 5], copy.AsSpan().ToArray());

        Tensor scalar = Tensor.Zeros();
        scalar.AsSpan()[0] = 3;
        Assert.Equal([(nint)1], scalar.AsTensorSpan().Lengths.ToArray());
        Assert.Equal(0, Tensor.CopyOf(default).Length);
        Assert.Equal(0, default(Tensor).AsTensorSpan().FlattenedLength);
        Assert.Throws<ArgumentException>("values", () => Tensor.CopyOf(new ReadOnlyTensorSpan<float>(new float[1], [1, 1, 1, 1, 1, 1, 1])));
    }

    [Fact]
    public void A_view_and_a_copy_within_a_scope_allocate_nothing()
    {
        Tensor x = Tensor.Zeros(3, 4);
        Assert.Equal(0, Allocation.AfterWarmUp(() =>
        {
            using WorkspaceScope scope = Workspace.ForThread.Scope();
            TensorSpan<float> span = x.AsTensorSpan();
            span[0, 1]++;
            Tensor.CopyOf(span);
        }));
    }
}
