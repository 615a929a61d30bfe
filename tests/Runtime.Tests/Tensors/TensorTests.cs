using AutoDiff.Runtime.Tests.Taping;

namespace AutoDiff.Runtime.Tests.Tensors;

public class TensorTests
{
    [Fact]
    public void A_tensor_shares_the_array_that_it_is_made_over()
    {
        float[] data = [1, 2, 3, 4, 5, 6];
        Tensor x = Tensor.Create(data, 2, 3);
        x[1, 0] = 9;
        Assert.Equal(9, data[3]);
        Assert.Equal([2, 3], x.Shape.ToArray());
        Assert.Equal(6, x.Length);
        Tensor copy = x.Clone();
        copy[0, 0] = 7;
        Assert.Equal(1, data[0]);
        Assert.Equal([6], Tensor.Create(data).Shape.ToArray());
    }

    [Fact]
    public void A_reshaped_tensor_is_a_view()
    {
        Tensor x = Tensor.Create([1, 2, 3, 4, 5, 6], 2, 3);
        Tensor y = Tensor.Reshape(x, 3, -1);
        Assert.Equal([3, 2], y.Shape.ToArray());
        y[2, 1] = 8;
        Assert.Equal(8, x[1, 2]);
        Assert.Equal("shape", Assert.Throws<ArgumentException>(() => Tensor.Reshape(x, 4, 2)).ParamName);
    }

    [Fact]
    public void Bad_shapes_are_named_with_both()
    {
        Assert.Equal("data", Assert.Throws<ArgumentException>(() => Tensor.Create(new float[5], 2, 3)).ParamName);
        Assert.Equal("shape", Assert.Throws<ArgumentException>(() => Tensor.Zeros(1, 1, 1, 1, 1, 1, 1)).ParamName);
        Assert.Equal("shape", Assert.Throws<ArgumentException>(() => Tensor.Zeros(2, -1)).ParamName);
        Assert.Equal("shape", Assert.Throws<ArgumentException>(() => Tensor.Zeros(1 << 20, 1 << 20)).ParamName);
        ArgumentException e = Assert.Throws<ArgumentException>(() => Tensor.Zeros(2, 3) + Tensor.Zeros(2, 4));
        Assert.Contains("(2, 3)", e.Message, StringComparison.Ordinal);
        Assert.Contains("(2, 4)", e.Message, StringComparison.Ordinal);
        Assert.Equal("b", Assert.Throws<ArgumentException>(() => Tensor.MatMul(Tensor.Zeros(2, 3), Tensor.Zeros(4, 5))).ParamName);
        Assert.Equal("x", Assert.Throws<ArgumentException>(() => Tensor.Exp(default)).ParamName);
        Assert.Equal("axis", Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.Sum(Tensor.Zeros(2), 1)).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.Zeros(2, 3)[0, 3]);
        Assert.Equal("labels", Assert.Throws<ArgumentOutOfRangeException>(() => Losses.CrossEntropy(Tensor.Zeros(2, 3), [0, 3])).ParamName);
        Assert.Equal("logits", Assert.Throws<ArgumentException>(() => Losses.CrossEntropy(Tensor.Zeros(0, 3), [])).ParamName);
        Assert.Equal("indices", Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.Embedding(Tensor.Zeros(2, 3), [2])).ParamName);
    }

    [Fact]
    public void Results_in_a_scope_end_with_it()
    {
        var workspace = new Workspace();
        Tensor inside, nested;
        using (workspace.Scope())
        {
            inside = Tensor.Zeros(3) + 1;
            using (workspace.Scope())
                nested = inside * 2;
            Assert.Throws<ObjectDisposedException>(() => nested.Length);
            Assert.Equal(1, inside[0]);
        }

        Assert.Throws<ObjectDisposedException>(() => inside.Length);
        Assert.Equal(0, Tensor.Zeros(3)[1]);
    }

    [Fact]
    public void The_result_of_a_generated_member_lasts_until_the_workspace_is_used_again()
    {
        var workspace = new Workspace();
        Tensor result;
        using (workspace.ResultScope())
            result = Tensor.Zeros(100) + Tensor.Create([5f]);
        Assert.Equal(5, result[99]);
        using (workspace.Scope())
        {
            Assert.Equal(5, result[99]);
            Tensor.Zeros(3);
            Assert.Throws<ObjectDisposedException>(() => result.AsSpan().Length);
        }
    }

    [Fact]
    public void Views_end_with_what_they_view()
    {
        var workspace = new Workspace();
        Tensor owner;
        using (workspace.Scope())
            owner = Tensor.Zeros(4);
        Assert.Throws<ObjectDisposedException>(() => Tensor.Reshape(owner, 2, 2));
    }

    [Fact]
    public void Operations_in_a_scope_allocate_nothing_after_warm_up()
    {
        var workspace = new Workspace();
        Tensor x = Tensor.Create([.. Enumerable.Range(0, 3 * 70 * 90).Select(i => i % 17 - 8f)], 3, 70, 90), weight = Tensor.Zeros(50, 90);
        Tensor image = Tensor.Reshape(x, 1, 3, 70, 90), filters = Tensor.Zeros(4, 3, 3, 3);
        long reserved = 0;
        Assert.Equal(0, Allocation.AfterWarmUp(() =>
        {
            using WorkspaceScope scope = workspace.Scope();
            Tensor y = Tensor.Gelu(Tensor.Linear(x, weight, default)) * 2 + 1;
            Tensor.Softmax(y, 1);
            Tensor.Attention(x, x, x, causal: true);
            Tensor.Max(Tensor.Conv2d(image, filters, default, 2, 1), 1, keepDimension: true);
            reserved = workspace.ReservedBytes;
        }));
        using (workspace.Scope())
            Tensor.Zeros(3);
        Assert.Equal(reserved, workspace.ReservedBytes);
    }

    [Fact]
    public void Numbers_broadcast_and_single_values_convert_back()
    {
        Tensor x = Tensor.Create([1, 2, 3]);
        Assert.Equal([3f, 5, 7], (2 * x + 1).AsSpan().ToArray());
        Assert.Equal(6, (float)(Tensor)6f);
        Assert.Throws<ArgumentException>(() => (float)x);
    }

    [Fact]
    public void Subgradients_are_the_documented_ones()
    {
        Tensor x = Tensor.Create([2, 5, 5, float.NegativeInfinity]), dx = Tensor.Zeros(4);
        TensorDerivatives.MaxVjp(x, Tensor.Max(x), 1, dx);
        Assert.Equal([0, 0.5f, 0.5f, 0], dx.AsSpan().ToArray());
        dx.AsSpan().Clear();
        TensorDerivatives.MaxVjp(x, 0, Tensor.Create([1f]), dx);
        Assert.Equal([0f, 1, 0, 0], dx.AsSpan().ToArray());

        Tensor zero = Tensor.Create([0, -0f, -1, 1]), slope = Tensor.Zeros(4);
        TensorDerivatives.ReluVjp(Tensor.Relu(zero), Tensor.Create([float.NaN, 3, float.NaN, 3]), slope);
        Assert.Equal([0f, 0, 0, 3], slope.AsSpan().ToArray());
        Assert.True(float.IsNaN(Tensor.Max(Tensor.Create([1, float.NaN, 3]))));
    }

    [Fact]
    public void Adjoints_that_arent_wanted_arent_computed()
    {
        Tensor a = Tensor.Create([1, 2, 3, 4], 2, 2), d = Tensor.Create([1, 1, 1, 1], 2, 2), da = Tensor.Zeros(2, 2);
        TensorDerivatives.MatMulVjp(a, a, d, da, default);
        Assert.Equal([3f, 7, 3, 7], da.AsSpan().ToArray());
        Assert.Equal("da", Assert.Throws<ArgumentException>(() => TensorDerivatives.MatMulVjp(a, a, d, Tensor.Zeros(4), default)).ParamName);
    }

    [Fact]
    public void Dropout_keeps_the_mean_and_its_adjoint_has_the_same_mask()
    {
        Tensor x = Tensor.Zeros(100, 100) + 1;
        Tensor y = Tensor.Dropout(x, 0.3, seed: 5), dx = Tensor.Zeros(100, 100);
        Assert.Equal(1, Tensor.Mean(y), 0.03f);
        TensorDerivatives.DropoutVjp(0.3, 5, x, dx);
        Assert.Equal(y.AsSpan().ToArray(), dx.AsSpan().ToArray());
        Assert.NotEqual(y.AsSpan().ToArray(), Tensor.Dropout(x, 0.3, seed: 6).AsSpan().ToArray());
    }
}
